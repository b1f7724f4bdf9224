/** Late joiners: who comes into a message's audience after it has gone out gets it too. */
import { kindsInUse } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { insertChunk, joinersOf } from '../queries/expansion.ts';
import { lockMessage, noteJoined } from '../queries/message-rows.ts';
import { digestFor } from './digests.ts';

/** How many are added in one transaction; whoever is left waits for the next call. */
export const joinersAtOnce = 5000;

/**
 * Gives everybody who is in the audience today and has no row of the message one; returns how many. Safe to run twice
 * and at once: the message is locked, and a row is there once by its key. Nothing happens to what was stopped, is still
 * being expanded, or whose links have ended.
 */
export function addJoiners(services: Services, messageId: number): Promise<number> {
  const { db, clock, config, leaveOut } = services;
  return db.transaction().execute(async (trx) => {
    const message = await lockMessage(trx, messageId);
    const now = clock.now();
    if (!message?.expandedAt || !['sending', 'finished'].includes(message.state)) return 0;
    if (message.linkExpiresAt <= now) return 0;
    const today = localDate(now, config.timeZone);
    const personIds = await joinersOf(trx, message, today, joinersAtOnce);
    if (personIds.length === 0) return 0;
    const joined = await insertChunk(trx, message, {
      bounds: { personIds },
      today,
      now,
      leaveOut: leaveOut[message.purpose]?.(message.subject, today) ?? null,
      kinds: kindsInUse(config),
      again: true,
      readyAt: now,
      digest: await digestFor(trx, config, message, now),
    });
    if (joined > 0) await noteJoined(trx, messageId, joined);
    return joined;
  });
}
