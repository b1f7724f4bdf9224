/**
 * Reading a file of the legal calendar: JSON in the form of holiday-cn (one year or a list of years), or iCalendar as
 * Chinese calendars are given out. What is wrong is told with its place; a file is taken whole or not at all.
 */
import ICAL from 'ical.js';
import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { firstYear, isWeekend, type LegalYear, lastYear, type SpecialDay, yearOf } from './model.ts';

/** One year of a JSON file. */
export interface DayFile {
  year: number;
  papers?: string[];
  days: { name: string; date: string; isOffDay: boolean }[];
}

export const largestFile = 256 * 1024;
const mostYears = 30;
const mostDays = 150;
const longestEvent = 31;
/** So many places are named: whoever took the wrong file needs no list of a thousand. */
const mostTroubles = 10;

const dayForm = z.strictObject({
  name: z.string().trim().min(1).max(60),
  date: z.string().refine(isDay),
  isOffDay: z.boolean(),
});
const yearForm = z.strictObject({
  $schema: z.string().optional(),
  $id: z.string().optional(),
  year: z.int().min(firstYear).max(lastYear),
  papers: z.array(z.string()).optional(),
  days: z.array(dayForm).max(mostDays),
});

/** The years of a file, in their order; at least one. */
export function readCalendar(bytes: Uint8Array): Outcome<LegalYear[]> {
  if (bytes.length > largestFile) return refused('file', 'fileTooLarge', { kb: largestFile / 1024 });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('file', 'notUtf8');
  }
  const start = text.trimStart();
  if (start === '') return refused('file', 'fileEmpty');
  if (/^BEGIN:VCALENDAR/i.test(start)) return readEvents(start);
  if (/^[[{]/.test(start)) return readJson(start);
  return refused('file', 'notACalendar');
}

function readJson(text: string): Outcome<LegalYear[]> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return refused('file', 'badJson', { what: error instanceof Error ? error.message : '' });
  }
  const list = Array.isArray(data) ? data : [data];
  if (list.length === 0) return refused('file', 'fileEmpty');
  if (list.length > mostYears) return refused('file', 'tooManyYears', { n: mostYears });
  const troubles: Trouble[] = [];
  const years: LegalYear[] = [];
  list.forEach((one, index) => {
    const read = yearForm.safeParse(one);
    const before = Array.isArray(data) ? `[${index}]` : '';
    if (!read.success) {
      for (const issue of read.error.issues) troubles.push(placed(issue, before));
      return;
    }
    const { year, days } = read.data;
    const own = days.map(({ name, date, isOffDay }) => ({ day: date, name, off: isOffDay }));
    own.forEach((day, n) => {
      const key = wrongIn(year, day, own.slice(0, n));
      if (key) troubles.push({ field: 'file', key, context: { where: `${before}.days[${n}]`, day: day.day, year } });
    });
    if (own.length === 0) troubles.push({ field: 'file', key: 'yearEmpty', context: { year } });
    if (years.some((other) => other.year === year))
      troubles.push({ field: 'file', key: 'yearTwice', context: { year } });
    years.push({ year, days: own });
  });
  return troubles.length > 0 ? { ok: false, troubles: troubles.slice(0, mostTroubles) } : done(inOrder(years));
}

function placed(issue: z.core.$ZodIssue, before: string): Trouble {
  const where =
    before + issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  if (issue.code === 'unrecognized_keys') {
    const fields = issue.keys.map((key) => key.slice(0, 40)).join(', ');
    return { field: 'file', key: 'unknownFields', context: { where: where || '.', fields } };
  }
  const last = issue.path.at(-1);
  const known = { year: 'badYear', date: 'badDay', name: 'badName', isOffDay: 'badOff', days: 'badDays' } as const;
  const key = known[last as keyof typeof known] ?? 'badPlace';
  return { field: 'file', key, context: { where: where || '.' } };
}

/** What is wrong with a day of that year's order; `before`: the days that stand before it. */
function wrongIn(year: number, { day, off }: SpecialDay, before: readonly SpecialDay[]): string | undefined {
  const own = yearOf(day) === year || (yearOf(day) === year - 1 && day.slice(5, 7) === '12');
  if (!own) return 'otherYear';
  if (before.some((one) => one.day === day)) return 'dayTwice';
  // Working on a Wednesday says nothing, and is most likely a day that was mistyped.
  if (!off && !isWeekend(day)) return 'workedWeekday';
  return undefined;
}

