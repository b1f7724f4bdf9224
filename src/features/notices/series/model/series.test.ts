import { expect, test } from 'vitest';
import { nextDay } from './series.ts';

test('the next day of a week and of a month, never the same day', () => {
  // 20 November 2026 is a Friday.
  expect(nextDay({ cadence: 'weekly', onDay: 5 }, '2026-11-20')).toBe('2026-11-27');
  expect(nextDay({ cadence: 'weekly', onDay: 7 }, '2026-11-20')).toBe('2026-11-22');
  expect(nextDay({ cadence: 'weekly', onDay: 1 }, '2026-11-20')).toBe('2026-11-23');
  expect(nextDay({ cadence: 'monthly', onDay: 28 }, '2026-11-28')).toBe('2026-12-28');
  expect(nextDay({ cadence: 'monthly', onDay: 1 }, '2026-12-31')).toBe('2027-01-01');
  expect(nextDay({ cadence: 'monthly', onDay: 28 }, '2027-01-29')).toBe('2027-02-28');
});
