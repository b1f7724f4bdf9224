/** Rows of roll calls: opening, counting, closing. */
import { sql } from 'kysely';
import { pupilRows } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ClassTotals, Counts, RollCall, Totals } from '../model/roll-call.ts';

type Db = Database | Transaction;

const columns = sql`r.id, r.incident_id as "incidentId", r.begun_at as "openedAt", r.ends_at as "endsAt",
  r.closed_at as "closedAt", r.totals`;

/** One opening at a time, so that two together don't pass the limit of a term. */
export async function lockOpening(trx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('belfry roll call opening'))`.execute(trx);
}

/** Classes at or below the places that the incident touches; those that are closed for good left out. */
export async function classesOf(db: Db, incidentId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct c.id from incident_affected a join organisation p on p.id = a.organisation_id
    join organisation c on c.path <@ p.path and c.kind = 'class' and c.ended_on is null
    where a.incident_id = ${incidentId} order by c.id`.execute(db);
  return rows.map((row) => row.id);
}

/** How often the class that was called most often of these has been called since a local day. */
export async function calledSince(
  db: Db,
  wish: { since: string; zone: string; exercise: boolean; classes: readonly number[] },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(n), 0)::int as n from (
      select count(*) as n from roll_call r join incident i on i.id = r.incident_id
      join roll_call_class c on c.roll_call_id = r.id
      where r.begun_at >= (${wish.since}::date)::timestamp at time zone ${wish.zone} and i.exercise = ${wish.exercise}
        and c.organisation_id = any (${[...wish.classes]}::bigint[])
      group by c.organisation_id) called`.execute(db);
  return rows[0]?.n ?? 0;
}

/** How many were opened since a local day, for the public: real ones and exercises. */
export async function openedSince(db: Db, since: string, zone: string): Promise<{ real: number; exercise: number }> {
  const { rows } = await sql<{ real: number; exercise: number }>`
    select count(*) filter (where not i.exercise)::int as real, count(*) filter (where i.exercise)::int as exercise
    from roll_call r join incident i on i.id = r.incident_id
    where r.begun_at >= (${since}::date)::timestamp at time zone ${zone}`.execute(db);
  return rows[0] ?? { real: 0, exercise: 0 };
}

export async function insertRollCall(
  trx: Transaction,
  roll: { incidentId: number; by: number; at: Date; endsAt: Date; classes: readonly number[] },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into roll_call (incident_id, begun_by, begun_at, ends_at)
    values (${roll.incidentId}, ${roll.by}, ${roll.at}, ${roll.endsAt}) returning id`.execute(trx);
  const { id } = rows[0] as { id: number };
  await sql`insert into roll_call_class (roll_call_id, organisation_id)
    select ${id}, unnest(${[...roll.classes]}::bigint[])`.execute(trx);
  return id;
}

/** The newest first. */
export async function rollCallsOf(db: Db, incidentId: number): Promise<RollCall[]> {
  const { rows } = await sql<RollCall>`select ${columns} from roll_call r where r.incident_id = ${incidentId}
    order by r.id desc limit 50`.execute(db);
  return rows;
}

export async function rollCallById(db: Db, id: number): Promise<RollCall | undefined> {
  const { rows } = await sql<RollCall>`select ${columns} from roll_call r where r.id = ${id}`.execute(db);
  return rows[0];
}

/**
 * The row, locked: whoever closes waits for answers that are being written (`share`), and an answer that comes later
 * finds it closed.
 */
export async function lockRollCall(
  trx: Transaction,
  id: number,
  mode: 'update' | 'share',
): Promise<RollCall | undefined> {
  const lock = mode === 'update' ? sql`for update of r` : sql`for share of r`;
  const { rows } = await sql<RollCall>`select ${columns} from roll_call r where r.id = ${id} ${lock}`.execute(trx);
  return rows[0];
}

