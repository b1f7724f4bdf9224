/** After a restore: what was ended or used since the backup must not be good again. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';

/** How long a review is open at least from the restore on. */
const daysAgain = 14;

/** Ends all sessions, and all one-time links: some of both were ended or used since. */
async function endAllSessions(trx: Transaction, at: Date): Promise<void> {
  await sql`update session set revoked_at = ${at} where revoked_at is null`.execute(trx);
  await sql`update sign_in_link set used_at = ${at} where used_at is null`.execute(trx);
}

/** Words given at a review since the backup are gone: there is time to give them again before anything lapses. */
async function reopenReviews(trx: Transaction, at: Date): Promise<void> {
  const until = new Date(at.getTime() + daysAgain * 86_400_000);
  await sql`update access_review set due_on = greatest(due_on, ${until}::timestamptz::date), reminded_on = null
    where closed_at is null`.execute(trx);
}

export async function settleAccess(trx: Transaction, at: Date): Promise<void> {
  await endAllSessions(trx, at);
  await reopenReviews(trx, at);
}
