/** What the public page shows, and its revision. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { IncidentState, SchoolState, Update } from '../model/incident.ts';
import type { Kind, Level } from '../model/kinds.ts';
import type { Spot } from '../model/spot.ts';
import { spotColumn } from './incidents.ts';

/** In the transaction of each change that the page shows: who holds a folder of the page writes it anew. */
export async function pageChanged(trx: Transaction): Promise<void> {
  await sql`update status_page set revision = revision + 1`.execute(trx);
}

/** The number that a restored database begins with: none that was there before, so the folder is never taken for it. */
export function revisionOfRestore(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

export async function pageRestored(trx: Transaction, at: Date): Promise<void> {
  await sql`update status_page set revision = ${revisionOfRestore(at)}`.execute(trx);
}

export async function pageRevision(db: Database | Transaction): Promise<number> {
  const { rows } = await sql<{ revision: number }>`select revision from status_page`.execute(db);
  return rows[0]?.revision ?? 0;
}

/** True in the one transaction of a machine that may write this folder: several of its processes may be at it. */
export async function lockFolder(trx: Transaction, folder: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('belfry status folder'), hashtext(${folder})) as mine`.execute(trx);
  return rows[0]?.mine ?? false;
}

export interface ShownRow {
  id: number;
  kind: Kind;
  level: Level;
  exercise: boolean;
  state: IncidentState;
  place: string;
  spot: Spot | null;
  declaredAt: Date;
  closedAt: Date | null;
  nextUpdateAt: Date | null;
  places: string[];
  schools: { id: number; name: string; state: SchoolState; at: string }[];
  updates: { id: number; at: string; level: Level; texts: Update['texts'] }[];
}

/** Running incidents and the last closed ones, with all that the public sees of them. */
export async function shownIncidents(db: Database | Transaction, mostPast: number): Promise<ShownRow[]> {
  const { rows } = await sql<ShownRow>`
    with shown as (
      (select * from incident where state = 'running' order by exercise, level, id desc limit 100)
      union all (select * from incident where state <> 'running' order by closed_at desc, id desc limit ${mostPast}))
    select i.id, i.kind, i.level, i.exercise, i.state, i.place, ${spotColumn} as spot, i.declared_at as "declaredAt", i.closed_at as "closedAt",
      i.next_update_at as "nextUpdateAt",
      array(select o.name from incident_affected a join organisation o on o.id = a.organisation_id
        where a.incident_id = i.id order by string_to_array(o.path::text, '.')::int8[]) as places,
      (select coalesce(json_agg(json_build_object('id', s.organisation_id, 'name', o.name, 'state', s.state, 'at', s.at)
          order by string_to_array(o.path::text, '.')::int8[]), '[]')
        from incident_school s join organisation o on o.id = s.organisation_id where s.incident_id = i.id) as schools,
      (select coalesce(json_agg(json_build_object('id', u.id, 'at', u.at, 'level', u.level, 'texts', u.texts)
          order by u.at desc, u.id desc), '[]')
        from incident_update u where u.incident_id = i.id) as updates
    from shown i`.execute(db);
  return rows;
}

/** One merge at a time. */
export async function lockOffline(trx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('belfry status offline'))`.execute(trx);
}

/** The incident of an update that was written while the database was away, once it is merged. */
export async function incidentOfOffline(trx: Transaction, offlineId: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select incident_id as id from incident_update where offline_id = ${offlineId}::uuid`.execute(trx);
  return rows[0]?.id;
}
