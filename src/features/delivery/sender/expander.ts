/** Turns released messages into delivery rows, piece by committed piece, beside the sender. */
import { kindsInUse } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import { ownMemory } from '#platform/own-memory.ts';
import type { Services } from '#platform/services.ts';
import { digestFor } from '../actions/digests.ts';
import { chunkSize, firstChunkSize } from '../model.ts';
import { insertChunk, nextPerson } from '../queries/expansion.ts';
import { advance, ensurePartition, lockForExpansion, messagesToExpand, type Which } from '../queries/message-rows.ts';

const uniqueViolation = '23505';
const everybody = Number.MAX_SAFE_INTEGER;

/** How many ids a piece spans, by message: small at first, then such that a piece has some 10,000 people. */
const widthsOf = ownMemory(() => new Map<number, number>());

/**
 * One piece of each message that waits for it; returns whether anything was done. Ordinary messages wait as long as an
 * alert of an incident has people without a row.
 */
export async function expandRound(services: Services, which: Which = 'all'): Promise<boolean> {
  const { db, clock } = services;
  const ids = await messagesToExpand(db, clock.now(), which);
  let worked = false;
  for (const id of ids) {
    if (which === 'ordinary' && (await messagesToExpand(db, clock.now(), 'alerts')).length > 0) return false;
    worked = (await expandPiece(services, id)) || worked;
  }
  return worked;
}

/**
 * Expands the next people of one message and moves its cursor; false if there was nothing to do. Two pieces are made at
 * once, on two connections: evaluating an audience costs as much as writing its rows, and a server has more than one
 * core. The cursor moves over both when both are committed; if this process dies in between, the second piece stands
 * already and is made again without effect, because a row that exists is neither written nor counted.
 */
export async function expandPiece(services: Services, id: number): Promise<boolean> {
  try {
    return await expandOnce(services, id, false);
  } catch (error) {
    if ((error as { code?: string }).code !== uniqueViolation) throw error;
    return expandOnce(services, id, true);
  }
}

async function expandOnce(services: Services, id: number, again: boolean): Promise<boolean> {
  const { db, clock, config, leaveOut } = services;
  const widths = widthsOf(services);
  return db.transaction().execute(async (trx) => {
    const message = await lockForExpansion(trx, id);
    const now = clock.now();
    if (!message || message.releaseAt > now) return false;
    await ensurePartition(trx, message.period);
    const today = localDate(now, config.timeZone);
    const leave = leaveOut[message.purpose]?.(message.subject, today) ?? null;
    const digest = await digestFor(trx, config, message, now);
    const common = { today, now, leaveOut: leave, kinds: kindsInUse(config), again, digest };
    // The first people of an alert have their rows before the others are looked for.
    const atOnce = message.alertId === null ? chunkSize : firstChunkSize;
    if (message.frozenSize <= atOnce && message.cursor === 0) {
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
    const known = widths.get(id);
    const width = known ?? firstChunkSize;
    const bounds = { after: first - 1, upTo: first - 1 + width };
    const beside = { after: bounds.upTo, upTo: bounds.upTo + width };
    const [added] = await bothDone([
      insertChunk(trx, message, { ...common, bounds }),
      known
        ? db.transaction().execute((other) => insertChunk(other, message, { ...common, bounds: beside }))
        : undefined,
    ]);
    widths.set(id, nextWidth(width, added ?? 0));
    await advance(trx, id, { cursor: known ? beside.upTo : bounds.upTo, done: false, at: now });
    return true;
  });
}

/** Waits for both even if one fails: a transaction must not end while the other still works under its lock. */
async function bothDone<T>(works: readonly (Promise<T> | undefined)[]): Promise<(T | undefined)[]> {
  const ends = await Promise.allSettled(works);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}

/** Grows or shrinks the span by what it brought, at most fourfold at a time. */
function nextWidth(width: number, added: number): number {
  const wanted = (width * chunkSize) / Math.max(added, 1);
  return Math.round(Math.min(wanted, width * 4, 1_000_000));
}
