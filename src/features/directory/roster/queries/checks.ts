/** What only the whole set shows: ids that come twice, references into nothing, circles. Set-based, over the staged rows. */
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import type { Modes } from '../model.ts';

export interface Mistakes {
  file: string;
  column: string;
  key: string;
  /** The first 200. The caller decides whether an id may be shown. */
  rows: { line: number; id: string }[];
  total: number;
}

const kept = 200;

type Check = { file: string; column: string; key: string; rows: RawBuilder<unknown> };

/** All mistakes in the staged rows. `rows` of a check gives line and id. */
export async function findMistakes(trx: Transaction, modes: Modes): Promise<Mistakes[]> {
  const found: Mistakes[] = [];
  for (const { file, column, key, rows } of [...duplicates(), ...references(modes), ...treeChecks(modes)]) {
    const result = await sql<{ line: number; id: string; total: number }>`
      select line, id, count(*) over () as total from (${rows}) found order by line limit ${kept}`.execute(trx);
    const [first] = result.rows;
    if (first) found.push({ file: `${file}.csv`, column, key, rows: result.rows, total: first.total });
  }
  return found;
}

const withIds = [
  ['orgs', 'roster_organisation', sql`where file = 'orgs'`],
  ['academicSessions', 'roster_session', sql``],
  ['courses', 'roster_course', sql``],
  ['classes', 'roster_class', sql``],
  ['users', 'roster_person', sql``],
  ['userProfiles', 'roster_profile', sql``],
  ['roles', 'roster_role', sql``],
  ['enrollments', 'roster_enrollment', sql``],
] as const;

function duplicates(): Check[] {
  return withIds.map(([file, table, where]) => ({
    file,
    column: 'sourcedId',
    key: 'idTwice',
    rows: sql`select max(line) as line, source_id as id from ${sql.table(table)} ${where}
      group by source_id having count(*) > 1`,
  }));
}

/** The ids that may be referred to: those of the file, and in a delta those of the directory that it doesn't take away. */
const people = (modes: Modes) =>
  modes.users === 'bulk'
    ? sql`select source_id from roster_person`
    : sql`select source_id from roster_person where not deleted
        union all select source_id from person p where source_id is not null and state <> 'left'
          and not exists (select from roster_person d where d.source_id = p.source_id and d.deleted)`;

const organisations = (modes: Modes) =>
  modes.orgs === 'bulk'
    ? sql`select source_id from roster_organisation where file = 'orgs'`
    : sql`select source_id from roster_organisation where file = 'orgs' and not deleted
        union all select source_id from organisation o where source_id like 'org:%' and ended_on is null
          and not exists (select from roster_organisation d where d.source_id = o.source_id and d.deleted)`;

const classes = (modes: Modes) =>
  modes.classes === 'bulk'
    ? sql`select source_id from roster_class`
    : sql`select source_id from roster_class where not deleted
        union all select source_id from roster_scheduled_class
        union all select source_id from organisation o where source_id like 'class:%' and ended_on is null
          and not exists (select from roster_class d where d.source_id = o.source_id and d.deleted)`;

const sessions = (modes: Modes) =>
  modes.academicSessions === 'bulk'
    ? sql`select source_id from roster_session`
    : sql`select source_id from roster_session union all select source_id from academic_session where source_id is not null`;

function references(modes: Modes): Check[] {
  const check = (file: string, column: string, table: string, name: string, targets: RawBuilder<unknown>): Check => {
    const field = sql.ref(`r.${name}`);
    return {
      file,
      column,
      key: 'referenceMissing',
      rows: sql`select r.line, ${field} as id from ${sql.table(table)} r
        where not r.deleted and ${field} <> ''
          ${table === 'roster_organisation' ? sql`and r.file = 'orgs'` : sql``}
          and not exists (select from (${targets}) t (source_id) where t.source_id = ${field})`,
    };
  };
  const list = (file: string, column: string, rows: RawBuilder<unknown>, targets: RawBuilder<unknown>): Check => ({
    file,
    column,
    key: 'referenceMissing',
    rows: sql`select r.line, r.id from (${rows}) r (line, id)
      where not exists (select from (${targets}) t (source_id) where t.source_id = r.id)`,
  });
  const checks = [
    check('orgs', 'parentSourcedId', 'roster_organisation', 'parent_source_id', organisations(modes)),
    check('academicSessions', 'parentSourcedId', 'roster_session', 'parent_source_id', sessions(modes)),
    check('classes', 'schoolSourcedId', 'roster_class', 'school_source_id', organisations(modes)),
    check('users', 'primaryOrgSourcedId', 'roster_person', 'organisation_source_id', organisations(modes)),
    list('users', 'agentSourcedIds', sql`select line, agent_source_id from roster_agent`, people(modes)),
    check('userProfiles', 'userSourcedId', 'roster_profile', 'person_source_id', people(modes)),
    check('roles', 'userSourcedId', 'roster_role', 'person_source_id', people(modes)),
    check('roles', 'orgSourcedId', 'roster_role', 'organisation_source_id', organisations(modes)),
    check('enrollments', 'userSourcedId', 'roster_enrollment', 'person_source_id', people(modes)),
    check('enrollments', 'classSourcedId', 'roster_enrollment', 'class_source_id', classes(modes)),
    check('enrollments', 'schoolSourcedId', 'roster_enrollment', 'school_source_id', organisations(modes)),
  ];
  // Courses, profiles and sessions are not kept: only a full file can say that one is missing.
  const terms = sql`select line, unnest(term_source_ids) from roster_class where not deleted`;
  if (modes.courses === 'bulk') {
    const courses = sql`select source_id from roster_course`;
    checks.push(check('classes', 'courseSourcedId', 'roster_class', 'course_source_id', courses));
  }
  if (modes.academicSessions === 'bulk') checks.push(list('classes', 'termSourcedIds', terms, sessions(modes)));
  if (modes.userProfiles === 'bulk') {
    const profiles = sql`select source_id from roster_profile`;
    checks.push(check('roles', 'userProfileSourcedId', 'roster_role', 'profile_source_id', profiles));
  }
  return checks;
}

