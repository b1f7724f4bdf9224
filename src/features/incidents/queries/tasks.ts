/** Tasks of an incident. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Task, TaskState } from '../model/incident.ts';

type Db = Database | Transaction;

const columns = sql`t.id, t.incident_id as "incidentId", t.organisation_id as "organisationId", o.name as organisation,
  o.path::text as path, t.post, t.texts, t.due_at as "dueAt", t.state, t.taken_by as "takenBy", t.done_at as "doneAt",
  t.escalated_at as "escalatedAt"`;
const tables = sql`incident_task t join organisation o on o.id = t.organisation_id`;

export interface NewTask {
  organisationId: number;
  post: string;
  texts: { 'zh-CN': string; en: string };
  fromPlan: boolean;
  dueAt: Date;
}

/** Those of the plan once only: what was raised, lowered and raised again has them already. */
export async function insertTasks(
  trx: Transaction,
  incidentId: number,
  tasks: readonly NewTask[],
  at: Date,
): Promise<void> {
  if (tasks.length === 0) return;
  await sql`
    insert into incident_task (incident_id, organisation_id, post, texts, from_plan, made_at, due_at)
    select ${incidentId}, "organisationId", post, texts, "fromPlan", ${at}, "dueAt"
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb)
      as t ("organisationId" bigint, post text, texts jsonb, "fromPlan" boolean, "dueAt" timestamptz)
    where not "fromPlan" or not exists (select from incident_task o where o.incident_id = ${incidentId} and o.from_plan
      and o.organisation_id = t."organisationId" and o.post = t.post and o.texts = t.texts)`.execute(trx);
}

/** Those within the reach; those of the office that leads are seen by all who see the incident. */
const seen = (incidentId: number, reach: Reach) => sql`t.incident_id = ${incidentId}
  and (o.path <@ any (${[...reach.paths]}::ltree[])
    or t.organisation_id = (select organisation_id from incident where id = ${incidentId}))`;

/** What is open first, and of that what is due first; `span`: so many of them. */
export async function tasksOf(
  db: Db,
  incidentId: number,
  reach: Reach,
  span?: { from: number; limit: number },
): Promise<Task[]> {
  const { rows } = await sql<Task>`select ${columns} from ${tables} where ${seen(incidentId, reach)}
    order by t.state not in ('waiting', 'taken'), t.due_at, t.id
    limit ${span?.limit ?? null} offset ${span?.from ?? 0}`.execute(db);
  return rows;
}

export interface TaskCounts {
  rows: number;
  open: number;
  done: number;
  dropped: number;
}

export async function countTasks(db: Db, incidentId: number, reach: Reach): Promise<TaskCounts> {
  const { rows } = await sql<TaskCounts>`
    select count(*)::int as rows, (count(*) filter (where t.state in ('waiting', 'taken')))::int as open,
      (count(*) filter (where t.state = 'done'))::int as done,
      (count(*) filter (where t.state = 'dropped'))::int as dropped
    from ${tables} where ${seen(incidentId, reach)}`.execute(db);
  return rows[0] ?? { rows: 0, open: 0, done: 0, dropped: 0 };
}

export async function taskOf(db: Db, incidentId: number, reach: Reach, id: number): Promise<Task | undefined> {
  const { rows } = await sql<Task>`select ${columns} from ${tables}
    where t.id = ${id} and ${seen(incidentId, reach)}`.execute(db);
  return rows[0];
}

export async function lockTask(trx: Transaction, incidentId: number, id: number): Promise<Task | undefined> {
  const { rows } = await sql<Task>`select ${columns} from ${tables}
    where t.id = ${id} and t.incident_id = ${incidentId} for update of t`.execute(trx);
  return rows[0];
}

export async function setTask(
  trx: Transaction,
  id: number,
  change: { state: TaskState; takenBy: number | null; doneAt: Date | null },
): Promise<void> {
  await sql`update incident_task set state = ${change.state}, taken_by = ${change.takenBy}, done_at = ${change.doneAt}
    where id = ${id}`.execute(trx);
}

/** Late ones that nobody was told of yet, marked as told; of running incidents only. */
export async function escalateLate(
  trx: Transaction,
  now: Date,
  limit: number,
): Promise<(Task & { incidentPath: string })[]> {
  const { rows } = await sql<Task & { incidentPath: string }>`
    with late as (
      select t.id from incident_task t join incident i on i.id = t.incident_id and i.state = 'running'
      where t.state in ('waiting', 'taken') and t.escalated_at is null and t.due_at < ${now}
      order by t.due_at limit ${limit} for update of t skip locked),
    told as (
      update incident_task t set escalated_at = ${now} from late where t.id = late.id returning t.*)
    select ${columns}, (select l.path::text from incident i join organisation l on l.id = i.organisation_id
      where i.id = t.incident_id) as "incidentPath"
    from told t join organisation o on o.id = t.organisation_id order by t.incident_id, t.due_at`.execute(trx);
  return rows;
}

/** What waits within the reach, by incident. */
export async function taskFigures(
  db: Db,
  reach: Reach,
  now: Date,
): Promise<{ incidentId: number; waiting: number; late: number }[]> {
  const { rows } = await sql<{ incidentId: number; waiting: number; late: number }>`
    select t.incident_id as "incidentId", count(*)::int as waiting, (count(*) filter (where t.due_at < ${now}))::int as late
    from ${tables} join incident i on i.id = t.incident_id and i.state = 'running'
    where t.state in ('waiting', 'taken') and o.path <@ any (${[...reach.paths]}::ltree[])
    group by t.incident_id`.execute(db);
  return rows;
}
