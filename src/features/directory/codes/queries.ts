/** Codes by which contact points are confirmed. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { SentCode } from './model.ts';

export async function sentCode(
  db: Database | Transaction,
  contactPointId: number,
  lock = false,
): Promise<SentCode | undefined> {
  const { rows } = await sql<SentCode>`
    select code_hash as hash, sent_at as "sentAt", sent_count as "sentCount", first_sent_at as "firstSentAt", attempts
    from contact_code where contact_point_id = ${contactPointId} ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

/** A new code takes the place of the last one, and its attempts. */
export async function putCode(
  trx: Transaction,
  contactPointId: number,
  code: Pick<SentCode, 'hash' | 'sentAt' | 'sentCount' | 'firstSentAt'>,
): Promise<void> {
  await sql`insert into contact_code (contact_point_id, code_hash, sent_at, sent_count, first_sent_at)
    values (${contactPointId}, ${code.hash}, ${code.sentAt}, ${code.sentCount}, ${code.firstSentAt})
    on conflict (contact_point_id) do update set code_hash = excluded.code_hash, sent_at = excluded.sent_at,
      sent_count = excluded.sent_count, first_sent_at = excluded.first_sent_at, attempts = 0`.execute(trx);
}

export async function countAttempt(trx: Transaction, contactPointId: number): Promise<void> {
  await sql`update contact_code set attempts = attempts + 1 where contact_point_id = ${contactPointId}`.execute(trx);
}

export async function markVerified(trx: Transaction, contactPointId: number, at: Date): Promise<void> {
  await sql`update contact_point set verified_at = ${at} where id = ${contactPointId}`.execute(trx);
  await sql`delete from contact_code where contact_point_id = ${contactPointId}`.execute(trx);
}
