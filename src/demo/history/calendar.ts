/** When the notices of the past year came out, seen from the day on which the demo is made. */
import { calendarOf, isWorkingDay, shippedYears } from '#features/calendar/feature.ts';
import { addDays } from '#platform/days.ts';
import { corrected, expired, pinned } from '../contents/after.ts';
import { calendarNotices } from '../contents/calendar.ts';
import type { NoticeContent, Wording } from '../contents/content.ts';
import { withdrawn } from '../contents/current.ts';
import { safetyNotices } from '../contents/safety.ts';
import { schoolNotices } from '../contents/schools.ts';
import { serviceNotices } from '../contents/services.ts';
import { outing } from '../contents/slips.ts';
import { teachingNotices } from '../contents/teaching.ts';
import { randomFor } from '../district/random.ts';

export interface PastNotice {
  content: Omit<NoticeContent, 'on'>;
  /** The local day on which it came out, a working day. */
  day: string;
  /** Minutes after midnight. */
  minute: number;
  /** Document number, for what the bureau and its departments issue. */
  number: string | null;
  withdrawn?: { afterDays: number; reason: string };
  /** What it said before it was corrected, and why it was. */
  corrected?: { afterDays: number; reason: string; earlier: Record<string, Wording> };
  expiresAfter?: number;
  pinnedUntil?: string;
}

const yearly = [...calendarNotices, ...teachingNotices, ...safetyNotices, ...serviceNotices, ...schoolNotices];

/** The last year's notices in the order in which they came out; the same for the same day and seed. */
export function pastYear(today: string, seed: number): PastNotice[] {
  const list = [
    ...yearly.map(({ on, ...content }) => ({ content, day: workingDay(lastTime(on, today)) })),
    { content: outing, day: workingDay(addDays(today, -4)) },
    {
      content: withdrawn,
      day: workingDay(addDays(today, -40)),
      withdrawn: { afterDays: 2, reason: withdrawn.reason },
    },
    {
      content: corrected,
      day: workingDay(addDays(today, -12)),
      corrected: { afterDays: 1, reason: corrected.reason, earlier: corrected.earlier },
    },
    { content: expired, day: workingDay(addDays(today, -9)), expiresAfter: 2 },
    { content: pinned, day: workingDay(addDays(today, -5)), pinnedUntil: addDays(today, 14) },
  ]
    .map((notice, index) => ({ ...notice, minute: 8 * 60 + 40 + randomFor(seed, 'past notice', index).below(8 * 60) }))
    .sort((a, b) => (a.day === b.day ? a.minute - b.minute : a.day < b.day ? -1 : 1));
  let before = { year: '', number: 0 };
  return list.map((notice) => {
    const byBureau = notice.content.office === 'bureau' || 'department' in notice.content.office;
    if (!byBureau) return { ...notice, number: null };
    const year = notice.day.slice(0, 4);
    // The offices issue more papers than there are notices to families: the numbers have gaps.
    const expected = Math.floor((dayOfYear(notice.day) / 365) * 140) + 1;
    const number = year === before.year ? Math.max(before.number + 1, expected) : expected;
    before = { year, number };
    const sign = notice.content.office === 'bureau' ? '青教发' : '青教办';
    return { ...notice, number: `${sign}〔${year}〕${number}号` };
  });
}

/** The last day before today with this month and day. */
function lastTime(on: string, today: string): string {
  const year = Number(today.slice(0, 4));
  return `${year}-${on}` < today ? `${year}-${on}` : `${year - 1}-${on}`;
}

const working = calendarOf(shippedYears);

/** A day off, a holiday as well as a Sunday, gives way to the working day before. */
function workingDay(day: string): string {
  return isWorkingDay(working, day) ? day : workingDay(addDays(day, -1));
}

function dayOfYear(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${day.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000;
}
