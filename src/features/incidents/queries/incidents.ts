/** Incidents and the places that they touch. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { AffectedPlace, Incident } from '../model/incident.ts';
import type { Kind, Level } from '../model/kinds.ts';
import type { PlanContent } from '../model/plan.ts';
import type { Spot } from '../model/spot.ts';

type Db = Database | Transaction;

/** Of the row `i`. */
export const spotColumn = sql`case when i.latitude is not null then json_build_object('latitude', i.latitude,
  'longitude', i.longitude, 'metres', i.reach_metres, 'public', i.place_public) end`;
const columns = sql`i.id, i.organisation_id as "organisationId", o.name as organisation, o.path::text as path, i.kind, i.level,
  i.exercise, i.state, i.place, ${spotColumn} as spot, i.declared_by as "declaredBy", i.declared_at as "declaredAt", i.closed_at as "closedAt",
  i.next_update_at as "nextUpdateAt", i.plan_version as "planVersion", i.review_state as "reviewState", i.revision`;
const tables = sql`incident i join organisation o on o.id = i.organisation_id`;

/** Led from within the reach, or touching it: a school sees what the district declared for it, and the other way round. */
function seenFrom(reach: Reach) {
  const paths = [...reach.paths];
  return sql<boolean>`(o.path <@ any (${paths}::ltree[]) or exists (
    select from incident_affected a join organisation p on p.id = a.organisation_id
    where a.incident_id = i.id and (p.path <@ any (${paths}::ltree[]) or p.path @> any (${paths}::ltree[]))))`;
}

/** Running ones first, then the latest. */
export async function runningIncidents(db: Db, reach: Reach): Promise<Incident[]> {
  const { rows } = await sql<Incident>`select ${columns} from ${tables}
    where i.state = 'running' and ${seenFrom(reach)} order by i.exercise, i.level, i.id desc limit 100`.execute(db);
  return rows;
}

export async function pastIncidents(db: Db, reach: Reach, before: number | null, limit: number): Promise<Incident[]> {
  const { rows } = await sql<Incident>`select ${columns} from ${tables}
    where i.state <> 'running' and (${before}::bigint is null or i.id < ${before}) and ${seenFrom(reach)}
    order by i.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function incidentWithin(db: Db, reach: Reach, id: number): Promise<Incident | undefined> {
  const { rows } = await sql<Incident>`select ${columns} from ${tables}
    where i.id = ${id} and ${seenFrom(reach)}`.execute(db);
  return rows[0];
}

/** Whatever the reader's reach: for who was asked by a roll call of it. */
export async function incidentById(db: Db, id: number): Promise<Incident | undefined> {
  const { rows } = await sql<Incident>`select ${columns} from ${tables} where i.id = ${id}`.execute(db);
  return rows[0];
}

/** The row, locked: whoever acts on an incident waits for whoever acts on it now. */
export async function lockIncident(trx: Transaction, id: number): Promise<Incident | undefined> {
  const { rows } = await sql<Incident>`select ${columns} from ${tables} where i.id = ${id} for update of i`.execute(
    trx,
  );
  return rows[0];
}

/** One declaration at a time, so that of two officers the second finds what the first has declared. */
export async function lockDeclaring(trx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('belfry incident declaration'))`.execute(trx);
}

/** What runs of one kind, with the paths of the places that it touches. */
export async function runningOfKind(
  trx: Transaction,
  kind: Kind,
  exercise: boolean,
): Promise<(Incident & { paths: string[] })[]> {
  const { rows } = await sql<Incident & { paths: string[] }>`
    select ${columns}, array(select p.path::text from incident_affected a join organisation p on p.id = a.organisation_id
      where a.incident_id = i.id) as paths
    from ${tables} where i.state = 'running' and i.kind = ${kind} and i.exercise = ${exercise}
    order by i.id desc limit 100`.execute(trx);
  return rows;
}

export interface NewIncident {
  organisationId: number;
  kind: Kind;
  level: Level;
  exercise: boolean;
  place: string;
  spot: Spot | null;
  planVersion: number;
  plan: PlanContent;
  declaredBy: number | null;
  at: Date;
}

