/** What the matched rows become in the roster's staging tables. Pure but for `put`. */
import { pinyinOf, pinyinOfOrganisation } from '../names.ts';
import { fullNameOf } from '../roster/model.ts';
import type { Put } from '../roster/readers.ts';
import { classTitle, gradeTitle } from './classes.ts';
import {
  gradesOf,
  type KnownMember,
  type KnownPerson,
  type KnownSchool,
  type Matched,
  matchGuardian,
  numberedId,
} from './match.ts';
import type { Contacts, SheetGuardian, SheetPerson } from './rows.ts';

/** What a sheet says about those who are not in it: nothing, that they left the classes in it, or the school. */
export const scopes = ['additions', 'classes', 'school'] as const;
export type Scope = (typeof scopes)[number];

export interface Elsewhere {
  sourceId: string;
  name: string;
  phone: string;
  familyName: string;
  givenName: string;
}

interface Staging {
  known: KnownSchool;
  pupils: boolean;
  scope: Scope;
  /** People of other schools with the same name and number, by both. */
  elsewhere: readonly Elsewhere[];
  /** Makes ids of people without one. */
  newId: () => string;
}

export function stageRows(matched: readonly Matched[], staging: Staging, put: Put): void {
  const stage = new Stage(staging, put);
  for (const match of matched) stage.person(match);
  if (staging.scope !== 'additions') stage.leavers(matched);
}

class Stage {
  private readonly staging: Staging;
  private readonly put: Put;
  private readonly made = new Map<string, string>();
  private readonly staged = new Set<string>();
  private readonly newGuardians = new Map<string, string>();

  constructor(staging: Staging, put: Put) {
    this.staging = staging;
    this.put = put;
  }

  person({ row, known, schoolClass }: Matched): void {
    const { pupils, newId } = this.staging;
    const { school } = this.staging.known;
    const sourceId =
      known?.sourceId ?? (row.number ? numberedId(school.id, row.number) : `sheet:${school.id}:-${newId()}`);
    this.put('roster_person', [
      row.line,
      sourceId,
      false,
      ...nameParts(row.name, known),
      row.language,
      school.sourceId,
    ]);
    this.contacts(row.line, sourceId, row);
    const classId = row.className ? (schoolClass?.sourceId ?? this.newClass(row)) : undefined;
    if (pupils) this.pupilOf(row, sourceId, known, classId as string);
    else this.staffOf(row, sourceId, known, classId);
    if (!pupils) return;
    for (const guardian of row.guardians) this.guardian(row.line, sourceId, known, guardian);
  }

  private contacts(line: number, sourceId: string, { phones, email }: Contacts): void {
    phones.forEach((phone, rank) => {
      this.put('roster_contact', [line, sourceId, 'sms', phone, rank]);
    });
    if (email) this.put('roster_contact', [line, sourceId, 'email', email, 0]);
  }

  /** A class that the school doesn't have, below its grade if the name says one. */
  private newClass(row: SheetPerson): string {
    const { known } = this.staging;
    const name = row.className as NonNullable<SheetPerson['className']>;
    const key = name.number === null ? name.plain : `${name.grade ?? ''}-${name.number}`;
    const before = this.made.get(key);
    if (before) return before;
    const sourceId = `class:sheet-${known.school.id}-${key}`;
    this.made.set(key, sourceId);
    const grade = name.grade === null ? undefined : this.gradeOf(name.grade, row.line);
    this.organisation('class', row.line, sourceId, classTitle(name, row.classWritten), grade ?? known.school.sourceId);
    return sourceId;
  }

  private gradeOf(grade: number, line: number): string {
    const { known } = this.staging;
    const there = gradesOf(known).find((one) => one.grade === grade)?.sourceId ?? this.made.get(`grade ${grade}`);
    if (there) return there;
    const sourceId = `grade:sheet-${known.school.id}-${grade}`;
    this.made.set(`grade ${grade}`, sourceId);
    this.organisation('grade', line, sourceId, gradeTitle(grade), known.school.sourceId);
    return sourceId;
  }

  private organisation(kind: string, line: number, sourceId: string, name: string, above: string): void {
    const { pinyin, initials } = pinyinOfOrganisation(name);
    this.put('roster_organisation', ['classes', line, sourceId, false, kind, name, pinyin, initials, null, above]);
  }

  private pupilOf(row: SheetPerson, sourceId: string, known: KnownMember | undefined, classId: string): void {
    const enrolled = known?.memberships.find((m) => m.position === 'pupil' && m.sourceId?.startsWith('enrollment:'));
    const id = enrolled?.sourceId?.slice('enrollment:'.length) ?? sourceId;
    const { school } = this.staging.known;
    this.put('roster_enrollment', [
      row.line,
      id,
      false,
      sourceId,
      'pupil',
      classId,
      school.sourceId,
      row.startsOn,
      null,
    ]);
  }

