/** Planned reminders: days before the deadline, at an hour. Pure. */
import { addDays } from '#platform/days.ts';
import { isExpired, type Notice } from '../../model/notice.ts';

/** Days before the deadline that can be chosen; 0 is the deadline's own day. */
export const choosableDays = [7, 5, 3, 2, 1, 0] as const;
/** Hours of the local day that can be chosen. */
export const choosableHours = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] as const;
export const usualHour = 9;

export type PlanState = 'planned' | 'sent' | 'skipped' | 'cancelled';
/** Why one was not sent: each has words. */
export const skipReasons = ['beforePublication', 'late', 'expired', 'remindedToday', 'nobodyLeft'] as const;
export type SkipReason = (typeof skipReasons)[number];

export interface PlannedReminder {
  daysBefore: number;
  atMinutes: number;
  state: PlanState;
  messageId: number | null;
  reason: SkipReason | null;
}

/** The local day on which it runs. */
export function dayOfReminder(deadlineOn: string, reminder: Pick<PlannedReminder, 'daysBefore'>): string {
  return addDays(deadlineOn, -reminder.daysBefore);
}

/** One that was missed for so long (a machine that stood still, a restored backup) comes too late. */
export const latestAfterMs = 12 * 3_600_000;

/** Why a reminder whose time has come is not sent; nothing if it is. `left`: people not reached yet. */
export function whyNot(
  notice: Pick<Notice, 'publishedAt' | 'expiresOn'>,
  { dueAt, now, today, lastOn, left }: { dueAt: Date; now: Date; today: string; lastOn: string | null; left: number },
): SkipReason | undefined {
  if (notice.publishedAt !== null && dueAt < notice.publishedAt) return 'beforePublication';
  if (now.getTime() - dueAt.getTime() > latestAfterMs) return 'late';
  if (isExpired(notice, today)) return 'expired';
  if (lastOn === today) return 'remindedToday';
  return left === 0 ? 'nobodyLeft' : undefined;
}

/** What speaks against a day: people don't work on it; or its year's calendar is not known yet. */
export type OffDay = { kind: 'weekend' | 'unknown' } | { kind: 'holiday'; name: string };
