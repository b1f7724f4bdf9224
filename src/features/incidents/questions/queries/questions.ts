/** Rows of questions and what they were merged into. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { DeclineReason, Matter, MatterTexts, Question, QuestionCounts } from '../model/question.ts';

type Db = Database | Transaction;

/** What was asked, on which day: nothing else is known of who asked. */
export async function insertQuestion(trx: Transaction, incidentId: number, text: string, on: string): Promise<void> {
  await sql`insert into incident_question (incident_id, asked_on, text)
    values (${incidentId}, ${on}::date, ${text})`.execute(trx);
}

export async function countWaiting(db: Db, incidentId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from incident_question
    where incident_id = ${incidentId} and state = 'waiting'`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The oldest first; paged by id. */
export async function waitingQuestions(
  db: Db,
  incidentId: number,
  page: { after: number; limit: number },
): Promise<Question[]> {
  const { rows } = await sql<Question>`
    select id, asked_on::text as "askedOn", coalesce(text, '') as text from incident_question
    where incident_id = ${incidentId} and state = 'waiting' and id > ${page.after} order by id limit ${page.limit}`.execute(
    db,
  );
  return rows;
}

/** Those of these that wait, locked: two officers at once answer a question once. */
export async function lockWaiting(trx: Transaction, incidentId: number, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from incident_question
    where incident_id = ${incidentId} and state = 'waiting' and id = any (${[...ids]}::bigint[])
    order by id for update`.execute(trx);
  return rows.map((row) => row.id);
}

export async function setAnswered(trx: Transaction, ids: readonly number[], matterId: number): Promise<void> {
  await sql`update incident_question set state = 'answered', matter_id = ${matterId}
    where id = any (${[...ids]}::bigint[])`.execute(trx);
}

/** The words of a declined question go at once: what stays is that there was one, and why it was declined. */
export async function setDeclined(trx: Transaction, ids: readonly number[], reason: DeclineReason): Promise<void> {
  await sql`update incident_question set state = 'declined', reason = ${reason}, text = null
    where id = any (${[...ids]}::bigint[])`.execute(trx);
}

/** The incident is over: what still waits is not answered one by one. */
export async function endWaiting(trx: Transaction, incidentId: number): Promise<number> {
  const result = await sql`update incident_question set state = 'ended'
    where incident_id = ${incidentId} and state = 'waiting'`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

export async function insertMatter(
  trx: Transaction,
  incidentId: number,
  question: MatterTexts,
  at: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into incident_matter (incident_id, question, made_at)
    values (${incidentId}, ${JSON.stringify(question)}::jsonb, ${at}) returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

export async function insertAnswer(
  trx: Transaction,
  matterId: number,
  answer: { version: number; texts: MatterTexts; by: number; at: Date },
): Promise<void> {
  await sql`insert into incident_answer (matter_id, version, texts, account_id, at)
    values (${matterId}, ${answer.version}, ${JSON.stringify(answer.texts)}::jsonb, ${answer.by}, ${answer.at})`.execute(
    trx,
  );
}

const matters = sql`
  select m.id, m.incident_id as "incidentId", m.question, a.texts as answer, a.version, a.at,
    (select min(f.at) from incident_answer f where f.matter_id = m.id) as "firstAt",
    (select count(*)::int from incident_question q where q.matter_id = m.id) as asked
  from incident_matter m
  join lateral (select * from incident_answer l where l.matter_id = m.id order by l.version desc limit 1) a on true`;

/** The newest answer first. */
export async function mattersOf(db: Db, incidentIds: readonly number[]): Promise<(Matter & { incidentId: number })[]> {
  const { rows } = await sql<Matter & { incidentId: number }>`${matters}
    where m.incident_id = any (${[...incidentIds]}::bigint[]) order by "firstAt" desc, m.id desc limit 2000`.execute(
    db,
  );
  return rows;
}

/** One of an incident; locked by its row, so that two corrections are two versions. */
export async function lockMatter(trx: Transaction, incidentId: number, id: number): Promise<Matter | undefined> {
  await sql`select from incident_matter where id = ${id} for update`.execute(trx);
  return matterIn(trx, incidentId, id);
}

export async function matterIn(db: Db, incidentId: number, id: number): Promise<Matter | undefined> {
  const { rows } = await sql<Matter>`${matters} where m.id = ${id} and m.incident_id = ${incidentId}`.execute(db);
  return rows[0];
}

/** How many were received and what became of them, by incident. */
export async function countsOfQuestions(db: Db, incidentIds: readonly number[]): Promise<Map<number, QuestionCounts>> {
  const { rows } = await sql<QuestionCounts & { id: number }>`
    select incident_id as id, sum(n)::int as received,
      coalesce(sum(n) filter (where state = 'waiting'), 0)::int as waiting,
      coalesce(sum(n) filter (where state = 'answered'), 0)::int as answered,
      coalesce(sum(n) filter (where state = 'ended'), 0)::int as ended,
      coalesce(jsonb_object_agg(reason, n) filter (where state = 'declined'), '{}') as declined
    from (select incident_id, state, reason, count(*)::int as n from incident_question
      where incident_id = any (${[...incidentIds]}::bigint[]) group by 1, 2, 3) q
    group by incident_id`.execute(db);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** The words of questions whose incident was closed before; at most so many. What was counted stays. */
export async function forgetTexts(db: Database, closedBefore: Date, most: number): Promise<number> {
  const result = await sql`update incident_question set text = null where id in (
    select q.id from incident_question q join incident i on i.id = q.incident_id
    where q.text is not null and i.closed_at < ${closedBefore} order by q.id limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
