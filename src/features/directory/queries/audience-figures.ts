/** Figures of an audience. Exact; a whole district of a million people takes some seconds, a school milliseconds. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Audience, ContactKind } from '../model.ts';
import { audienceIn, membersIn, type Shape } from './audience.ts';

export interface ChannelFigures {
  people: number;
  /** By mail or push: what costs nothing. */
  email: number;
  sms: number;
  /** Nothing reaches them: they get paper. */
  none: number;
  /** Of those, who has a phone number that nothing can be sent to, because no gateway is set up. */
  phoneOnly: number;
}

const figures = sql`count(*) as people, count(*) filter (where a.channel in (1, 3)) as email,
  count(*) filter (where a.channel = 2) as sms, count(*) filter (where a.channel = 0) as none,
  count(*) filter (where a.channel = 0 and a.contact_point_id is not null) as "phoneOnly"`;

/** How many people. */
export async function audienceSize(
  db: Database | Transaction,
  audience: Audience,
  today: string,
): Promise<{ people: number }> {
  const { rows } = await sql<{ people: number }>`select count(*) as people
    from (${membersIn(await shapeFor(db, audience), audience, today)}) a`.execute(db);
  return rows[0] ?? { people: 0 };
}

/** People of one school, department or district. */
export type SchoolFigure = ChannelFigures & { organisationId: number; name: string };

/**
 * How many people an alert reaches by each channel: in parallel, so that somebody with a mailbox and a phone counts in
 * both, and whatever they do not want. By school, as `audienceBySchool`.
 */
export async function alertAudienceBySchool(
  db: Database | Transaction,
  audience: Audience,
  today: string,
  kinds: readonly ContactKind[],
): Promise<SchoolFigure[]> {
  const has = (kinds: readonly ContactKind[]) => sql`coalesce(bool_or(cp.kind = any (${[...kinds]})), false)`;
  const sms = kinds.includes('sms');
  const { rows } = await sql<SchoolFigure>`
    with a as materialized (
      select r.organisation_id, count(*) as people, count(*) filter (where c.online) as email,
        count(*) filter (where c.sms and ${sms}) as sms, count(*) filter (where not c.online and not (c.sms and ${sms})) as none,
        count(*) filter (where not c.online and c.sms and not ${sms}) as "phoneOnly"
      from (${membersIn(await shapeFor(db, audience), audience, today)}) r
      cross join lateral (select ${has(['email', 'push'])} as online, ${has(['sms'])} as sms from contact_point cp
        where cp.person_id = r.person_id and cp.bounced_at is null) c
      group by r.organisation_id
    ) ${addedBySchool}`.execute(db);
  return rows;
}

/** Whether an audience has so many people: reads no more of them than it must. */
export async function hasPeople(
  db: Database | Transaction,
  audience: Audience,
  today: string,
  n: number,
): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select from (${membersIn('members', audience, today)}) a limit ${n}) few`.execute(db);
  return (rows[0]?.n ?? 0) >= n;
}

/** Figures `a` by class or office, added up by school, department or district. */
const addedBySchool = sql`
    select s.id as "organisationId", s.name, sum(a.people)::int8 as people, sum(a.email)::int8 as email,
      sum(a.sms)::int8 as sms, sum(a.none)::int8 as none, sum(a."phoneOnly")::int8 as "phoneOnly"
    from a
    join organisation o on o.id = a.organisation_id
    cross join lateral (
      select s.id, s.name, s.path from organisation s
      where s.id = any (string_to_array(o.path::text, '.')::int8[])
        and s.kind in ('school', 'department', 'district')
      order by array_position(array['school', 'department', 'district'], s.kind), nlevel(s.path) desc limit 1
    ) s
    group by s.id, s.name, s.path
    order by string_to_array(s.path::text, '.')::int8[]`;

/**
 * How many people, and by which channel they can be reached, by school, or by department and district for those who belong to no school. Each person counts once, at the
 * school of the lowest organisation id, so that the rows sum to the total.
 */
export async function audienceBySchool(
  db: Database | Transaction,
  audience: Audience,
  today: string,
  kinds: readonly ContactKind[],
): Promise<SchoolFigure[]> {
  const { rows } = await sql<SchoolFigure>`
    with a as materialized (
      select organisation_id, ${figures} from (${audienceIn(await shapeFor(db, audience), audience, today, kinds)}) a
      group by organisation_id
    ) ${addedBySchool}`.execute(db);
  return rows;
}

/** Above so many organisations it is faster to read everything once than to look the members of each up. */
const manyOrganisations = 400;

async function shapeFor(db: Database | Transaction, audience: Audience): Promise<Shape> {
  return (await isLarge(db, audience)) ? 'everything' : 'members';
}

/** Whether counting it takes long: it spans so many organisations; with `reach`, of those within it. */
export async function isLarge(db: Database | Transaction, audience: Audience, reach?: Reach): Promise<boolean> {
  const ids = audience.include.map((clause) => clause.organisationId);
  const { rows } = await sql<{ many: boolean }>`
    select count(*) > ${manyOrganisations} as many from (
      select from organisation top join organisation o on o.path <@ top.path
      where top.id = any (${ids}::int8[]) ${reach ? sql`and o.path <@ any (${[...reach.paths]}::ltree[])` : sql``}
      limit ${manyOrganisations + 1}
    ) o`.execute(db);
  return rows[0]?.many ?? false;
}
