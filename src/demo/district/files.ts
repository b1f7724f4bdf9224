/** A plan as the CSV files of OneRoster 1.2, row by row. Headers as in the standard. */
import { guardianId, guardiansOf, householdsOf, type MadePerson, peopleOf, pupilId, staffId } from './people.ts';
import type { Plan } from './plan.ts';
import { randomFor } from './random.ts';
import { className, departments, districtName, gradeName } from './schools.ts';

export interface DistrictFile {
  name: string;
  rows(): Iterable<readonly string[]>;
}

const districtId = 'b01';
const common = ['sourcedId', 'status', 'dateLastModified'];
const userHeader = (
  'enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,' +
  'password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns,' +
  'metadata.language'
).split(',');

/** The files in the order in which they refer to each other. `year` is the school year's first calendar year. */
export function districtFiles(plan: Plan, year: number): DistrictFile[] {
  return [
    { name: 'manifest', rows: manifest },
    { name: 'academicSessions', rows: () => academicSessions(year) },
    { name: 'orgs', rows: () => orgs(plan) },
    { name: 'courses', rows: () => courses(plan, year) },
    { name: 'classes', rows: () => classes(plan, year) },
    { name: 'users', rows: () => users(plan) },
    { name: 'roles', rows: () => roles(plan, year) },
    { name: 'enrollments', rows: () => enrollments(plan, year) },
  ];
}

function* manifest(): Iterable<readonly string[]> {
  yield ['propertyName', 'value'];
  yield ['manifest.version', '1.0'];
  yield ['oneroster.version', '1.2'];
  const written = ['academicSessions', 'classes', 'courses', 'enrollments', 'orgs', 'roles', 'users'];
  const absent = ['categories', 'classResources', 'courseResources', 'demographics', 'lineItems'];
  const others = ['lineItemLearningObjectiveIds', 'lineItemScoreScales', 'resources', 'resultLearningObjectiveIds'];
  const rest = ['results', 'resultScoreScales', 'scoreScales', 'userProfiles', 'userResources'];
  for (const name of [...absent, ...others, ...rest]) yield [`file.${name}`, 'absent'];
  for (const name of written) yield [`file.${name}`, 'bulk'];
  yield ['source.systemName', '青禾县教育局（演示数据）'];
  yield ['source.systemCode', 'qinghe-demo'];
}

function* academicSessions(year: number): Iterable<readonly string[]> {
  yield [...common, 'title', 'type', 'startDate', 'endDate', 'parentSourcedId', 'schoolYear'];
  const title = `${year}-${year + 1}学年`;
  const end = String(year + 1);
  yield [`y${year}`, '', '', title, 'schoolYear', `${year}-09-01`, `${end}-08-31`, '', end];
  yield [`y${year}-1`, '', '', `${title}第一学期`, 'semester', `${year}-09-01`, `${end}-01-31`, `y${year}`, end];
  yield [`y${year}-2`, '', '', `${title}第二学期`, 'semester', `${end}-02-01`, `${end}-08-31`, `y${year}`, end];
}

function* orgs(plan: Plan): Iterable<readonly string[]> {
  yield [...common, 'name', 'type', 'identifier', 'parentSourcedId'];
  yield [districtId, '', '', districtName, 'district', 'QH', ''];
  for (const [index, name] of departments.entries()) {
    yield [departmentId(index), '', '', name, 'department', '', districtId];
  }
  for (const [index, school] of plan.schoolList.entries()) {
    yield [schoolId(index), '', '', school.name, 'school', `QH-${String(index + 1).padStart(4, '0')}`, districtId];
  }
}

function* courses(plan: Plan, year: number): Iterable<readonly string[]> {
  yield [...common, 'schoolYearSourcedId', 'title', 'courseCode', 'grades', 'orgSourcedId', 'subjects', 'subjectCodes'];
  for (const grade of [...new Set(plan.classes.map((room) => room.grade))].sort()) {
    yield [courseId(grade), '', '', `y${year}`, `${gradeName(grade)}课程`, '', grade, districtId, '', ''];
  }
}

function* classes(plan: Plan, year: number): Iterable<readonly string[]> {
  const columns = 'title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds';
  yield [...common, ...columns.split(','), 'subjects', 'subjectCodes', 'periods'];
  const terms = `y${year}-1,y${year}-2`;
  for (const [index, { grade, section, school }] of plan.classes.entries()) {
    const title = className(grade, section);
    const place = [courseId(grade), '', 'homeroom', '', schoolId(school), terms];
    yield [classId(index), '', '', title, grade, ...place, '', '', ''];
  }
}

function* users(plan: Plan): Iterable<readonly string[]> {
  yield [...common, ...userHeader];
  const people = peopleOf(plan);
  for (let index = 0; index < plan.staff; index += 1)
    yield userRow(people.staff(index), '', '', workplace(plan, index));
  for (let index = 0; index < plan.guardians; index += 1) {
    if (plan.guardianStaff[index] === 0) yield userRow(people.guardian(index), '', '', '');
  }
  for (let index = 0; index < plan.pupils; index += 1) {
    const agents = guardiansOf(plan, plan.pupilHousehold[index]!).map((guardian) => guardianId(plan, guardian));
    const room = plan.classes[plan.pupilClass[index]!]!;
    yield userRow(people.pupil(index), agents.join(','), room.grade, schoolId(room.school));
  }
}

