/** One person's part in notices: to copy, to count, to erase; and what is kept long enough. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, Subject } from '#platform/keeping.ts';
import type { Answers } from '../slips/model/answer.ts';
import { type Question, wordedFor } from '../slips/model/slip.ts';

type Db = Database | Transaction;
type Rows = Record<string, Cell>[];

const all = (ids: readonly number[]) => sql`any (${[...ids]}::bigint[])`;
const title = sql`coalesce((select x.title from notice_text x where x.notice_id = n.id
  order by x.language <> n.main_language limit 1), '')`;

async function countOf(db: Db, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n ${query}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Of each notice by its primary key: the tables have no index on the person. */
const acknowledged = (ids: readonly number[]) => sql`
  notice n cross join lateral (
    select k.version, k.means, k.acknowledged_on from notice_acknowledgement k
      where k.notice_id = n.id and k.person_id = ${all(ids)}
    union all
    select e.version, e.means, e.acknowledged_on from notice_earlier_acknowledgement e
      where e.notice_id = n.id and e.person_id = ${all(ids)}) k`;

export async function acknowledgementRows(db: Db, { ids }: Subject, guardianId: number | null): Promise<Rows> {
  if (guardianId !== null) return [];
  const { rows } = await sql<Record<string, Cell>>`
    select ${title} as notice, n.number, k.version, k.means, to_char(k.acknowledged_on, 'YYYY-MM-DD') as day
    from ${acknowledged(ids)} order by n.id, k.version`.execute(db);
  return rows;
}

interface ReplyRow {
  notice: string;
  main: string;
  questions: Question[];
  answers: Answers;
  means: string;
  day: string;
  files: string[] | null;
}

/** The person's own replies; of a child for a guardian, those that this guardian gave. */
export async function replyRows(db: Db, { ids }: Subject, guardianId: number | null): Promise<Rows> {
  const { rows } = await sql<ReplyRow>`
    select ${title} as notice, n.main_language as main, s.questions, a.answers, a.means,
      to_char(a.answered_on, 'YYYY-MM-DD') as day,
      (select array_agg(f.name order by f.question) from notice_slip_file f where f.answer_id = a.id) as files
    from notice_slip_answer a join notice n on n.id = a.notice_id join notice_slip s on s.notice_id = n.id
    where ${
      guardianId === null
        ? sql`a.guardian_id = ${all(ids)}`
        : sql`a.pupil_id = ${all(ids)} and a.guardian_id = ${guardianId}`
    } order by a.id`.execute(db);
  return rows.map(({ notice, main, questions, answers, means, day, files }) => ({
    notice,
    day,
    means,
    answers: questions
      .filter(({ key, kind }) => answers[key] !== undefined && kind !== 'file')
      .map((question) => `${wordedFor(question.text, main, main)}: ${plain(question, answers[question.key], main)}`)
      .join('\n'),
    files: files?.join('\n') ?? '',
  }));
}

function plain({ options }: Question, value: Answers[string] | undefined, main: string): string {
  const option = (place: number) => (options ? wordedFor(options[place], main, main) : String(place));
  if (Array.isArray(value)) return value.map(option).join(', ');
  return typeof value === 'number' && options ? option(value) : String(value ?? '');
}

/** Files that the person sent with a reply. */
export async function replyFiles(
  db: Db,
  { ids }: Subject,
  guardianId: number | null,
): Promise<{ name: string; content: Buffer }[]> {
  const { rows } = await sql<{ name: string; content: Buffer }>`
    select f.id || '-' || f.name as name, f.content from notice_slip_file f join notice_slip_answer a on a.id = f.answer_id
    where ${
      guardianId === null
        ? sql`a.guardian_id = ${all(ids)}`
        : sql`a.pupil_id = ${all(ids)} and a.guardian_id = ${guardianId}`
    } order by f.id`.execute(db);
  return rows;
}

export const countAcknowledgements = (db: Db, { ids }: Subject): Promise<number> =>
  countOf(db, sql`from ${acknowledged(ids)}`);
export const countReplies = (db: Db, { ids }: Subject): Promise<number> =>
  countOf(db, sql`from notice_slip_answer where guardian_id = ${all(ids)} or pupil_id = ${all(ids)}`);
export const countLinks = (db: Db, { ids }: Subject): Promise<number> =>
  countOf(db, sql`from own_link where person_id = ${all(ids)}`);
export const countWritten = async (db: Db, { accountId }: Subject): Promise<number> =>
  accountId === null ? 0 : countOf(db, sql`from notice where author_id = ${accountId} or approver_id = ${accountId}`);

/** The counts of a notice were added up when it was acknowledged; they stay. */
export async function eraseAcknowledgements(trx: Transaction, { ids }: Subject): Promise<void> {
  for (const table of ['notice_acknowledgement', 'notice_earlier_acknowledgement']) {
    await sql`delete from ${sql.table(table)} where person_id = ${all(ids)}`.execute(trx);
  }
}

/** The answers, and the kept totals in which they are counted: whoever looks next counts anew. */
export async function eraseReplies(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`with gone as (delete from notice_slip_answer where guardian_id = ${all(ids)} or pupil_id = ${all(ids)}
      returning notice_id)
    delete from slip_figure where notice_id in (select notice_id from gone)`.execute(trx);
}

export async function eraseLinks(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`delete from own_link where person_id = ${all(ids)}`.execute(trx);
}

/** Who acknowledged notices whose deadline (or, without one, publication) lies before the day. */
export async function forgetAcknowledgements(db: Database, before: string, most: number): Promise<number> {
  let gone = 0;
  for (const table of ['notice_acknowledgement', 'notice_earlier_acknowledgement']) {
    const result = await sql`delete from ${sql.table(table)} k using (
        select k.notice_id, k.person_id from ${sql.table(table)} k join notice n on n.id = k.notice_id
        where coalesce(n.deadline_on, n.published_at::date) < ${before}::date limit ${most}) old
      where k.notice_id = old.notice_id and k.person_id = old.person_id`.execute(db);
    gone += Number(result.numAffectedRows ?? 0);
  }
  return gone;
}

/** Files that nothing refers to any more, or that were never attached. What refers to them is asked of the catalogue. */
export async function forgetFiles(db: Database, before: Date, most: number): Promise<number> {
  const { rows } = await sql<{ relation: string; column: string }>`
    select c.conrelid::regclass::text as relation, a.attname as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'stored_file'::regclass`.execute(db);
  if (rows.length === 0) throw new Error('Nothing refers to stored files: the catalogue was not read.');
  const unused = rows.map(
    ({ relation, column }) =>
      sql`not exists (select from ${sql.table(relation)} r where ${sql.ref(`r.${column}`)} = f.sha256)`,
  );
  const result = await sql`delete from stored_file where sha256 in (
    select f.sha256 from stored_file f where f.created_at < ${before} and ${sql.join(unused, sql` and `)}
    limit ${most} for update skip locked)`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

export async function forgetApproverReminders(db: Database, before: string, most: number): Promise<number> {
  const result = await sql`delete from approver_reminder where (account_id, sent_on) in (
    select account_id, sent_on from approver_reminder where sent_on < ${before}::date limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
