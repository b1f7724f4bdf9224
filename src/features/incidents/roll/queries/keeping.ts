/** One person's answers in open roll calls: to copy, to count, to erase. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, Subject } from '#platform/keeping.ts';

/** The latest answer. A guardian asks for the child and gets no text, which may be another guardian's. */
export async function rollAnswerRows(
  db: Database,
  { ids }: Subject,
  guardianId: number | null,
): Promise<Record<string, Cell>[]> {
  if (guardianId !== null) return [];
  const { rows } = await sql<Record<string, Cell>>`
    select answer from roll_call_answer where pupil_id = any (${[...ids]}::bigint[]) order by roll_call_id`.execute(db);
  return rows;
}

export async function countRollAnswers(db: Database | Transaction, { ids }: Subject): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from roll_call_answer where pupil_id = any (${[...ids]}::bigint[])`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function eraseRollAnswers(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`delete from roll_call_answer where pupil_id = any (${[...ids]}::bigint[])`.execute(trx);
}
