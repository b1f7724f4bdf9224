/** The slip of a notice. A correction of a published notice has none of its own: the slip cannot change any more. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Per, Question, Slip } from '../model/slip.ts';

export async function slipOf(db: Database | Transaction, noticeId: number): Promise<Slip | null> {
  const { rows } = await sql<Slip>`
    select s.per, s.questions from notice n
    join notice_slip s on s.notice_id = coalesce(n.corrects_id, n.id)
    where n.id = ${noticeId}`.execute(db);
  return rows[0] ?? null;
}

/** Whether the notice is a correction of one that is out. */
export async function isCorrection(db: Database | Transaction, noticeId: number): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select corrects_id is not null as is from notice where id = ${noticeId}`.execute(db);
  return rows[0]?.is ?? false;
}

export async function writeSlip(
  trx: Transaction,
  noticeId: number,
  slip: { per: Per; questions: readonly Question[] },
): Promise<void> {
  await sql`insert into notice_slip (notice_id, per, questions)
    values (${noticeId}, ${slip.per}, ${JSON.stringify(slip.questions)}::jsonb)
    on conflict (notice_id) do update set per = excluded.per, questions = excluded.questions`.execute(trx);
}

/** The classes within a reach to whose guardians a notice goes, in tree order. */
export async function classesAddressed(db: Database, reach: Reach, noticeId: number): Promise<number[]> {
  const clause = (mode: 'include' | 'exclude') => sql`exists (
    select from notice_audience a join organisation ao on ao.id = a.organisation_id
    where a.notice_id = ${noticeId} and a.mode = ${mode} and a.role = 'guardians' and c.path <@ ao.path)`;
  const { rows } = await sql<{ id: number }>`
    select c.id from organisation c
    where c.kind = 'class' and c.ended_on is null and c.path <@ any (${[...reach.paths]}::ltree[])
      and ${clause('include')} and not ${clause('exclude')}
    order by c.path limit 500`.execute(db);
  return rows.map((row) => row.id);
}

/** Takes the slip of another notice over. */
export async function copySlip(trx: Transaction, from: number, to: number): Promise<void> {
  await sql`insert into notice_slip (notice_id, per, questions)
    select ${to}::bigint, per, questions from notice_slip where notice_id = ${from}`.execute(trx);
}
