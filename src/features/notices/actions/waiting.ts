/** Which messages of a notice may wait for the daily mail of families who chose it, and until when. */

import { endOfLocalDay } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Kind } from '../model/kinds.ts';
import type { Notice } from '../model/notice.ts';

/** Kinds that must not wait: a danger, and what closes a school tomorrow morning. */
const atOnce: readonly Kind[] = ['safety'];

/**
 * Urgent ones never wait. Where an answer is due the digest must come before the last day begins, so that this whole day
 * is left to answer.
 */
export function digestTerms(
  notice: Pick<Notice, 'kind' | 'urgentAt' | 'request' | 'deadlineOn'>,
  zone: string,
): { mayWait: boolean; waitUntil: Date | null } {
  const mayWait = notice.urgentAt === null && !atOnce.includes(notice.kind);
  const asked = notice.request !== 'none' && notice.deadlineOn !== null;
  return { mayWait, waitUntil: asked ? endOfLocalDay(addDays(notice.deadlineOn as string, -1), zone) : null };
}
