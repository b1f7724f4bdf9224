/**
 * Who an audience is, as one set-based statement. It is asked in three ways, and each must be fast in a directory of a
 * million people. Estimates for subtrees (`path <@ …`) are far off, so the statement is written in the shape that each
 * way needs, not left to the planner:
 * - for a range or list of person ids (expansion in chunks; a claimed batch checked again): read the range from the
 *   indexes in order of id and look each person's memberships up. `offset 0` keeps a lookup a lookup; without it the
 *   planner prefers to read all memberships once a chunk.
 * - for all people of some classes: start at the members of the organisations.
 * - for all people of a large subtree (figures only): read everything once and hash it. The organisations are a set to
 *   ask, `(… in (…)) is true`, which the planner does not turn into a join that it would start from.
 */
import { type RawBuilder, sql } from 'kysely';
import {
  type Audience,
  type AudienceClause,
  type AudienceRole,
  audienceRoles,
  type ContactKind,
  positionsOf,
} from '../model.ts';
import { refusedBy, refusedThere } from './refusals.ts';
import { inUseFirst } from './usable.ts';

/** A range of person ids, `after` not included, or the ids themselves. */
export type AudienceBounds = { after: number; upTo: number } | { personIds: readonly number[] };

export interface AudienceRow {
  person_id: number;
  organisation_id: number;
  contact_point_id: number | null;
  channel: 0 | 1 | 2 | 3;
  district_id: number;
  /** Only where a kind was given: the person refuses it by some channel. */
  refuses?: boolean;
}

/** What else is looked at when contact points are chosen. */
export interface Ways {
  /** The key of a kind of notice: contact points by which their person refuses it are passed over. */
  refusable?: string | null;
  /** Only by this kind of contact point. */
  only?: ContactKind | null;
  /** Also addresses that want no notices: for alerts of an incident alone. */
  despiteOptOut?: boolean;
  /** Browsers come after what is written down: what was pushed in vain is not pushed again. */
  browsersLast?: boolean;
  /** Contact points that are passed over. */
  besides?: readonly number[];
}

/** Where the statement starts: at people, at the members of organisations, or by reading all once. */
export type Shape = { bounds: AudienceBounds } | 'members' | 'everything';

/**
 * `select person_id, organisation_id, contact_point_id, channel, district_id`: one row a person. `organisation_id` is
 * the lowest id of those through which the person is reached. `channel` is 0 none, 1 email, 2 sms, 3 push: that of the
 * usable contact point of lowest rank (a browser's is below all others), email before sms. Channel 0 with a contact point: only a phone number, and text messages
 * are not in use (`kinds`). With `bounds`, only people of that id range or list. Without `refusable` nobody's refusals
 * are looked at.
 */
export function audienceRows(
  audience: Audience,
  today: string,
  kinds: readonly ContactKind[],
  bounds?: AudienceBounds,
  ways: Ways = {},
): RawBuilder<AudienceRow> {
  return audienceIn(bounds ? { bounds } : 'members', audience, today, kinds, ways);
}

/** The same in a chosen shape. */
export function audienceIn(
  shape: Shape,
  audience: Audience,
  today: string,
  kinds: readonly ContactKind[],
  ways: Ways = {},
): RawBuilder<AudienceRow> {
  const sms = kinds.includes('sms') ? sql`2` : sql`0`;
  const { refusable = null } = ways;
  return sql<AudienceRow>`
    select r.person_id, r.organisation_id, c.id as contact_point_id,
      case c.kind when 'email' then 1 when 'sms' then ${sms} when 'push' then 3 else 0 end::smallint as channel, p.district_id
      ${refusable === null ? sql`` : sql`, ${refusedBy(sql`r.person_id`, refusable)} as refuses`}
    from (${reached(shape, audience, today)}) r
    join person p on p.id = r.person_id and p.state = 'active' and ${bounded('p.id', shape)}
    left join ${shape === 'members' ? pointOfEach(kinds, ways) : pointsOf(shape, kinds, ways)} on c.person_id = r.person_id`;
}