export async function openRollOf(db: Db, incidentId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from roll_call where incident_id = ${incidentId} and closed_at is null`.execute(db);
  return rows[0]?.id;
}

/** The last roll call of each incident. */
export async function shownRolls(db: Db, incidentIds: readonly number[]): Promise<Map<number, RollCall>> {
  const { rows } = await sql<RollCall>`
    select distinct on (r.incident_id) ${columns} from roll_call r
    where r.incident_id = any (${[...incidentIds]}::bigint[]) order by r.incident_id, r.id desc`.execute(db);
  return new Map(rows.map((row) => [row.incidentId, row]));
}

/** Open ones whose time is over. */
export async function overdueRollCalls(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ id: number; incidentId: number }[]> {
  const { rows } = await sql<{ id: number; incidentId: number }>`
    select id, incident_id as "incidentId" from roll_call where closed_at is null and ends_at <= ${now} order by ends_at limit ${limit}`.execute(
    db,
  );
  return rows;
}

export type ClassCounts = Counts & { classId: number; name: string; path: string; schoolId: number; school: string };

/** Each class of a roll call within some subtrees, with what was answered so far. By school and class. */
export async function countsByClass(
  db: Db,
  rollId: number,
  today: string,
  paths: readonly string[],
): Promise<ClassCounts[]> {
  const { rows } = await sql<ClassCounts>`
    select c.id as "classId", c.name, c.path::text as path, coalesce(s.id, c.id) as "schoolId",
      coalesce(s.name, c.name) as school, count(p.pupil_id)::int as asked,
      count(*) filter (where a.answer = 'safe')::int as safe, count(*) filter (where a.answer = 'help')::int as help,
      count(*) filter (where a.answer = 'absent')::int as absent,
      count(p.pupil_id) filter (where a.answer is null)::int as open
    from roll_call_class k join organisation c on c.id = k.organisation_id
      and c.path <@ any (${[...paths]}::ltree[])
    left join organisation s on s.kind = 'school' and c.path <@ s.path
    left join (${pupilRows(today, sql`select organisation_id from roll_call_class where roll_call_id = ${rollId}`)}) p
      on p.organisation_id = c.id
    left join roll_call_answer a on a.roll_call_id = k.roll_call_id and a.pupil_id = p.pupil_id
    where k.roll_call_id = ${rollId}
    group by c.id, c.name, c.path, s.id, s.name
    order by string_to_array(c.path::text, '.')::int8[]`.execute(db);
  return rows;
}

/** Names of classes and of their schools, within some subtrees, in the order of the tree. */
export async function classPlaces(
  db: Db,
  ids: readonly number[],
  paths: readonly string[],
): Promise<Pick<ClassCounts, 'classId' | 'name' | 'path' | 'schoolId' | 'school'>[]> {
  const { rows } = await sql<Pick<ClassCounts, 'classId' | 'name' | 'path' | 'schoolId' | 'school'>>`
    select c.id as "classId", c.name, c.path::text as path, coalesce(s.id, c.id) as "schoolId",
      coalesce(s.name, c.name) as school
    from organisation c left join organisation s on s.kind = 'school' and c.path <@ s.path
    where c.id = any (${[...ids]}::bigint[]) and c.path <@ any (${[...paths]}::ltree[])
    order by string_to_array(c.path::text, '.')::int8[]`.execute(db);
  return rows;
}

export async function totalsOf(db: Db, rollId: number, today: string): Promise<Totals> {
  // The root of every path: the whole roll call.
  const { rows } = await sql<{
    path: string;
  }>`select path::text as path from organisation where nlevel(path) = 1`.execute(db);
  const counts = await countsByClass(
    db,
    rollId,
    today,
    rows.map((row) => row.path),
  );
  return Object.fromEntries(
    counts.map(({ classId, asked, safe, help, absent }): [string, ClassTotals] => [
      String(classId),
      [asked, safe, help, absent],
    ]),
  );
}

/** Closes the row; what it kept of people is another function, in the same transaction. */
export async function setClosed(
  trx: Transaction,
  id: number,
  end: { at: Date; by: number | null; totals: Totals },
): Promise<void> {
  await sql`update roll_call set closed_at = ${end.at}, closed_by = ${end.by}, totals = ${JSON.stringify(end.totals)}::jsonb
    where id = ${id}`.execute(trx);
}

/** Answers with their texts, and who was to phone whom. */
export async function deletePersonal(trx: Transaction, id: number): Promise<void> {
  await sql`delete from roll_call_answer where roll_call_id = ${id}`.execute(trx);
  await sql`delete from roll_call_caller where roll_call_id = ${id}`.execute(trx);
}

/** Closed ones that still have rows about people: after a restore from a backup of before, or never. */
export async function closedWithPeople(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from roll_call r where r.closed_at is not null and (
      exists (select from roll_call_answer a where a.roll_call_id = r.id)
      or exists (select from roll_call_caller c where c.roll_call_id = r.id))`.execute(db);
  return rows.map((row) => row.id);
}

/** Closed since then: their messages are looked at once more. */
export async function closedSince(db: Db, since: Date | null): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from roll_call where closed_at is not null and (${since}::timestamptz is null or closed_at >= ${since})`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

export interface OwnClass {
  rollId: number;
  classId: number;
  className: string;
  school: string;
  endsAt: Date;
  kind: string;
  exercise: boolean;
  open: number;
  help: number;
}

/** Classes of open roll calls that lie within a class teacher's reach, or for which the account was named a caller. */
export async function ownClasses(
  db: Db,
  who: { own: Reach; calling: Reach; accountId: number },
  today: string,
  limit: number,
): Promise<OwnClass[]> {
  const { rows } = await sql<OwnClass>`
    with mine as (
      select r.id as roll_id, r.ends_at, i.kind, i.exercise, c.id as class_id, c.name, c.path
      from roll_call r join incident i on i.id = r.incident_id
      join roll_call_class k on k.roll_call_id = r.id
      join organisation c on c.id = k.organisation_id
      where r.closed_at is null and (c.path <@ any (${[...who.own.paths]}::ltree[])
        or (c.path <@ any (${[...who.calling.paths]}::ltree[]) and exists (
          select from roll_call_caller n join organisation o on o.id = n.organisation_id
          where n.roll_call_id = r.id and n.account_id = ${who.accountId} and c.path <@ o.path))))
    select m.roll_id as "rollId", m.class_id as "classId", m.name as "className", coalesce(s.name, '') as school,
      m.ends_at as "endsAt", m.kind, m.exercise, count(p.pupil_id) filter (where a.answer is null)::int as open,
      count(*) filter (where a.answer = 'help')::int as help
    from mine m left join organisation s on s.kind = 'school' and m.path <@ s.path
    left join (${pupilRows(today, sql`select class_id from mine`)}) p on p.organisation_id = m.class_id
    left join roll_call_answer a on a.roll_call_id = m.roll_id and a.pupil_id = p.pupil_id
    group by m.roll_id, m.class_id, m.name, s.name, m.ends_at, m.kind, m.exercise, m.path
    order by m.roll_id desc, string_to_array(m.path::text, '.')::int8[] limit ${limit}`.execute(db);
  return rows;
}
