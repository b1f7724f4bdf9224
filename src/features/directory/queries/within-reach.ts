/**
 * Who is within a reach: whoever has a membership in one of its organisations that has not ended, and the guardians, by
 * guardianships that have not ended, of the pupils among them. With `ended` (for those who mend the directory) it is
 * enough that the last one was there: whoever belongs to another school since is that school's.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';

export interface Bounds {
  reach: Reach;
  today: string;
  /** Also those whose memberships or guardianships have all ended, where the last of them was. */
  ended: boolean;
}

/**
 * Condition: `person` (a column or value) is within the reach. Cheap for one person at a time. Written as scalar queries,
 * because PostgreSQL may answer an EXISTS under an OR by reading all memberships once, which cost a search 200 ms.
 */
export function personWithin(person: RawBuilder<unknown>, bounds: Bounds): RawBuilder<boolean> {
  return sql<boolean>`(
    (select true from membership wm join organisation wo on wo.id = wm.organisation_id
      where wm.person_id = ${person} and ${inReach('wo', bounds)} and ${holds('wm', bounds)} limit 1) is not null
    or (select true from guardianship wg
      join membership wm on wm.person_id = wg.pupil_id and wm.position = 'pupil' and ${holds('wm', bounds)}
      join organisation wo on wo.id = wm.organisation_id and ${inReach('wo', bounds)}
      where wg.guardian_id = ${person} and ${holds('wg', bounds)} limit 1) is not null
  )`;
}

/** Query: the ids of all people within the reach. For a school or a few, not for a district. */
export function peopleWithin(bounds: Bounds): RawBuilder<{ id: number }> {
  const members = sql`membership wm join organisation wo on wo.id = wm.organisation_id
    and ${inReach('wo', bounds)} and ${holds('wm', bounds)}`;
  return sql<{ id: number }>`
    select wm.person_id as id from ${members}
    union
    select wg.guardian_id from guardianship wg join ${members} and wm.position = 'pupil' on wm.person_id = wg.pupil_id
    where ${holds('wg', bounds)}`;
}

/** Condition: organisation `alias` lies within the reach. */
export function inReach(alias: string, { reach }: Pick<Bounds, 'reach'>): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${alias}.path`)} <@ any (${[...reach.paths]}::ltree[])`;
}

const tables = { wm: ['membership', 'person_id'], wg: ['guardianship', 'guardian_id'] } as const;

/** Condition: it has not ended; with `ended`, or it was the last that its person had. */
function holds(alias: keyof typeof tables, { today, ended }: Bounds): RawBuilder<boolean> {
  const ends = sql.ref(`${alias}.ends_on`);
  const open = sql<boolean>`(${ends} is null or ${ends} > ${today}::date)`;
  if (!ended) return open;
  const [table, key] = tables[alias];
  return sql<boolean>`(${open} or ${sql.ref(`${alias}.id`)} = (select last.id from ${sql.table(table)} last
    where last.${sql.ref(key)} = ${sql.ref(`${alias}.${key}`)}
    order by coalesce(last.ends_on, 'infinity') desc, last.id desc limit 1))`;
}
