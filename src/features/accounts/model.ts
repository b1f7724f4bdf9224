/** Rules of accounts that need no database. Pure. */
import type { Role } from '#platform/access.ts';

/** Given and taken by two people (product.md). */
export const twoPersonRoles: readonly Role[] = ['ombudsperson', 'auditor'];

/** Roles that an administrator gives; `teacher` comes by itself with the position of class teacher. */
export const givenRoles: readonly Role[] = [
  'administrator',
  'editor',
  'approver',
  'case_handler',
  'safety_officer',
  'incident_officer',
  'operator',
  'ombudsperson',
  'auditor',
];

/**
 * Roles that a stand-in can hold for somebody. Not those of two people; and not the administrator's, who could otherwise
 * be both of the two.
 */
export const stoodInRoles = givenRoles.filter((role) => !twoPersonRoles.includes(role) && role !== 'administrator');

/**
 * Roles that can be taken in an emergency: none that opens the voice or the audit, and not the administrator's, who
 * could give themselves such a one. When the last administrator is lost, the console makes another.
 */
export const emergencyRoles: readonly Role[] = ['editor', 'approver', 'safety_officer', 'incident_officer', 'operator'];
export const emergencyHours = [1, 4, 8] as const;

/** A stand-in is for an absence, not for good. */
export const longestStandInDays = 92;

/** Roles that a claim of the identity provider can give: never those of two people. */
export const mappedRoles: readonly Role[] = [
  ...givenRoles.filter((role) => !twoPersonRoles.includes(role) && role !== 'administrator'),
  'administrator',
];

export function needsTwo(role: Role): boolean {
  return twoPersonRoles.includes(role);
}

const hour = 3_600_000;
/** A session ends after so long without a request. */
export const sessionIdleMs = 12 * hour;
/** And after so long in any case. */
export const sessionLongestMs = 7 * 24 * hour;
/** How often the last request of a session is written down. */
export const sessionTouchMs = 5 * 60_000;
/** Between the password and the code. */
export const secondStepMs = 5 * 60_000;

/** How long a proof of who one is counts for dangerous acts. */
export const proofLifeMs = 10 * 60_000;

/** A role by a claim holds so long after the last sign-in through the provider. */
export const mappedGrantMs = 30 * 24 * hour;

export const linkLifeMs = { first_administrator: 24 * hour, invitation: 72 * hour, reset: 24 * hour } as const;
export type LinkPurpose = keyof typeof linkLifeMs;
export type ResetPart = 'password' | 'totp' | 'both';

/** Failed attempts that are allowed within the window; then one waits until the oldest has left it. */
export const attemptWindowMs = 15 * 60_000;
export const attemptLimits = { login: 5, code: 5, link: 10, address: 60, mailed: 3, mailing: 30 } as const;
export type AttemptKind = keyof typeof attemptLimits;

export type AccountState = 'invited' | 'active' | 'disabled';
/** What may follow on what. */
export const accountMoves: Readonly<Record<AccountState, readonly AccountState[]>> = {
  invited: ['active', 'disabled'],
  active: ['disabled'],
  disabled: ['active', 'invited'],
};

