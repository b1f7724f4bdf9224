/** What the operator has to know of the calendar: that a year is missing. */
import { localDate } from '#platform/clock.ts';
import type { StandingLine } from '#platform/feature.ts';
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { workCalendar } from './actions.ts';
import { words } from './messages.ts';
import { nextYearExpectedFrom, yearOf } from './model.ts';
import { calendarPath, yearPath } from './paths.ts';

export async function standing({ db, clock, config }: Services, language: Language): Promise<StandingLine[]> {
  const t = words(language);
  const today = localDate(clock.now(), config.timeZone);
  const { years } = await workCalendar(db);
  const year = yearOf(today);
  const wanted = Number(today.slice(5, 7)) >= nextYearExpectedFrom ? [year, year + 1] : [year];
  const missing = wanted.find((one) => !years.has(one));
  const title = t('standing');
  if (missing !== undefined) {
    const text = t('standingMissing', { year: String(missing) });
    return [{ level: 'warn', title, text, href: yearPath(missing) }];
  }
  return [{ level: 'ok', title, text: t('standingOk', { years: [...years].sort().join('、') }), href: calendarPath }];
}
