/**
 * The rostering service of OneRoster 1.2 (REST binding): what can be asked for and how a question is written. Pure.
 * Names, enumerations and required parts are those of 1EdTech's "OneRoster 1.2 Rostering Service".
 */
import { isDay } from '#platform/days.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';

export const collections = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'enrollments'] as const;
export type Collection = (typeof collections)[number];
/** As large as the district has people, or classes. */
export type LargeCollection = Extract<Collection, 'classes' | 'users' | 'enrollments'>;
export type SmallCollection = Exclude<Collection, LargeCollection>;

export function isLarge(collection: Collection): collection is LargeCollection {
  return collection === 'classes' || collection === 'users' || collection === 'enrollments';
}

/** How answers name one and many of a kind. */
export const singular: Readonly<Record<Collection, string>> = {
  orgs: 'org',
  academicSessions: 'academicSession',
  courses: 'course',
  classes: 'class',
  users: 'user',
  enrollments: 'enrollment',
};

/** `list`: ids or names in one text, with commas between them. `role`: a part of one of a user's roles. */
type Kind = 'text' | 'day' | 'moment' | 'list' | 'role';
export interface Field {
  /** Its column in the row of the export. */
  column: string;
  kind: Kind;
}

const text = (column: string): Field => ({ column, kind: 'text' });
const day = (column: string): Field => ({ column, kind: 'day' });
const list = (column: string): Field => ({ column, kind: 'list' });
const role = (column: string): Field => ({ column, kind: 'role' });
const base = {
  sourcedId: text('sourcedId'),
  status: text('status'),
  dateLastModified: { column: 'dateLastModified', kind: 'moment' },
} as const satisfies Record<string, Field>;

/** What may stand in a filter or a sort. */
export const fields: Readonly<Record<Collection, Readonly<Record<string, Field>>>> = {
  orgs: {
    ...base,
    name: text('name'),
    type: text('type'),
    identifier: text('identifier'),
    'parent.sourcedId': text('parentSourcedId'),
  },
  academicSessions: {
    ...base,
    title: text('title'),
    type: text('type'),
    startDate: day('startDate'),
    endDate: day('endDate'),
    'parent.sourcedId': text('parentSourcedId'),
    schoolYear: text('schoolYear'),
  },
  courses: { ...base, title: text('title'), 'org.sourcedId': text('orgSourcedId') },
  classes: {
    ...base,
    title: text('title'),
    grades: list('grades'),
    classType: text('classType'),
    'course.sourcedId': text('courseSourcedId'),
    'school.sourcedId': text('schoolSourcedId'),
    'terms.sourcedId': list('termSourcedIds'),
  },
  users: {
    ...base,
    enabledUser: text('enabledUser'),
    username: text('username'),
    givenName: text('givenName'),
    familyName: text('familyName'),
    email: text('email'),
    'primaryOrg.sourcedId': text('primaryOrgSourcedId'),
    'agents.sourcedId': list('agentSourcedIds'),
    'roles.role': role('role'),
    'roles.roleType': role('roleType'),
    'roles.org.sourcedId': role('orgSourcedId'),
  },
  enrollments: {
    ...base,
    role: text('role'),
    primary: text('primary'),
    beginDate: day('beginDate'),
    endDate: day('endDate'),
    'user.sourcedId': text('userSourcedId'),
    'class.sourcedId': text('classSourcedId'),
    'school.sourcedId': text('schoolSourcedId'),
  },
};

/** What `fields` may choose: the parts of an answer. */
export const parts: Readonly<Record<Collection, readonly string[]>> = {
  orgs: ['name', 'type', 'identifier', 'parent', 'children'],
  academicSessions: ['title', 'type', 'startDate', 'endDate', 'parent', 'children', 'schoolYear'],
  courses: ['title', 'grades', 'subjects', 'subjectCodes', 'org'],
  classes: [
    ...['title', 'classType', 'grades', 'subjects', 'subjectCodes', 'periods', 'course', 'school', 'terms'],
    'resources',
  ],
  users: [
    ...['enabledUser', 'username', 'userIds', 'givenName', 'familyName', 'email', 'roles', 'agents', 'primaryOrg'],
    ...['grades', 'resources'],
  ],
  enrollments: ['user', 'class', 'school', 'role', 'primary', 'beginDate', 'endDate'],
};
const partsOfAll = ['sourcedId', 'status', 'dateLastModified'];

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~';
export interface Predicate {
  field: Field;
  operator: Operator;
  value: string;
}
export interface Filter {
  /** Two at most, by the standard. */
  predicates: readonly Predicate[];
  logical: 'AND' | 'OR';
}

