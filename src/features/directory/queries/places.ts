/** Where the figures of a class or office are added up. */
import { type RawBuilder, sql } from 'kysely';

/**
 * `select organisation_id, place_id`: each organisation with the nearest school, department or district at or above it.
 * `within`: only organisations at or below these paths. `each`: every organisation is its own place.
 */
export function placesOf(options: { within?: readonly string[]; each?: boolean } = {}): RawBuilder<{
  organisation_id: number;
  place_id: number;
}> {
  const inside = options.within ? sql`o.path <@ any (${[...options.within]}::ltree[])` : sql`true`;
  if (options.each) return sql`select o.id as organisation_id, o.id as place_id from organisation o where ${inside}`;
  // The line of each is taken apart and joined at once: looked up one by one, ten thousand classes take ten times as long.
  return sql`
    select distinct on (o.id) o.id as organisation_id, s.id as place_id
    from organisation o cross join lateral unnest(string_to_array(o.path::text, '.')::int8[]) line (id)
    join organisation s on s.id = line.id and s.kind in ('school', 'department', 'district')
    where ${inside}
    order by o.id, nlevel(s.path) desc`;
}
