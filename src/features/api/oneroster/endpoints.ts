/** The endpoints of the rostering service of OneRoster 1.2, as data: what each gives, and to whom. */
import type { RosterBelow, RosterCollection } from '#features/directory/feature.ts';
import type { Extent } from './model.ts';

const schools: RosterBelow = { kind: 'type', type: 'school' };
const terms: RosterBelow = { kind: 'type', type: 'term' };
const students: RosterBelow = { kind: 'position', position: 'student' };
const teachers: RosterBelow = { kind: 'position', position: 'teacher' };

/** Something named in an address, below which one asks: `where` tells what it must be. */
export interface Above {
  param: string;
  collection: RosterCollection;
  where: readonly RosterBelow[];
}

export interface Found {
  key: number;
  sourcedId: string;
}

export interface Endpoint {
  /** Below the service's root, with `{sourcedId}` or named ids. */
  path: string;
  /** The standard's name of the operation. */
  operation: string;
  collection: RosterCollection;
  extent: Extent;
  where: readonly RosterBelow[];
  above: readonly Above[];
  /** Conditions by what was found above, in order. */
  below?: (...found: Found[]) => RosterBelow[];
}

function both(
  many: string,
  one: string,
  path: string,
  collection: RosterCollection,
  extent: Extent,
  where: readonly RosterBelow[] = [],
): Endpoint[] {
  const common = { collection, extent, where, above: [] };
  return [
    { ...common, path, operation: many },
    { ...common, path: `${path}/{sourcedId}`, operation: one },
  ];
}

const school: Above = { param: 'school', collection: 'orgs', where: [schools] };
const class_: Above = { param: 'class', collection: 'classes', where: [] };
const user = (where: readonly RosterBelow[]): Above => ({ param: 'user', collection: 'users', where });
const term: Above = { param: 'term', collection: 'academicSessions', where: [terms] };
const equal = (column: string, { sourcedId }: Found): RosterBelow => ({ kind: 'equal', column, id: sourcedId });

function nested(
  operation: string,
  path: string,
  collection: RosterCollection,
  above: readonly Above[],
  below: (...found: Found[]) => RosterBelow[],
): Endpoint {
  return { path, operation, collection, extent: 'full', where: [], above, below };
}

/** In a class of that school: a class of another one has nobody here. */
const inClass =
  (position: 'student' | 'teacher') =>
  (s: Found, c: Found): RosterBelow[] => [
    { kind: 'usersOfClass', key: c.key, position },
    { kind: 'classOfSchool', classKey: c.key, schoolKey: s.key },
  ];

/** Every endpoint of the standard's rostering service but demographics, with its operation's name. */
export const endpoints: readonly Endpoint[] = [
  ...both('getAllAcademicSessions', 'getAcademicSession', '/academicSessions', 'academicSessions', 'core'),
  ...both('getAllClasses', 'getClass', '/classes', 'classes', 'core'),
  ...both('getAllCourses', 'getCourse', '/courses', 'courses', 'core'),
  ...both('getAllEnrollments', 'getEnrollment', '/enrollments', 'enrollments', 'core'),
  ...both('getAllOrgs', 'getOrg', '/orgs', 'orgs', 'core'),
  ...both('getAllUsers', 'getUser', '/users', 'users', 'core'),
  ...both('getAllGradingPeriods', 'getGradingPeriod', '/gradingPeriods', 'academicSessions', 'full', [
    { kind: 'type', type: 'gradingPeriod' },
  ]),
  ...both('getAllTerms', 'getTerm', '/terms', 'academicSessions', 'full', [terms]),
  ...both('getAllSchools', 'getSchool', '/schools', 'orgs', 'full', [schools]),
  ...both('getAllStudents', 'getStudent', '/students', 'users', 'full', [students]),
  ...both('getAllTeachers', 'getTeacher', '/teachers', 'users', 'full', [teachers]),
  nested('getStudentsForClass', '/classes/{class}/students', 'users', [class_], (c) => [
    { kind: 'usersOfClass', key: c.key, position: 'student' },
  ]),
  nested('getTeachersForClass', '/classes/{class}/teachers', 'users', [class_], (c) => [
    { kind: 'usersOfClass', key: c.key, position: 'teacher' },
  ]),
  nested(
    'getClassesForCourse',
    '/courses/{course}/classes',
    'classes',
    [{ param: 'course', collection: 'courses', where: [] }],
    (c) => [equal('courseSourcedId', c)],
  ),
  nested('getClassesForSchool', '/schools/{school}/classes', 'classes', [school], (s) => [equal('schoolSourcedId', s)]),
  nested('getCoursesForSchool', '/schools/{school}/courses', 'courses', [school], (s) => [
    { kind: 'taughtAt', key: s.key },
  ]),
  nested('getEnrollmentsForSchool', '/schools/{school}/enrollments', 'enrollments', [school], (s) => [
    equal('schoolSourcedId', s),
  ]),
  nested('getStudentsForSchool', '/schools/{school}/students', 'users', [school], (s) => [
    { kind: 'usersOfSchool', key: s.key, position: 'student' },
  ]),
  nested('getTeachersForSchool', '/schools/{school}/teachers', 'users', [school], (s) => [
    { kind: 'usersOfSchool', key: s.key, position: 'teacher' },
  ]),
  // Terms are the district's: every school has them.
  nested('getTermsForSchool', '/schools/{school}/terms', 'academicSessions', [school], () => [terms]),
  nested(
    'getEnrollmentsForClassInSchool',
    '/schools/{school}/classes/{class}/enrollments',
    'enrollments',
    [school, class_],
    (s, c) => [equal('schoolSourcedId', s), equal('classSourcedId', c)],
  ),
  nested(
    'getStudentsForClassInSchool',
    '/schools/{school}/classes/{class}/students',
    'users',
    [school, class_],
    inClass('student'),
  ),
  nested(
    'getTeachersForClassInSchool',
    '/schools/{school}/classes/{class}/teachers',
    'users',
    [school, class_],
    inClass('teacher'),
  ),
  nested('getClassesForStudent', '/students/{user}/classes', 'classes', [user([students])], (u) => [
    { kind: 'classesOfUser', key: u.key },
  ]),
  nested('getClassesForTeacher', '/teachers/{user}/classes', 'classes', [user([teachers])], (u) => [
    { kind: 'classesOfUser', key: u.key },
  ]),
  nested('getClassesForUser', '/users/{user}/classes', 'classes', [user([])], (u) => [
    { kind: 'classesOfUser', key: u.key },
  ]),
  nested('getClassesForTerm', '/terms/{term}/classes', 'classes', [term], (t) => [
    { kind: 'listed', column: 'termSourcedIds', id: t.sourcedId },
  ]),
  nested('getGradingPeriodsForTerm', '/terms/{term}/gradingPeriods', 'academicSessions', [term], (t) => [
    { kind: 'type', type: 'gradingPeriod' },
    equal('parentSourcedId', t),
  ]),
];
