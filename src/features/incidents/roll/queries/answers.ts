/** Answers of a roll call: the latest only. */
import { type RawBuilder, sql } from 'kysely';
import { classTeachersDone, guardiansDone, pupilRows } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { idOfSubject, type RollAnswer } from '../model/roll-call.ts';

type Db = Database | Transaction;

/** A class of an open roll call, as whoever calls or phones it sees it. */
export interface CalledClass {
  id: number;
  name: string;
  path: string;
  school: string;
}

/**
 * The class, if it is called and lies within a class teacher's reach, or within a place for which the account was named
 * to phone.
 */
export async function calledClass(
  db: Db,
  rollId: number,
  classId: number,
  who: { own: Reach; calling: Reach; accountId: number },
): Promise<(CalledClass & { own: boolean }) | undefined> {
  const { rows } = await sql<CalledClass & { own: boolean }>`
    select c.id, c.name, c.path::text as path, coalesce(s.name, '') as school,
      c.path <@ any (${[...who.own.paths]}::ltree[]) as own
    from roll_call_class k join organisation c on c.id = k.organisation_id
    left join organisation s on s.kind = 'school' and c.path <@ s.path
    where k.roll_call_id = ${rollId} and k.organisation_id = ${classId} and (
      c.path <@ any (${[...who.own.paths]}::ltree[])
      or (c.path <@ any (${[...who.calling.paths]}::ltree[]) and exists (
        select from roll_call_caller n join organisation o on o.id = n.organisation_id
        where n.roll_call_id = ${rollId} and n.account_id = ${who.accountId} and c.path <@ o.path)))`.execute(db);
  return rows[0];
}

export interface CalledPupil {
  pupilId: number;
  name: string;
  answer: RollAnswer | null;
  text: string;
}

/** The pupils of a class with their answers. What is shown of them is the caller's question. */
export async function pupilsCalled(db: Db, rollId: number, classId: number, today: string): Promise<CalledPupil[]> {
  const { rows } = await sql<CalledPupil>`
    select p.pupil_id as "pupilId", p.name, a.answer, coalesce(a.text, '') as text
    from (${pupilRows(today, sql`select ${classId}::bigint`)}) p
    left join roll_call_answer a on a.roll_call_id = ${rollId} and a.pupil_id = p.pupil_id
    order by p.name, p.pupil_id`.execute(db);
  return rows;
}

/** Writes what was answered for those of whom nothing is known yet; returns who was passed over. */
export async function answerIfOpen(
  trx: Transaction,
  rollId: number,
  given: readonly { pupilId: number; answer: RollAnswer; text: string }[],
): Promise<number[]> {
  if (given.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    insert into roll_call_answer (roll_call_id, pupil_id, answer, text)
    select ${rollId}, g.* from unnest(${given.map((one) => one.pupilId)}::bigint[],
      ${given.map((one) => one.answer)}::text[], ${given.map((one) => one.text)}::text[]) as g
    on conflict do nothing returning pupil_id as id`.execute(trx);
  const written = new Set(rows.map((row) => row.id));
  return given.map((one) => one.pupilId).filter((id) => !written.has(id));
}

/** The latest answer stands in the place of the one before. A call for help that is repeated keeps its text. */
export async function answerLatest(
  trx: Transaction,
  rollId: number,
  pupilId: number,
  answer: RollAnswer,
  text: string,
): Promise<void> {
  const kept = answer === 'help' ? text : '';
  await sql`
    insert into roll_call_answer as a (roll_call_id, pupil_id, answer, text)
    values (${rollId}, ${pupilId}, ${answer}, ${kept})
    on conflict (roll_call_id, pupil_id) do update set answer = excluded.answer,
      text = case when excluded.answer = 'help' then coalesce(nullif(excluded.text, ''), a.text) else '' end`.execute(
    trx,
  );
}

export interface HelpNote {
  classId: number;
  className: string;
  school: string;
  text: string;
}

/** Texts that came with calls for help, by class and without a name: for the incident's staff. */
export async function helpNotes(db: Db, rollId: number, today: string, paths: readonly string[]): Promise<HelpNote[]> {
  const { rows } = await sql<HelpNote>`
    select c.id as "classId", c.name as "className", coalesce(s.name, '') as school, a.text
    from roll_call_answer a
    join (${pupilRows(today, sql`select organisation_id from roll_call_class where roll_call_id = ${rollId}`)}) p
      on p.pupil_id = a.pupil_id
    join organisation c on c.id = p.organisation_id and c.path <@ any (${[...paths]}::ltree[])
    left join organisation s on s.kind = 'school' and c.path <@ s.path
    where a.roll_call_id = ${rollId} and a.text <> ''
    order by string_to_array(c.path::text, '.')::int8[], a.pupil_id limit 300`.execute(db);
  return rows;
}

const classesOf = (id: number) => sql`select organisation_id from roll_call_class where roll_call_id = ${id}`;
const answeredIn = (id: number) => sql`select pupil_id from roll_call_answer where roll_call_id = ${id}`;

/** Port of delivery: families who have answered for each of their children get no message that asks. */
export function familiesAnswered(subject: string, today: string): RawBuilder<unknown> {
  const id = idOfSubject(subject);
  return guardiansDone(today, classesOf(id), answeredIn(id));
}

/** Port of delivery: of the staff of the schools, only class teachers whose class is not complete are reminded. */
export function teachersDone(subject: string, today: string): RawBuilder<unknown> {
  const id = idOfSubject(subject);
  return classTeachersDone(today, classesOf(id), answeredIn(id));
}
