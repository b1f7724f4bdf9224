/** The mail addresses of one person, for the person. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

export interface MailAddress {
  contactPointId: number;
  address: string;
}

/** Those that are written to: neither bounced nor opted out; the first of them comes first. */
export async function mailAddresses(db: Database | Transaction, personId: number): Promise<MailAddress[]> {
  const { rows } = await sql<MailAddress>`
    select id as "contactPointId", address from contact_point
    where person_id = ${personId} and kind = 'email' and bounced_at is null and opted_out_at is null
    order by rank, id limit 10`.execute(db);
  return rows;
}

/** All mail addresses of these records, in use or not. */
export async function mailPointsOf(db: Database | Transaction, ids: readonly number[]): Promise<MailAddress[]> {
  const { rows } = await sql<MailAddress>`
    select id as "contactPointId", address from contact_point
    where person_id = any (${[...ids]}::bigint[]) and kind = 'email' order by id`.execute(db);
  return rows;
}