export async function insertIncident(
  trx: Transaction,
  incident: NewIncident,
  affected: readonly number[],
): Promise<number> {
  const { spot } = incident;
  const { rows } = await sql<{ id: number }>`
    insert into incident (organisation_id, kind, level, exercise, place, latitude, longitude, reach_metres, place_public,
      plan_version, plan, declared_by, declared_at)
    values (${incident.organisationId}, ${incident.kind}, ${incident.level}, ${incident.exercise}, ${incident.place},
      ${spot?.latitude ?? null}, ${spot?.longitude ?? null}, ${spot?.metres ?? null}, ${spot?.public ?? false},
      ${incident.planVersion}, ${JSON.stringify(incident.plan)}::jsonb, ${incident.declaredBy}, ${incident.at})
    returning id`.execute(trx);
  const { id } = rows[0] as { id: number };
  await sql`insert into incident_affected (incident_id, organisation_id)
    select ${id}, unnest(${[...affected]}::bigint[])`.execute(trx);
  return id;
}

export async function planOf(db: Db, id: number): Promise<PlanContent> {
  const { rows } = await sql<{ plan: PlanContent }>`select plan from incident where id = ${id}`.execute(db);
  if (!rows[0]) throw new Error(`There is no incident ${id}.`);
  return rows[0].plan;
}

export async function affectedBy(db: Db, id: number): Promise<AffectedPlace[]> {
  const { rows } = await sql<AffectedPlace>`
    select o.id as "organisationId", o.name, o.path::text as path, o.kind
    from incident_affected a join organisation o on o.id = a.organisation_id
    where a.incident_id = ${id} order by string_to_array(o.path::text, '.')::int8[]`.execute(db);
  return rows;
}

/** Schools at or below these organisations, and the school of a class; those that are closed for good left out. */
export async function schoolsBelow(db: Db, organisationIds: readonly number[]): Promise<AffectedPlace[]> {
  const { rows } = await sql<AffectedPlace>`
    select distinct s.id as "organisationId", s.name, s.path::text as path, s.kind
    from organisation a join organisation s on s.path <@ a.path and s.kind = 'school' and s.ended_on is null
    where a.id = any (${[...organisationIds]}::bigint[]) order by s.id`.execute(db);
  return rows;
}

export async function setLevel(trx: Transaction, id: number, level: Level): Promise<void> {
  await sql`update incident set level = ${level}, revision = revision + 1 where id = ${id}`.execute(trx);
}

export async function setPlace(trx: Transaction, id: number, place: string, spot: Spot | null): Promise<void> {
  await sql`update incident set place = ${place}, latitude = ${spot?.latitude ?? null},
    longitude = ${spot?.longitude ?? null}, reach_metres = ${spot?.metres ?? null},
    place_public = ${spot?.public ?? false}, revision = revision + 1 where id = ${id}`.execute(trx);
}

export async function setNextUpdate(trx: Transaction, id: number, at: Date | null): Promise<void> {
  await sql`update incident set next_update_at = ${at}, revision = revision + 1 where id = ${id}`.execute(trx);
}

export async function setClosed(
  trx: Transaction,
  id: number,
  change: { state: 'over' | 'mistaken'; by: number; at: Date },
): Promise<void> {
  const review = change.state === 'over' ? 'writing' : 'none';
  await sql`update incident set state = ${change.state}, closed_by = ${change.by}, closed_at = ${change.at},
    next_update_at = null, review_state = ${review}, revision = revision + 1 where id = ${id}`.execute(trx);
}

/** Closed ones that are led from within the reach and whose review is not finished. */
export async function reviewsWaiting(db: Db, reach: Reach): Promise<Incident[]> {
  const { rows } = await sql<Incident>`select ${columns} from ${tables}
    where o.path <@ any (${[...reach.paths]}::ltree[]) and i.review_state = 'writing' order by i.id limit 50`.execute(
    db,
  );
  return rows;
}
