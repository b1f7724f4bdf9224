/** Asking the queue to say what is due. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import { enqueue, wakeAt } from '#platform/jobs.ts';

export const sendJob = 'channels.send';

export const callAt = (db: Database | Transaction, at: Date): Promise<void> => wakeAt(db, sendJob, at);

export async function callNow(db: Database | Transaction): Promise<void> {
  await enqueue(db, sendJob, {}, { key: sendJob });
}
