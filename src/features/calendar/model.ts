/** Working days by the legal calendar. Pure: days are `YYYY-MM-DD` on the wall of the district, without hours or zone. */

/** A day that is not what its day of the week says. */
export interface SpecialDay {
  day: string;
  name: string;
  /** True: nobody works. False: a weekend day that is worked in exchange. */
  off: boolean;
}

/** What the State Council has ordered for one year. */
export interface LegalYear {
  year: number;
  days: readonly SpecialDay[];
}

/** All years that are known, and their special days by day. */
export interface WorkCalendar {
  years: ReadonlySet<number>;
  days: ReadonlyMap<string, SpecialDay>;
}

/** A day worked out; `provisional`: it rests on a year whose calendar is not known, counted as Monday to Friday. */
export interface WorkedOut {
  day: string;
  provisional: boolean;
}

export const firstYear = 2000;
export const lastYear = 2199;
/** From this month on next year's calendar is missed: it is made known each November. */
export const nextYearExpectedFrom = 11;
/** So far can be counted: a deadline in years is a mistake of whoever asks. */
export const mostDays = 1000;

/** A later year's order also arranges the last days of the year before, and has the last word on them. */
export function calendarOf(years: readonly LegalYear[]): WorkCalendar {
  const days = new Map<string, SpecialDay>();
  for (const { days: own } of [...years].sort((a, b) => a.year - b.year)) {
    for (const day of own) days.set(day.day, day);
  }
  return { years: new Set(years.map(({ year }) => year)), days };
}

const dayMs = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(at(day)).getUTCDay());
}

export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/** Whether people work on that day; of a year that is not known only the day of the week is asked. */
export function isWorkingDay(calendar: WorkCalendar, day: string): boolean {
  const special = calendar.days.get(day);
  return special ? !special.off : !isWeekend(day);
}

/**
 * The day that is so many working days after `from`, which itself does not count (as periods of law are counted: from the
 * day after). 0 is `from` itself, whatever it is.
 */
export function addWorkingDays(calendar: WorkCalendar, from: string, days: number): WorkedOut {
  if (!Number.isInteger(days) || days < 0 || days > mostDays) throw new RangeError(`working days: ${days}`);
  let moment = at(from);
  let provisional = false;
  for (let left = days; left > 0; ) {
    moment += dayMs;
    const day = dayOf(moment);
    if (isWorkingDay(calendar, day)) left -= 1;
    provisional ||= !calendar.years.has(yearOf(day));
  }
  return { day: dayOf(moment), provisional };
}

/** Working days after `from` up to and with `to`; 0 if `to` is not later. */
export function workingDaysBetween(calendar: WorkCalendar, from: string, to: string): number {
  let count = 0;
  for (let moment = at(from) + dayMs; moment <= at(to); moment += dayMs) {
    if (isWorkingDay(calendar, dayOf(moment))) count += 1;
  }
  return count;
}

/** Days of one holiday as a row of a year's page: stretches off, and the days worked for them. */
export interface Holiday {
  name: string;
  off: { from: string; to: string; days: number }[];
  worked: string[];
}

/** The special days of one year by their holiday, in the order of their first day off: days worked for one may come long before it. */
export function holidaysOf(days: readonly SpecialDay[]): Holiday[] {
  const byName = new Map<string, Holiday>();
  for (const { day, name, off } of [...days].sort((a, b) => a.day.localeCompare(b.day))) {
    const holiday = byName.get(name) ?? { name, off: [], worked: [] };
    byName.set(name, holiday);
    const last = holiday.off.at(-1);
    if (!off) holiday.worked.push(day);
    else if (last && at(last.to) + dayMs === at(day)) {
      last.to = day;
      last.days += 1;
    } else holiday.off.push({ from: day, to: day, days: 1 });
  }
  const first = ({ off, worked }: Holiday) => off[0]?.from ?? worked[0] ?? '';
  return [...byName.values()].sort((a, b) => first(a).localeCompare(first(b)));
}

/** How many days of a year are worked. */
export function workingDaysOfYear(calendar: WorkCalendar, year: number): number {
  return workingDaysBetween(calendar, `${year - 1}-12-31`, `${year}-12-31`);
}

/** What a file would change against what counts now: special days that come, go, or turn about. */
export interface YearChange {
  year: number;
  known: boolean;
  days: number;
  added: SpecialDay[];
  gone: SpecialDay[];
  turned: SpecialDay[];
}

export function changeOf(now: LegalYear | undefined, next: LegalYear): YearChange {
  const before = new Map((now?.days ?? []).map((one) => [one.day, one]));
  const after = new Map(next.days.map((one) => [one.day, one]));
  return {
    year: next.year,
    known: now !== undefined,
    days: next.days.length,
    added: next.days.filter(({ day }) => !before.has(day)),
    gone: [...before.values()].filter(({ day }) => !after.has(day)),
    turned: next.days.filter(({ day, off }) => before.get(day)?.off === !off),
  };
}
