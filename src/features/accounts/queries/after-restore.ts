/** After a restore: what was ended or used since the backup must not be good again. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';

/** Ends all sessions, and all one-time links: some of both were ended or used since. */
export async function endAllSessions(trx: Transaction, at: Date): Promise<void> {
  await sql`update session set revoked_at = ${at} where revoked_at is null`.execute(trx);
  await sql`update sign_in_link set used_at = ${at} where used_at is null`.execute(trx);
}
