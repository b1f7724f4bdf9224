/** Whom a case complains of: read by case alone. No query leads from a person to cases, and none counts. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Accused } from '../model/rows.ts';

type Db = Database | Transaction;

export async function accusedOf(db: Db, caseId: string): Promise<Accused[]> {
  const { rows } = await sql<Accused>`
    select id, name, position, account_id as "accountId", statement, heard_on::text as "heardOn", outcome
    from voice_accused where case_id = ${caseId}::uuid order by id`.execute(db);
  return rows;
}

/** What somebody outside the handlers reads may hold none of them; of what was unfounded no name is left. */
export async function accusedNames(trx: Transaction, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from voice_accused where case_id = ${caseId}::uuid and name is not null`.execute(trx);
  return rows.map(({ name }) => name);
}

export async function insertAccused(
  trx: Transaction,
  accused: { caseId: string; name: string; position: string | null; accountId: number | null },
): Promise<void> {
  const { caseId, name, position, accountId } = accused;
  await sql`insert into voice_accused (case_id, name, position, account_id)
    values (${caseId}::uuid, ${name}, ${position}::text, ${accountId}::bigint)`.execute(trx);
}

export async function setHeard(
  trx: Transaction,
  id: string,
  heard: { statement: string; heardOn: string },
): Promise<void> {
  await sql`update voice_accused set statement = ${heard.statement}, heard_on = ${heard.heardOn}::date
    where id = ${id}::uuid`.execute(trx);
}

export async function setFounded(trx: Transaction, id: string, day: string): Promise<void> {
  await sql`update voice_accused set outcome = 'founded', decided_on = ${day}::date where id = ${id}::uuid`.execute(
    trx,
  );
}

/** Cleared: who it was is gone at once. */
export async function setUnfounded(trx: Transaction, id: string, day: string): Promise<void> {
  await sql`update voice_accused set outcome = 'unfounded', decided_on = ${day}::date, name = null, position = null,
    account_id = null, statement = null where id = ${id}::uuid`.execute(trx);
}