  private staffOf(row: SheetPerson, sourceId: string, known: KnownMember | undefined, classId?: string): void {
    const { school, organisations } = this.staging.known;
    const has = (position: string, organisationId?: number) =>
      known?.memberships.some(
        (m) => m.position === position && (organisationId === undefined || m.organisationId === organisationId),
      );
    if (row.position === 'class_teacher' && classId) {
      const there = organisations.find((one) => one.sourceId === classId)?.id;
      if (there !== undefined && has('class_teacher', there)) return;
      const id = `sheet-t-${sourceId}-${classId}`;
      this.put('roster_enrollment', [
        row.line,
        id,
        false,
        sourceId,
        'class_teacher',
        classId,
        school.sourceId,
        row.startsOn,
        null,
      ]);
      return;
    }
    // A class teacher is a teacher; nothing of what the school gave is taken away by a word in a column.
    if (has(row.position) || (row.position === 'teacher' && known && known.memberships.length > 0)) return;
    const id = `sheet-${row.position}-${sourceId}`;
    this.put('roster_role', [row.line, id, false, sourceId, row.position, school.sourceId, '', row.startsOn, null]);
  }

  private guardian(line: number, pupilId: string, pupil: KnownMember | undefined, wanted: SheetGuardian): void {
    const { known, elsewhere, newId } = this.staging;
    const there = matchGuardian(known, pupil, wanted);
    const other = there
      ? undefined
      : elsewhere.find((one) => one.name === wanted.name && wanted.phones.includes(one.phone));
    // Brothers and sisters in one sheet: the same name with the same number is one person.
    const keys = wanted.phones.map((phone) => `${wanted.name} ${phone}`);
    const before = keys.map((key) => this.newGuardians.get(key)).find(Boolean);
    const { school } = known;
    const sourceId = there?.sourceId ?? other?.sourceId ?? before ?? `sheet:${school.id}:-g${newId()}`;
    if (!there && !other) for (const key of keys) this.newGuardians.set(key, sourceId);
    this.put('roster_agent', [line, pupilId, sourceId]);
    if (this.staged.has(sourceId)) return;
    this.staged.add(sourceId);
    const role = `sheet-g-${sourceId}`;
    this.put('roster_role', [line, role, false, sourceId, 'guardian', school.sourceId, '', null, null]);
    // Whoever belongs to another school is not changed from here.
    if (other) return;
    this.put('roster_person', [line, sourceId, false, ...nameParts(wanted.name, there), null, school.sourceId]);
    this.contacts(line, sourceId, wanted);
  }

  /** Those of the classes or the school whom the sheet doesn't name, and guardians who have nobody left. */
  leavers(matched: readonly Matched[]): void {
    const { known, pupils, scope } = this.staging;
    const stay = new Set(matched.map((match) => match.known?.personId));
    const classes = new Set(matched.map((match) => match.schoolClass?.id));
    const gone = known.members.filter((member) => {
      if (stay.has(member.personId)) return false;
      const own = member.memberships.filter((m) => (m.position === 'pupil') === pupils);
      if (scope === 'school') return own.length > 0;
      return own.some((m) => classes.has(m.organisationId));
    });
    for (const member of gone) this.leave(member);
    if (!pupils) return;
    const left = new Set(gone.map((member) => member.personId));
    for (const guardian of known.guardians) {
      const alone = guardian.pupilIds.every((id) => left.has(id));
      if (alone && !guardian.elsewhere && !this.staged.has(guardian.sourceId)) this.deletePerson(guardian.sourceId);
    }
  }

  private leave(member: KnownMember): void {
    const { pupils } = this.staging;
    const both = new Set(member.memberships.map((m) => m.position === 'pupil')).size > 1;
    if (!member.elsewhere && !both) {
      this.deletePerson(member.sourceId);
      return;
    }
    for (const { sourceId, position } of member.memberships) {
      if ((position === 'pupil') !== pupils || !sourceId) continue;
      const [kind, id] = [sourceId.slice(0, sourceId.indexOf(':')), sourceId.slice(sourceId.indexOf(':') + 1)];
      if (kind === 'enrollment')
        this.put('roster_enrollment', [0, id, true, member.sourceId, null, '', '', null, null]);
      else this.put('roster_role', [0, id, true, member.sourceId, null, '', '', null, null]);
    }
  }

  private deletePerson(sourceId: string): void {
    this.put('roster_person', [0, sourceId, true, '', '', '', '', '', '', null, '']);
  }
}

/** Family, given and full name with its letters. A name that is the same stays as it was divided before. */
function nameParts(name: string, known: KnownPerson | undefined): string[] {
  const [family, given] = known?.name === name ? [known.familyName, known.givenName] : divided(name);
  const full = known?.name === name ? name : fullNameOf(family, given);
  const letters = pinyinOf(full);
  return [family, given, full, letters.pinyin, letters.initials, letters.given];
}

const compound = /^(欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|长孙|宇文|司徒|令狐|东方)/;

/** A written name as family and given name. */
export function divided(name: string): [string, string] {
  const words = name.split(' ');
  if (words.length > 1) return [words.at(-1) as string, words.slice(0, -1).join(' ')];
  const letters = [...name];
  if (!/\p{Script=Han}/u.test(name) || letters.length < 2) return [name, ''];
  const long = letters.length > 2 && compound.test(name);
  // Tibetan names in Chinese characters (索朗央金) are two words, none of them a family's.
  const split = long || letters.length > 3 ? 2 : 1;
  return [letters.slice(0, split).join(''), letters.slice(split).join('')];
}
