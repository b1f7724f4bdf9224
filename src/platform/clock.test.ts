import { expect, test } from 'vitest';
import { endOfLocalDay, fixedClock, localDate } from './clock.ts';

test.each([
  ['2026-05-03T15:59:59.999Z', 'Asia/Shanghai', '2026-05-03'],
  ['2026-05-03T16:00:00Z', 'Asia/Shanghai', '2026-05-04'],
  ['2026-01-01T04:59:00Z', 'America/New_York', '2025-12-31'],
])('%s in %s is the day %s', (moment, zone, day) => {
  expect(localDate(new Date(moment), zone)).toBe(day);
});

test.each([
  ['2026-05-03', 'Asia/Shanghai', '2026-05-03T15:59:59.999Z'],
  ['2024-02-29', 'Asia/Shanghai', '2024-02-29T15:59:59.999Z'],
  ['2025-12-31', 'Asia/Shanghai', '2025-12-31T15:59:59.999Z'],
  // Days of 23 and of 25 hours.
  ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59.999Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.999Z'],
  ['2026-11-01', 'America/New_York', '2026-11-02T04:59:59.999Z'],
])('the day %s in %s ends at %s', (day, zone, end) => {
  expect(endOfLocalDay(day, zone).toISOString()).toBe(end);
  expect(localDate(endOfLocalDay(day, zone), zone)).toBe(day);
});

test('a fixed clock cannot be moved through what it gives', () => {
  const clock = fixedClock(new Date('2026-05-03T00:00:00Z'));
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe('2026-05-03T00:00:00.000Z');
});
