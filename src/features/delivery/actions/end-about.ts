/** For what must not leave a trace of its recipients once it is over. */
import type { Transaction } from '#platform/database/connect.ts';
import { forgetRecipients, lockAbout } from '../queries/end-about.ts';
import { markAllStopped } from '../queries/message-rows.ts';

/**
 * Stops every message about a subject (such as `roll_call:12`) and deletes all rows that say to whom it went, in the
 * caller's transaction. The texts stay: everybody got the same. What a worker has in its hands may still leave, and finds
 * no row to record. Safe to run again.
 *   expander: lock message · write rows · commit        caller: waits for the lock · stops · deletes what was written
 */
export async function endAbout(trx: Transaction, subject: string, reason: string, at: Date): Promise<void> {
  const messages = await lockAbout(trx, subject);
  if (messages.length === 0) return;
  await markAllStopped(
    trx,
    messages.map(({ id }) => id),
    reason,
  );
  for (const message of messages) await forgetRecipients(trx, message, at);
}