/** Roles as the standard has them; how people come by them here is said in export/queries.ts. */
export const rosterRoles = ['student', 'teacher', 'principal', 'aide', 'guardian'] as const;
export type RosterRole = (typeof rosterRoles)[number];

/** Roles that a predicate names: what it asks to have or, with `!=`, not to have. */
export function rolesNamed({ operator, value }: Pick<Predicate, 'operator' | 'value'>): RosterRole[] {
  const wanted = value.toLowerCase();
  return rosterRoles.filter((role) => (operator === '~' ? role.includes(wanted) : role === wanted));
}

export interface Wish {
  filter: Filter | null;
  sort: Field | null;
  descending: boolean;
  fields: readonly string[] | null;
  limit: number;
  offset: number;
}

/** Where a question names no limit, and the most that one answer holds. */
export const usualLimit = 100;
export const mostRows = 1000;

const term = /^([A-Za-z.]{1,60})\s*(!=|>=|<=|=|>|<|~)\s*'((?:[^']|'')*)'\s*/;

/** Reads a filter: `field op 'value'`, once or twice with AND or OR between. A quote in a value is written twice. */
export function readFilter(collection: Collection, asked: string): Outcome<Filter> {
  const predicates: Predicate[] = [];
  let logical: Filter['logical'] = 'AND';
  let rest = asked.trim();
  for (;;) {
    const found = term.exec(rest);
    if (!found) return refused('filter', 'invalid_filter_field');
    const [whole, name, operator, value] = found as unknown as [string, string, Operator, string];
    const field = ownField(collection, name);
    if (!field || !fitting(field, operator, value)) return refused('filter', 'invalid_filter_field');
    predicates.push({ field, operator, value: value.replaceAll("''", "'") });
    rest = rest.slice(whole.length);
    if (rest === '') return done({ predicates, logical });
    const word = /^(AND|OR)\s+/.exec(rest);
    if (!word || predicates.length === 2) return refused('filter', 'invalid_filter_field');
    logical = word[1] as Filter['logical'];
    rest = rest.slice(word[0].length);
  }
}

function ownField(collection: Collection, name: string): Field | undefined {
  return Object.hasOwn(fields[collection], name) ? fields[collection][name] : undefined;
}

function fitting({ kind }: Field, operator: Operator, value: string): boolean {
  if (value.length > 200 || value.includes('\0')) return false;
  if (kind === 'day') return operator !== '~' && isDay(value);
  if (kind === 'moment') return operator !== '~' && (isDay(value) || isMoment(value));
  if (kind === 'list' || kind === 'role') return operator === '=' || operator === '!=' || operator === '~';
  return true;
}

function isMoment(text: string): boolean {
  const found = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  return found !== null && isDay(found[1] as string) && !Number.isNaN(Date.parse(text));
}

/** Reads what follows the question mark. `of` gives a parameter, undefined where it is missing. */
export function readWish(collection: Collection, of: (name: string) => string | undefined): Outcome<Wish> {
  const whole = (name: string, otherwise: number) => {
    const given = of(name);
    if (given === undefined) return otherwise;
    return /^\d{1,9}$/.test(given) ? Number(given) : undefined;
  };
  const limit = whole('limit', usualLimit);
  const offset = whole('offset', 0);
  if (limit === undefined || limit < 1) return refused('limit', 'invaliddata');
  if (offset === undefined) return refused('offset', 'invaliddata');
  const asked = of('filter');
  const filter = asked === undefined ? null : readFilter(collection, asked);
  if (filter && !filter.ok) return filter;
  const sorted = of('sort');
  const sort = sorted === undefined ? null : ownField(collection, sorted);
  if (sort === undefined || sort?.kind === 'role') return refused('sort', 'invalid_sort_field');
  const order = of('orderBy') ?? 'asc';
  if (order !== 'asc' && order !== 'desc') return refused('orderBy', 'invalid_sort_field');
  const chosen = of('fields')
    ?.split(',')
    .map((name) => name.trim());
  const known = [...partsOfAll, ...parts[collection]];
  if (chosen && !chosen.every((name) => known.includes(name))) return refused('fields', 'invalid_selection_field');
  return done({
    ...{ filter: filter && filter.value, sort, descending: order === 'desc', fields: chosen ?? null },
    ...{ limit: Math.min(limit, mostRows), offset },
  });
}
