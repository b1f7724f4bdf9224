/** How long personal links of a notice are good. */

import { endOfLocalDay, localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Notice } from '../model/notice.ts';

const daysOfLink = { acknowledge: 30, slip: 30, none: 90 } as const;

/** Personal links are good for a month after the deadline; without one for three months. */
export function linkExpiry(notice: Pick<Notice, 'request' | 'deadlineOn'>, from: Date, zone: string): Date {
  const start = notice.deadlineOn ?? localDate(from, zone);
  return endOfLocalDay(addDays(start, daysOfLink[notice.request]), zone);
}
