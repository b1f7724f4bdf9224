/**
 * Makes organisations, people and what joins them, for tests and seeds. Single makers take what matters and fill in the
 * rest; `makeDistrict` makes a small district that is the same each time. Many rows at once: queries/making.ts.
 */
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Organisation, Position } from './model.ts';
import {
  insertContactPoints,
  insertGuardianships,
  insertMemberships,
  insertOrganisations,
  insertPeople,
  insertSession,
  type NewContactPoint,
  type NewGuardianship,
  type NewMembership,
  type NewOrganisation,
  type NewPerson,
  type NewSession,
} from './queries/making.ts';

export {
  insertContactPoints,
  insertGuardianships,
  insertMemberships,
  insertOrganisations,
  insertPeople,
  insertSession,
} from './queries/making.ts';

type Db = Database | Transaction;

/** Everything that a factory makes holds from this day on, unless told otherwise. */
export const longAgo = '2020-09-01';

let counter = 0;

/** Counts from the start, for a database of its own: a test file makes the same people alone and after others. */
export function countAnew(): void {
  counter = 0;
}

/** A number that no other call got: for names and addresses that must differ. */
function next(): number {
  counter += 1;
  return counter;
}

/** Without a parent it is a district. */
export async function makeOrganisation(
  db: Db,
  values: Partial<Omit<NewOrganisation, 'parentId'>> & { parent?: { id: number } } = {},
): Promise<Organisation> {
  const { parent, ...rest } = values;
  const kind = rest.kind ?? (parent ? 'school' : 'district');
  const [made] = await insertOrganisations(db, [
    { name: `${kindNames[kind]}${next()}`, ...rest, kind, parentId: parent?.id ?? null },
  ]);
  return made as Organisation;
}

const kindNames = { district: '县', department: '科室', school: '学校', grade: '年级', class: '班' } as const;

export async function makePerson(db: Db, values: Partial<NewPerson> = {}): Promise<number> {
  return one(await insertPeople(db, [{ name: nameOf(next()), ...values }]));
}

type Joined<T> = Partial<Omit<T, 'personId' | 'organisationId' | 'guardianId' | 'pupilId'>>;

export async function makeMembership(
  db: Db,
  personId: number,
  organisation: { id: number },
  position: Position,
  values: Joined<NewMembership> = {},
): Promise<number> {
  const row = { startsOn: longAgo, ...values, personId, organisationId: organisation.id, position };
  return one(await insertMemberships(db, [row]));
}

export async function makeGuardianship(
  db: Db,
  guardianId: number,
  pupilId: number,
  values: Joined<NewGuardianship> = {},
): Promise<number> {
  return one(await insertGuardianships(db, [{ startsOn: longAgo, ...values, guardianId, pupilId }]));
}

/** An email address of its own, unless told otherwise. */
export async function makeContactPoint(
  db: Db,
  personId: number,
  values: Joined<NewContactPoint> = {},
): Promise<number> {
  const kind = values.kind ?? 'email';
  const address =
    kind === 'email' ? `person${personId}.${next()}@example.org` : `139${String(next()).padStart(8, '0')}`;
  return one(await insertContactPoints(db, [{ address, ...values, kind, personId }]));
}

export async function makeSession(db: Db, values: Partial<NewSession> = {}): Promise<number> {
  return insertSession(db, {
    kind: 'school_year',
    name: '2026—2027学年',
    startsOn: '2026-09-01',
    endsOn: '2027-07-15',
    ...values,
  });
}

/** A pupil of a class with guardians, each with an email address. */
export async function makePupil(
  db: Db,
  schoolClass: { id: number },
  options: { name?: string; guardians?: number } = {},
): Promise<{ pupil: number; guardians: number[] }> {
  const pupil = await makePerson(db, options.name ? { name: options.name } : {});
  await makeMembership(db, pupil, schoolClass, 'pupil');
  const guardians = await insertPeople(
    db,
    Array.from({ length: options.guardians ?? 1 }, () => ({ name: nameOf(next()) })),
  );
  await insertGuardianships(
    db,
    guardians.map((guardianId) => ({ guardianId, pupilId: pupil, startsOn: longAgo })),
  );
  await insertContactPoints(
    db,
    guardians.map((personId) => ({ personId, kind: 'email', address: `guardian${personId}@example.org` })),
  );
  return { pupil, guardians };
}

export interface MadeClass {
  organisation: Organisation;
  classTeacher: number;
  pupils: number[];
  /** In the order of the pupils: `guardiansPerPupil` each. */
  guardians: number[];
}

export interface MadeSchool {
  organisation: Organisation;
  grade: Organisation;
  head: number;
  teacher: number;
  classes: MadeClass[];
}

