/** How long a code is good, and how often it may be sent and tried. */
import type { ContactKind } from '../model.ts';

/** Hours for a mail, which may lie; minutes for a text message, which is read at once. */
export const codeHours = 24;
export const codeMinutes = 10;
export const mostAttempts = 5;
export const mostSent = 5;
/** Between two codes, so that nobody's mailbox is filled by clicks. */
export const secondsBetween = 60;

export interface SentCode {
  hash: Buffer;
  sentAt: Date;
  sentCount: number;
  firstSentAt: Date;
  attempts: number;
}

/** True while a code can still be answered. */
export function isGood(
  { sentAt, attempts }: Pick<SentCode, 'sentAt' | 'attempts'>,
  kind: ContactKind,
  at: Date,
): boolean {
  return attempts < mostAttempts && at.getTime() - sentAt.getTime() < lifeOf(kind);
}

/** How long a code sent there can be answered, in milliseconds. */
export function lifeOf(kind: ContactKind): number {
  return kind === 'sms' ? codeMinutes * 60_000 : codeHours * 3_600_000;
}