/** What a calendar program's event says of its days: 休 and 班 stand in brackets in the title, in the text or in the kinds. */
function offOf(title: string, text: string): boolean | undefined {
  const worked = /[(（[]\s*(补?班|补班|上班)\s*[)）\]]|补班|调休上班|\bwork(ing)? day\b|\bworkday\b/i;
  const off = /[(（[]\s*休\s*[)）\]]|放假|休假|\bholiday\b|\bday off\b/i;
  if (worked.test(title)) return false;
  if (off.test(title)) return true;
  if (/^\s*班\s*$/.test(text) || worked.test(text)) return false;
  if (/^\s*休\s*$/.test(text) || off.test(text)) return true;
  return undefined;
}

function readEvents(text: string): Outcome<LegalYear[]> {
  let events: ICAL.Component[];
  try {
    events = new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent');
  } catch (error) {
    return refused('file', 'badIcal', { what: error instanceof Error ? error.message.slice(0, 200) : '' });
  }
  if (events.length === 0) return refused('file', 'fileEmpty');
  const troubles: Trouble[] = [];
  const days: SpecialDay[] = [];
  events.forEach((component, index) => {
    const read = eventDays(component);
    if (typeof read === 'string') {
      const name = String(component.getFirstPropertyValue('summary') ?? '').slice(0, 60);
      troubles.push({ field: 'file', key: read, context: { where: `VEVENT ${index + 1}`, name } });
      return;
    }
    for (const day of read) {
      const context = { where: `VEVENT ${index + 1}`, day: day.day, year: yearOf(day.day) };
      const key = wrongIn(yearOf(day.day), day, days);
      if (key) troubles.push({ field: 'file', key, context });
      days.push(day);
    }
  });
  const years = [...new Set(days.map(({ day }) => yearOf(day)))];
  if (years.length > mostYears) return refused('file', 'tooManyYears', { n: mostYears });
  const out = years.find((year) => year < firstYear || year > lastYear);
  if (out !== undefined) return refused('file', 'badYear', { where: String(out) });
  if (troubles.length > 0) return { ok: false, troubles: troubles.slice(0, mostTroubles) };
  return done(inOrder(byOrder(days)));
}

/**
 * A calendar program knows no orders: the days are taken by their year; but where a file has only days of December of one
 * year and goes on in the next, they belong to the next one's order and must not stand for the whole year before.
 */
function byOrder(days: readonly SpecialDay[]): LegalYear[] {
  const years = [...new Set(days.map(({ day }) => yearOf(day)))];
  const inYear = (year: number) => days.filter(({ day }) => yearOf(day) === year);
  const onlyEnd = (year: number) =>
    years.includes(year) && years.includes(year + 1) && inYear(year).every(({ day }) => day.slice(5, 7) === '12');
  return years
    .filter((year) => !onlyEnd(year))
    .map((year) => ({ year, days: [...(onlyEnd(year - 1) ? inYear(year - 1) : []), ...inYear(year)] }));
}

/** The days of one event, or what is wrong with it. */
function eventDays(component: ICAL.Component): SpecialDay[] | string {
  const event = new ICAL.Event(component);
  const { startDate, endDate } = event;
  if (!startDate) return 'badEvent';
  if (event.isRecurring()) return 'repeatedEvent';
  if (!startDate.isDate) return 'timedEvent';
  const name = (event.summary ?? '').replace(/\s*[(（[]?\s*(休|补?班)\s*[)）\]]\s*$/, '').trim();
  const off = offOf(event.summary ?? '', event.description ?? '');
  if (name === '' || name.length > 60) return 'badEvent';
  if (off === undefined) return 'offUnknown';
  const from = Date.UTC(startDate.year, startDate.month - 1, startDate.day);
  const to = endDate?.isDate ? Date.UTC(endDate.year, endDate.month - 1, endDate.day) : from + 86_400_000;
  const length = (to - from) / 86_400_000;
  if (!(length >= 1 && length <= longestEvent)) return 'badEvent';
  return Array.from({ length }, (_, n) => {
    const day = new Date(from + n * 86_400_000).toISOString().slice(0, 10);
    return { day, name, off };
  });
}

function inOrder(years: LegalYear[]): LegalYear[] {
  return years
    .map(({ year, days }) => ({ year, days: [...days].sort((a, b) => a.day.localeCompare(b.day)) }))
    .sort((a, b) => a.year - b.year);
}
