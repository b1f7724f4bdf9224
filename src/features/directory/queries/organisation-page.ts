/** What the pages of a school and of a class show; every query is bounded by the reach. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ClassFigures, ListedPupil, StaffRow } from '../model/records.ts';
import type { ContactKind, Position } from '../model.ts';
import { inForce } from './audience.ts';
import { usable } from './usable.ts';
import { type Bounds, inReach } from './within-reach.ts';

/** Grades and classes of a school. Guardians count once in each class where they have a child. */
export async function classesOf(
  db: Database,
  bounds: Bounds,
  kinds: readonly ContactKind[],
  path: string,
): Promise<ClassFigures[]> {
  const { today } = bounds;
  const { rows } = await sql<ClassFigures>`
    with place as materialized (
      select o.id, o.parent_id, o.kind, o.name from organisation o
      where o.path <@ ${path}::ltree and o.kind in ('grade', 'class') and o.ended_on is null and ${inReach('o', bounds)}
    ),
    pupil as materialized (
      select distinct m.organisation_id, m.person_id
      from place join membership m on m.organisation_id = place.id and m.position = 'pupil' and ${inForce('m', today)}
      join person p on p.id = m.person_id and p.state = 'active'
    ),
    guardian as materialized (
      select distinct pupil.organisation_id, g.guardian_id
      from pupil join guardianship g on g.pupil_id = pupil.person_id and g.may_receive and ${inForce('g', today)}
      join person p on p.id = g.guardian_id and p.state = 'active'
    ),
    figures as (
      select g.organisation_id, count(*) as guardians, count(*) filter (where not exists (
        select from contact_point c
        where c.person_id = g.guardian_id and ${usable('c', kinds)})) as unreachable
      from guardian g group by g.organisation_id
    )
    select place.id, place.parent_id as "parentId", place.kind, place.name,
      (select count(*) from pupil where pupil.organisation_id = place.id) as pupils,
      coalesce(f.guardians, 0) as guardians, coalesce(f.unreachable, 0) as unreachable,
      array(select p.full_name from membership m join person p on p.id = m.person_id and p.state = 'active'
        where m.organisation_id = place.id and m.position = 'class_teacher' and ${inForce('m', today)}
        order by p.full_name) as "classTeachers"
    from place left join figures f on f.organisation_id = place.id
    order by place.id limit 500`.execute(db);
  return rows;
}

/**
 * Staff of an organisation and all below it, by pinyin (also the name in the key). `positions` keeps to some, `only` to one organisation; with
 * `office` to the district and its departments, without the schools.
 */
export async function staffRows(
  db: Database | Transaction,
  bounds: Bounds,
  path: string,
  page: {
    positions?: readonly Position[];
    only?: number;
    office?: boolean;
    after?: { name: string; id: number };
    limit: number;
  },
): Promise<StaffRow[]> {
  const { positions, only, office, after } = page;
  const { rows } = await sql<StaffRow>`
    select m.id as "membershipId", p.id as "personId", p.full_name as name, p.name_pinyin as pinyin,
      m.position, o.id as "organisationId", o.name as organisation
    from organisation o
    join membership m on m.organisation_id = o.id and ${inForce('m', bounds.today)}
      and ${positions ? sql`m.position = any (${[...positions]})` : sql`m.position <> 'pupil'`}
    join person p on p.id = m.person_id and p.state = 'active'
    where o.path <@ ${path}::ltree and ${inReach('o', bounds)}
      ${only ? sql`and o.id = ${only}` : sql``}
      ${
        office
          ? sql`and o.kind in ('district', 'department')
            and not exists (select from organisation up where up.id = o.parent_id and up.kind = 'school')`
          : sql``
      }
      ${after ? sql`and (p.name_pinyin, m.id) > (${after.name}, ${after.id})` : sql``}
    order by p.name_pinyin, m.id limit ${page.limit}`.execute(db);
  return rows;
}

/** The pupils of a class with their guardians, by name. A class has no second page: the limit guards against a wrong roster. */
export async function pupilsOf(
  db: Database,
  bounds: Bounds,
  kinds: readonly ContactKind[],
  classId: number,
): Promise<ListedPupil[]> {
  const { today } = bounds;
  const { rows } = await sql<ListedPupil>`
    select p.id, p.full_name as name, coalesce(g.list, '[]') as guardians
    from organisation o
    join membership m on m.organisation_id = o.id and m.position = 'pupil' and ${inForce('m', today)}
    join person p on p.id = m.person_id and p.state = 'active'
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', guardian.id, 'name', guardian.full_name, 'mayReceive', g.may_receive,
        'phones', c.phones, 'reachedBy', c.kind, 'bounced', c.bounced, 'optedOut', c.opted_out) order by guardian.id) as list
      from guardianship g
      join person guardian on guardian.id = g.guardian_id and guardian.state = 'active'
      cross join lateral (
        select coalesce(jsonb_agg(c.address order by c.rank, c.id) filter (where c.kind = 'sms'), '[]') as phones,
          (array_agg(c.kind order by c.rank, c.kind, c.id) filter (where ${usable('c', kinds)}))[1] as kind,
          coalesce(bool_or(c.bounced_at is not null), false) as bounced,
          coalesce(bool_or(c.opted_out_at is not null), false) as opted_out
        from contact_point c where c.person_id = guardian.id
      ) c
      where g.pupil_id = p.id and ${inForce('g', today)}
    ) g on true
    where o.id = ${classId} and ${inReach('o', bounds)}
    order by p.full_name collate "zh-x-icu", p.id limit 300`.execute(db);
  return rows;
}
