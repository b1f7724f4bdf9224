/** Deadlines of law: their starting points, and what holds whatever the day is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorkingDays, calendarOf, isWorkingDay, shippedYears } from '#features/calendar/feature.ts';
import { addDays } from '#platform/days.ts';
import { type ClockRules, clockRules } from './clock.ts';
import {
  acceptDue,
  answerDue,
  askUntil,
  type CountWorkingDays,
  daysLate,
  objectDue,
  remindsNow,
  roundDue,
} from './due.ts';

const calendar = calendarOf(shippedYears);
const count: CountWorkingDays = (from, days) => addWorkingDays(calendar, from, days);
const month = { days: 30, unit: 'day' } as const;
const source = { 'zh-CN': '条例', en: 'Rules' };

/** As db/migrations/000260_voice.sql has them. */
const petition: ClockRules = clockRules.parse({
  source,
  accept: { days: 15, unit: 'day' },
  object: { days: 5, unit: 'working_day' },
  answer: { days: 60, unit: 'day', from: 'acceptance' },
  extension: { days: 30, unit: 'day' },
  rounds: [
    { ask: month, answer: month },
    { ask: month, answer: month },
  ],
  remind: 5,
});
const question: ClockRules = clockRules.parse({
  source,
  accept: { days: 5, unit: 'working_day' },
  object: { days: 5, unit: 'working_day' },
  answer: { days: 20, unit: 'working_day', from: 'receipt' },
  extension: null,
  rounds: [{ ask: month, answer: { days: 20, unit: 'working_day' } }],
  remind: 3,
});

describe('the starting points', () => {
  test('a petition: accepted within 15 days of receipt, answered within 60 of acceptance, extended by 30', () => {
    expect(acceptDue(petition, '2026-03-02', count)).toEqual({ day: '2026-03-17', provisional: false });
    const days = { receivedOn: '2026-03-02', acceptedOn: '2026-03-12' };
    expect(answerDue(petition, { ...days, extended: false }, count).day).toBe('2026-05-11');
    expect(answerDue(petition, { ...days, extended: true }, count).day).toBe('2026-06-10');
  });

  test('a question: working days, from receipt, whenever it was accepted; a clock without extension has none', () => {
    // National Day: off 1 to 7 October, worked on Saturday 10.
    expect(acceptDue(question, '2026-09-29', count)).toEqual({ day: '2026-10-12', provisional: false });
    const answered = (acceptedOn: string, extended: boolean) =>
      answerDue(question, { receivedOn: '2026-09-29', acceptedOn, extended }, count).day;
    expect(answered('2026-09-30', false)).toBe('2026-11-02');
    expect(answered('2026-10-12', true)).toBe('2026-11-02');
  });

  test('an office gives back within 5 working days of the day on which it got the case', () => {
    expect(objectDue(petition, '2026-09-30', count).day).toBe('2026-10-13');
  });

  test('review and re-review: asked for within 30 days of the answer, answered within 30 of asking', () => {
    expect(askUntil(petition, 0, '2026-05-11', count)).toEqual({ day: '2026-06-10', provisional: false });
    expect(askUntil(petition, 1, '2026-05-11', count)?.day).toBe('2026-06-10');
    expect(
      askUntil(petition, 2, '2026-05-11', count),
      'after the re-review the same is not taken on again',
    ).toBeUndefined();
    expect(askUntil(question, 1, '2026-05-11', count)).toBeUndefined();
    expect(roundDue(petition, 2, '2026-06-10', count).day).toBe('2026-07-10');
    expect(() => roundDue(question, 2, '2026-06-10', count)).toThrow(RangeError);
  });

  test('the person’s period that would end in a holiday ends after it; the office’s does not', () => {
    expect(askUntil(petition, 0, '2026-09-02', count)?.day, '2 October is off until the 7th').toBe('2026-10-08');
    expect(roundDue(petition, 1, '2026-09-02', count).day).toBe('2026-10-02');
  });

  test('what rests on a year without a calendar is provisional; days of the calendar never are', () => {
    expect(acceptDue(question, '2026-12-29', count).provisional).toBe(true);
    expect(acceptDue(petition, '2026-12-29', count)).toEqual({ day: '2027-01-13', provisional: false });
    expect(askUntil(petition, 0, '2026-12-29', count)?.provisional).toBe(true);
  });

  test('reminded from so many days before to the day itself; late from the day after', () => {
    const on = (day: string) => [remindsNow(petition, '2026-03-17', day), daysLate('2026-03-17', day)];
    expect(on('2026-03-11')).toEqual([false, 0]);
    expect(on('2026-03-12')).toEqual([true, 0]);
    expect(on('2026-03-17')).toEqual([true, 0]);
    expect(on('2026-03-18')).toEqual([false, 1]);
    expect(on('2026-04-17')).toEqual([false, 31]);
  });
});

describe('whatever the day and the rules', () => {
  const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2025-01-01', n));
  const period = fc.record({ days: fc.integer({ min: 1, max: 90 }), unit: fc.constantFrom('day', 'working_day') });
  const any: fc.Arbitrary<ClockRules> = fc
    .record({
      accept: period,
      object: period,
      answer: fc.tuple(period, fc.constantFrom('receipt', 'acceptance')).map(([one, from]) => ({ ...one, from })),
      extension: fc.option(period),
      rounds: fc.array(fc.record({ ask: period, answer: period }), { maxLength: 2 }),
      remind: fc.integer({ min: 0, max: 30 }),
    })
    .map((rules) => clockRules.parse({ source, ...rules }));

  test('a later start never ends earlier, and every period ends after its start', () => {
    fc.assert(
      fc.property(any, day, fc.integer({ min: 0, max: 60 }), (rules, start, later) => {
        const next = addDays(start, later);
        for (const of of [acceptDue, objectDue]) {
          expect(of(rules, start, count).day > start).toBe(true);
          expect(of(rules, next, count).day >= of(rules, start, count).day).toBe(true);
        }
        for (const [round] of rules.rounds.entries()) {
          expect(roundDue(rules, round + 1, next, count).day >= roundDue(rules, round + 1, start, count).day).toBe(
            true,
          );
        }
      }),
    );
  });

  test('an extension only adds; a working-day period never ends on a day off; the person’s never does', () => {
    fc.assert(
      fc.property(any, day, fc.integer({ min: 0, max: 30 }), (rules, receivedOn, wait) => {
        const days = { receivedOn, acceptedOn: addDays(receivedOn, wait) };
        const plain = answerDue(rules, { ...days, extended: false }, count);
        const extended = answerDue(rules, { ...days, extended: true }, count);
        if (rules.extension) expect(extended.day > plain.day).toBe(true);
        else expect(extended).toEqual(plain);
        if (rules.answer.unit === 'working_day') expect(isWorkingDay(calendar, plain.day)).toBe(true);
        const until = askUntil(rules, 0, receivedOn, count);
        expect(until === undefined).toBe(rules.rounds.length === 0);
        if (until) expect(isWorkingDay(calendar, until.day)).toBe(true);
      }),
    );
  });

  test('a day is reminded of, late or far off, never two of them', () => {
    fc.assert(
      fc.property(any, day, fc.integer({ min: -60, max: 60 }), (rules, dueOn, n) => {
        const today = addDays(dueOn, n);
        expect(daysLate(dueOn, today)).toBe(Math.max(0, n));
        expect(remindsNow(rules, dueOn, today)).toBe(n <= 0 && -n <= rules.remind);
      }),
    );
  });
});
