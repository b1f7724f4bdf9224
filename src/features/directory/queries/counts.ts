/** Figures of districts, schools and departments, counted now and then: a million people take seconds. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { CountedOrganisation } from '../model/records.ts';
import type { ContactKind, Organisation } from '../model.ts';
import { inForce } from './audience.ts';
import { organisationColumns } from './organisations.ts';
import { usable } from './usable.ts';
import { type Bounds, inReach } from './within-reach.ts';

/**
 * Counts everything anew. People are counted where they belong: at the school of their class, else the department, else
 * the district; the district's row counts everybody once.
 */
export async function recount(
  db: Database | Transaction,
  today: string,
  kinds: readonly ContactKind[],
  at: Date,
): Promise<void> {
  await sql`
    with place as materialized (
      select o.id, s.id as counted_at, d.id as district
      from organisation o
      cross join lateral (
        select s.id from organisation s
        where s.id = any (string_to_array(o.path::text, '.')::int8[]) and s.kind in ('school', 'department', 'district')
        order by array_position(array['school', 'department', 'district'], s.kind), nlevel(s.path) desc limit 1
      ) s
      join organisation d on d.id = split_part(o.path::text, '.', 1)::int8
    ),
    member as materialized (
      select m.person_id, m.position = 'pupil' as pupil, place.counted_at, place.district
      from membership m join place on place.id = m.organisation_id
      join person p on p.id = m.person_id and p.state = 'active'
      where ${inForce('m', today)}
    ),
    guardian as materialized (
      select distinct g.guardian_id, m.counted_at, m.district
      from guardianship g join member m on m.person_id = g.pupil_id and m.pupil
      join person p on p.id = g.guardian_id and p.state = 'active'
      where g.may_receive and ${inForce('g', today)}
    ),
    usable as materialized (
      select distinct c.person_id from contact_point c where ${usable('c', kinds)}
    ),
    figure as (
      select counted_at as id, 'member' as what, person_id, pupil, false as reachable from member
      union all select district, 'member', person_id, pupil, false from member where district <> counted_at
      union all select g.counted_at, 'guardian', g.guardian_id, false, u.person_id is not null
        from guardian g left join usable u on u.person_id = g.guardian_id
      union all select g.district, 'guardian', g.guardian_id, false, u.person_id is not null
        from guardian g left join usable u on u.person_id = g.guardian_id where g.district <> g.counted_at
    ),
    total as (
      select id, count(distinct person_id) filter (where what = 'member' and pupil) as pupils,
        count(distinct person_id) filter (where what = 'guardian') as guardians,
        count(distinct person_id) filter (where what = 'guardian' and not reachable) as unreachable,
        count(distinct person_id) filter (where what = 'member' and not pupil) as staff
      from figure group by id
    )
    insert into organisation_count (organisation_id, pupils, guardians, guardians_unreachable, staff, counted_at)
    select o.id, coalesce(t.pupils, 0), coalesce(t.guardians, 0), coalesce(t.unreachable, 0), coalesce(t.staff, 0), ${at}
    from organisation o left join total t on t.id = o.id
    where o.kind in ('school', 'department', 'district')
    on conflict (organisation_id) do update set pupils = excluded.pupils, guardians = excluded.guardians,
      guardians_unreachable = excluded.guardians_unreachable, staff = excluded.staff, counted_at = excluded.counted_at`.execute(
    db,
  );
}

/** True until the first count. */
export async function neverCounted(db: Database): Promise<boolean> {
  const { rows } = await sql`select from organisation_count limit 1`.execute(db);
  return rows.length === 0;
}

const countedColumns = sql`${organisationColumns}, c.counted_at as "countedAt",
  case when c.organisation_id is not null then jsonb_build_object('pupils', c.pupils, 'guardians', c.guardians,
    'unreachable', c.guardians_unreachable, 'staff', c.staff) end as counts,
  (select count(*) from organisation k where k.path <@ o.path and k.kind = 'class' and k.ended_on is null) as classes`;

/** One organisation of the reach with its figures. */
export async function countedOrganisation(
  db: Database,
  bounds: Pick<Bounds, 'reach'>,
  id: number,
): Promise<CountedOrganisation | undefined> {
  const { rows } = await sql<CountedOrganisation>`
    select ${countedColumns} from organisation o left join organisation_count c on c.organisation_id = o.id
    where o.id = ${id} and ${inReach('o', bounds)}`.execute(db);
  return rows[0];
}

/** Departments and schools directly below an organisation with their figures, by id. */
export async function countedChildren(
  db: Database,
  bounds: Pick<Bounds, 'reach'>,
  parentId: number,
  page: { after: number; limit: number },
): Promise<CountedOrganisation[]> {
  const { rows } = await sql<CountedOrganisation>`
    select ${countedColumns} from organisation o left join organisation_count c on c.organisation_id = o.id
    where o.parent_id = ${parentId} and o.id > ${page.after} and o.kind in ('school', 'department')
      and o.ended_on is null and ${inReach('o', bounds)}
    order by o.id limit ${page.limit}`.execute(db);
  return rows;
}

/** The organisations at the top of the reach: where its holder starts. */
export async function topsOf(db: Database, bounds: Pick<Bounds, 'reach'>): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select ${organisationColumns} from organisation o
    where o.path = any (${[...bounds.reach.paths]}::ltree[])
      and not exists (select from unnest(${[...bounds.reach.paths]}::ltree[]) t (path) where t.path @> o.path and t.path <> o.path)
    order by o.id limit 100`.execute(db);
  return rows;
}

/** A query of the ids of schools that have fewer pupils, as they were counted last; one that was never counted is small. */
export function smallSchools(pupils: number): RawBuilder<unknown> {
  return sql`select o.id from organisation o left join organisation_count c on c.organisation_id = o.id
    where o.kind = 'school' and coalesce(c.pupils, 0) < ${pupils}`;
}
