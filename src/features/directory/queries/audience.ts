/**
 * Who an audience is, as one set-based statement. It is asked in three ways, and each must stay on indexes in a
 * directory of a million people:
 * - for a range of person ids (expansion in chunks): start at the range, look each person's memberships up;
 * - for some person ids (a claimed batch is checked again before it is sent): the same;
 * - for all: start at the members of the organisations.
 * The estimates for subtrees (`path <@ …`) are far off, so the first two keep the planner from joining the organisations
 * at all: they are a set to ask (a hashed subplan), written `(… in (…)) is true`, which it does not turn into a join.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type Audience, type AudienceClause, type AudienceRole, audienceRoles, positionsOf } from '../model.ts';

export type AudienceBounds = { after: number; upTo: number } | { personIds: readonly number[] };

export interface AudienceRow {
  person_id: number;
  organisation_id: number;
  contact_point_id: number | null;
  channel: 0 | 1 | 2;
  district_id: number;
}

/**
 * `select person_id, organisation_id, contact_point_id, channel, district_id`: one row a person. `organisation_id` is
 * the lowest id of those through which the person is reached. `channel` is 0 none, 1 email, 2 sms: that of the usable
 * contact point of lowest rank, email before sms. With `bounds`, only people of that id range or list.
 */
export function audienceRows(audience: Audience, today: string, bounds?: AudienceBounds): RawBuilder<AudienceRow> {
  return sql<AudienceRow>`
    select r.person_id, r.organisation_id, c.id as contact_point_id,
      case c.kind when 'email' then 1 when 'sms' then 2 else 0 end::smallint as channel, p.district_id
    from (${reached(audience, today, bounds)}) r
    join person p on p.id = r.person_id and p.state = 'active'
    left join lateral (
      select cp.id, cp.kind from contact_point cp
      where cp.person_id = r.person_id and cp.bounced_at is null and cp.opted_out_at is null
      order by cp.rank, cp.kind, cp.id limit 1
    ) c on true`;
}

/** People and the organisation through which they are reached, before their state and contact points are looked at. */
export function reached(
  audience: Audience,
  today: string,
  bounds?: AudienceBounds,
  reachPaths?: readonly string[],
): RawBuilder<unknown> {
  const asked = audienceRoles.filter((role) => audience.include.some((clause) => clause.role === role));
  if (asked.length === 0) return sql`select null::int8 as person_id, null::int8 as organisation_id where false`;
  const branches = asked.map((role) =>
    role === 'guardians'
      ? guardians(audience, today, bounds, reachPaths)
      : members(role, audience, today, bounds, reachPaths),
  );
  const removed = audience.exclude.filter((clause) => clause.role !== 'guardians');
  return sql`
    select u.person_id, min(u.organisation_id) as organisation_id
    from (${sql.join(branches, sql` union all `)}) u
    ${removed.length ? sql`where not exists (${removedPeople(removed, today)})` : sql``}
    group by u.person_id`;
}

function guardians(audience: Audience, today: string, bounds?: AudienceBounds, reachPaths?: readonly string[]) {
  const excluded = subtree(audience.exclude, 'guardians');
  return sql`
    select g.guardian_id as person_id, m.organisation_id
    from guardianship g
    join membership m on m.person_id = g.pupil_id and m.position = 'pupil' and ${inForce('m', today)}
    join person pupil on pupil.id = g.pupil_id and pupil.state = 'active'
    where g.may_receive and ${inForce('g', today)} and ${bounded('g.guardian_id', bounds)}
      and ${among('m.organisation_id', subtree(audience.include, 'guardians', reachPaths) ?? none, bounds)}
      ${
        excluded
          ? sql`and not exists (
              select from membership x
              where x.person_id = g.pupil_id and x.position = 'pupil' and ${inForce('x', today)}
                and (x.organisation_id in (${excluded})) is true)`
          : sql``
      }`;
}

function members(
  role: Exclude<AudienceRole, 'guardians'>,
  audience: Audience,
  today: string,
  bounds?: AudienceBounds,
  reachPaths?: readonly string[],
) {
  return sql`
    select m.person_id, m.organisation_id
    from membership m
    where m.position in (${sql.join([...positionsOf[role]])}) and ${inForce('m', today)}
      and ${bounded('m.person_id', bounds)}
      and ${among('m.organisation_id', subtree(audience.include, role, reachPaths) ?? none, bounds)}`;
}

