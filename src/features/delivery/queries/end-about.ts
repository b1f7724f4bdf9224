/** Ending all messages about one subject, with every row that says to whom they went. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

interface Ended {
  id: number;
  period: string;
}

/** Locked until the transaction ends, so that nobody expands them meanwhile. */
export async function lockAbout(trx: Transaction, subject: string): Promise<Ended[]> {
  const { rows } = await sql<Ended>`
    select id, period::text as period from message where subject = ${subject} order by id for update`.execute(trx);
  return rows;
}

export async function forgetRecipients(trx: Transaction, { id, period }: Ended, at: Date): Promise<void> {
  await sql`delete from digest_hold where message_id = ${id}`.execute(trx);
  await sql`delete from delivery where message_id = ${id} and period = ${period}::date`.execute(trx);
  await sql`delete from delivery_count_delta where message_id = ${id}`.execute(trx);
  await sql`delete from delivery_count where message_id = ${id}`.execute(trx);
  await sql`update message set rows_forgotten_at = coalesce(rows_forgotten_at, ${at}) where id = ${id}`.execute(trx);
}

export interface AboutMessage {
  id: number;
  purpose: string;
  createdAt: Date;
}

/** The messages about one subject, the newest first. */
export async function aboutRows(db: Database | Transaction, subject: string): Promise<AboutMessage[]> {
  const { rows } = await sql<AboutMessage>`
    select id, purpose, created_at as "createdAt" from message where subject = ${subject}
    order by id desc limit 100`.execute(db);
  return rows;
}
