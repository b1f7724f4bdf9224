/** Counting working days, reading files good and bad, loading and removing a year. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { isDay } from '#platform/days.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { fixedClock } from '../../platform/clock.ts';
import { workCalendar } from './actions.ts';
import {
  addWorkingDays,
  calendarOf,
  holidaysOf,
  isWorkingDay,
  mostDays,
  workingDaysBetween,
  workingDaysOfYear,
} from './model.ts';
import { calendarPath, checkFilePath, loadPath, removeYearPath } from './paths.ts';
import { largestFile, readCalendar } from './read.ts';
import { shippedYears } from './shipped.ts';
import { standing } from './standing.ts';

const database = await testDatabase();
const { db } = database;
const clock = fixedClock(new Date('2026-11-20T01:00:00Z'));
const services = testServices(db, { clock });
const app = createApp(services);
const shipped = calendarOf(shippedYears);
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

test('holidays stand in the order in which they begin, also where a day is worked for one before another', () => {
  const year = shippedYears.find((one) => one.year === 2026);
  const names = holidaysOf(year?.days ?? []).map(({ name }) => name);
  expect(names).toEqual(['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']);
});

describe('counting', () => {
  test('holidays, weekends, and weekends worked in exchange', () => {
    expect(isWorkingDay(shipped, '2026-10-01'), 'National Day, a Thursday').toBe(false);
    expect(isWorkingDay(shipped, '2026-10-10'), 'a Saturday worked in exchange').toBe(true);
    expect(isWorkingDay(shipped, '2026-10-17'), 'a Saturday').toBe(false);
    expect(isWorkingDay(shipped, '2026-10-19'), 'a Monday').toBe(true);
  });

  test('a period runs from the day after, over holidays and exchanged days', () => {
    // 30 September is a Wednesday; off 1 to 7 October; worked 8, 9, and Saturday 10.
    expect(addWorkingDays(shipped, '2026-09-30', 1)).toEqual({ day: '2026-10-08', provisional: false });
    expect(addWorkingDays(shipped, '2026-09-30', 3)).toEqual({ day: '2026-10-10', provisional: false });
    expect(addWorkingDays(shipped, '2026-09-30', 4)).toEqual({ day: '2026-10-12', provisional: false });
    expect(addWorkingDays(shipped, '2026-10-03', 0)).toEqual({ day: '2026-10-03', provisional: false });
    expect(workingDaysBetween(shipped, '2026-09-30', '2026-10-10')).toBe(3);
    expect(workingDaysBetween(shipped, '2026-10-10', '2026-09-30')).toBe(0);
    expect(workingDaysOfYear(shipped, 2026), '261 weekdays, 19 of them off, 6 weekend days worked').toBe(248);
  });

  test('what rests on a year not known is provisional, and what only ends before it is not', () => {
    expect(addWorkingDays(shipped, '2026-12-30', 1)).toEqual({ day: '2026-12-31', provisional: false });
    expect(addWorkingDays(shipped, '2026-12-31', 1)).toEqual({ day: '2027-01-01', provisional: true });
    expect(() => addWorkingDays(shipped, '2026-01-01', mostDays + 1)).toThrow(RangeError);
    expect(() => addWorkingDays(shipped, '2026-01-01', 1.5)).toThrow(RangeError);
  });

  test('a later order has the last word on the days before its New Year', () => {
    const both = calendarOf([
      { year: 2028, days: [{ day: '2027-12-31', name: '元旦', off: true }] },
      { year: 2027, days: [] },
    ]);
    expect(isWorkingDay(both, '2027-12-31')).toBe(false);
    expect(isDay('2027-02-29')).toBe(false);
    expect(isDay('2028-02-29')).toBe(true);
  });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const year = (days: unknown[], more: object = {}) => bytes(JSON.stringify({ year: 2027, days, ...more }));
const newYear = { name: '元旦', date: '2027-01-01', isOffDay: true };

function keys(file: Uint8Array): string[] {
  const read = readCalendar(file);
  return read.ok ? [] : read.troubles.map(({ key, context }) => [key, context?.where].filter(Boolean).join(' '));
}

function event(summary: string, from: string, to: string | null, more: string[] = []): string {
  const end = to ? [`DTEND;VALUE=DATE:${to}`] : [];
  return ['BEGIN:VEVENT', `SUMMARY:${summary}`, `DTSTART;VALUE=DATE:${from}`, ...end, ...more, 'END:VEVENT'].join(
    '\r\n',
  );
}
const ics = (...events: string[]) =>
  bytes(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', ...events, 'END:VCALENDAR', ''].join('\r\n'));

describe('reading a file', () => {
  test('the form in which the shipped years are kept', () => {
    const file = readFileSync(new URL('years/2026.json', import.meta.url));
    expect(readCalendar(file)).toEqual({ ok: true, value: [shippedYears.find((one) => one.year === 2026)] });
    expect(readCalendar(bytes(`[${file}]`)).ok).toBe(true);
  });

  test('iCalendar: stretches, the marks of off and worked, a December that belongs to the next order', () => {
    const read = readCalendar(
      ics(
        event('元旦(休)', '20261231', '20270103'),
        event('元旦(班)', '20270109', null),
        event('国庆节', '20271001', '20271008', ['DESCRIPTION:休']),
      ),
    );
    expect(read.ok && read.value.map((one) => one.year)).toEqual([2027]);
    const days = read.ok ? (read.value[0]?.days ?? []) : [];
    expect(days.map(({ day }) => day).slice(0, 4)).toEqual(['2026-12-31', '2027-01-01', '2027-01-02', '2027-01-09']);
    expect(days.find(({ day }) => day === '2027-01-09')).toEqual({ day: '2027-01-09', name: '元旦', off: false });
    expect(days.filter(({ name }) => name === '国庆节').length).toBe(7);
  });

  test('each mistake is named with its place', () => {
    expect(keys(bytes(''))).toEqual(['fileEmpty']);
    expect(keys(bytes('name,date\n'))).toEqual(['notACalendar']);
    expect(keys(new Uint8Array([0x7b, 0xff]))).toEqual(['notUtf8']);
    expect(keys(new Uint8Array(largestFile + 1))).toEqual(['fileTooLarge']);
    expect(keys(bytes('{"year": 2027,'))).toEqual(['badJson']);
    expect(keys(bytes('[]'))).toEqual(['fileEmpty']);
    expect(keys(year([]))).toEqual(['yearEmpty']);
    expect(keys(year([newYear], { secret: 1 }))).toEqual(['unknownFields .']);
    expect(keys(year([{ ...newYear, day: 1 }]))).toEqual(['unknownFields .days[0]']);
    expect(keys(year([{ ...newYear, date: '2027-02-30' }]))).toEqual(['badDay .days[0].date']);
    expect(keys(year([{ ...newYear, isOffDay: 'yes' }]))).toEqual(['badOff .days[0].isOffDay']);
    expect(keys(year([{ ...newYear, name: ' ' }]))).toEqual(['badName .days[0].name']);
    expect(keys(year([newYear, newYear]))).toEqual(['dayTwice .days[1]']);
    expect(keys(year([{ ...newYear, date: '2028-01-01' }]))).toEqual(['otherYear .days[0]']);
    expect(keys(year([{ ...newYear, date: '2026-11-30' }]))).toEqual(['otherYear .days[0]']);
    expect(keys(year([{ ...newYear, date: '2027-01-06', isOffDay: false }]))).toEqual(['workedWeekday .days[0]']);
    expect(keys(bytes('{"year":1850,"days":[]}'))).toEqual(['badYear .year']);
    const one = { year: 2027, days: [newYear] };
    expect(keys(bytes(JSON.stringify([one, one])))).toEqual(['yearTwice']);
    expect(keys(bytes(JSON.stringify([one, 7])))).toEqual(['badPlace [1]']);
    expect(keys(bytes(JSON.stringify(Array.from({ length: 31 }, () => one))))).toEqual(['tooManyYears']);
    expect(keys(year(Array.from({ length: 40 }, () => 1))).length, 'ten at most').toBe(10);
  });

  test('mistakes of iCalendar', () => {
    expect(keys(bytes('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'))[0]).toBe('badIcal');
    expect(keys(ics())).toEqual(['fileEmpty']);
    expect(keys(ics(event('春游', '20270401', null)))).toEqual(['offUnknown VEVENT 1']);
    expect(keys(ics(event('元旦(休)', '20270101', '20270301')))).toEqual(['badEvent VEVENT 1']);
    expect(keys(ics(event('元旦(休)', '20270101', null, ['RRULE:FREQ=YEARLY'])))).toEqual(['repeatedEvent VEVENT 1']);
    const timed = 'BEGIN:VEVENT\r\nSUMMARY:元旦(休)\r\nDTSTART:20270101T080000\r\nEND:VEVENT';
    expect(keys(ics(timed))).toEqual(['timedEvent VEVENT 1']);
    const twice = ics(event('元旦(休)', '20270101', '20270103'), event('元旦(休)', '20270102', null));
    expect(keys(twice)).toEqual(['dayTwice VEVENT 2']);
  });
});

async function ask(name: CastName, path: string, body?: FormData | URLSearchParams, language = 'en') {
  const headers = {
    cookie: await cookieOf(database, cast.members[name], clock.now()),
    'sec-fetch-site': 'same-origin',
    'accept-language': language,
  };
  const answer = await app.request(path, { method: body ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
}

function upload(content: string, name = '2027.json'): FormData {
  const form = new FormData();
  form.set('file', new File([content], name));
  return form;
}

describe('at the desk', () => {
  const content = JSON.stringify({ year: 2027, days: [newYear] });

  test('a year is checked, shown, loaded, recorded, and taken away again', async () => {
    expect((await standing(services, 'en'))[0]).toMatchObject({ level: 'warn', href: `${calendarPath}?year=2027` });
    const shown = await ask('bureau.operator', checkFilePath, upload(content));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('2027: new, 1 special day');
    expect((await workCalendar(db)).years.has(2027), 'nothing yet').toBe(false);

    const form = new URLSearchParams({ source: '2027.json', content });
    expect(await ask('bureau.operator', loadPath, form)).toMatchObject({
      status: 303,
      location: `${calendarPath}?year=2027`,
    });
    expect(addWorkingDays(await workCalendar(db), '2026-12-31', 1)).toEqual({ day: '2027-01-04', provisional: false });
    expect((await standing(services, 'en'))[0]?.level).toBe('ok');
    const { rows } = await sql<{ action: string; detail: object }>`select action, detail from audit_event
      where action = 'calendar.load'`.execute(db);
    expect(rows).toEqual([{ action: 'calendar.load', detail: { years: '2027', days: 1 } }]);

    const other = JSON.stringify({ year: 2027, days: [{ ...newYear, date: '2027-01-02' }] });
    expect((await ask('bureau.operator', checkFilePath, upload(other))).text).toContain('1 added, 1 taken away');
    expect((await ask('bureau.operator', removeYearPath(2027))).text).toContain('Remove the loaded calendar of 2027?');
    expect((await ask('bureau.operator', removeYearPath(2027), new URLSearchParams())).status).toBe(303);
    expect((await workCalendar(db)).years.has(2027)).toBe(false);
    expect((await ask('bureau.operator', removeYearPath(2027), new URLSearchParams())).status).toBe(404);
  });

  test('a loaded year stands before the shipped one, and removing it brings that back', async () => {
    const form = new URLSearchParams({
      source: 'other.json',
      content: JSON.stringify({ year: 2026, days: [{ ...newYear, date: '2026-01-01' }] }),
    });
    await ask('bureau.administrator', loadPath, form);
    expect(isWorkingDay(await workCalendar(db), '2026-10-01')).toBe(true);
    await ask('bureau.administrator', removeYearPath(2026), new URLSearchParams());
    expect(isWorkingDay(await workCalendar(db), '2026-10-01')).toBe(false);
  });

  test('a bad file is refused whole, in words, in both languages', async () => {
    const two = JSON.stringify([
      { year: 2028, days: [{ ...newYear, date: '2028-01-01' }] },
      { year: 2029, days: [7] },
    ]);
    const english = await ask('bureau.operator', checkFilePath, upload(two));
    expect(english.status).toBe(422);
    expect(english.text).toContain('[1].days[0]: not of the expected form');
    const chinese = await ask('bureau.operator', loadPath, new URLSearchParams({ source: 'x', content: two }), 'zh-CN');
    expect(chinese.status).toBe(422);
    expect(chinese.text).toContain('[1].days[0]：格式不符');
    expect((await workCalendar(db)).years.has(2028)).toBe(false);
    expect((await ask('bureau.operator', checkFilePath, new FormData())).text).toContain('Choose a file');
    expect((await ask('bureau.operator', loadPath, new URLSearchParams())).status).toBe(422);
  });

  test('counting at the desk says when a day is provisional', async () => {
    const at = (from: string, days: string) => ask('north.editor', `${calendarPath}?from=${from}&days=${days}`);
    expect((await at('2026-09-30', '3')).text).toContain('until the end of Saturday, 10 October 2026');
    expect((await at('2026-12-31', '1')).text).toContain('Provisional');
    expect((await at('2026-12-32', '1')).text).toContain('Enter a day');
    expect((await at('2026-12-31', 'many')).status).toBe(422);
    expect((await ask('north.editor', calendarPath)).text).not.toContain(checkFilePath);
    expect((await ask('north.administrator', checkFilePath, upload(content))).status).toBe(403);
  });
});
