/** How long a code is good, and how often it may be sent and tried. */
export const codeHours = 24;
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
export function isGood({ sentAt, attempts }: Pick<SentCode, 'sentAt' | 'attempts'>, at: Date): boolean {
  return attempts < mostAttempts && at.getTime() - sentAt.getTime() < codeHours * 3_600_000;
}
