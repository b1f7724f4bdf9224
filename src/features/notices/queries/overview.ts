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
  const { rows } = await sql<PlaceFigures>`
    with acknowledged as (
      select organisation_id, sum(n) as n from (
        select organisation_id, n from notice_acknowledgement_count where notice_id = ${notice.id}
        union all
        select organisation_id, n from notice_acknowledgement_delta where notice_id = ${notice.id}) both_
      group by organisation_id
    ),
    each_ as (
      select coalesce(d.organisation_id, a.organisation_id) as organisation_id, coalesce(d.total, 0) as people,
        coalesce(d.delivered, 0) as delivered, coalesce(d.failed + d.unknown, 0) as failed,
        coalesce(d.unreachable, 0) as unreachable, coalesce(d.queued, 0) as queued, coalesce(a.n, 0) as acknowledged
      from (${countRows(notice.messageId)}) d full join acknowledged a on a.organisation_id = d.organisation_id
    )
    select p.place_id as "placeId", sum(people)::int8 as people, sum(delivered)::int8 as delivered,
      sum(failed)::int8 as failed, sum(unreachable)::int8 as unreachable, sum(queued)::int8 as queued,
      sum(acknowledged)::int8 as acknowledged,
      sum(greatest(0, people - case when ${notice.asks}::boolean then acknowledged
        else least(people, delivered + acknowledged) end))::int8 as "left"
    from each_ e join (${placesOf(options)}) p on p.organisation_id = e.organisation_id
    group by p.place_id`.execute(db);
  return rows;
}