/** Who is in an audience, without the ways to reach them: `select person_id, organisation_id`, one row a person. */
export function audienceMembers(
  audience: Audience,
  today: string,
  bounds?: AudienceBounds,
): RawBuilder<Pick<AudienceRow, 'person_id' | 'organisation_id'>> {
  return membersIn(bounds ? { bounds } : 'members', audience, today);
}

/** The same in a chosen shape. */
export function membersIn(
  shape: Shape,
  audience: Audience,
  today: string,
): RawBuilder<Pick<AudienceRow, 'person_id' | 'organisation_id'>> {
  const active = sql`p.id = r.person_id and p.state = 'active'`;
  return sql`
    select r.person_id, r.organisation_id
    from (${reached(shape, audience, today)}) r
    ${
      typeof shape === 'string'
        ? sql`join person p on ${active}`
        : // A lookup, for whoever wants the first only: merged, all people before that one are read.
          sql`cross join lateral (select from person p where ${active} offset 0) p`
    }`;
}

/** That contact point `cp` may be used. */
function may(
  { refusable = null, only = null, despiteOptOut = false, besides = [] }: Ways,
  people: RawBuilder<unknown>,
) {
  return sql`cp.bounced_at is null ${despiteOptOut ? sql`` : sql`and cp.opted_out_at is null`}
      ${only ? sql`and cp.kind = ${only}` : sql``}
      ${besides.length > 0 ? sql`and cp.id <> all (${[...besides]}::int8[])` : sql``}
      ${refusable === null ? sql`` : sql`and not ${refusedThere('cp', refusable, people)}`}`;
}

const lastly = ({ browsersLast = false }: Ways) => (browsersLast ? sql`(cp.kind = 'push'),` : sql``);

/** One usable contact point a person, looked up for each row `r`. */
function pointOfEach(kinds: readonly ContactKind[], ways: Ways) {
  return sql`lateral (
    select cp.person_id, cp.id, cp.kind from contact_point cp
    where cp.person_id = r.person_id and ${may(ways, sql`true`)}
    order by ${inUseFirst('cp', kinds)} ${lastly(ways)} cp.rank, cp.kind, cp.id limit 1
  ) c`;
}

/** The same for a whole range, read once in order: a third of the time. */
function pointsOf(shape: Shape, kinds: readonly ContactKind[], ways: Ways) {
  return sql`(
    select distinct on (cp.person_id) cp.person_id, cp.id, cp.kind from contact_point cp
    where ${bounded('cp.person_id', shape)} and ${may(ways, bounded('q.id', shape))}
    order by cp.person_id, ${inUseFirst('cp', kinds)} ${lastly(ways)} cp.rank, cp.kind, cp.id
  ) c`;
}

/** People and the organisation through which they are reached, before their state and contact points are looked at. */
export function reached(
  shape: Shape,
  audience: Audience,
  today: string,
  reachPaths?: readonly string[],
): RawBuilder<unknown> {
  const asked = audienceRoles.filter((role) => audience.include.some((clause) => clause.role === role));
  if (asked.length === 0) return sql`select null::int8 as person_id, null::int8 as organisation_id where false`;
  const branches = asked.map((role) =>
    role === 'guardians'
      ? guardians(shape, audience, today, reachPaths)
      : members(shape, role, audience, today, reachPaths),
  );
  const removed = audience.exclude.filter((clause) => clause.role !== 'guardians');
  return sql`
    select u.person_id, min(u.organisation_id) as organisation_id
    from (${sql.join(branches, sql` union all `)}) u
    ${removed.length ? sql`where not exists (${removedPeople(removed, today)})` : sql``}
    group by u.person_id`;
}

