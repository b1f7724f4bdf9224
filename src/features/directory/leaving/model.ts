/** Days on which somebody can leave. */

/** How far back and ahead a day may lie: a slip of the pen in the year is found. */
const mostDays = 400;

/** Key of what is wrong with a day, or undefined. Days are YYYY-MM-DD. */
export function dayTrouble(day: string, today: string): string | undefined {
  const distance = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  return Math.abs(distance) > mostDays ? 'leavingTooFar' : undefined;
}