/** Where to go after sign-in: an address of this site, else the desk. */
export function safeNext(next: string | undefined): string {
  if (!next || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/desk';
  if (/^\/(sign-in|sign-out|language)([/?]|$)/.test(next)) return '/desk';
  return next;
}

/** "Firefox, Windows": enough to know one's own device again, and no more. */
export function deviceLabel(userAgent: string | undefined): string {
  const agent = userAgent ?? '';
  const browser = firstMatch(agent, [
    ['MicroMessenger', 'WeChat'],
    ['Edg', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ]);
  const system = firstMatch(agent, [
    ['HarmonyOS', 'HarmonyOS'],
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS X', 'macOS'],
    ['Linux', 'Linux'],
  ]);
  return [browser, system].filter(Boolean).join(', ');
}

function firstMatch(text: string, names: [string, string][]): string | undefined {
  return names.find(([mark]) => text.includes(mark))?.[1];
}

/** What a one-time link asks of the one who uses it. */
export interface LinkNeeds {
  identity: boolean;
  newPassword: boolean;
  currentPassword: boolean;
  newTotp: boolean;
}

/** A reset renews one half and asks for the other; both at once only for a link that went to the roster's address. */
export function needsOf(purpose: LinkPurpose, reset: ResetPart | null): LinkNeeds {
  return {
    identity: purpose === 'first_administrator',
    newPassword: reset !== 'totp',
    currentPassword: reset === 'totp',
    newTotp: reset !== 'password',
  };
}

export interface OpenLink {
  id: number;
  purpose: LinkPurpose;
  reset: ResetPart | null;
  accountId: number | null;
  login: string | null;
  displayName: string | null;
  language: string | null;
}

export interface AccountRow {
  id: number;
  personId: number | null;
  login: string;
  displayName: string;
  language: 'zh-CN' | 'en' | null;
  state: AccountState;
  email: string | null;
  createdAt: Date;
}

/** A line of the list of accounts. */
export interface AccountLine {
  id: number;
  name: string;
  login: string;
  state: AccountState;
  /** Roles in force within the reader's reach, with the organisation's name. */
  roles: { role: Role; organisation: string }[];
  pending: number;
}

export interface GrantRow {
  id: number;
  accountId: number;
  role: Role;
  organisationId: number;
  organisationName: string;
  path: string;
  membershipId: number | null;
  position: string | null;
  givenBy: number | null;
  givenAt: Date;
  confirmedBy: number | null;
  confirmedAt: Date | null;
  endingProposedBy: number | null;
  endedBy: number | null;
  endedAt: Date | null;
  /** Given by a claim of the identity provider. */
  bySignOn: boolean;
  /** Taken by the holder in an emergency, for hours. */
  inEmergency: boolean;
  inForce: boolean;
}

export type GrantState = 'in_force' | 'to_confirm' | 'ending' | 'lapsed' | 'ended';

export function grantState(grant: GrantRow): GrantState {
  if (grant.endedAt) return 'ended';
  if (needsTwo(grant.role) && !grant.confirmedAt) return 'to_confirm';
  if (!grant.inForce) return 'lapsed';
  return grant.endingProposedBy ? 'ending' : 'in_force';
}

/** Somebody stands in for somebody. */
export interface StandIn {
  id: number;
  accountId: number;
  giver: string;
  standInId: number;
  standIn: string;
  organisationId: number;
  organisation: string;
  path: string;
  startsOn: string;
  endsOn: string;
}

/** An emergency access, now or in the past. */
export interface Emergency {
  id: number;
  accountId: number;
  name: string;
  role: Role;
  organisationId: number;
  organisation: string;
  path: string;
  reason: string;
  givenAt: Date;
  holdsUntil: Date;
  endedAt: Date | null;
}

/** A grant in a review. */
export interface ReviewItem {
  grantId: number;
  accountId: number;
  name: string;
  role: Role;
  organisation: string;
  path: string;
  givenAt: Date;
  keptBy: number | null;
}

export interface Review {
  id: number;
  beginsOn: string;
  dueOn: string;
  remindedOn: string | null;
}

/** A value of the provider's claim, and the role that it gives. */
export interface SignOnRole {
  id: number;
  claimValue: string;
  role: Role;
  organisationId: number;
  organisation: string;
  /** How many accounts hold it now. */
  held: number;
}

/** A passkey as its owner sees it. */
export interface PasskeyRow {
  id: number;
  accountId: number;
  name: string;
  createdAt: Date;
  lastUsedOn: string | null;
}

export interface SessionRow {
  id: number;
  device: string;
  createdAt: Date;
  lastSeenAt: Date;
}

/** A membership on which a grant can stand. */
export interface Footing {
  membershipId: number;
  position: string;
  organisationId: number;
  organisationName: string;
  path: string;
}

/** How long a review is open, and how many days before its end it is spoken of again. */
export const reviewDays = 30;
export const reviewReminderDays: readonly number[] = [14, 7, 1];

/** The half-year of a day, by its first day: from March, and from September. */
export function reviewPeriod(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  if (month < 3) return `${year - 1}-09-01`;
  return month < 9 ? `${year}-03-01` : `${year}-09-01`;
}
