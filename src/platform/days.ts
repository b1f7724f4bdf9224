/** Calendar days as texts, YYYY-MM-DD. Pure: which day it is, says the clock. */

/** The day so many days later, or earlier if `days` is below zero. */
export function addDays(day: string, days: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}
