/** Rows of lists, as queries give them and pages show them. */
import type { Kind, Request } from './kinds.ts';
import type { State } from './states.ts';

/** A row of the desk's list. */
export interface ListRow {
  id: number;
  organisationId: number;
  /** In the main language; empty while there is no text. */
  title: string;
  titleLanguage: string;
  number: string | null;
  kind: Kind;
  state: State;
  request: Request;
  deadlineOn: string | null;
  isPublic: boolean;
  publishAt: Date | null;
  publishedAt: Date | null;
  updatedAt: Date;
  frozenSize: number | null;
  correctsId: number | null;
  forwardsId: number | null;
  urgentAt: Date | null;
  countersignedAt: Date | null;
  escalatedAt: Date | null;
}

/** A row of the public list and of the feed. */
export interface PublicRow {
  id: number;
  organisationId: number;
  kind: Kind;
  number: string | null;
  numberLatin: string | null;
  state: 'published' | 'withdrawn';
  publishedAt: Date;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  urgentAt: Date | null;
  countersignedAt: Date | null;
  escalatedAt: Date | null;
  expiresOn: string | null;
  pinnedUntil: string | null;
  correctedAt: Date | null;
  correctionReason: string | null;
  updatedAt: Date;
  title: string;
  body: string;
  language: string;
  languages: string[];
}

/** A row of a class teacher's list: one notice for one class. */
export interface ClassNotice {
  id: number;
  classId: number;
  className: string;
  title: string;
  titleLanguage: string;
  organisationId: number;
  request: Request;
  deadlineOn: string | null;
  publishedAt: Date;
  state: 'published' | 'withdrawn';
}

/** A guardian of a class who has still to be reached, for the class teacher only. */
export interface ClassPerson {
  personId: number;
  name: string;
  pupilNames: string[];
  phone: string | null;
  delivery: 'queued' | 'delivered' | 'failed' | 'unreachable' | 'unknown' | 'stopped' | 'none' | 'opted_out';
  reached: 'link' | 'told' | 'delivered' | null;
  /** Told in person, with a reply still to give. */
  replyDue: boolean;
}
