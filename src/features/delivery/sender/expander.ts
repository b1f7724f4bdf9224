/** Turns released messages into delivery rows, piece by committed piece, beside the sender. */
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { chunkSize, firstChunkSize } from '../model.ts';
import { insertChunk, nextPerson } from '../queries/expansion.ts';
import { advance, ensurePartition, lockForExpansion, messagesToExpand } from '../queries/messages.ts';

const everybody = Number.MAX_SAFE_INTEGER;

/** How many ids a piece spans, by message: small at first, then such that a piece has some 10,000 people. */
const widths = new Map<number, number>();

/** One piece of each message that waits for it; returns whether anything was done. */
export async function expandRound(services: Services): Promise<boolean> {
  const ids = await messagesToExpand(services.db, services.clock.now());
  let worked = false;
  for (const id of ids) worked = (await expandPiece(services, id)) || worked;
  return worked;
}

/** Expands one piece of one message and moves its cursor, in one transaction; false if there was nothing to do. */
export async function expandPiece(services: Services, id: number): Promise<boolean> {
  const { db, clock, config, leaveOut } = services;
  return db.transaction().execute(async (trx) => {
    const message = await lockForExpansion(trx, id);
    const now = clock.now();
    if (!message || message.releaseAt > now) return false;
    await ensurePartition(trx, message.period);
    const today = localDate(now, config.timeZone);
    const leave = leaveOut[message.purpose]?.(message.subject) ?? null;
    const common = { today, now, leaveOut: leave, withSms: config.sms !== undefined };
    if (message.frozenSize <= chunkSize && message.cursor === 0) {
      await insertChunk(trx, message, { ...common, bounds: undefined });
      await advance(trx, id, { cursor: everybody, done: true, at: now });
      return true;
    }
    const first = await nextPerson(trx, message, today);
    if (first === null) {
      widths.delete(id);
      await advance(trx, id, { cursor: message.cursor, done: true, at: now });
      return true;
    }
    const width = widths.get(id) ?? firstChunkSize;
    const bounds = { after: first - 1, upTo: first - 1 + width };
    const added = await insertChunk(trx, message, { ...common, bounds });
    widths.set(id, nextWidth(width, added));
    await advance(trx, id, { cursor: bounds.upTo, done: false, at: now });
    return true;
  });
}

/** Grows or shrinks the span by what it brought, at most fourfold at a time. */
function nextWidth(width: number, added: number): number {
  const wanted = (width * chunkSize) / Math.max(added, 1);
  return Math.round(Math.min(wanted, width * 4, 1_000_000));
}