function guardians(shape: Shape, audience: Audience, today: string, reachPaths?: readonly string[]) {
  const included = audience.include.filter((clause) => clause.role === 'guardians');
  const excluded = audience.exclude.filter((clause) => clause.role === 'guardians');
  const pupilMembership = sql`m.person_id = g.pupil_id and m.position = 'pupil' and ${inForce('m', today)}`;
  const activePupil = sql`pupil.id = g.pupil_id and pupil.state = 'active'`;
  const joined =
    typeof shape === 'object'
      ? sql`
        cross join lateral (select m.organisation_id from membership m where ${pupilMembership} offset 0) m
        cross join lateral (select from person pupil where ${activePupil} offset 0) pupil`
      : sql`join membership m on ${pupilMembership} join person pupil on ${activePupil}`;
  return sql`
    select g.guardian_id as person_id, m.organisation_id
    from guardianship g ${joined} ${among(shape, included, reachPaths).join}
    where g.may_receive and ${inForce('g', today)} and ${bounded('g.guardian_id', shape)}
      and ${among(shape, included, reachPaths).where}
      ${
        excluded.length
          ? sql`and not exists (
              select from membership x join organisation xo on xo.id = x.organisation_id
              where x.person_id = g.pupil_id and x.position = 'pupil' and ${inForce('x', today)}
                and xo.path <@ any (${tops(excluded)}))`
          : sql``
      }`;
}

function members(
  shape: Shape,
  role: Exclude<AudienceRole, 'guardians'>,
  audience: Audience,
  today: string,
  reachPaths?: readonly string[],
) {
  const included = audience.include.filter((clause) => clause.role === role);
  return sql`
    select m.person_id, m.organisation_id
    from membership m ${among(shape, included, reachPaths).join}
    where m.position in (${sql.join([...positionsOf[role]])}) and ${inForce('m', today)}
      and ${bounded('m.person_id', shape)} and ${among(shape, included, reachPaths).where}`;
}

/** A row for whoever is a pupil, teacher or head in an excluded clause; correlated with `u`. */
function removedPeople(clauses: readonly AudienceClause[], today: string) {
  const roles = (['pupils', 'teachers', 'heads'] as const).filter((role) => clauses.some((c) => c.role === role));
  const tests = roles.map(
    (role) => sql`(x.position in (${sql.join([...positionsOf[role]])})
      and xo.path <@ any (${tops(clauses.filter((clause) => clause.role === role))}))`,
  );
  return sql`select from membership x join organisation xo on xo.id = x.organisation_id
    where x.person_id = u.person_id and ${inForce('x', today)} and (${sql.join(tests, sql` or `)})`;
}

/** The paths of the clauses' organisations, asked once a statement. */
function tops(clauses: readonly AudienceClause[]) {
  return sql`array(select t.path from organisation t where t.id = any (${clauses.map((c) => c.organisationId)}::int8[]))`;
}

/** That membership `m` lies in a clause's subtree, and within the reach if there is one. */
function among(shape: Shape, clauses: readonly AudienceClause[], reachPaths?: readonly string[]) {
  const reach = reachPaths ? sql`and o.path <@ any (${[...reachPaths]}::ltree[])` : sql``;
  const ids = clauses.map((clause) => clause.organisationId);
  const subtree = sql`select o.id from organisation top join organisation o on o.path <@ top.path
    where top.id = any (${ids}::int8[]) ${reach}`;
  if (shape === 'everything') return { join: sql``, where: sql`(m.organisation_id in (${subtree})) is true` };
  if (shape === 'members') return { join: sql``, where: sql`m.organisation_id in (${subtree})` };
  // A lookup too: joined, the organisations are hashed, which loses the order of people, so that whoever wants the first
  // of them waits for all. Those of one class follow each other and PostgreSQL remembers the last answers (Memoize).
  return {
    join: sql`cross join lateral (
      select from organisation o where o.id = m.organisation_id and o.path <@ any (${tops(clauses)}) ${reach} offset 0) o`,
    where: sql`true`,
  };
}

function bounded(column: string, shape: Shape) {
  if (typeof shape === 'string') return sql`true`;
  const { bounds } = shape;
  if ('personIds' in bounds) return sql`${sql.ref(column)} = any (${[...bounds.personIds]}::int8[])`;
  return sql`${sql.ref(column)} > ${bounds.after} and ${sql.ref(column)} <= ${bounds.upTo}`;
}

/** From its first day on, and before the day on which it ends. */
export function inForce(table: string, today: string): RawBuilder<boolean> {
  const starts = sql.ref(`${table}.starts_on`);
  const ends = sql.ref(`${table}.ends_on`);
  return sql<boolean>`${starts} <= ${today}::date and (${ends} is null or ${ends} > ${today}::date)`;
}
