/** A person lets a restored database speak again. */
import { type Actor, record } from '#features/audit/feature.ts';
import { releaseDelivery } from '#features/delivery/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { restoreMark, writeRestoreMark } from '#platform/database/restore-mark.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';

/** Ends the hold; `old` says what becomes of what was queued when the backup was made. */
export async function release(
  trx: Transaction,
  old: 'stop' | 'send',
  by: { actor: Actor; at: Date },
): Promise<Outcome<{ messages: number; mails: number }>> {
  const mark = await restoreMark(trx);
  if (!mark || mark.releasedAt) return refused(null, 'nothingHeld');
  const ended = await releaseDelivery(trx, old, new Date(mark.restoredAt), by.at);
  await writeRestoreMark(trx, { ...mark, releasedAt: by.at.toISOString() }, by.at);
  await record(trx, { actor: by.actor, action: 'backup.release', detail: { old, ...ended }, at: by.at });
  return done(ended);
}
