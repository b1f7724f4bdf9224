/** Rows of the export, page by page, by columns of the standard. What is not said here stays empty in the file. */
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import type { RosterRole } from '../oneroster/model.ts';
import type { ExportedFile } from './columns.ts';

/** Of which day, and of which organisations with what is below them; null: of all. */
export interface Scope {
  today: string;
  paths: readonly string[] | null;
  /** People, and what is about them, of these alone. */
  people?: readonly number[];
  /** Users of this query of ids alone: it names nobody who has no place in the scope. */
  present?: RawBuilder<unknown>;
  /** Classes, and enrolments in them, of these alone; enrolments with these keys alone. */
  classes?: readonly number[];
  enrollments?: readonly number[];
}

export type Row = Record<string, string | null>;

const pageSize = 5000;

/** All rows of one file, in pages; `after` is the last row's key. */
export async function* rowsOf(trx: Transaction, file: ExportedFile, today: string): AsyncGenerator<Row[]> {
  const scope = { today, paths: null };
  let after = 0;
  for (;;) {
    const { rows } = await sql<Row & { key: number }>`
      select * from (${queries[file](scope, after)}) page order by key limit ${pageSize}`.execute(trx);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.key;
  }
}

/** All rows of one file as a query with the columns of the standard and `key`: for the roster service. */
export function rowsQuery(file: ExportedFile, scope: Scope): RawBuilder<unknown> {
  return queries[file](scope, 0);
}

/** `column` is one of these numbers, where there are such. */
const oneOf = (column: string, numbers: readonly number[] | undefined) =>
  numbers === undefined ? sql`true` : sql`${sql.ref(column)} = any (${[...numbers]}::bigint[])`;

/** Whoever is asked for, in `column`. */
const among = (column: string, { people }: Scope) => oneOf(column, people);

/** Organisations in the scope. */
const inside = (alias: string, { paths }: Scope) =>
  paths === null ? sql`true` : sql`${sql.ref(`${alias}.path`)} <@ any (${[...paths]}::ltree[])`;

/** Those, and what is above them: a school says to which district it belongs. */
const inLine = (alias: string, scope: Scope) =>
  scope.paths === null
    ? sql`true`
    : sql`(${inside(alias, scope)} or ${sql.ref(`${alias}.path`)} @> any (${[...scope.paths]}::ltree[]))`;

const open = (alias: string, today: string) =>
  sql`(${sql.ref(`${alias}.ends_on`)} is null or ${sql.ref(`${alias}.ends_on`)} > ${today}::date)`;

/** Ids without the file's name that the import puts in front; a row made at the desk has none and gets one. */
const orgId = (alias: string) =>
  sql`case when ${sql.ref(`${alias}.source_id`)} like 'org:%' then substr(${sql.ref(`${alias}.source_id`)}, 5)
    else 'belfry-' || ${sql.ref(`${alias}.id`)} end`;
const classId = (alias: string) =>
  sql`case when ${sql.ref(`${alias}.source_id`)} like 'class:%' then substr(${sql.ref(`${alias}.source_id`)}, 7)
    else 'belfry-' || ${sql.ref(`${alias}.id`)} end`;
const personId = (alias: string) =>
  sql`coalesce(${sql.ref(`${alias}.source_id`)}, 'belfry-p' || ${sql.ref(`${alias}.id`)})`;
const sessionId = (alias: string) =>
  sql`coalesce(${sql.ref(`${alias}.source_id`)}, 'belfry-s' || ${sql.ref(`${alias}.id`)})`;

/** The nearest organisation above that is one of the standard's: a grade is none. */
const above = (alias: string, kinds: readonly string[]) => sql`(
  select ${orgId('up')} from organisation up
  where up.path @> ${sql.ref(`${alias}.path`)} and up.id <> ${sql.ref(`${alias}.id`)} and up.kind = any (${[...kinds]})
  order by nlevel(up.path) desc limit 1)`;

/** Memberships that hold, with their organisation `o` and person `p`: a condition that more may be added to. */
export const members = (scope: Scope) => sql`membership m
  join organisation o on o.id = m.organisation_id and o.ended_on is null
  join person p on p.id = m.person_id and p.state = 'active'
  where ${open('m', scope.today)} and ${inside('o', scope)}`;

/** Guardianships that let somebody receive what concerns a pupil of the scope: a condition that more may be added to. */
const guardians = (scope: Scope) => sql`guardianship g
  where ${open('g', scope.today)} and g.may_receive and exists (select from ${members(scope)} and m.person_id = g.pupil_id)`;

