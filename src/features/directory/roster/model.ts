/** What a OneRoster 1.2 file is and what becomes of its rows. Pure. */
import { isDay as exists } from '#platform/days.ts';

/** The files that are read, in the order in which they are read: what is referred to comes first. */
export const fileNames = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'userProfiles',
  'roles',
  'enrollments',
] as const;
export type FileName = (typeof fileNames)[number];

/** Files of the standard that are never opened: what is in them is not collected (product.md, rule 8) or not needed. */
export const neverRead = [
  'demographics',
  'categories',
  'classResources',
  'courseResources',
  'lineItems',
  'resources',
  'results',
  'scoreScales',
  'lineItemLearningObjectiveIds',
  'lineItemScoreScales',
  'resultLearningObjectiveIds',
  'resultScoreScales',
  'userResources',
] as const;

/** bulk: the full set; what is missing has left. delta: only what changed. absent: nothing is said about it. */
export type Mode = 'bulk' | 'delta' | 'absent';
export type Modes = Record<FileName, Mode>;

/** The columns that are used. A file without one of them is refused: an empty list of guardians would end them all. */
export const columns: Readonly<Record<FileName, readonly string[]>> = {
  orgs: ['sourcedId', 'status', 'dateLastModified', 'name', 'type', 'identifier', 'parentSourcedId'],
  academicSessions: [
    'sourcedId',
    'status',
    'dateLastModified',
    'title',
    'type',
    'startDate',
    'endDate',
    'parentSourcedId',
  ],
  courses: ['sourcedId', 'status', 'dateLastModified'],
  classes: [
    ...['sourcedId', 'status', 'dateLastModified', 'title', 'grades', 'courseSourcedId', 'classType'],
    ...['schoolSourcedId', 'termSourcedIds'],
  ],
  users: [
    ...['sourcedId', 'status', 'dateLastModified', 'givenName', 'familyName', 'email', 'sms', 'phone'],
    ...['agentSourcedIds', 'primaryOrgSourcedId'],
  ],
  userProfiles: ['sourcedId', 'status', 'dateLastModified', 'userSourcedId'],
  roles: [
    ...['sourcedId', 'status', 'dateLastModified', 'userSourcedId', 'roleType', 'role', 'beginDate', 'endDate'],
    ...['orgSourcedId', 'userProfileSourcedId'],
  ],
  enrollments: [
    ...['sourcedId', 'status', 'dateLastModified', 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role'],
    ...['primary', 'beginDate', 'endDate'],
  ],
};

/** All other headings of the standard: they are known, and read past. */
export const unusedColumns: readonly string[] = [
  ...['schoolYear', 'courseCode', 'orgSourcedId', 'subjects', 'subjectCodes', 'classCode', 'location', 'periods'],
  ...['enabledUser', 'username', 'userIds', 'middleName', 'identifier', 'grades', 'password', 'userMasterIdentifier'],
  ...['preferredGivenName', 'preferredMiddleName', 'preferredFamilyName', 'pronouns', 'profileType', 'vendorId'],
  ...['credentialType', 'description', 'applicationId', 'schoolYearSourcedId', 'title', 'name', 'type'],
];

/** Headings under which a preferred language may stand: OneRoster has no column of its own for it. */
export const languageColumns = ['metadata.language', 'metadata.preferredLanguage', 'metadata.lang'] as const;

export const organisationTypes = ['department', 'school', 'district', 'local', 'state', 'national'] as const;
/** Above a district: there is no place for them in one district's directory. */
export const typesAbove: readonly string[] = ['local', 'state', 'national'];
export const sessionTypes = ['gradingPeriod', 'semester', 'schoolYear', 'term'] as const;
export const classTypes = ['homeroom', 'scheduled'] as const;
export const roleTypes = ['primary', 'secondary'] as const;

type Position = 'pupil' | 'teacher' | 'class_teacher' | 'head' | 'staff';

/** roles.csv: a role in an organisation makes a membership; guardians have none, they are found by their pupils. */
export const positionOfRole: Readonly<Record<string, Position | 'guardian'>> = {
  aide: 'staff',
  counselor: 'staff',
  districtAdministrator: 'staff',
  guardian: 'guardian',
  parent: 'guardian',
  principal: 'head',
  proctor: 'staff',
  relative: 'guardian',
  siteAdministrator: 'staff',
  student: 'pupil',
  systemAdministrator: 'staff',
  teacher: 'teacher',
};

/** enrollments.csv: the primary teacher of a homeroom class is its class teacher. */
export const enrollmentRoles = ['administrator', 'proctor', 'student', 'teacher'] as const;
export function positionOfEnrollment(role: string, primary: boolean): Position {
  if (role === 'student') return 'pupil';
  if (role === 'teacher') return primary ? 'class_teacher' : 'teacher';
  return 'staff';
}

/** A mistake in the file: it can't be applied until it is mended. `line` is the row, 1 is the heading. */
export interface Problem {
  file: string;
  line: number | null;
  column: string | null;
  key: string;
  context: Record<string, string | number>;
}

/** Something left out or mended on the way, counted by kind; the line is the first one. */
export interface Note {
  file: string;
  line: number | null;
  column: string | null;
  key: string;
  count: number;
  context: Record<string, string | number>;
}

export const kinds = ['organisations', 'people', 'memberships', 'guardianships', 'contacts', 'terms'] as const;
export type Kind = (typeof kinds)[number];
export const changes = ['added', 'changed', 'left'] as const;
export type Change = (typeof changes)[number];

/** `base`: how many of the roster's own are in force before the import. */
export type KindCounts = Record<Change, number> & { base: number };
export type Counts = Record<Kind, KindCounts>;

export type ImportState = 'staging' | 'ready' | 'applying' | 'applied' | 'refused' | 'discarded' | 'failed';

/** How far reading or applying has come. */
export interface ImportProgress {
  step?: string;
  file?: string;
  done?: number;
  total?: number;
}

export interface RosterImport {
  id: number;
  state: ImportState;
  /** Null: on the console. */
  accountName: string | null;
  decidedByName: string | null;
  fileName: string;
  startedAt: Date;
  stagedAt: Date | null;
  finishedAt: Date | null;
  modes: Partial<Modes>;
  progress: ImportProgress;
  counts: Partial<Counts>;
  notes: Note[];
  problems: number;
  reason: string | null;
  /** A sheet is of one school; null: the whole district. */
  organisationId: number | null;
  sheetKind: 'pupils' | 'staff' | null;
  /** Of all that was read while comparing; null in a large directory. */
  directoryPrint: string | null;
}

/** What an import may touch, and of whom it speaks; undefined: all of the district. */
export interface ImportScope {
  organisationId: number;
  sheetKind: 'pupils' | 'staff';
}

export function scopeOf(row: Pick<RosterImport, 'organisationId' | 'sheetKind'>): ImportScope | undefined {
  const { organisationId, sheetKind } = row;
  return organisationId === null || sheetKind === null ? undefined : { organisationId, sheetKind };
}

/** Who acts; both null on the console. */
export interface Who {
  accountId: number | null;
  name: string | null;
}

/** One change. `before` is null where nothing was; a person's row names the organisation through which it belongs. */
export interface ListedChange {
  id: number;
  /** What it is about: a name. */
  subject: string;
  /** Kind of organisation, position, kind of contact point; null where there is none. */
  detail: string | null;
  /** The other side: parent, organisation, guardian, address, dates. */
  other: string | null;
  before: string | null;
}

/** Over this share of one kind an import asks again before it ends them. */
export const removalShare = 0.2;

/** The kinds of which the import would end over 20 %. */
export function largeRemovals(counts: Counts): { kind: Kind; left: number; base: number; percent: number }[] {
  return kinds.flatMap((kind) => {
    const { left, base } = counts[kind];
    if (left === 0 || left <= base * removalShare) return [];
    return [{ kind, left, base, percent: base === 0 ? 100 : Math.round((left / base) * 100) }];
  });
}

/** True if applying would change nothing. */
export function changesNothing(counts: Counts): boolean {
  return kinds.every((kind) => changes.every((change) => counts[kind][change] === 0));
}

const han = /\p{Script=Han}/u;

/** Family name first where it is written in Chinese, Tibetan or without spaces; given name first in Latin letters. */
export function fullNameOf(familyName: string, givenName: string): string {
  const latin = /^[\p{Script=Latin}\s.'’-]*$/u;
  if (latin.test(familyName + givenName)) return [givenName, familyName].filter(Boolean).join(' ');
  return han.test(familyName + givenName) ? familyName + givenName : [familyName, givenName].filter(Boolean).join(' ');
}

const chineseGrades = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** CEDS grade levels before school, three years of a kindergarten: younger, middle and oldest children. */
const earlyGrades: Record<string, [string, string]> = {
  PR: ['小班', 'Preschool'],
  PK: ['中班', 'Prekindergarten'],
  KG: ['大班', 'Kindergarten'],
};

/** 07 is 七年级 where classes have Chinese names, Grade 7 elsewhere; a name such as 2023级 stays as it is. */
export function gradeName(grade: string, className: string): string {
  const chinese = han.test(className) || className === '';
  const digits = /^0?(\d{1,2})$/.exec(grade)?.[1];
  const year = digits === undefined ? 0 : Number(digits);
  if (year >= 1 && year <= 9) return chinese ? `${chineseGrades[year - 1]}年级` : `Grade ${year}`;
  if (year >= 10 && year <= 12) return chinese ? `高${chineseGrades[year - 10]}` : `Grade ${year}`;
  const early = earlyGrades[grade.toUpperCase()];
  return early ? early[chinese ? 0 : 1] : grade;
}

const languageNames: [RegExp, string][] = [
  [/^(zh|zho|chi|cmn)\b|^chinese|中文|汉语|普通话/i, 'zh-CN'],
  [/^(en|eng)\b|^english|英语|英文/i, 'en'],
  [/^(bo|bod|tib)\b|^tibetan|藏语|藏文|བོད/i, 'bo'],
  [/^(qxs|cng)\b|qiang|羌语/i, 'qxs'],
];

/** The language that a cell names, or null. */
export function languageOf(text: string): string | null {
  return languageNames.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** A mobile number: eleven digits for a Chinese one, else + and digits. Null: it can't receive messages. */
export function mobileOf(text: string): string | null {
  const compact = text.normalize('NFKC').replace(/[\s().-]/g, '');
  const chinese = /^(?:(?:\+|00)?86)?(1[3-9]\d{9})$/.exec(compact)?.[1];
  if (chinese) return chinese;
  const other = /^(?:\+|00)([1-9]\d{7,14})$/.exec(compact)?.[1];
  return other && !other.startsWith('86') ? `+${other}` : null;
}

/** An address that mail can be sent to, in lower case: Li@x.cn and li@x.cn are one, also for opting out. */
export function emailOf(text: string): string | null {
  const address = text.normalize('NFKC').trim().toLowerCase();
  return address.length <= 254 && /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:.]+$/.test(address) ? address : null;
}

/** A day that the calendar has, and of somebody who may be alive. */
export function isDay(text: string): boolean {
  return text >= '1900' && exists(text);
}
