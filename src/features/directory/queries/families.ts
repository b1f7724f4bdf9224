/** Lists that name guardians: for the class teacher who phones, and for the paper list. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type Audience, audienceRoles, type ContactKind, positionsOf } from '../model.ts';
import { inForce, reached, type Shape } from './audience.ts';
import { isLarge } from './audience-figures.ts';
import { usable } from './usable.ts';

export interface ClassGuardian {
  classId: number;
  guardianId: number;
  guardianName: string;
  /** Their children in this class. */
  pupilIds: number[];
  pupilNames: string[];
  /** For a call: also a number that wants no messages. */
  phone: string | null;
}

/** The guardians in force of a class's pupils who may receive, by the pupils' names. */
export async function guardiansOfClass(
  db: Database | Transaction,
  classId: number,
  today: string,
): Promise<ClassGuardian[]> {
  return guardiansOfClasses(db, [classId], today);
}

/** The same of several classes; who has children in two of them stands in both. */
export async function guardiansOfClasses(
  db: Database | Transaction,
  classIds: readonly number[],
  today: string,
): Promise<ClassGuardian[]> {
  const { rows } = await sql<ClassGuardian>`
    select m.organisation_id as "classId", g.guardian_id as "guardianId", p.full_name as "guardianName",
      array_agg(distinct pupil.id order by pupil.id) as "pupilIds",
      array_agg(distinct pupil.full_name order by pupil.full_name) as "pupilNames",
      (select c.address from contact_point c where c.person_id = g.guardian_id and c.kind = 'sms'
       order by c.bounced_at is not null, c.rank, c.id limit 1) as phone
    from membership m
    join person pupil on pupil.id = m.person_id and pupil.state = 'active'
    join guardianship g on g.pupil_id = m.person_id and g.may_receive and ${inForce('g', today)}
    join person p on p.id = g.guardian_id and p.state = 'active'
    where m.organisation_id = any (${[...classIds]}::bigint[]) and m.position = 'pupil' and ${inForce('m', today)}
    group by m.organisation_id, g.guardian_id, p.full_name
    order by m.organisation_id, min(pupil.full_name), p.full_name, g.guardian_id`.execute(db);
  return rows;
}

export interface UnreachablePerson {
  personId: number;
  name: string;
  /** Through which the person belongs to the audience, within the reach. */
  organisationId: number;
  /** Of a guardian, the children within the reach; empty for others. */
  pupilNames: string[];
}

/** The day to look at, and the kinds of contact point that reach anybody (`kindsInUse`). */
export interface Day {
  today: string;
  kinds: readonly ContactKind[];
}

/** People looked at in one go, of a large audience: of a hundred without a contact point most belong to it. */
const atOnce = 300;

/**
 * The people of an audience without a usable contact point, for the paper list; paged by person id. Only what lies
 * within the reach counts: a guardian with children in two classes is on the list of each.
 */
export async function unreachableIn(
  db: Database | Transaction,
  reach: Reach,
  audience: Audience,
  day: Day,
  page: { after: number; limit: number },
): Promise<UnreachablePerson[]> {
  if (!(await isLarge(db, audience, reach))) return unreachableAmong(db, 'members', reach, audience, day, page);
  // Working out a district's audience for a page of it takes seconds. Those without a contact point are few and lie in
  // an index in the order of the list, so they come first, and then who of them belongs to the audience.
  const found: UnreachablePerson[] = [];
  for (let after = page.after; found.length < page.limit; ) {
    const personIds = await withoutContact(db, audience, day, after);
    const last = personIds.at(-1);
    if (last === undefined) break;
    const rest = { after, limit: page.limit - found.length };
    found.push(...(await unreachableAmong(db, { bounds: { personIds } }, reach, audience, day, rest)));
    if (personIds.length < atOnce) break;
    after = last;
  }
  return found;
}

/** The next people without a usable contact point whom one of the audience's roles could reach somewhere. */
async function withoutContact(
  db: Database | Transaction,
  audience: Audience,
  { today, kinds }: Day,
  after: number,
): Promise<number[]> {
  const roles = audienceRoles.filter((role) => audience.include.some((clause) => clause.role === role));
  const positions = roles.flatMap((role) => (role === 'guardians' ? [] : [...positionsOf[role]]));
  const without = (person: string) => sql`not exists (select from contact_point c
    where c.person_id = ${sql.ref(person)} and ${usable('c', kinds)})`;
  const branches = [
    ...(roles.includes('guardians')
      ? [
          sql`(select distinct g.guardian_id as id from guardianship g
            where g.guardian_id > ${after} and g.may_receive and ${inForce('g', today)} and ${without('g.guardian_id')}
            order by 1 limit ${atOnce})`,
        ]
      : []),
    ...(positions.length > 0
      ? [
          sql`(select distinct m.person_id as id from membership m
            where m.person_id > ${after} and m.position = any (${positions}) and ${inForce('m', today)}
              and ${without('m.person_id')}
            order by 1 limit ${atOnce})`,
        ]
      : []),
  ];
  if (branches.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    select distinct id from (${sql.join(branches, sql` union all `)}) b order by id limit ${atOnce}`.execute(db);
  return rows.map((row) => row.id);
}

async function unreachableAmong(
  db: Database | Transaction,
  shape: Shape,
  reach: Reach,
  audience: Audience,
  { today, kinds }: Day,
  page: { after: number; limit: number },
): Promise<UnreachablePerson[]> {
  const { rows } = await sql<UnreachablePerson>`
    with unreachable as materialized (
      select r.person_id, r.organisation_id, p.full_name
      from (${reached(shape, audience, today, reach.paths)}) r
      join person p on p.id = r.person_id and p.state = 'active'
      where r.person_id > ${page.after} and not exists (
        select from contact_point c
        where c.person_id = r.person_id and ${usable('c', kinds)})
      order by r.person_id limit ${page.limit}
    )
    select u.person_id as "personId", u.full_name as name, u.organisation_id as "organisationId",
      coalesce(n.names, '{}') as "pupilNames"
    from unreachable u
    left join lateral (
      select array_agg(distinct pupil.full_name order by pupil.full_name) as names
      from guardianship g
      join person pupil on pupil.id = g.pupil_id and pupil.state = 'active'
      join membership m on m.person_id = g.pupil_id and m.position = 'pupil' and ${inForce('m', today)}
      join organisation o on o.id = m.organisation_id and o.path <@ any (${[...reach.paths]}::ltree[])
      where g.guardian_id = u.person_id and g.may_receive and ${inForce('g', today)}
    ) n on true
    order by u.person_id`.execute(db);
  return rows;
}
