/**
 * Which rows a question can be about, found by indexes before any row is made: a district has a million users, and how the
 * service calls one of them is only seen from the row that was made. Whether a row is meant, the question itself decides
 * afterwards; here nothing may be missing.
 */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { holdersOf, type Scope } from '../export/queries.ts';
import { type Collection, type Predicate, rolesNamed } from './model.ts';
import { type Below, type Question, usersOf } from './queries-below.ts';

type Db = Database | Transaction;

/** Whose ids they are: the table, what the import put in front of them, and how rows without one are called. */
const holders = {
  person: { table: 'person', before: '', own: /^belfry-p(\d{1,15})$/i },
  org: { table: 'organisation', before: 'org:', own: /^belfry-(\d{1,15})$/i },
  class: { table: 'organisation', before: 'class:', own: /^belfry-(\d{1,15})$/i },
  enrollment: { table: 'membership', before: 'enrollment:', own: /^belfry-m(\d{1,15})$/i },
} as const;

/** Keys of the rows that may bear an id, whatever its case. */
async function bearing(db: Db, holder: keyof typeof holders, sourcedId: string): Promise<number[]> {
  const { table, before, own } = holders[holder];
  const number = own.exec(sourcedId)?.[1];
  const { rows } = await sql<{ id: number }>`
    select id from ${sql.table(table)} where lower(source_id) = lower(${before + sourcedId})
    union select id from ${sql.table(table)} where id = ${number ?? null}::bigint`.execute(db);
  return rows.map(({ id }) => id);
}

/** The scope of a lookup by id. */
export async function scopeOfOne(db: Db, collection: Collection, scope: Scope, sourcedId: string): Promise<Scope> {
  if (collection === 'users') return { ...scope, people: await bearing(db, 'person', sourcedId) };
  if (collection === 'enrollments') return { ...scope, enrollments: await bearing(db, 'enrollment', sourcedId) };
  return scope;
}

/**
 * A question about a list: narrowed by what is asked for below something, and by each predicate that all its rows must meet.
 * Whoever is meant by the first of those about places and roles is not asked for again.
 */
export async function questionOf(db: Db, collection: Collection, asked: Question): Promise<Question> {
  const { filter } = asked;
  let { scope } = asked;
  const below: Below[] = [];
  for (const one of asked.below) {
    const users = collection === 'users' && !scope.present ? usersOf(one, scope) : undefined;
    if (users) scope = { ...scope, present: users };
    else below.push(one);
    if (collection === 'enrollments' || collection === 'classes') scope = await byBelow(db, scope, one);
  }
  if (!filter || (filter.logical === 'OR' && filter.predicates.length > 1)) return { scope, below, filter };
  const predicates: Predicate[] = [];
  for (const one of filter.predicates) {
    const holders = collection === 'users' && one.field.column === 'role' && one.operator !== '!=';
    if (holders && !scope.present) scope = { ...scope, present: holdersOf(rolesNamed(one), scope) };
    else predicates.push(one);
    if (one.operator === '=') scope = await byPredicate(db, collection, scope, one);
  }
  return { scope, below, filter: { ...filter, predicates } };
}

async function byPredicate(
  db: Db,
  collection: Collection,
  scope: Scope,
  { field: { column }, value }: Predicate,
): Promise<Scope> {
  if (collection === 'users') {
    if (column === 'sourcedId' || column === 'username') return among(scope, await bearing(db, 'person', value));
    if (column === 'agentSourcedIds') return among(scope, await pupilsOf(db, await bearing(db, 'person', value)));
  }
  if (collection === 'enrollments') {
    if (column === 'sourcedId') return { ...scope, enrollments: await bearing(db, 'enrollment', value) };
    if (column === 'userSourcedId') return among(scope, await bearing(db, 'person', value));
    if (column === 'classSourcedId') return { ...scope, classes: await bearing(db, 'class', value) };
    if (column === 'schoolSourcedId') return inside(db, scope, await bearing(db, 'org', value));
  }
  return scope;
}

/** Enrolments of a class or a school. */
async function byBelow(db: Db, scope: Scope, one: Below): Promise<Scope> {
  if (one.kind !== 'equal') return scope;
  if (one.column === 'classSourcedId') return { ...scope, classes: await bearing(db, 'class', one.id) };
  if (one.column === 'schoolSourcedId') return inside(db, scope, await bearing(db, 'org', one.id));
  return scope;
}

/** Of these people alone, and of those that were named before. */
function among(scope: Scope, people: readonly number[]): Scope {
  return { ...scope, people: scope.people?.filter((id) => people.includes(id)) ?? people };
}

async function pupilsOf(db: Db, guardians: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct pupil_id as id from guardianship where guardian_id = any (${[...guardians]}::bigint[])`.execute(db);
  return rows.map(({ id }) => id);
}

/** Below one of these organisations, as far as that lies in the scope; nothing is left of a scope that lies elsewhere. */
async function inside(db: Db, scope: Scope, organisations: readonly number[]): Promise<Scope> {
  const { rows } = await sql<{ path: string }>`
    select path::text as path from organisation where id = any (${[...organisations]}::bigint[])`.execute(db);
  const within = (path: string, above: string) => `${path}.`.startsWith(`${above}.`);
  const paths = rows.flatMap(({ path }) =>
    scope.paths === null
      ? [path]
      : scope.paths.flatMap((own) => (within(path, own) ? [path] : within(own, path) ? [own] : [])),
  );
  return { ...scope, paths };
}
