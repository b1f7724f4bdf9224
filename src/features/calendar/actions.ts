/** Loading years of the legal calendar, and taking a loaded one away again. */
import { record } from '#features/audit/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { calendarOf, changeOf, type LegalYear, type WorkCalendar, type YearChange } from './model.ts';
import { loadedYears, lockYears, putYear, removeYear } from './queries.ts';
import { shippedYears } from './shipped.ts';

/** The years that count: those that the office has loaded, then those that come with the program. */
export async function knownYears(db: Database | Transaction): Promise<LegalYear[]> {
  const loaded = await loadedYears(db);
  return [...loaded, ...shippedYears.filter(({ year }) => !loaded.some((one) => one.year === year))].sort(
    (a, b) => a.year - b.year,
  );
}

/** The calendar by which all features count working days. One small query; read it once an action. */
export async function workCalendar(db: Database | Transaction): Promise<WorkCalendar> {
  return calendarOf(await knownYears(db));
}

/** What these years would change; nothing is written. */
export async function changesOf(db: Database | Transaction, years: readonly LegalYear[]): Promise<YearChange[]> {
  const known = await knownYears(db);
  return years.map((next) =>
    changeOf(
      known.find(({ year }) => year === next.year),
      next,
    ),
  );
}

/** Loads all years of a file, each in the place of what was known of it. */
export async function loadYears(
  trx: Transaction,
  by: { accountId: number; at: Date },
  source: string,
  years: readonly LegalYear[],
): Promise<Outcome<null>> {
  await lockYears(trx);
  if (years.length === 0) return refused('file', 'fileEmpty');
  for (const year of years) await putYear(trx, year, { source, ...by });
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action: 'calendar.load',
    detail: {
      years: years.map(({ year }) => year).join(' '),
      days: years.reduce((sum, one) => sum + one.days.length, 0),
    },
    at: by.at,
  });
  return done(null);
}

/** Takes a loaded year away: what comes with the program counts again, or the year is not known. */
export async function forgetYear(
  trx: Transaction,
  by: { accountId: number; at: Date },
  year: number,
): Promise<Outcome<null>> {
  await lockYears(trx);
  if (!(await removeYear(trx, year))) return refused(null, 'yearGone');
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action: 'calendar.remove',
    detail: { year },
    at: by.at,
  });
  return done(null);
}
