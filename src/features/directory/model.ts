/** The directory's words and rules, without a database. */
import type { ContentLanguage } from '#platform/i18n.ts';

/** Kinds of organisation: a closed list. None of them is a group of persons outside the official structure. */
export const organisationKinds = ['district', 'department', 'school', 'grade', 'class'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const positions = ['pupil', 'teacher', 'class_teacher', 'head', 'staff'] as const;
export type Position = (typeof positions)[number];

export const personStates = ['active', 'left'] as const;
export type PersonState = (typeof personStates)[number];

export type ContactKind = 'email' | 'sms' | 'push';
/** What can be written down; a browser says by itself how it is reached. */
export type WrittenKind = Exclude<ContactKind, 'push'>;

/**
 * The kinds of contact point that reach anybody here. Text messages need a gateway: without one, whoever has only a phone
 * number is nobody's recipient and gets paper. Mail waits in the queue for its server. Push needs nothing to be set up.
 */
export function kindsInUse(config: { sms?: unknown }): readonly ContactKind[] {
  return config.sms ? ['email', 'sms', 'push'] : ['email', 'push'];
}

/** An organisation in the tree. `path` is made of the ids from the root down, such as `1.7.31`. */
export interface Organisation {
  id: number;
  parentId: number | null;
  kind: OrganisationKind;
  name: string;
  path: string;
  /** The day on which it was closed. */
  endedOn: string | null;
}

/** What an audience may be made of. Never a list of persons (product.md, rule 2). */
export const audienceRoles = ['guardians', 'pupils', 'teachers', 'heads'] as const;
export type AudienceRole = (typeof audienceRoles)[number];

/** The people of one role in one organisation and all below it. */
export interface AudienceClause {
  organisationId: number;
  role: AudienceRole;
}

/**
 * Whoever is in an included clause, without the excluded ones. Guardians are reached through their pupils, so excluding
 * `guardians` takes away those pupils as a reason: a guardian with another child in the audience still gets the message.
 * Excluding pupils, teachers or heads takes away the persons themselves, by whatever way they are in the audience.
 */
export interface Audience {
  include: AudienceClause[];
  exclude: AudienceClause[];
}

/** Positions that make a person a member of an audience role; guardians have none of their own. */
export const positionsOf: Readonly<Record<Exclude<AudienceRole, 'guardians'>, readonly Position[]>> = {
  pupils: ['pupil'],
  teachers: ['teacher', 'class_teacher'],
  heads: ['head'],
};

/** Channels as they stand in deliveries. */
export const channels = { none: 0, email: 1, sms: 2 } as const;

/** True if something dated holds on a day: from its first day on, and before the day on which it ends. */
export function inForce(dates: { startsOn: string; endsOn: string | null }, today: string): boolean {
  return dates.startsOn <= today && (dates.endsOn === null || dates.endsOn > today);
}

/** A person for pages and lists. */
export interface PersonName {
  id: number;
  name: string;
}

/** Where a message can be sent, and whether it may. */
export interface ContactPoint {
  id: number;
  kind: ContactKind;
  address: string;
  rank: number;
  verifiedAt: Date | null;
  bouncedAt: Date | null;
  bounceReason: string | null;
  optedOutAt: Date | null;
  origin: 'roster' | 'desk' | 'person';
}

/** Usable: it neither bounced nor was opted out. */
export function isUsable(point: Pick<ContactPoint, 'bouncedAt' | 'optedOutAt'>): boolean {
  return point.bouncedAt === null && point.optedOutAt === null;
}

/** A sending's address and language for one person. */
export interface Recipient {
  personId: number;
  name: string;
  language: ContentLanguage | null;
  linkEpoch: number;
  state: PersonState;
  address: string | null;
  kind: ContactKind | null;
}
