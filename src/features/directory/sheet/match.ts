/** Who in the directory a row means. Pure: the school as it stands comes in, rows for staging go out. */

import type { Findings } from '../roster/trouble.ts';
import { type ClassName, gradeOf, readClass, sameClass } from './classes.ts';
import type { SheetGuardian, SheetPerson } from './rows.ts';

export interface KnownPerson {
  personId: number;
  sourceId: string;
  familyName: string;
  givenName: string;
  name: string;
  phones: string[];
}

export interface KnownMember extends KnownPerson {
  /** Open memberships in the school, with the roster's ids of them. */
  memberships: { sourceId: string | null; organisationId: number; position: string }[];
  /** Has something to do elsewhere, too. */
  elsewhere: boolean;
}

export interface KnownGuardian extends KnownPerson {
  pupilIds: number[];
  elsewhere: boolean;
}

export interface KnownOrganisation {
  id: number;
  sourceId: string;
  kind: string;
  name: string;
  parentId: number | null;
}

export interface KnownSchool {
  school: KnownOrganisation;
  organisations: KnownOrganisation[];
  members: KnownMember[];
  guardians: KnownGuardian[];
}

/** A class of the directory with the name that its grade above gives it. */
export interface KnownClass extends KnownOrganisation {
  className: ClassName;
}

export function classesOf({ organisations }: KnownSchool): KnownClass[] {
  const byId = new Map(organisations.map((one) => [one.id, one]));
  return organisations
    .filter((one) => one.kind === 'class')
    .map((one) => {
      const above = one.parentId === null ? undefined : byId.get(one.parentId);
      return { ...one, className: readClass(one.name, above?.kind === 'grade' ? above.name : '') };
    });
}

export function gradesOf({ organisations }: KnownSchool): (KnownOrganisation & { grade: number | null })[] {
  return organisations.filter((one) => one.kind === 'grade').map((one) => ({ ...one, grade: gradeOf(one.name) }));
}

/** Who a row is, with the class of the directory if it has it already. */
export interface Matched {
  row: SheetPerson;
  known: KnownMember | undefined;
  schoolClass: KnownClass | undefined;
}

/** The id under which a pupil with a number of the school's own is kept. */
export function numberedId(schoolId: number, number: string): string {
  return `sheet:${schoolId}:${number.toLowerCase()}`;
}

/**
 * Pupils: by number, else by class and name, else by a name that the school has once only (a change of class). Staff: by
 * name, and where two share it by a phone. Whatever could mean two people is refused.
 */
export function matchPeople(
  known: KnownSchool,
  rows: readonly SheetPerson[],
  pupils: boolean,
  findings: Findings,
): Matched[] {
  const classes = classesOf(known);
  const isPupil = (member: KnownMember) => member.memberships.some((m) => m.position === 'pupil');
  const members = known.members.filter((member) => isPupil(member) === pupils);
  const byName = groupBy(members, (member) => member.name);
  const rowsByName = groupBy(rows, (row) => row.name);
  const byId = new Map(members.map((member) => [member.sourceId, member]));
  const taken = new Map<number, SheetPerson>();
  const claim = (row: SheetPerson, member: KnownMember | undefined): KnownMember | undefined => {
    if (!member) return undefined;
    if (taken.has(member.personId)) refuse(row, 'sheetTwice');
    taken.set(member.personId, row);
    return member;
  };
  const refuse = (row: SheetPerson, key: string) => findings.problem(row.sheet, row.line, null, key);
  twins(rows, pupils, refuse);
  const numbered = (row: SheetPerson) => (row.number ? byId.get(numberedId(known.school.id, row.number)) : undefined);
  const first = rows.map((row): Matched => {
    const schoolClass = row.className
      ? classes.find((one) => sameClass(one.className, row.className as ClassName))
      : undefined;
    return { row, schoolClass, known: claim(row, numbered(row)) };
  });
  const free = (row: SheetPerson) =>
    (byName.get(row.name) ?? []).filter(
      (one) => !taken.has(one.personId) && !(row.number && isNumbered(known.school.id, one.sourceId)),
    );
  for (const match of first) {
    if (match.known) continue;
    const { row, schoolClass } = match;
    const same = free(row);
    const near = pupils
      ? same.filter((one) => one.memberships.some((m) => m.organisationId === schoolClass?.id))
      : same;
    if (near.length === 1) match.known = claim(row, near[0]);
    else if (near.length > 1) {
      const phones = new Set([...row.phones, ...row.guardians.flatMap((guardian) => guardian.phones)]);
      const reached = near.filter((one) => phonesOfFamily(known, one).some((phone) => phones.has(phone)));
      if (reached.length === 1) match.known = claim(row, reached[0]);
      else refuse(row, pupils ? 'sheetAmbiguousPupil' : 'sheetAmbiguousStaff');
    }
  }
  if (!pupils) return first;
  // Who changed the class: one in the school and one in the sheet of that name are left.
  const open = first.filter((match) => !match.known);
  for (const match of open) {
    const same = free(match.row);
    const [only] = same;
    const alone = (rowsByName.get(match.row.name) ?? []).filter((row) =>
      open.some((one) => one.row === row && !one.known),
    );
    if (only && same.length === 1 && alone.length === 1) match.known = claim(match.row, only);
    else if (same.length > 0 && !match.row.number) refuse(match.row, 'sheetAmbiguousMove');
  }
  return first;
}

function isNumbered(schoolId: number, sourceId: string): boolean {
  return sourceId.startsWith(`sheet:${schoolId}:`) && !sourceId.startsWith(`sheet:${schoolId}:-`);
}

/** Two rows that nothing tells apart. */
function twins(rows: readonly SheetPerson[], pupils: boolean, refuse: (row: SheetPerson, key: string) => void): void {
  const keyOf = (row: SheetPerson) => {
    if (row.number) return `#${row.number.toLowerCase()}`;
    const { grade = null, number = null, plain = '' } = row.className ?? {};
    return pupils ? `${row.name} ${grade} ${number ?? plain}` : `${row.name} ${row.phones.join()}`;
  };
  for (const same of groupBy(rows, keyOf).values()) {
    for (const row of same.slice(1)) refuse(row, row.number ? 'sheetNumberTwice' : 'sheetTwice');
  }
}

function phonesOfFamily({ guardians }: KnownSchool, member: KnownMember): string[] {
  return [
    ...member.phones,
    ...guardians.filter((one) => one.pupilIds.includes(member.personId)).flatMap((one) => one.phones),
  ];
}

/** The guardian of a pupil whom a cell means: by name, else by number (a name that was mended). */
export function matchGuardian(
  known: KnownSchool,
  pupil: KnownMember | undefined,
  wanted: SheetGuardian,
): KnownGuardian | undefined {
  const own = pupil ? known.guardians.filter((one) => one.pupilIds.includes(pupil.personId)) : [];
  const shares = (one: KnownPerson) => wanted.phones.some((phone) => one.phones.includes(phone));
  return (
    own.find((one) => one.name === wanted.name) ??
    known.guardians.find((one) => one.name === wanted.name && shares(one)) ??
    own.find((one) => shares(one) && own.filter(shares).length === 1 && similar(one.name, wanted.name))
  );
}

/** 王强 and 王小强 may be one; 王强 and 李芳, who share a phone, are not. */
function similar(one: string, other: string): boolean {
  return one[0] === other[0];
}

export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
