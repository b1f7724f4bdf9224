/** What the calendar keeps: days, about nobody. */
import type { Keeping } from '#platform/keeping.ts';

export const keeping: Keeping = {
  rules: [],
  aboutNobody: {
    calendar_day: 'Holidays and days worked in exchange.',
    calendar_year: 'Years of the legal calendar, and by number which account loaded them.',
  },
  parts: [],
  notCopied: { calendar_year: 'An act of office, by the number of the account.' },
  erasures: [],
  notErased: { calendar_year: 'An act of office, by the number of the account.' },
  kept: [],
};
