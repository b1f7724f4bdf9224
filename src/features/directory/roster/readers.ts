/** What each file's rows become in the staging tables. Only what is named here is ever stored. */
import { pinyinOf, pinyinOfOrganisation } from '../names.ts';
import {
  classTypes,
  columns,
  emailOf,
  enrollmentRoles,
  type FileName,
  fullNameOf,
  gradeName,
  languageColumns,
  languageOf,
  mobileOf,
  organisationTypes,
  positionOfEnrollment,
  positionOfRole,
  roleTypes,
  sessionTypes,
  typesAbove,
} from './model.ts';
import type { Row } from './row.ts';

type Cell = string | number | boolean | null | readonly string[];
export type Put = (table: StagedTable, values: readonly Cell[]) => void;

/** The staging tables and their columns, as the rows are put. */
export const stagedColumns = {
  roster_organisation: [
    ...['file', 'line', 'source_id', 'deleted', 'kind', 'name', 'name_pinyin', 'name_initials', 'identifier'],
    'parent_source_id',
  ],
  roster_session: ['line', 'source_id', 'deleted', 'kind', 'name', 'starts_on', 'ends_on', 'parent_source_id'],
  roster_course: ['line', 'source_id', 'deleted'],
  roster_class: ['line', 'source_id', 'deleted', 'homeroom', 'school_source_id', 'course_source_id', 'term_source_ids'],
  roster_person: [
    ...['line', 'source_id', 'deleted', 'family_name', 'given_name', 'full_name', 'name_pinyin', 'name_initials'],
    ...['given_pinyin', 'language', 'organisation_source_id'],
  ],
  roster_contact: ['line', 'person_source_id', 'kind', 'address', 'rank'],
  roster_agent: ['line', 'person_source_id', 'agent_source_id'],
  roster_profile: ['line', 'source_id', 'deleted', 'person_source_id'],
  roster_role: [
    ...['line', 'source_id', 'deleted', 'person_source_id', 'position', 'organisation_source_id', 'profile_source_id'],
    ...['starts_on', 'ends_on'],
  ],
  roster_enrollment: [
    ...['line', 'source_id', 'deleted', 'person_source_id', 'position', 'class_source_id', 'school_source_id'],
    ...['starts_on', 'ends_on'],
  ],
} as const satisfies Record<string, readonly string[]>;
export type StagedTable = keyof typeof stagedColumns;

/** Ids of different files share one column in the directory: the prefix says from which file one is. */
const org = (id: string) => (id === '' ? '' : `org:${id}`);
const classId = (id: string) => (id === '' ? '' : `class:${id}`);

/** Reads the row that `row` stands on. Makes one reader a file, which may remember what it has put. */
export const readers: Readonly<Record<FileName, () => (row: Row, put: Put) => void>> = {
  orgs: () => organisation,
  academicSessions: () => session,
  courses: () => (row, put) => {
    const values = [row.line, row.id('sourcedId'), row.deleted()];
    if (row.good) put('roster_course', values);
  },
  classes: classReader,
  users: () => person,
  userProfiles: () => (row, put) => {
    const values = [row.line, row.id('sourcedId'), row.deleted(), row.id('userSourcedId')];
    if (row.good) put('roster_profile', values);
  },
  roles: () => role,
  enrollments: () => enrollment,
};

export const optionalColumns: Readonly<Partial<Record<FileName, readonly string[]>>> = { users: languageColumns };

function organisation(row: Row, put: Put): void {
  const id = row.id('sourcedId');
  const deleted = row.deleted();
  const name = deleted ? row.text('name') : row.needed('name');
  const type = deleted ? 'school' : row.oneOf('type', organisationTypes);
  if (type && typesAbove.includes(type)) row.problem('type', 'typeAbove', { type });
  const parent = row.text('parentSourcedId', 255);
  const identifier = row.text('identifier') || null;
  if (!row.good) return;
  const letters = pinyinOfOrganisation(name);
  const named = [name, letters.pinyin, letters.initials];
  put('roster_organisation', ['orgs', row.line, org(id), deleted, type as string, ...named, identifier, org(parent)]);
}

function session(row: Row, put: Put): void {
  const id = row.id('sourcedId');
  const deleted = row.deleted();
  const type = deleted ? 'term' : row.oneOf('type', sessionTypes);
  const name = deleted ? row.text('title') : row.needed('title');
  const { from, to } = row.days('startDate', 'endDate');
  if (!deleted && row.good && !from) row.problem('startDate', 'cellEmpty');
  if (!deleted && row.good && !to) row.problem('endDate', 'cellEmpty');
  const kind = type === 'schoolYear' ? 'school_year' : type === 'gradingPeriod' ? null : 'term';
  if (kind === null) row.note('type', 'gradingPeriodLeftOut');
  if (row.good) put('roster_session', [row.line, id, deleted, kind, name, from, to, row.text('parentSourcedId', 255)]);
}