/** A row for whoever is a pupil, teacher or head in an excluded clause; correlated with `u`. */
function removedPeople(clauses: readonly AudienceClause[], today: string) {
  const roles = (['pupils', 'teachers', 'heads'] as const).filter((role) => clauses.some((c) => c.role === role));
  const tests = roles.map(
    (role) => sql`(x.position in (${sql.join([...positionsOf[role]])})
      and (x.organisation_id in (${subtree(clauses, role) ?? none})) is true)`,
  );
  return sql`select from membership x
    where x.person_id = u.person_id and ${inForce('x', today)} and (${sql.join(tests, sql` or `)})`;
}

const none = sql`select null::int8 where false`;

/** The ids of all organisations of the clauses of one role; undefined if there is none. */
function subtree(clauses: readonly AudienceClause[], role: AudienceRole, reachPaths?: readonly string[]) {
  const tops = clauses.filter((clause) => clause.role === role).map((clause) => clause.organisationId);
  if (tops.length === 0) return undefined;
  return sql`select o.id from organisation top join organisation o on o.path <@ top.path
    where top.id = any (${tops}::int8[])
    ${reachPaths ? sql`and o.path <@ any (${[...reachPaths]}::ltree[])` : sql``}`;
}

function among(column: string, ids: RawBuilder<unknown>, bounds: AudienceBounds | undefined) {
  return bounds ? sql`(${sql.ref(column)} in (${ids})) is true` : sql`${sql.ref(column)} in (${ids})`;
}

function bounded(column: string, bounds: AudienceBounds | undefined) {
  if (!bounds) return sql`true`;
  if ('personIds' in bounds) return sql`${sql.ref(column)} = any (${[...bounds.personIds]}::int8[])`;
  return sql`${sql.ref(column)} > ${bounds.after} and ${sql.ref(column)} <= ${bounds.upTo}`;
}

/** From its first day on, and before the day on which it ends. */
export function inForce(table: string, today: string): RawBuilder<boolean> {
  const starts = sql.ref(`${table}.starts_on`);
  const ends = sql.ref(`${table}.ends_on`);
  return sql<boolean>`${starts} <= ${today}::date and (${ends} is null or ${ends} > ${today}::date)`;
}

export interface AudienceSize {
  people: number;
  email: number;
  sms: number;
  none: number;
}

const figures = sql`count(*) as people, count(*) filter (where a.channel = 1) as email,
  count(*) filter (where a.channel = 2) as sms, count(*) filter (where a.channel = 0) as none`;

/** How many people, and by which channel they can be reached. */
export async function audienceSize(
  db: Database | Transaction,
  audience: Audience,
  today: string,
): Promise<AudienceSize> {
  const { rows } = await sql<AudienceSize>`select ${figures} from (${audienceRows(audience, today)}) a`.execute(db);
  return rows[0] ?? { people: 0, email: 0, sms: 0, none: 0 };
}

/**
 * The same by school, or by department and district for those who belong to no school. Each person counts once, at the
 * school of the lowest organisation id, so that the rows sum to the total.
 */
export async function audienceBySchool(
  db: Database | Transaction,
  audience: Audience,
  today: string,
): Promise<(AudienceSize & { organisationId: number; name: string })[]> {
  const { rows } = await sql<AudienceSize & { organisationId: number; name: string }>`
    with a as materialized (
      select organisation_id, ${figures} from (${audienceRows(audience, today)}) a group by organisation_id
    )
    select s.id as "organisationId", s.name, sum(a.people)::int8 as people, sum(a.email)::int8 as email,
      sum(a.sms)::int8 as sms, sum(a.none)::int8 as none
    from a
    join organisation o on o.id = a.organisation_id
    cross join lateral (
      select s.id, s.name, s.path from organisation s
      where s.id = any (string_to_array(o.path::text, '.')::int8[])
        and s.kind in ('school', 'department', 'district')
      order by array_position(array['school', 'department', 'district'], s.kind), nlevel(s.path) desc limit 1
    ) s
    group by s.id, s.name, s.path
    order by string_to_array(s.path::text, '.')::int8[]`.execute(db);
  return rows;
}
