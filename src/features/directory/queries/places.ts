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
  // A class lies in a school or in its grade, so two steps up are enough; what is nested deeper is looked up.
  const place = (alias: string) => sql`${sql.ref(`${alias}.kind`)} in ('school', 'department', 'district')`;
  return sql`
    select o.id as organisation_id, case when ${place('o')} then o.id when ${place('up')} then up.id when ${place('top')} then top.id
      else (select s.id from organisation s where s.id = any (string_to_array(o.path::text, '.')::int8[]) and ${place('s')}
        order by nlevel(s.path) desc limit 1) end as place_id
    from organisation o left join organisation up on up.id = o.parent_id left join organisation top on top.id = up.parent_id
    where ${inside}`;
}
