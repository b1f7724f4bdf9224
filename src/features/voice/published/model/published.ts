/** Published questions and answers, and what is prepared to become one. Days are `YYYY-MM-DD`. */
import type { Case } from '../../model/case.ts';

export const longestTitle = 120;
export const longestChange = 500;

/** So many days the person has to look at the text before it is out. */
export const lookDays = 7;

/**
 * Why a published answer was taken back, told in its place: `permission`: the person no longer allows it · `private_data`:
 * something in it told of a person · `wrong`: it was not right and can't be corrected · `outdated`: it no longer holds.
 */
export const withdrawalGrounds = ['private_data', 'wrong', 'outdated'] as const;
export type WithdrawalGround = (typeof withdrawalGrounds)[number] | 'permission';

export interface PublicText {
  language: 'zh-CN' | 'en';
  title: string;
  question: string;
  answer: string;
}

/** What is prepared for one case. */
export interface Publication extends PublicText {
  revision: number;
  day: string;
  writers: readonly number[];
  /** Of a correction: what changed. */
  change: string | null;
  /** Printed with this text, since the person wants it. */
  printedName: string | null;
  approvedOn: string | null;
  /** When the daily run publishes it; none until a second person has looked. */
  publishOn: string | null;
}

/** One published answer; a withdrawn one has no texts. */
export interface Published {
  seq: number;
  number: string;
  caseId: string;
  officeId: number;
  office: string;
  category: string;
  titles: Record<string, string>;
  language: 'zh-CN' | 'en';
  version: number;
  publishedOn: string;
  correctedOn: string | null;
  withdrawnOn: string | null;
  withdrawnGround: WithdrawalGround | null;
  withdrawnReason: string | null;
  title: string | null;
  question: string | null;
  answer: string | null;
  printedName: string | null;
}

/** A row of the list. */
export interface AnswerRow {
  seq: number;
  number: string;
  office: string;
  titles: Record<string, string>;
  language: 'zh-CN' | 'en';
  publishedOn: string;
  correctedOn: string | null;
  withdrawnOn: string | null;
  /** None: it was withdrawn. */
  title: string | null;
  beginning: string | null;
}

export interface PublishedVersion {
  version: number;
  day: string;
  title: string | null;
  question: string | null;
  answer: string | null;
  change: string | null;
}

/**
 * Whether a case may be published at all: answered, and the person allows it. What accuses somebody of misconduct stays
 * inside: whoever is accused is named to nobody, and in a small place the matter names them.
 */
export function mayBePublished(one: Pick<Case, 'kind' | 'state' | 'mayPublish'>): boolean {
  return one.mayPublish && one.kind !== 'misconduct' && (one.state === 'answered' || one.state === 'closed');
}

/** What the person may say of it, by the receipt code. */
export const consents = ['publishSoon', 'publishNo', 'nameYes', 'nameNo'] as const;
export type Consent = (typeof consents)[number];
