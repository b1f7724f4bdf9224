/** SQL of the roster service: the rows of the export (export/queries.ts), of a scope, filtered, sorted, by pages. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { holdersOf, members, rowsQuery, type Scope } from '../export/queries.ts';
import {
  type Collection,
  type Filter,
  type LargeCollection,
  type Predicate,
  rolesNamed,
  type SmallCollection,
  type Wish,
} from './model.ts';
import { type Below, condition, type Question } from './queries-below.ts';

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

/** Texts are compared without regard to case, as the standard asks; values are parameters, never part of the SQL. */
function predicate({ field, operator, value }: Predicate, nth: number): RawBuilder<unknown> {
  const column = sql.ref(`r.${field.column}`);
  const compare = sql.raw({ '=': '=', '!=': '<>', '>': '>', '>=': '>=', '<': '<', '<=': '<=', '~': '~' }[operator]);
  const matches = (text: RawBuilder<unknown>) => matching({ operator, value }, text);
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
      const found = sql.ref(`role${nth}.user`);
      return operator === '!=' ? sql`${found} is null` : sql`${found} is not null`;
    }
    case 'text':
      if (operator === '=' || operator === '~') return matches(column);
      if (operator === '!=') return sql`lower(${column}) is distinct from lower(${value})`;
      return sql`lower(${column}) ${compare} lower(${value})`;
  }
}

function matching({ operator, value }: Pick<Predicate, 'operator' | 'value'>, text: RawBuilder<unknown>) {
  return operator === '~'
    ? sql`position(lower(${value}) in lower(${text})) > 0`
    : sql`lower(${text}) = lower(${value})`;
}

/** For predicates about roles, whose roles match: joined, so that they are found once and not for each row. */
function withRoles(scope: Scope, filter: Filter | null): RawBuilder<unknown> {
  const joins = (filter?.predicates ?? []).flatMap((one, nth) => {
    if (one.field.kind !== 'role') return [];
    const { column } = one.field;
    const name = sql.ref(`role${nth}`);
    if (column === 'role') {
      const found = sql`select distinct h.person_id from (${holdersOf(rolesNamed(one), scope)}) h`;
      return [sql`left join (${found}) ${name} ("user") on ${name}."user" = r.key`];
    }
    const found = sql`select distinct one."userSourcedId" from (${rowsQuery('roles', scope)}) one
      where ${matching(one, sql.ref(`one.${column}`))}`;
    return [sql`left join (${found}) ${name} ("user") on ${name}."user" = r."sourcedId"`];
  });
  return sql.join(joins, sql` `);
}

/** Rows and conditions of a question, as they stand behind `from`. */
function asked(
  collection: Collection,
  scope: Scope,
  below: readonly Below[],
  filter: Filter | null,
): RawBuilder<unknown> {
  const conditions = below.map((one) => condition(one, scope));
  if (filter && filter.predicates.length > 0) {
    const parts = filter.predicates.map(predicate);
    conditions.push(sql`(${sql.join(parts, filter.logical === 'OR' ? sql` or ` : sql` and `)})`);
  }
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  return sql`${base(collection, scope)} r ${withRoles(scope, filter)} where ${where}`;
}

type Order = Pick<Wish, 'sort' | 'descending'>;

const inOrder = ({ sort, descending }: Order) => {
  const direction = descending ? sql`desc nulls last` : sql`asc nulls last`;
  const by = sort ? sql`${sql.ref(`r.${sort.column}`)} ${direction}, ` : sql``;
  return sql`order by ${by}r.key, r."sourcedId"`;
};

/** Query: a page of a collection that is short, in the order asked for and then by key, so that pages neither repeat nor miss a row. */
export function rowsOf(
  collection: SmallCollection,
  { scope, below, filter }: Question,
  { limit, offset, ...order }: Order & Pick<Wish, 'limit' | 'offset'>,
): RawBuilder<RosterRow & Keyed> {
  return sql<RosterRow & Keyed>`select r.* from ${asked(collection, scope, below, filter)}
    ${inOrder(order)} limit ${limit} offset ${offset}`;
}

/**
 * Query: the keys of all, in the order asked for, as one text with commas between them: of a million numbers an array costs a
 * second to read. Of these a key is one row.
 */
export function keysOf(
  collection: LargeCollection,
  { scope, below, filter }: Question,
  order: Order,
): RawBuilder<{ keys: string | null }> {
  return sql<{ keys: string | null }>`select string_agg(r.key::text, ',' ${inOrder(order)}) as keys
    from ${asked(collection, scope, below, filter)}`;
}

/** Query: the rows of these keys, as far as they are still within the scope; in no order. */
export function rowsByKeys(
  collection: LargeCollection,
  scope: Scope,
  keys: readonly number[],
): RawBuilder<RosterRow & Keyed> {
  const by = { classes: 'classes', users: 'people', enrollments: 'enrollments' } as const;
  const narrowed = { ...scope, [by[collection]]: keys };
  return sql<RosterRow & Keyed>`select r.* from ${asked(collection, narrowed, [], null)}`;
}

/** Query: how many there are over all pages, as `n`. */
export function countOf(collection: SmallCollection, { scope, below, filter }: Question): RawBuilder<{ n: number }> {
  return sql<{ n: number }>`select count(*)::int as n from ${asked(collection, scope, below, filter)}`;
}

/** Query: the row of an id, if it is there. */
export function rowOf(
  collection: Collection,
  scope: Scope,
  below: readonly Below[],
  sourcedId: string,
): RawBuilder<RosterRow & Keyed> {
  return sql<
    RosterRow & Keyed
  >`select r.* from ${asked(collection, scope, below, null)} and r."sourcedId" = ${sourcedId}`;
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
