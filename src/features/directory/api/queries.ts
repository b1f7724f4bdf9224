/**
 * Lists of the API: by id, a page at a time, within a reach. A school's rows are few among a district's million: for a
 * small reach they are found first and put in order, for a large one the ids are walked until the page is full.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { OrganisationKind, Position } from '../model.ts';
import { type Bounds, inReach, personWithin } from '../queries/within-reach.ts';

export interface Asked {
  after: number;
  limit: number;
}

export interface OrganisationRow {
  id: number;
  parentId: number | null;
  kind: OrganisationKind;
  name: string;
  identifier: string | null;
  sourceId: string | null;
}

const organisationFields = sql`o.id, o.parent_id as "parentId", o.kind, o.name, o.identifier, o.source_id as "sourceId"`;

export async function organisationRows(
  db: Database,
  bounds: Bounds,
  asked: Asked & { kind?: OrganisationKind; parent?: number },
): Promise<OrganisationRow[]> {
  const { rows } = await sql<OrganisationRow>`
    select ${organisationFields} from organisation o
    where ${inReach('o', bounds)} and o.ended_on is null and o.id > ${asked.after}
      ${asked.kind ? sql`and o.kind = ${asked.kind}` : sql``}
      ${asked.parent ? sql`and o.parent_id = ${asked.parent}` : sql``}
    order by o.id limit ${asked.limit}`.execute(db);
  return rows;
}

export async function organisationRow(db: Database, bounds: Bounds, id: number): Promise<OrganisationRow | undefined> {
  const { rows } = await sql<OrganisationRow>`
    select ${organisationFields} from organisation o where o.id = ${id} and ${inReach('o', bounds)}`.execute(db);
  return rows[0];
}

export interface PersonRow {
  id: number;
  sourceId: string | null;
  fullName: string;
  familyName: string;
  givenName: string;
  language: string | null;
  memberships: { id: number; organisationId: number; position: Position }[];
}

const personFields = (bounds: Bounds) => sql`p.id, p.source_id as "sourceId", p.full_name as "fullName",
  p.family_name as "familyName", p.given_name as "givenName", p.language,
  coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'organisationId', m.organisation_id, 'position', m.position)
      order by m.id)
    from membership m join organisation o on o.id = m.organisation_id and ${inReach('o', bounds)}
    where m.person_id = p.id and ${inForce('m', bounds)}), '[]') as memberships`;

/** People with a membership within the bounds, and the guardians of the pupils among them. */
export async function personRows(db: Database, bounds: Bounds, asked: Asked): Promise<PersonRow[]> {
  const few = await isSmall(db, bounds);
  // Of a few each is looked up, in their order: joined, half of the district was walked to merge with a school.
  const people = few
    ? sql`(select id from near order by id) n
        cross join lateral (select p.* from person p where p.id = n.id and p.state = 'active' offset 0) p`
    : sql`person p where p.id > ${asked.after} and p.state = 'active' and ${personWithin(sql`p.id`, bounds)}`;
  const { rows } = await sql<PersonRow>`
    ${few ? sql`with near as materialized (${peopleAfter(bounds, asked)})` : sql``}
    select ${personFields(bounds)} from ${people} order by ${few ? sql`n.id` : sql`p.id`} limit ${asked.limit}`.execute(
    db,
  );
  return rows;
}

