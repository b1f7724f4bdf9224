/** Rows as OneRoster's JSON. Required parts are always there; optional ones only with a value. Pure. */
import { type Collection, singular } from './model.ts';
import type { Keyed, RosterRow } from './queries.ts';

export interface Extras {
  /** Where the service is: `href`s are whole addresses. */
  root: string;
  roles: readonly Record<string, string | null>[];
  children: readonly { sourcedId: string; parentSourcedId: string }[];
}

type Json = Record<string, unknown>;
type Row = RosterRow & Keyed;

const listOf = (text: string | null | undefined): string[] => (text ? text.split(',').filter(Boolean) : []);

export function shape(collection: Collection, row: Row, extras: Extras): Json {
  const of = (column: string): string | undefined => (row as Record<string, string | null>)[column] ?? undefined;
  const refer = (to: Collection, id: string): Json => ({
    href: `${extras.root}/${to}/${encodeURIComponent(id)}`,
    sourcedId: id,
    type: singular[to],
  });
  const maybe = (to: Collection, column: string) => {
    const id = of(column);
    return id === undefined ? undefined : refer(to, id);
  };
  const children = extras.children
    .filter((one) => one.parentSourcedId === row.sourcedId)
    .map((one) => refer(collection, one.sourcedId));
  const common = {
    sourcedId: row.sourcedId,
    status: 'active',
    dateLastModified: row.dateLastModified.toISOString(),
  };
  const own: Record<Collection, () => Json> = {
    orgs: () => ({
      ...{ name: of('name'), type: of('type'), identifier: of('identifier') },
      ...{ parent: maybe('orgs', 'parentSourcedId'), children },
    }),
    academicSessions: () => ({
      ...{ title: of('title'), type: of('type'), startDate: of('startDate'), endDate: of('endDate') },
      ...{ parent: maybe('academicSessions', 'parentSourcedId'), children, schoolYear: of('schoolYear') },
    }),
    courses: () => ({
      ...{ title: of('title'), grades: [], subjects: [], subjectCodes: [], org: maybe('orgs', 'orgSourcedId') },
    }),
    classes: () => ({
      ...{ title: of('title'), classType: of('classType'), grades: listOf(of('grades')) },
      ...{ subjects: [], subjectCodes: [], periods: [], resources: [] },
      ...{ course: maybe('courses', 'courseSourcedId'), school: maybe('orgs', 'schoolSourcedId') },
      terms: listOf(of('termSourcedIds')).map((id) => refer('academicSessions', id)),
    }),
    users: () => ({
      ...{ enabledUser: of('enabledUser'), username: of('username'), userIds: [] },
      ...{ givenName: of('givenName'), familyName: of('familyName'), email: of('email') },
      roles: extras.roles
        .filter((one) => one.userSourcedId === row.sourcedId)
        .map((one) => ({
          ...{ roleType: one.roleType, role: one.role, org: refer('orgs', one.orgSourcedId as string) },
          ...{ beginDate: one.beginDate ?? undefined, endDate: one.endDate ?? undefined },
        })),
      agents: listOf(of('agentSourcedIds')).map((id) => refer('users', id)),
      ...{ primaryOrg: maybe('orgs', 'primaryOrgSourcedId'), grades: [], resources: [] },
    }),
    enrollments: () => ({
      ...{ user: maybe('users', 'userSourcedId'), class: maybe('classes', 'classSourcedId') },
      ...{ school: maybe('orgs', 'schoolSourcedId'), role: of('role'), primary: of('primary') },
      ...{ beginDate: of('beginDate'), endDate: of('endDate') },
    }),
  };
  return { ...common, ...own[collection]() };
}

/** Of an answer, the parts that were asked for. */
export function chosen(json: Json, fields: readonly string[] | null): Json {
  return fields === null ? json : Object.fromEntries(Object.entries(json).filter(([name]) => fields.includes(name)));
}
