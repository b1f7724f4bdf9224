/** Figures of a notice by school or class, added up in the database: a district has ten thousand classes. */
import { sql } from 'kysely';
import { countRows } from '#features/delivery/feature.ts';
import { placesOf } from '#features/directory/feature.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Figures } from '../model/figures.ts';

export type PlaceFigures = Figures & { placeId: number; queued: number };

/**
 * Each class or office is worked out by itself (as `figuresOf` in model/figures.ts says) and then added to its school.
 * `within` keeps to what lies below these paths; `each` gives the classes themselves.
 */
export async function figuresByPlace(
  db: Database,
  notice: { id: number; messageId: number; asks: boolean },
  options: { within?: readonly string[]; each?: boolean },
): Promise<PlaceFigures[]> {
  const sum = (...states: number[]) =>
    sql`coalesce(sum(c.n) filter (where c.state in (${sql.join(states.map((s) => sql.lit(s)))})), 0)`;
  const { rows } = await sql<PlaceFigures>`
    with place as materialized (${placesOf(options)}),
    sent as (
      select p.place_id, p.organisation_id, ${sum(0)} as people, ${sum(2)} as delivered, ${sum(3, 5)} as failed,
        ${sum(4)} as unreachable, ${sum(0)} - ${sum(2, 3, 4, 5, 6)} as queued
      from place p join (${countRows(notice.messageId)}) c on c.organisation_id = p.organisation_id
      group by p.place_id, p.organisation_id
    ),
    told as (
      select p.place_id, p.organisation_id, sum(a.n) as n
      from place p join (
        select organisation_id, n::integer as n from notice_acknowledgement_count where notice_id = ${notice.id}
        union all
        select organisation_id, n from notice_acknowledgement_delta where notice_id = ${notice.id}
      ) a on a.organisation_id = p.organisation_id
      group by p.place_id, p.organisation_id
    ),
    each_ as (
      select place_id, coalesce(s.people, 0) as people, coalesce(s.delivered, 0) as delivered, coalesce(s.failed, 0) as failed,
        coalesce(s.unreachable, 0) as unreachable, coalesce(s.queued, 0) as queued, coalesce(t.n, 0) as acknowledged
      from sent s full join told t using (place_id, organisation_id)
    )
    select place_id as "placeId", sum(people)::int8 as people, sum(delivered)::int8 as delivered,
      sum(failed)::int8 as failed, sum(unreachable)::int8 as unreachable, sum(queued)::int8 as queued,
      sum(acknowledged)::int8 as acknowledged,
      sum(greatest(0, people - case when ${notice.asks}::boolean then acknowledged
        else least(people, delivered + acknowledged) end))::int8 as "left"
    from each_ group by place_id`.execute(db);
  return rows;
}