export async function personRow(db: Database, bounds: Bounds, id: number): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select ${personFields(bounds)} from person p
    where p.id = ${id} and p.state = 'active' and ${personWithin(sql`p.id`, bounds)}`.execute(db);
  return rows[0];
}

/** Query: ids above the page's beginning, also of those who have left; for a school or a few. */
function peopleAfter(bounds: Bounds, { after }: Asked): RawBuilder<unknown> {
  const members = sql`membership m join organisation o on o.id = m.organisation_id and ${inReach('o', bounds)}
    and ${inForce('m', bounds)}`;
  return sql`select m.person_id as id from ${members} where m.person_id > ${after}
    union
    select g.guardian_id from guardianship g join ${members} and m.position = 'pupil' on m.person_id = g.pupil_id
    where g.guardian_id > ${after} and ${inForce('g', bounds)}`;
}

export interface MembershipRow {
  id: number;
  personId: number;
  organisationId: number;
  position: Position;
  startsOn: string;
  endsOn: string | null;
}

const membershipFields = sql`m.id, m.person_id as "personId", m.organisation_id as "organisationId", m.position,
  m.starts_on as "startsOn", m.ends_on as "endsOn"`;

export async function membershipRows(
  db: Database,
  bounds: Bounds,
  asked: Asked & { person?: number },
): Promise<MembershipRow[]> {
  const few = await isSmall(db, bounds);
  // An offset of nothing keeps the small set from being walked by id.
  const { rows } = await sql<MembershipRow>`
    select * from (
      select ${membershipFields} from membership m
      join organisation o on o.id = m.organisation_id and ${inReach('o', bounds)}
      join person p on p.id = m.person_id and p.state = 'active'
      where m.id > ${asked.after} and ${inForce('m', bounds)}
        ${asked.person ? sql`and m.person_id = ${asked.person}` : sql``}
      ${few || asked.person ? sql`offset 0` : sql``}
    ) row order by row.id limit ${asked.limit}`.execute(db);
  return rows;
}

export interface GuardianshipRow {
  id: number;
  guardianId: number;
  pupilId: number;
  mayReceive: boolean;
  mayAct: boolean;
  startsOn: string;
  endsOn: string | null;
}

/** By their pupils: a guardian's children elsewhere are nobody's business here. */
export async function guardianshipRows(
  db: Database,
  bounds: Bounds,
  asked: Asked & { person?: number },
): Promise<GuardianshipRow[]> {
  const few = await isSmall(db, bounds);
  const pupils = sql`select m.person_id from membership m join organisation o on o.id = m.organisation_id
    where m.position = 'pupil' and ${inReach('o', bounds)} and ${inForce('m', bounds)}`;
  const { rows } = await sql<GuardianshipRow>`
    ${few ? sql`with near as materialized (${pupils})` : sql``}
    select * from (
      select g.id, g.guardian_id as "guardianId", g.pupil_id as "pupilId", g.may_receive as "mayReceive",
        g.may_act as "mayAct", g.starts_on as "startsOn", g.ends_on as "endsOn"
      from guardianship g
      join person pupil on pupil.id = g.pupil_id and pupil.state = 'active'
      join person guardian on guardian.id = g.guardian_id and guardian.state = 'active'
      where g.id > ${asked.after} and ${inForce('g', bounds)}
        and ${few ? sql`g.pupil_id in (select person_id from near)` : personWithin(sql`g.pupil_id`, bounds)}
        ${asked.person ? sql`and ${asked.person} in (g.guardian_id, g.pupil_id)` : sql``}
      ${few || asked.person ? sql`offset 0` : sql``}
    ) row order by row.id limit ${asked.limit}`.execute(db);
  return rows;
}

export interface ContactPointRow {
  id: number;
  personId: number;
  kind: 'email' | 'sms';
  address: string;
  rank: number;
  state: 'usable' | 'bounced' | 'opted_out';
  confirmed: boolean;
}

export async function contactPointRows(
  db: Database,
  bounds: Bounds,
  asked: Asked & { person?: number },
): Promise<ContactPointRow[]> {
  const few = asked.person === undefined && (await isSmall(db, bounds));
  const { rows } = await sql<ContactPointRow>`
    ${few ? sql`with near as materialized (${peopleAfter(bounds, { after: 0, limit: 0 })})` : sql``}
    select * from (
      select c.id, c.person_id as "personId", c.kind, c.address, c.rank, c.verified_at is not null as confirmed,
        case when c.opted_out_at is not null then 'opted_out' when c.bounced_at is not null then 'bounced'
          else 'usable' end as state
      from contact_point c join person p on p.id = c.person_id and p.state = 'active'
      where c.id > ${asked.after} and c.kind <> 'push'
        and ${few ? sql`c.person_id in (select id from near)` : personWithin(sql`c.person_id`, bounds)}
        ${asked.person ? sql`and c.person_id = ${asked.person}` : sql``}
      ${few || asked.person ? sql`offset 0` : sql``}
    ) row order by row.id limit ${asked.limit}`.execute(db);
  return rows;
}

/** Whether the bounds hold less than a twentieth of all schools. */
async function isSmall(db: Database, bounds: Bounds): Promise<boolean> {
  const { rows } = await sql<{ small: boolean }>`
    select count(*) filter (where ${inReach('o', bounds)}) * 20 < count(*) or count(*) filter (where ${inReach('o', bounds)}) = 0 as small
    from organisation o where o.kind = 'school'`.execute(db);
  return rows[0]?.small ?? true;
}

function inForce(alias: string, { today }: Bounds): RawBuilder<boolean> {
  const ends = sql.ref(`${alias}.ends_on`);
  return sql<boolean>`(${ends} is null or ${ends} > ${today}::date)`;
}