/** Every organisation as it will be, with its parent: staged ones over those of the directory. */
const effectiveTree = (modes: Modes) => sql`
  select source_id, kind, parent_source_id, line from roster_organisation where not deleted
  ${
    modes.orgs === 'bulk'
      ? sql``
      : sql`union all
    select o.source_id, o.kind, coalesce(p.source_id, ''), null from organisation o
    left join organisation p on p.id = o.parent_id
    where o.source_id is not null and o.ended_on is null
      and not exists (select from roster_organisation s where s.source_id = o.source_id)`
  }`;

function treeChecks(modes: Modes): Check[] {
  const parentKind = sql`select s.line, s.parent_source_id as id from roster_organisation s
    join (${effectiveTree(modes)}) p on p.source_id = s.parent_source_id
    where not s.deleted and s.file = 'orgs'
      and (p.kind not in ('district', 'school', 'department') or (s.kind = 'school' and p.kind = 'department')
        or s.kind = 'district')`;
  const classParent = sql`select c.line, c.school_source_id as id from roster_class c
    join (${effectiveTree(modes)}) p on p.source_id = c.school_source_id
    where not c.deleted and p.kind <> 'school'`;
  const noParent = sql`select line, source_id as id from roster_organisation
    where not deleted and file = 'orgs' and kind <> 'district' and parent_source_id = ''`;
  const secondDistrict = sql`select line, source_id as id from roster_organisation
    where not deleted and kind = 'district' and parent_source_id = ''
    order by line offset 1`;
  const otherDistrict = sql`select s.line, s.source_id as id from roster_organisation s
    join organisation o on o.kind = 'district' and o.source_id is not null and o.source_id <> s.source_id
    where not s.deleted and s.kind = 'district' and s.parent_source_id = ''`;
  const checks: Check[] = [
    { file: 'orgs', column: 'parentSourcedId', key: 'orgCircle', rows: circle(effectiveTree(modes)) },
    { file: 'academicSessions', column: 'parentSourcedId', key: 'sessionCircle', rows: circle(sessionTree) },
    { file: 'orgs', column: 'parentSourcedId', key: 'parentKind', rows: parentKind },
    { file: 'orgs', column: 'parentSourcedId', key: 'parentNeeded', rows: noParent },
    { file: 'orgs', column: 'type', key: 'secondDistrict', rows: secondDistrict },
    { file: 'orgs', column: 'sourcedId', key: 'otherDistrict', rows: otherDistrict },
    { file: 'classes', column: 'schoolSourcedId', key: 'schoolNeeded', rows: classParent },
  ];
  if (modes.orgs === 'bulk') {
    const noDistrict = sql`select 1 as line, '' as id
      where not exists (select from roster_organisation where kind = 'district' and parent_source_id = '')`;
    checks.push({ file: 'orgs', column: 'type', key: 'noDistrict', rows: noDistrict });
  }
  return checks;
}

const sessionTree = sql`select source_id, null::text as kind, parent_source_id, line from roster_session where not deleted`;

/** Rows in a circle or below one: those that no walk down from a top reaches. A missing parent counts as a top here. */
function circle(tree: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with recursive tree as materialized (${tree}), reached (source_id) as (
      select t.source_id from tree t
      where not exists (select from tree p where p.source_id = t.parent_source_id)
      union
      select t.source_id from tree t join reached r on t.parent_source_id = r.source_id
    )
    select t.line, t.source_id as id from tree t
    where t.line is not null and not exists (select from reached r where r.source_id = t.source_id)`;
}