export interface MadeDistrict {
  district: Organisation;
  /** A department of the bureau. */
  department: Organisation;
  schools: MadeSchool[];
}

export interface DistrictOptions {
  name?: string;
  schools?: number;
  classesPerSchool?: number;
  pupilsPerClass?: number;
  guardiansPerPupil?: number;
}

/**
 * A small district, the same each time: every guardian has one child and an email address, every class a class teacher,
 * every school one grade, a head and one more teacher. A dozen statements, whatever its size.
 */
export async function makeDistrict(db: Db, options: DistrictOptions = {}): Promise<MadeDistrict> {
  const { schools = 2, classesPerSchool = 2, pupilsPerClass = 3, guardiansPerPupil = 2 } = options;
  const district = await makeOrganisation(db, { kind: 'district', name: options.name ?? '清溪县教育局' });
  const department = await makeOrganisation(db, { kind: 'department', name: '办公室', parent: district });
  const schoolRows = await insertOrganisations(
    db,
    times(schools, (n) => ({ kind: 'school', name: schoolName(n), parentId: district.id })),
  );
  const grades = await insertOrganisations(
    db,
    schoolRows.map((school) => ({ kind: 'grade', name: '一年级', parentId: school.id })),
  );
  const classRows = await insertOrganisations(
    db,
    grades.flatMap((grade) =>
      times(classesPerSchool, (n) => ({ kind: 'class' as const, name: `一年级${n + 1}班`, parentId: grade.id })),
    ),
  );
  const staff = await insertPeople(db, named(schools * 2 + classRows.length, 0));
  const pupils = await insertPeople(db, named(classRows.length * pupilsPerClass, staff.length));
  const guardians = await insertPeople(db, named(pupils.length * guardiansPerPupil, staff.length + pupils.length));
  const made: MadeSchool[] = schoolRows.map((organisation, s) => ({
    organisation,
    grade: grades[s] as Organisation,
    head: staff[s * 2] as number,
    teacher: staff[s * 2 + 1] as number,
    classes: classRows.slice(s * classesPerSchool, (s + 1) * classesPerSchool).map((row, n) => {
      const c = s * classesPerSchool + n;
      const first = c * pupilsPerClass;
      return {
        organisation: row,
        classTeacher: staff[schools * 2 + c] as number,
        pupils: pupils.slice(first, first + pupilsPerClass),
        guardians: guardians.slice(first * guardiansPerPupil, (first + pupilsPerClass) * guardiansPerPupil),
      };
    }),
  }));
  await insertMemberships(db, made.flatMap(membershipsOf));
  await insertGuardianships(
    db,
    guardians.map((guardianId, n) => ({
      guardianId,
      pupilId: pupils[Math.floor(n / guardiansPerPupil)] as number,
      startsOn: longAgo,
    })),
  );
  await insertContactPoints(db, [
    ...staff.map((personId) => ({ personId, kind: 'email' as const, address: `staff${personId}@example.org` })),
    ...guardians.map((personId) => ({ personId, kind: 'email' as const, address: `guardian${personId}@example.org` })),
  ]);
  return { district, department, schools: made };
}

function membershipsOf(school: MadeSchool): NewMembership[] {
  const row = (personId: number, organisation: Organisation, position: Position): NewMembership => ({
    personId,
    organisationId: organisation.id,
    position,
    startsOn: longAgo,
  });
  return [
    row(school.head, school.organisation, 'head'),
    row(school.teacher, school.organisation, 'teacher'),
    ...school.classes.flatMap((c) => [
      row(c.classTeacher, c.organisation, 'class_teacher'),
      ...c.pupils.map((pupil) => row(pupil, c.organisation, 'pupil')),
    ]),
  ];
}

const families = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const givens =
  '芳 伟 秀英 敏 静 丽 强 磊 洋 艳 勇 军 杰 娟 涛 明 超 兰 霞 平 卓玛 次仁 建国 志强 晓梅 子涵 雨桐 浩然 欣怡'.split(
    ' ',
  );

/** A believable name for a number; the first 870 differ. */
export function nameOf(n: number): string {
  return `${families[n % families.length]}${givens[Math.floor(n / families.length + n) % givens.length]}`;
}

function named(count: number, from: number): NewPerson[] {
  return times(count, (n) => ({ name: nameOf(from + n) }));
}

function schoolName(n: number): string {
  const numerals = [...'一二三四五六七八九十'];
  return n < numerals.length ? `清溪县第${numerals[n]}小学` : `清溪县第${n + 1}小学`;
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

function one(ids: readonly number[]): number {
  return ids[0] as number;
}
