/** Who is named to phone, and for which place. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

export interface Caller {
  accountId: number;
  organisationId: number;
  place: string;
  path: string;
}

export async function callersOf(db: Database | Transaction, rollId: number): Promise<Caller[]> {
  const { rows } = await sql<Caller>`
    select n.account_id as "accountId", n.organisation_id as "organisationId", o.name as place, o.path::text as path
    from roll_call_caller n join organisation o on o.id = n.organisation_id
    where n.roll_call_id = ${rollId} order by string_to_array(o.path::text, '.')::int8[], n.account_id`.execute(db);
  return rows;
}

export async function addCaller(
  trx: Transaction,
  rollId: number,
  accountId: number,
  organisationId: number,
): Promise<boolean> {
  const result = await sql`insert into roll_call_caller (roll_call_id, account_id, organisation_id)
    values (${rollId}, ${accountId}, ${organisationId}) on conflict do nothing`.execute(trx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

export async function removeCaller(
  trx: Transaction,
  rollId: number,
  accountId: number,
  organisationId: number,
): Promise<boolean> {
  const result = await sql`delete from roll_call_caller where roll_call_id = ${rollId}
    and account_id = ${accountId} and organisation_id = ${organisationId}`.execute(trx);
  return Number(result.numAffectedRows ?? 0) > 0;
}