/** Whoever has a membership, and the guardians of pupils. */
const present = (column: string, after: number, scope: Scope) =>
  scope.present
    ? sql`${among(column, scope)} and ${sql.ref(column)} in (${scope.present})`
    : sql`${among(column, scope)} and ${sql.ref(column)} in (
        select m.person_id from ${members(scope)} and m.person_id > ${after} and ${among('m.person_id', scope)}
        union
        select g.guardian_id from ${guardians(scope)} and g.guardian_id > ${after} and ${among('g.guardian_id', scope)})`;

const roleOf = sql`case m.position when 'pupil' then 'student' when 'head' then 'principal' when 'staff' then 'aide'
  else 'teacher' end`;

/** A place outside classes: whoever has one has their roles there, and none by their classes. */
const elsewhere = (
  scope: Scope,
) => sql`membership x join organisation xo on xo.id = x.organisation_id and xo.kind <> 'class'
  where x.person_id = m.person_id and ${open('x', scope.today)} and ${inside('xo', scope)}`;

/** Query: ids of those who have one of these roles: the same people as in the rows of `roles`. Some more than once. */
export function holdersOf(roles: readonly RosterRole[], scope: Scope): RawBuilder<unknown> {
  const parts = [
    sql`select m.person_id from ${members(scope)} and o.kind <> 'class' and ${roleOf} = any (${[...roles]}::text[])`,
  ];
  const inClasses = sql`select m.person_id from ${members(scope)} and o.kind = 'class'
    and not exists (select from ${elsewhere(scope)})`;
  if (roles.includes('student')) parts.push(sql`${inClasses} and m.position = 'pupil'`);
  if (roles.includes('teacher')) {
    parts.push(sql`${inClasses} and m.position <> 'pupil' and not exists (
      select from membership y join organisation yo on yo.id = y.organisation_id and yo.ended_on is null and yo.kind = 'class'
      where y.person_id = m.person_id and y.position = 'pupil' and ${open('y', scope.today)} and ${inside('yo', scope)})`);
  }
  if (roles.includes('guardian')) parts.push(sql`select g.guardian_id from ${guardians(scope)}`);
  return sql.join(parts, sql` union all `);
}

/** A school year is named by the year in which it ends. */
const schoolYear = (alias: string) =>
  sql`extract(year from coalesce((select y.ends_on from academic_session y where y.id = ${sql.ref(`${alias}.parent_id`)}), ${sql.ref(`${alias}.ends_on`)}))::text`;

/** A class needs a term in the standard: where nobody entered a school year, there is the one from September on. */
const assumedYear = (today: string, after: number) => sql`
    select 1, 'belfry-year', y.starts || '-' || (y.starts + 1), 'schoolYear', y.starts || '-09-01', (y.starts + 1) || '-08-31',
      null, (y.starts + 1)::text
    from (select extract(year from ${today}::date - interval '8 months')::int as starts) y
    where ${after} = 0 and not exists (select from academic_session)`;

