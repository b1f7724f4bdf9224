/** SQL of the roster service: the rows of the export (export/queries.ts), of a scope, filtered, sorted, by pages. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { members, rowsQuery, type Scope } from '../export/queries.ts';
import type { Collection, Filter, Predicate, Wish } from './model.ts';

/** A row of the export with its key and when it was last changed. */
export type RosterRow = Record<string, unknown>;
export interface Keyed {
  key: number;
  sourcedId: string;
  dateLastModified: Date;
}

const districtChanged = sql`(select max(updated_at) from organisation where parent_id is null)`;

/** When what a row shows was changed: its own row and those from which the rest comes, also those that have ended. */
const changed: Record<Collection, RawBuilder<unknown>> = {
  orgs: sql`(select updated_at from organisation where id = x.key)`,
  academicSessions: sql`coalesce((select changed_at from academic_session s
    where coalesce(s.source_id, 'belfry-s' || s.id) = x."sourcedId"), ${districtChanged})`,
  courses: districtChanged,
  classes: sql`(select updated_at from organisation where id = x.key)`,
  users: sql`(select greatest(p.updated_at,
      (select max(m.changed_at) from membership m where m.person_id = p.id),
      (select max(g.changed_at) from guardianship g where g.pupil_id = p.id),
      (select max(g.changed_at) from guardianship g where g.guardian_id = p.id)) from person p where p.id = x.key)`,
  enrollments: sql`(select changed_at from membership where id = x.key)`,
};

/** Of contact points, the mail addresses of staff: no number, and nothing of pupils and guardians. */
const email = (scope: Scope) => sql`case when exists (select from ${members(scope)} and m.person_id = x.key
  and m.position <> 'pupil') then x.email end as email`;

const columns: Record<Collection, (scope: Scope) => RawBuilder<unknown>> = {
  orgs: () => sql`x.name, x.type, x.identifier, x."parentSourcedId"`,
  academicSessions: () => sql`x.title, x.type, x."startDate", x."endDate", x."parentSourcedId", x."schoolYear"`,
  courses: () => sql`x.title, x."orgSourcedId"`,
  classes: () => sql`x.title, x.grades, x."classType", x."courseSourcedId", x."schoolSourcedId", x."termSourcedIds"`,
  users: (scope) =>
    sql`x."enabledUser", x.username, x."givenName", x."familyName", ${email(scope)}, x."agentSourcedIds",
      x."primaryOrgSourcedId"`,
  enrollments: () =>
    sql`x."classSourcedId", x."schoolSourcedId", x."userSourcedId", x.role, x."primary", x."beginDate", x."endDate"`,
};

const base = (collection: Collection, scope: Scope) => sql`(
  select x.key, x."sourcedId", 'active' as status, date_trunc('milliseconds', ${changed[collection]}) as "dateLastModified",
    ${columns[collection](scope)}
  from (${rowsQuery(collection, scope)}) x)`;

/** What is below something else: conditions on `r.key`. */
export type Below =
  | { kind: 'type'; type: 'school' | 'term' | 'gradingPeriod' }
  | { kind: 'position'; position: 'student' | 'teacher' }
  | { kind: 'equal'; column: string; id: string }
  | { kind: 'listed'; column: string; id: string }
  | { kind: 'usersOfSchool'; key: number; position: 'student' | 'teacher' }
  | { kind: 'usersOfClass'; key: number; position: 'student' | 'teacher' }
  | { kind: 'classOfSchool'; classKey: number; schoolKey: number }
  | { kind: 'classesOfUser'; key: number }
  | { kind: 'taughtAt'; key: number };

const positionIs = (position: 'student' | 'teacher') =>
  position === 'student'
    ? sql`m.position = 'pupil'`
    : sql`(m.position in ('teacher', 'class_teacher') or m.position = 'staff' and o.kind = 'class')`;

function condition(below: Below, scope: Scope): RawBuilder<unknown> {
  const of = members(scope);
  switch (below.kind) {
    case 'type':
      return sql`r.type = ${below.type}`;
    case 'position':
      return sql`r.key in (select m.person_id from ${of} and ${positionIs(below.position)})`;
    case 'equal':
      return sql`${sql.ref(`r.${below.column}`)} = ${below.id}`;
    case 'listed':
      return sql`${below.id} = any (string_to_array(${sql.ref(`r.${below.column}`)}, ','))`;
    case 'usersOfSchool':
      return sql`r.key in (select m.person_id from ${of} and ${positionIs(below.position)}
        and o.path <@ (select path from organisation where id = ${below.key}))`;
    case 'usersOfClass':
      return sql`r.key in (select m.person_id from ${of} and ${positionIs(below.position)} and o.id = ${below.key})`;
    case 'classOfSchool':
      return sql`exists (select from organisation c join organisation s on s.id = ${below.schoolKey} and c.path <@ s.path
        where c.id = ${below.classKey})`;
    case 'classesOfUser':
      return sql`r.key in (select m.organisation_id from ${of} and m.person_id = ${below.key})`;
    case 'taughtAt':
      return sql`exists (select from organisation c join organisation s on s.id = ${below.key} and c.path <@ s.path
        where c.kind = 'class' and c.ended_on is null)`;
  }
}

