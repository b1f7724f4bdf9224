/** What queries bring and pages show. */
import type { ContentLanguage } from '#platform/i18n.ts';
import type { ContactKind, Organisation, PersonState, Position } from '../model.ts';

export interface SearchKey {
  branch: number;
  name: string;
  id: number;
}

export interface FoundPerson {
  id: number;
  name: string;
  state: PersonState;
  memberships: { position: Position; organisationId: number; organisation: string; school: string | null }[];
  /** Names of the pupils within the reach whose guardian the person is. */
  guardianOf: string[];
  key: SearchKey;
}

export interface Counts {
  pupils: number;
  guardians: number;
  /** Of the guardians, those without a usable contact point. */
  unreachable: number;
  staff: number;
}

export interface CountedOrganisation extends Organisation {
  classes: number;
  counts: Counts | null;
  countedAt: Date | null;
}

export interface ClassFigures {
  id: number;
  parentId: number;
  kind: 'grade' | 'class';
  name: string;
  classTeachers: string[];
  pupils: number;
  guardians: number;
  unreachable: number;
}

export interface StaffRow {
  membershipId: number;
  personId: number;
  name: string;
  /** By which lists of staff are ordered and paged. */
  pinyin: string;
  position: Position;
  organisationId: number;
  organisation: string;
}

/** Of the numbers and addresses of a person, what a list says. */
export interface ListedGuardian {
  id: number;
  name: string;
  mayReceive: boolean;
  phones: string[];
  /** Kind of the contact point that a message would take, or null. */
  reachedBy: ContactKind | null;
  bounced: boolean;
  optedOut: boolean;
}

export interface ListedPupil {
  id: number;
  name: string;
  guardians: ListedGuardian[];
}

export interface PersonRecord {
  id: number;
  name: string;
  language: ContentLanguage | null;
  state: PersonState;
  /** The day on which the person leaves or has left, if the desk said so. */
  leavesOn: string | null;
  /** Some kinds of notice are not wanted by some channel. */
  refusesSome: boolean;
  /** An organisation of the reach to which the person belongs, for the record of who saw what. */
  organisationId: number | null;
}

export interface MembershipRecord {
  id: number;
  personId: number;
  position: Position;
  organisationId: number;
  organisation: string;
  kind: string;
  school: string | null;
  startsOn: string;
  endsOn: string | null;
}

export interface GuardianshipRecord {
  id: number;
  guardianId: number;
  guardianName: string;
  pupilId: number;
  pupilName: string;
  mayReceive: boolean;
  mayAct: boolean;
  startsOn: string;
  endsOn: string | null;
}

export interface AcademicSession {
  id: number;
  parentId: number | null;
  kind: 'school_year' | 'term';
  name: string;
  startsOn: string;
  /** The last day. */
  endsOn: string;
}