function userRow({ id, name, language, email, sms }: MadePerson, agents: string, grade: string, org: string) {
  const who = [id, '', '', 'true', id, '', name.given, name.family, '', ''];
  return [...who, email, sms, '', agents, grade, '', '', '', '', '', org, '', language];
}

function* roles(plan: Plan, year: number): Iterable<readonly string[]> {
  yield [
    ...common,
    'userSourcedId',
    'roleType',
    'role',
    'beginDate',
    'endDate',
    'orgSourcedId',
    'userProfileSourcedId',
  ];
  let row = 0;
  const role = (user: string, type: string, name: string, begin: string, org: string) => {
    row += 1;
    return [`r${String(row).padStart(8, '0')}`, '', '', user, type, name, begin, '', org, ''];
  };
  for (let index = 0; index < plan.staff; index += 1) {
    const begin = `${year - 1 - randomFor(plan.seed, 'service', index).below(24)}-09-01`;
    yield role(staffId(index), 'primary', positionOf(plan, index), begin, workplace(plan, index));
  }
  const people = peopleOf(plan);
  for (let index = 0; index < plan.guardians; index += 1) {
    const kind = people.guardian(index).role;
    let type = plan.guardianStaff[index] === 0 ? 'primary' : 'secondary';
    for (const school of schoolsOfGuardian(plan, index)) {
      yield role(guardianId(plan, index), type, kind, '', schoolId(school));
      type = 'secondary';
    }
  }
  for (let index = 0; index < plan.pupils; index += 1) {
    const room = plan.classes[plan.pupilClass[index]!]!;
    yield role(pupilId(index), 'primary', 'student', `${year}-09-01`, schoolId(room.school));
  }
}

function* enrollments(plan: Plan, year: number): Iterable<readonly string[]> {
  yield [...common, 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role', 'primary', 'beginDate', 'endDate'];
  let row = 0;
  const enrolment = (room: number, user: string, role: string, primary: string) => {
    row += 1;
    const place = [classId(room), schoolId(plan.classes[room]!.school)];
    return [`n${String(row).padStart(8, '0')}`, '', '', ...place, user, role, primary, `${year}-09-01`, ''];
  };
  for (let room = 0; room < plan.classes.length; room += 1) {
    const { school } = plan.classes[room]!;
    const first = plan.schoolStaff[school]! + 2;
    const teachers = plan.schoolStaff[school + 1]! - first;
    const place = room - plan.schoolClass[school]!;
    if (place < teachers) yield enrolment(room, staffId(first + place), 'teacher', 'true');
    // One more who teaches there, without being the one whom the families ask first.
    const other = (place + 1) % Math.max(teachers, 1);
    if (teachers > 1 && other !== place) yield enrolment(room, staffId(first + other), 'teacher', 'false');
  }
  for (let index = 0; index < plan.pupils; index += 1) {
    yield enrolment(plan.pupilClass[index]!, pupilId(index), 'student', 'true');
  }
}

/** The first two of each school are its head and its office; then those who teach; every ninth looks after the house. */
function positionOf(plan: Plan, index: number): string {
  const school = schoolOfStaff(plan, index);
  if (school < 0) return index === 0 ? 'districtAdministrator' : 'aide';
  const place = index - plan.schoolStaff[school]!;
  if (place === 0) return 'principal';
  if (place === 1) return 'siteAdministrator';
  const classes = plan.schoolClass[school + 1]! - plan.schoolClass[school]!;
  return place > classes + 1 && place % 9 === 0 ? 'aide' : 'teacher';
}

function workplace(plan: Plan, index: number): string {
  const school = schoolOfStaff(plan, index);
  return school < 0 ? departmentId(index % departments.length) : schoolId(school);
}

/** -1: the bureau. */
function schoolOfStaff(plan: Plan, index: number): number {
  let low = 0;
  let high = plan.schoolStaff.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (plan.schoolStaff[middle]! <= index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function schoolsOfGuardian(plan: Plan, guardian: number): Set<number> {
  const schools = new Set<number>();
  for (const household of householdsOf(plan, guardian)) {
    for (let pupil = plan.householdPupil[household]!; pupil < plan.householdPupil[household + 1]!; pupil += 1) {
      schools.add(plan.classes[plan.pupilClass[pupil]!]!.school);
    }
  }
  return schools;
}

function departmentId(index: number): string {
  return `d${String(index + 1).padStart(2, '0')}`;
}

function schoolId(index: number): string {
  return `s${String(index + 1).padStart(4, '0')}`;
}

function classId(index: number): string {
  return `c${String(index + 1).padStart(5, '0')}`;
}

function courseId(grade: string): string {
  return `k${grade}`;
}
