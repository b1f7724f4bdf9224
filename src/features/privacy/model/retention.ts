/** Runs of retention and holds on its rules. Pure. */

export interface RetentionRun {
  id: number;
  startedAt: Date;
  finishedAt: Date | null;
  accountId: number | null;
}

export interface RuleResult {
  kind: string;
  gone: number;
  outcome: 'running' | 'done' | 'held' | 'failed';
  startedAt: Date;
  finishedAt: Date | null;
}

export interface Hold {
  id: number;
  kind: string;
  reason: string;
  /** The last day on which it holds. */
  untilOn: string;
  proposedBy: number;
  proposedAt: Date;
  confirmedBy: number | null;
  confirmedAt: Date | null;
}

/** A hold is for a matter with an end; a longer one is decided anew. */
export const longestHoldDays = 366;

/** A hold suspends only when a second person confirmed it, and only until its day. */
export function holds(hold: Hold, today: string): boolean {
  return hold.confirmedBy !== null && hold.untilOn >= today;
}

/** Rows that one transaction forgets, and how many of these a night has for one rule: a million rows. */
export const batchSize = 2_000;
export const mostBatches = 500;

/** When the job starts each night, as a crontab time in UTC: the small hours in China. */
export const nightly = '40 18 * * *';

/** The next start after a moment. */
export function nextStart(now: Date): Date {
  const [minute = 0, hour = 0] = nightly.split(' ').map(Number);
  const next = new Date(now);
  next.setUTCHours(hour, minute, 0, 0);
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
  return next;
}