const queries: Record<ExportedFile, (scope: Scope, after: number) => RawBuilder<unknown>> = {
  orgs: (scope, after) => sql`
    select o.id as key, ${orgId('o')} as "sourcedId", o.name, o.kind as type, o.identifier,
      ${above('o', ['district', 'school', 'department'])} as "parentSourcedId"
    from organisation o
    where o.kind in ('district', 'school', 'department') and o.ended_on is null and ${inLine('o', scope)} and o.id > ${after}`,
  academicSessions: ({ today }, after) => sql`
    select s.id as key, ${sessionId('s')} as "sourcedId", s.name as title,
      case s.kind when 'school_year' then 'schoolYear' else 'term' end as type,
      s.starts_on::text as "startDate", s.ends_on::text as "endDate",
      (select ${sessionId('up')} from academic_session up where up.id = s.parent_id) as "parentSourcedId",
      ${schoolYear('s')} as "schoolYear"
    from academic_session s where s.id > ${after}
    union all ${assumedYear(today, after)}`,
  courses: (_, after) => sql`
    select d.id as key, 'homeroom' as "sourcedId", '行政班' as title, ${orgId('d')} as "orgSourcedId"
    from organisation d where d.kind = 'district' and d.id > ${after}`,
  classes: (scope, after) => sql`
    select c.id as key, ${classId('c')} as "sourcedId", c.name as title,
      case when g.kind = 'grade' then coalesce(nullif(split_part(g.source_id, ':', 3), ''), g.name) end as grades,
      'homeroom' as "courseSourcedId", 'homeroom' as "classType", ${above('c', ['school'])} as "schoolSourcedId",
      coalesce((select string_agg(${sessionId('t')}, ',' order by t.id) from academic_session t
        where t.kind = 'term' and t.ends_on >= ${scope.today}::date
          or not exists (select from academic_session n where n.kind = 'term' and n.ends_on >= ${scope.today}::date)), 'belfry-year')
        as "termSourcedIds"
    from organisation c left join organisation g on g.id = c.parent_id
    where c.kind = 'class' and c.ended_on is null and ${inside('c', scope)} and c.id > ${after} and ${oneOf('c.id', scope.classes)}`,
  users: (scope, after) => sql`
    select p.id as key, ${personId('p')} as "sourcedId", 'true' as "enabledUser", ${personId('p')} as username,
      -- Both are required. A name of one part is divided: put together again it is the same.
      case when p.family_name <> '' and p.given_name <> '' then p.given_name
        else substr(p.full_name, greatest(1, length(p.full_name) / 2) + 1) end as "givenName",
      case when p.family_name <> '' and p.given_name <> '' then p.family_name
        else substr(p.full_name, 1, greatest(1, length(p.full_name) / 2)) end as "familyName",
      (select c.address from contact_point c where c.person_id = p.id and c.kind = 'email' order by c.rank, c.id limit 1) as email,
      (select c.address from contact_point c where c.person_id = p.id and c.kind = 'sms' order by c.rank, c.id limit 1) as sms,
      (select c.address from contact_point c where c.person_id = p.id and c.kind = 'sms' order by c.rank, c.id offset 1 limit 1) as phone,
      (select string_agg(${personId('a')}, ',' order by a.id) from guardianship g join person a on a.id = g.guardian_id and a.state = 'active'
        where g.pupil_id = p.id and g.may_receive and ${open('g', scope.today)}) as "agentSourcedIds",
      (select coalesce(case when o.kind in ('district', 'school', 'department') then ${orgId('o')} end,
          ${above('o', ['school', 'department', 'district'])})
        from ${members(scope)} and m.person_id = p.id order by m.id limit 1) as "primaryOrgSourcedId",
      p.language as "metadata.language"
    from person p
    where p.state = 'active' and p.id > ${after} and ${present('p.id', after, scope)}`,
  // A membership makes a role where it stands; whoever is only in a class or only a guardian has one in the school.
  roles: (scope, after) => sql`
    select r.key, r."sourcedId", ${personId('p')} as "userSourcedId", r.role, r."orgSourcedId", r."beginDate", r."endDate",
      case when row_number() over (partition by r.person_id order by r.key) = 1 then 'primary' else 'secondary' end as "roleType"
    from (
      select m.id * 4 as key, m.person_id,
        case when m.source_id like 'role:%' then substr(m.source_id, 6) else 'belfry-m' || m.id end as "sourcedId",
        ${roleOf} as role,
        coalesce(case when o.kind <> 'grade' then ${orgId('o')} end, ${above('o', ['school', 'department', 'district'])}) as "orgSourcedId",
        m.starts_on::text as "beginDate", m.ends_on::text as "endDate"
      from ${members(scope)} and o.kind <> 'class' and ${among('m.person_id', scope)}
      union all
      select min(m.id) * 4 + 1, m.person_id, 'belfry-c' || min(p.id),
        case when bool_or(m.position = 'pupil') then 'student' else 'teacher' end, min(${above('o', ['school'])}), null, null
      from ${members(scope)} and o.kind = 'class' and ${among('m.person_id', scope)}
        and not exists (select from ${elsewhere(scope)})
      group by m.person_id
      union all
      select min(g.id) * 4 + 2, g.guardian_id, 'belfry-g' || g.guardian_id, 'guardian',
        min(coalesce(case when o.kind in ('school', 'district') then ${orgId('o')} end, ${above('o', ['school', 'district'])})), null, null
      from guardianship g join lateral (select o.* from ${members(scope)} and m.person_id = g.pupil_id order by m.id limit 1) o on true
      where ${open('g', scope.today)} and g.may_receive and ${among('g.guardian_id', scope)}
      group by g.guardian_id
    ) r join person p on p.id = r.person_id and p.state = 'active'
    where r.key > ${after}`,
  enrollments: (scope, after) => sql`
    select m.id as key, case when m.source_id like 'enrollment:%' then substr(m.source_id, 12) else 'belfry-m' || m.id end as "sourcedId",
      ${classId('o')} as "classSourcedId", ${above('o', ['school'])} as "schoolSourcedId", ${personId('p')} as "userSourcedId",
      case m.position when 'pupil' then 'student' when 'staff' then 'proctor' else 'teacher' end as role,
      case when m.position = 'class_teacher' then 'true' else 'false' end as "primary",
      m.starts_on::text as "beginDate", m.ends_on::text as "endDate"
    from ${members(scope)} and o.kind = 'class' and m.id > ${after} and ${among('m.person_id', scope)}
      and ${oneOf('o.id', scope.classes)} and ${oneOf('m.id', scope.enrollments)}`,
};
