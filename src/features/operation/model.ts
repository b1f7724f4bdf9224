/** What a backup run is, when one is due, and which files are kept. Pure. */

export interface BackupRun {
  id: number;
  by: 'schedule' | 'console';
  host: string;
  file: string;
  startedAt: Date;
  finishedAt: Date | null;
  verifiedAt: Date | null;
  bytes: number | null;
  rows: number | null;
  encrypted: boolean | null;
  error: string | null;
  removedAt: Date | null;
}

/** What waits when a restored database is released. */
export interface OldQueue {
  messages: { id: number; organisationId: number; purpose: string; createdAt: Date; waiting: number }[];
  directMails: number;
}

export const hour = 3_600_000;
/** A backup that is older is warned of: one night may fail, two may not. */
export const oldAfterHours = 50;
/** Nothing is written for so long: the run was killed. */
export const lostAfterHours = 12;

export type RunState = 'running' | 'good' | 'unproven' | 'failed' | 'lost';

export function runState(run: BackupRun, now: Date): RunState {
  if (run.error) return 'failed';
  if (run.verifiedAt) return 'good';
  if (run.finishedAt) return 'unproven';
  return now.getTime() - run.startedAt.getTime() > lostAfterHours * hour ? 'lost' : 'running';
}

/**
 * Whether the nightly backup is due: within three hours after its time if none was started since, and at any hour if the
 * last one is more than a day and an hour old (the server was off at night).
 */
export function isDue(schedule: { at: string; now: { minutes: number; at: Date }; lastStart: Date | null }): boolean {
  const { at, now, lastStart } = schedule;
  if (at === 'off') return false;
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const since = (now.minutes - (hours * 60 + minutes) + 1440) % 1440;
  const age = lastStart ? now.at.getTime() - lastStart.getTime() : null;
  if (since < 180) return age === null || age > since * 60_000 + 60_000;
  return age !== null && age > 25 * hour;
}

const nameForm = /^belfry-(\d{4}-\d{2}-\d{2})-\d{4}\.belfry$/;

/** The name of a scheduled backup, by the district's day and time. */
export function backupName(day: string, minutes: number): string {
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
  return `belfry-${day}-${clock}.belfry`;
}

/**
 * Which of the files in the folder retention deletes: the newest of each of the last `daily` days and of the last
 * `weekly` weeks (Monday first) stay. Only days that have a backup count, so that nothing is lost while none are made.
 * Files with other names are nobody's business.
 */
export function surplus(names: readonly string[], keep: { daily: number; weekly: number }): string[] {
  const ours = names
    .filter((name) => nameForm.test(name))
    .sort()
    .reverse();
  const kept = new Set<string>();
  const newestOfEach = (group: (day: string) => string, count: number) => {
    const seen = new Set<string>();
    for (const name of ours) {
      const label = group((nameForm.exec(name) as RegExpExecArray)[1] as string);
      if (seen.has(label) || seen.size >= count) continue;
      seen.add(label);
      kept.add(name);
    }
  };
  newestOfEach((day) => day, keep.daily);
  newestOfEach(weekOf, keep.weekly);
  return ours.filter((name) => !kept.has(name));
}

function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
