/** Reviews and what was resolved in them. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Lesson, LessonState, Review } from '../model/review.ts';

type Db = Database | Transaction;

export async function reviewOf(db: Db, incidentId: number): Promise<Review> {
  const { rows } = await sql<Review>`
    select course, went_well as "wentWell" from incident where id = ${incidentId}`.execute(db);
  return rows[0] ?? { course: '', wentWell: '' };
}

export async function setReview(
  trx: Transaction,
  incidentId: number,
  review: Review,
  finished: boolean,
): Promise<void> {
  await sql`update incident set course = ${review.course}, went_well = ${review.wentWell},
    review_state = ${finished ? 'finished' : 'writing'}, revision = revision + 1 where id = ${incidentId}`.execute(trx);
}

const columns = sql`l.id, l.incident_id as "incidentId", l.text, l.owner_id as "ownerId", l.due_on as "dueOn", l.state,
  l.outcome, l.done_at as "doneAt"`;

export async function lessonsOf(db: Db, incidentId: number): Promise<Lesson[]> {
  const { rows } = await sql<Lesson>`select ${columns} from incident_lesson l
    where l.incident_id = ${incidentId} order by l.due_on, l.id limit 200`.execute(db);
  return rows;
}

/** Those not yet done within the reach, the most pressing first. */
export async function lessonsWaiting(db: Db, reach: Reach): Promise<(Lesson & { kind: string; exercise: boolean })[]> {
  const { rows } = await sql<Lesson & { kind: string; exercise: boolean }>`
    select ${columns}, i.kind, i.exercise from incident_lesson l join organisation o on o.id = l.organisation_id
      join incident i on i.id = l.incident_id
    where l.state = 'waiting' and o.path <@ any (${[...reach.paths]}::ltree[])
    order by l.due_on, l.id limit 500`.execute(db);
  return rows;
}

/** One's own, wherever one's reach is now. */
export async function ownLessons(db: Db, accountId: number): Promise<Lesson[]> {
  const { rows } = await sql<Lesson>`select ${columns} from incident_lesson l
    where l.state = 'waiting' and l.owner_id = ${accountId} order by l.due_on, l.id limit 100`.execute(db);
  return rows;
}

export async function insertLesson(
  trx: Transaction,
  lesson: {
    incidentId: number;
    organisationId: number;
    text: string;
    ownerId: number;
    dueOn: string;
    by: number;
    at: Date;
  },
): Promise<void> {
  await sql`insert into incident_lesson (incident_id, organisation_id, text, owner_id, due_on, made_by, made_at)
    values (${lesson.incidentId}, ${lesson.organisationId}, ${lesson.text}, ${lesson.ownerId}, ${lesson.dueOn},
      ${lesson.by}, ${lesson.at})`.execute(trx);
}

export async function lockLesson(trx: Transaction, incidentId: number, id: number): Promise<Lesson | undefined> {
  const { rows } = await sql<Lesson>`select ${columns} from incident_lesson l
    where l.id = ${id} and l.incident_id = ${incidentId} for update`.execute(trx);
  return rows[0];
}

export async function setLesson(
  trx: Transaction,
  id: number,
  change: { state: LessonState; outcome: string; by: number; at: Date },
): Promise<void> {
  const done = change.state === 'waiting' ? null : change.at;
  await sql`update incident_lesson set state = ${change.state}, outcome = ${change.outcome}, done_by = ${change.by},
    done_at = ${done} where id = ${id}`.execute(trx);
}
