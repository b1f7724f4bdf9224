/** A notice as the rest of the feature sees it, and the rules about its audience, its size and its days. */
import { addDays } from '#platform/days.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Rule } from '../register/model/rule.ts';
import type { Slip } from '../slips/model/slip.ts';
import type { Kind, Request } from './kinds.ts';
import type { State } from './states.ts';

export interface Notice {
  id: number;
  districtId: number;
  organisationId: number;
  organisationPath: string;
  kind: Kind;
  /** As it goes out; null as well while the serial is still to be given. */
  number: string | null;
  /** The same for English texts, if the office's code has a spelling for them. */
  numberLatin: string | null;
  /** The series from which it gets its number at publication. */
  numberCodeId: number | null;
  numberCode: string | null;
  state: State;
  revision: number;
  authorId: number;
  approverId: number | null;
  request: Request;
  deadlineOn: string | null;
  isPublic: boolean;
  mainLanguage: ContentLanguage;
  frozenSize: number | null;
  frozenHash: Buffer | null;
  confirmedSize: number | null;
  isOwnClass: boolean;
  publishAt: Date | null;
  publishedAt: Date | null;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  messageId: number | null;
  version: number;
  correctedAt: Date | null;
  correctionReason: string | null;
  /** Who gets a message about the correction. */
  correctionTold: 'nobody' | 'acknowledged' | 'everybody' | null;
  correctionRenews: boolean;
  correctionMessageId: number | null;
  /** Of a notice that passes another one on: which, in which version, and the own words before it. */
  forwardsId: number | null;
  forwardsVersion: number | null;
  preface: string | null;
  /** When one person published it alone, who, and why it could not wait. */
  urgentAt: Date | null;
  urgentBy: number | null;
  urgentReason: string | null;
  countersignedAt: Date | null;
  /** When it was last told that a day went by without a countersignature. */
  escalatedAt: Date | null;
  /** The last day on which it holds. */
  expiresOn: string | null;
  /** The last day on which it stands on top of the public list. */
  pinnedUntil: string | null;
  /** Of a correction that is being written: the notice that it corrects. */
  correctsId: number | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface Text {
  language: ContentLanguage;
  title: string;
  body: string;
  /** A translation, and the main text was changed since it was made. */
  isOlder?: boolean;
}

export interface Attachment {
  id: number;
  name: string;
  mediaType: string;
  size: number;
  /** Hexadecimal. */
  sha256: string;
}

/** The notice read out in one language. */
export interface Recording {
  id: number;
  language: ContentLanguage;
  mediaType: string;
  size: number;
  seconds: number;
  /** Hexadecimal. */
  sha256: string;
  /** The text was changed since it was read out. */
  isOlder: boolean;
}

export const roles = ['guardians', 'pupils', 'teachers', 'heads'] as const;
export type AudienceRole = (typeof roles)[number];
export interface Clause {
  organisationId: number;
  role: AudienceRole;
}
export interface Audience {
  include: Clause[];
  exclude: Clause[];
}

export interface Event {
  id: number;
  at: Date;
  accountId: number | null;
  kind: string;
  comment: string | null;
  detail: Record<string, string | number | boolean | null>;
}

/** All that makes up one notice. */
export interface Whole {
  notice: Notice;
  texts: Text[];
  attachments: Attachment[];
  recordings: Recording[];
  audience: Audience;
  /** The form that goes with it, where its request is a slip. */
  slip: Slip | null;
  /** Whose text it carries, where it passes a notice on. */
  forwarded: Forwarded | null;
  /** What the register of rules says of it, where it is a rule. */
  rule?: Rule | null;
}

export interface Forwarded {
  id: number;
  office: string;
  number: string | null;
  publishedAt: Date;
  isPublic: boolean;
}

/** The order in which content languages are listed. */
export const languageOrder: readonly ContentLanguage[] = ['zh-CN', 'en', 'bo', 'qxs'];

/** The text for a reader: their own language, else the notice's main language, else the first there is. */
export function textFor(whole: Pick<Whole, 'notice' | 'texts'>, wanted: string | null | undefined): Text | undefined {
  const of = (language: string | null | undefined) => whole.texts.find((text) => text.language === language);
  return of(wanted) ?? of(whole.notice.mainLanguage) ?? whole.texts[0];
}

export const fewestPeople = 5;
/** Above this share a move of the audience's size asks a person. */
const largestMove = 0.1;

/** The size that a person approved or confirmed last. */
export function agreedSize(notice: Pick<Notice, 'frozenSize' | 'confirmedSize'>): number {
  return notice.confirmedSize ?? notice.frozenSize ?? 0;
}

/** Whether the size moved by over 10 % since a person agreed to it. */
export function movedTooFar(agreed: number, now: number): boolean {
  return Math.abs(now - agreed) > agreed * largestMove;
}

/** Whether so few may be addressed: 5 people at least, except in one's own class (product.md, rule 2). */
export function largeEnough(people: number, ownClass: boolean): boolean {
  return people >= fewestPeople || (ownClass && people > 0);
}

/** True if an audience lies wholly in classes that the writer teaches. */
export function onlyOwnClasses(audience: Audience, ownClassIds: readonly number[]): boolean {
  return audience.include.length > 0 && audience.include.every((c) => ownClassIds.includes(c.organisationId));
}

/** Who joins the audience of a notice without a deadline gets it for so many days after it came out. */
export const daysOpenWithoutDeadline = 30;

const daysOfNamesWithoutDeadline = 14;

/**
 * The last local day on which names of people still to be reached are shown: the deadline's, and of notices without one
 * two weeks after publication.
 */
export function namesUntil(notice: Pick<Notice, 'deadlineOn'>, publishedOn: string): string {
  return notice.deadlineOn ?? addDays(publishedOn, daysOfNamesWithoutDeadline);
}

/** Milliseconds in which a second person countersigns what one published alone. */
export const countersignWithin = 24 * 3600 * 1000;

/** Whether one person published it and no second one stands for it yet. */
export function awaitsCountersign(notice: Pick<Notice, 'state' | 'urgentAt' | 'countersignedAt'>): boolean {
  return notice.state === 'published' && notice.urgentAt !== null && notice.countersignedAt === null;
}

export const mostDaysToExpiry = 3 * 366;
export const mostDaysOfPin = 60;
/** More on top would hide each other. */
export const mostPins = 3;

/** Whether its last day has passed: out of the front page, no reminders, still readable. */
export function isExpired(notice: Pick<Notice, 'expiresOn'>, today: string): boolean {
  return notice.expiresOn !== null && notice.expiresOn < today;
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export const limits = {
  title: 120,
  body: 20_000,
  attachments: 10,
  attachmentBytes: 20 * 1024 * 1024,
  comment: 2000,
  preface: 1000,
};
