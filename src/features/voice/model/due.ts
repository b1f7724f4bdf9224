/**
 * Deadlines from a clock's rules. Pure: days are `YYYY-MM-DD` on the wall of the district and run to their end. Every
 * period counts from the day after (as periods of law are counted), so the day it starts from is passed in as it is.
 */
import { addDays } from '#platform/days.ts';
import type { ClockRules, Period } from './clock.ts';

/** A day worked out; `provisional`: it rests on a year whose legal calendar is not known yet. */
export interface Due {
  day: string;
  provisional: boolean;
}

/** The day so many working days after `from`: `addWorkingDays` of the calendar, with the calendar already given. */
export type CountWorkingDays = (from: string, days: number) => Due;

export function periodEnd(from: string, period: Period, count: CountWorkingDays): Due {
  return period.unit === 'working_day'
    ? count(from, period.days)
    : { day: addDays(from, period.days), provisional: false };
}

/** Until when the office says whether it takes the case on (信访工作条例 Art. 23). From the day of receipt. */
export function acceptDue(rules: ClockRules, receivedOn: string, count: CountWorkingDays): Due {
  return periodEnd(receivedOn, rules.accept, count);
}

/** Until when an office to which a case was assigned may give it back (Art. 23: 5 working days). */
export function objectDue(rules: ClockRules, assignedOn: string, count: CountWorkingDays): Due {
  return periodEnd(assignedOn, rules.object, count);
}

/**
 * Until when the first handling is answered: from acceptance or from receipt, as the clock has it (Art. 34: from
 * acceptance). The extension is counted from the end of the period and not from the day on which it was decided.
 */
export function answerDue(
  rules: ClockRules,
  days: { receivedOn: string; acceptedOn: string; extended: boolean },
  count: CountWorkingDays,
): Due {
  const from = rules.answer.from === 'receipt' ? days.receivedOn : days.acceptedOn;
  const first = periodEnd(from, rules.answer, count);
  if (!days.extended || !rules.extension) return first;
  const extended = periodEnd(first.day, rules.extension, count);
  return { day: extended.day, provisional: first.provisional || extended.provisional };
}

/**
 * Until when the person may ask for the next round after an answer (Art. 35 and 36: 30 days); undefined: there is none.
 * It is the person's period: one that would end on a day off runs to the end of the next working day.
 */
export function askUntil(
  rules: ClockRules,
  round: number,
  answeredOn: string,
  count: CountWorkingDays,
): Due | undefined {
  const next = rules.rounds[round];
  if (!next) return undefined;
  const end = periodEnd(answeredOn, next.ask, count);
  const worked = count(addDays(end.day, -1), 1);
  return { day: worked.day, provisional: end.provisional || worked.provisional };
}

/** Until when a round that was asked for is answered. `round` 1 is the review (复查), 2 the re-review (复核). */
export function roundDue(rules: ClockRules, round: number, askedOn: string, count: CountWorkingDays): Due {
  const own = rules.rounds[round - 1];
  if (!own) throw new RangeError(`the clock has no round ${round}`);
  return periodEnd(askedOn, own.answer, count);
}

/** How late it is: whole days past the deadline, 0 while it runs (its own day counts to the end). */
export function daysLate(dueOn: string, today: string): number {
  const ms = Date.parse(`${today}T00:00:00Z`) - Date.parse(`${dueOn}T00:00:00Z`);
  return Math.max(0, Math.round(ms / 86_400_000));
}

/** Whether the office is to be reminded: within `remind` days before the deadline, its own day included. */
export function remindsNow(rules: ClockRules, dueOn: string, today: string): boolean {
  return today <= dueOn && today >= addDays(dueOn, -rules.remind);
}