function classReader(): (row: Row, put: Put) => void {
  const gradesPut = new Set<string>();
  return (row, put) => {
    const id = classId(row.id('sourcedId'));
    const deleted = row.deleted();
    const title = deleted ? row.text('title') : row.needed('title');
    const type = deleted ? 'homeroom' : row.oneOf('classType', classTypes);
    const school = deleted ? org(row.text('schoolSourcedId', 255)) : org(row.id('schoolSourcedId'));
    const grades = row.ids('grades');
    const values = [school, row.text('courseSourcedId', 255), row.ids('termSourcedIds')];
    if (!row.good) return;
    const homeroom = type === 'homeroom';
    put('roster_class', [row.line, id, deleted, homeroom, ...values]);
    if (!homeroom) return row.note('classType', 'scheduledLeftOut');
    // A class of several grades stands beside the grades, directly below its school.
    const [grade = ''] = grades.length === 1 ? grades : [];
    const parent = grade === '' ? school : `grade:${school.slice(4)}:${grade}`;
    const putOne = (kind: string, sourceId: string, name: string, above: string, gone: boolean) => {
      const { pinyin, initials } = pinyinOfOrganisation(name);
      put('roster_organisation', ['classes', row.line, sourceId, gone, kind, name, pinyin, initials, null, above]);
    };
    if (grade !== '' && !deleted && !gradesPut.has(parent)) {
      gradesPut.add(parent);
      putOne('grade', parent, gradeName(grade, title), school, false);
    }
    putOne('class', id, title, parent, deleted);
  };
}

function person(row: Row, put: Put): void {
  const id = row.id('sourcedId');
  const deleted = row.deleted();
  const family = row.text('familyName', 100);
  const given = row.text('givenName', 100);
  const full = fullNameOf(family, given);
  if (!deleted && full === '' && row.good) row.problem('familyName', 'nameMissing');
  const language =
    languageColumns.map((column) => languageOf(row.text(column))).find((found) => found !== null) ?? null;
  const agents = row.ids('agentSourcedIds');
  if (agents.includes(id)) row.problem('agentSourcedIds', 'agentSelf');
  const organisationId = org(row.text('primaryOrgSourcedId', 255));
  const contacts = deleted ? [] : contactsOf(row);
  if (!row.good) return;
  const letters = pinyinOf(full);
  const name = [family, given, full, letters.pinyin, letters.initials, letters.given];
  put('roster_person', [row.line, id, deleted, ...name, language, organisationId]);
  for (const [kind, address, rank] of contacts) put('roster_contact', [row.line, id, kind, address, rank]);
  if (!deleted) for (const agent of agents) put('roster_agent', [row.line, id, agent]);
}

/** sms is the mobile; phone is taken only where it is a mobile number too. A bad address is left out and noted. */
function contactsOf(row: Row): ['email' | 'sms', string, number][] {
  const found: ['email' | 'sms', string, number][] = [];
  const [email, sms, phone] = [row.text('email', 254), row.text('sms', 60), row.text('phone', 60)];
  const address = email === '' ? null : emailOf(email);
  if (address) found.push(['email', address, 0]);
  else if (email !== '') row.note('email', 'emailLeftOut');
  const mobile = sms === '' ? null : mobileOf(sms);
  if (mobile) found.push(['sms', mobile, 0]);
  else if (sms !== '') row.note('sms', 'mobileLeftOut');
  const second = phone === '' ? null : mobileOf(phone);
  if (second && second !== mobile) found.push(['sms', second, mobile ? 1 : 0]);
  else if (phone !== '' && !second) row.note('phone', 'phoneLeftOut');
  return found;
}

const roleNames = Object.keys(positionOfRole);

function role(row: Row, put: Put): void {
  const id = row.id('sourcedId');
  const deleted = row.deleted();
  const name = deleted ? (row.text('role') ? row.oneOf('role', roleNames) : undefined) : row.oneOf('role', roleNames);
  if (!deleted) row.oneOf('roleType', roleTypes);
  const userId = deleted ? row.text('userSourcedId', 255) : row.id('userSourcedId');
  const organisationId = deleted ? row.text('orgSourcedId', 255) : row.id('orgSourcedId');
  const { from, to } = row.days('beginDate', 'endDate');
  const profile = row.text('userProfileSourcedId', 255);
  if (!row.good) return;
  const position = name === undefined ? null : (positionOfRole[name] as string);
  put('roster_role', [row.line, id, deleted, userId, position, org(organisationId), profile, from, to]);
}

function enrollment(row: Row, put: Put): void {
  const id = row.id('sourcedId');
  const deleted = row.deleted();
  const name = deleted ? 'student' : row.oneOf('role', enrollmentRoles);
  const primary = row.text('primary').toLowerCase();
  if (primary !== '' && primary !== 'true' && primary !== 'false') {
    row.problem('primary', 'valueUnknown', { allowed: 'true, false' });
  }
  const [classSourceId, userId] = deleted
    ? [row.text('classSourcedId', 255), row.text('userSourcedId', 255)]
    : [row.id('classSourcedId'), row.id('userSourcedId')];
  const { from, to } = row.days('beginDate', 'endDate');
  const school = row.text('schoolSourcedId', 255);
  if (!row.good) return;
  const position = positionOfEnrollment(name as string, primary === 'true');
  put('roster_enrollment', [row.line, id, deleted, userId, position, classId(classSourceId), org(school), from, to]);
}

/** All headings that a file's rows are read from. */
export function columnsRead(file: FileName): { required: readonly string[]; optional: readonly string[] } {
  return { required: columns[file], optional: optionalColumns[file] ?? [] };
}
