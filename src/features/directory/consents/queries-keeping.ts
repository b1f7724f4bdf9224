/** Consents of one person: to copy, to count, to erase. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, Subject } from '#platform/keeping.ts';

type Db = Database | Transaction;

const of = (ids: readonly number[]) =>
  sql`(h.guardian_id = any (${[...ids]}::int8[]) or h.pupil_id = any (${[...ids]}::int8[]))`;

/** Each decision, without who made it. To a guardian who asks about a child: the own ones. */
export async function consentRows(
  db: Db,
  { ids }: Subject,
  guardianId: number | null,
): Promise<Record<string, Cell>[]> {
  const { rows } = await sql<Record<string, Cell>>`
    select (select t.name from consent_purpose_text t where t.purpose_id = h.purpose_id and t.version = h.version
        order by t.language desc limit 1) as purpose,
      h.version, h.given, to_char(h.decided_on, 'YYYY-MM-DD') as on
    from consent_history h
    where ${of(ids)} ${guardianId === null ? sql`` : sql`and h.guardian_id = ${guardianId}`}
    order by h.id`.execute(db);
  return rows;
}

export async function countConsents(db: Db, { ids }: Subject): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from consent_history h where ${of(ids)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function eraseConsents(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`delete from consent h where ${of(ids)}`.execute(trx);
  await sql`delete from consent_history h where ${of(ids)}`.execute(trx);
}
