/** Exercises that were held, for the training record: where they are kept, so that the record can't differ from them. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Kind } from '../model/kinds.ts';
import { mostPast } from '../status/model.ts';

export interface HeldExercise {
  incidentId: number;
  /** A school that took part. */
  organisationId: number;
  kind: Kind;
  /** Its day in the district's zone. */
  heldOn: string;
  /** From the declaration to the end. */
  minutes: number;
  /** People who took on tasks of this school. */
  staff: number;
  /** Classes of this school that called the roll. */
  classes: number;
  reviewed: boolean;
  /** The public page still has it. */
  shown: boolean;
}

/**
 * Exercises that are over, a row for each school that took part, by day. One that was declared in error is none; one that
 * runs is not yet one. `from` and `until` are days of the zone, both included.
 */
export async function heldExercises(
  db: Database | Transaction,
  wish: { schools: readonly number[]; from: string; until: string; zone: string },
): Promise<HeldExercise[]> {
  const { rows } = await sql<HeldExercise>`
    with over_ones as (
      select i.id, i.kind, (i.declared_at at time zone ${wish.zone})::date as day, i.declared_at, i.closed_at,
        i.review_state, (select count(*) from incident n
          where n.state <> 'running' and (n.closed_at, n.id) > (i.closed_at, i.id)) < ${mostPast} as shown
      from incident i where i.exercise and i.state = 'over'
        and i.declared_at >= (${wish.from}::date::timestamp at time zone ${wish.zone})
        and i.declared_at < ((${wish.until}::date + 1)::timestamp at time zone ${wish.zone}))
    select i.id as "incidentId", s.organisation_id as "organisationId", i.kind, i.day::text as "heldOn",
      greatest(1, round(extract(epoch from i.closed_at - i.declared_at) / 60))::int as minutes,
      (select count(distinct t.taken_by)::int from incident_task t
        where t.incident_id = i.id and t.organisation_id = s.organisation_id) as staff,
      (select count(distinct k.organisation_id)::int from roll_call r join roll_call_class k on k.roll_call_id = r.id
        join organisation c on c.id = k.organisation_id
        where r.incident_id = i.id and c.path <@ o.path) as classes,
      i.review_state = 'finished' as reviewed, i.shown
    from over_ones i join incident_school s on s.incident_id = i.id join organisation o on o.id = s.organisation_id
    where s.organisation_id = any (${[...wish.schools]}::bigint[])
    order by i.declared_at, i.id, s.organisation_id`.execute(db);
  return rows;
}
