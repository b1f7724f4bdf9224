/** Asking the queue to say what is due. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import { enqueue } from '#platform/jobs.ts';

export const sendJob = 'channels.send';

/** One job for each second in which something is due: none puts off another that is earlier. */
export async function callAt(db: Database | Transaction, at: Date): Promise<void> {
  const second = Math.ceil(at.getTime() / 1000);
  await enqueue(db, sendJob, {}, { runAt: new Date(second * 1000), key: `${sendJob}:${second}` });
}

export async function callNow(db: Database | Transaction): Promise<void> {
  await enqueue(db, sendJob, {}, { key: sendJob });
}
