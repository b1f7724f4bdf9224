/** Holding and releasing delivery as a whole, after a restore. */
import type { Transaction } from '#platform/database/connect.ts';
import { dropDirectMail, holdChannels, releaseChannels, stopOpenMessages } from '../queries/held.ts';

/** Nothing leaves by any channel until `releaseDelivery`. */
export async function holdDelivery(trx: Transaction, at: Date): Promise<void> {
  await holdChannels(trx, at, 'restored');
}

/**
 * Lets delivery go on. What was queued when the backup was made may have been sent since: `stop` ends it, `send` lets
 * it go out (perhaps for the second time).
 */
export async function releaseDelivery(
  trx: Transaction,
  old: 'stop' | 'send',
  restoredAt: Date,
  at: Date,
): Promise<{ messages: number; mails: number }> {
  const stopped =
    old === 'stop'
      ? {
          messages: await stopOpenMessages(trx, restoredAt, 'restored'),
          mails: await dropDirectMail(trx, restoredAt, at),
        }
      : { messages: 0, mails: 0 };
  await releaseChannels(trx);
  return stopped;
}