/** Texts are compared without regard to case, as the standard asks; values are parameters, never part of the SQL. */
function predicate({ field, operator, value }: Predicate, scope: Scope): RawBuilder<unknown> {
  const column = sql.ref(`r.${field.column}`);
  const compare = sql.raw({ '=': '=', '!=': '<>', '>': '>', '>=': '>=', '<': '<', '<=': '<=', '~': '~' }[operator]);
  const contained = (text: RawBuilder<unknown>) => sql`position(lower(${value}) in lower(${text})) > 0`;
  const matches = (text: RawBuilder<unknown>) =>
    operator === '~' ? contained(text) : sql`lower(${text}) = lower(${value})`;
  switch (field.kind) {
    case 'moment':
      return sql`${column} ${compare} ${value}::timestamptz`;
    case 'day':
      return operator === '!=' ? sql`${column} is distinct from ${value}` : sql`${column} ${compare} ${value}`;
    case 'list': {
      const any = sql`exists (select from unnest(string_to_array(${column}, ',')) as one (name) where ${matches(sql`one.name`)})`;
      return operator === '!=' ? sql`not ${any}` : any;
    }
    case 'role': {
      // As an array: found once for the whole question, not for each row.
      const found = sql`array(select one."userSourcedId" from (${rowsQuery('roles', scope)}) one
        where ${matches(sql.ref(`one.${field.column}`))})`;
      return operator === '!=' ? sql`r."sourcedId" <> all (${found})` : sql`r."sourcedId" = any (${found})`;
    }
    case 'text':
      if (operator === '=' || operator === '~') return matches(column);
      if (operator === '!=') return sql`lower(${column}) is distinct from lower(${value})`;
      return sql`lower(${column}) ${compare} lower(${value})`;
  }
}

function all(scope: Scope, below: readonly Below[], filter: Filter | null): RawBuilder<unknown> {
  const conditions = below.map((one) => condition(one, scope));
  if (filter) {
    const parts = filter.predicates.map((one) => predicate(one, scope));
    conditions.push(sql`(${sql.join(parts, filter.logical === 'OR' ? sql` or ` : sql` and `)})`);
  }
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** A page, in the order asked for and then by key, so that pages neither repeat nor miss a row. */
export async function rosterRows(
  db: Database | Transaction,
  collection: Collection,
  scope: Scope,
  below: readonly Below[],
  { filter, sort, descending, limit, offset }: Wish,
): Promise<(RosterRow & Keyed)[]> {
  const direction = descending ? sql`desc nulls last` : sql`asc nulls last`;
  const by = sort ? sql`${sql.ref(`r.${sort.column}`)} ${direction}, ` : sql``;
  const { rows } = await sql<RosterRow & Keyed>`select r.* from ${base(collection, scope)} r
    where ${all(scope, below, filter)} order by ${by}r.key, r."sourcedId" limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

export async function rosterCount(
  db: Database | Transaction,
  collection: Collection,
  scope: Scope,
  below: readonly Below[],
  filter: Filter | null,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${base(collection, scope)} r
    where ${all(scope, below, filter)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function rosterRow(
  db: Database | Transaction,
  collection: Collection,
  scope: Scope,
  below: readonly Below[],
  sourcedId: string,
): Promise<(RosterRow & Keyed) | undefined> {
  const { rows } = await sql<RosterRow & Keyed>`select r.* from ${base(collection, scope)} r
    where r."sourcedId" = ${sourcedId} and ${all(scope, below, null)}`.execute(db);
  return rows[0];
}

/** The roles of some people, the first one first. */
export async function rolesOf(
  db: Database | Transaction,
  scope: Scope,
  people: readonly number[],
): Promise<Record<string, string | null>[]> {
  const { rows } = await sql<Record<string, string | null>>`
    select * from (${rowsQuery('roles', { ...scope, people })}) r order by r.key`.execute(db);
  return rows;
}

/** What stands below some orgs or sessions. */
export async function childrenOf(
  db: Database | Transaction,
  collection: 'orgs' | 'academicSessions',
  scope: Scope,
  parents: readonly string[],
): Promise<{ sourcedId: string; parentSourcedId: string }[]> {
  const { rows } = await sql<{ sourcedId: string; parentSourcedId: string }>`
    select r."sourcedId", r."parentSourcedId" from (${rowsQuery(collection, scope)}) r
    where r."parentSourcedId" = any (${[...parents]}::text[]) order by r.key`.execute(db);
  return rows;
}
