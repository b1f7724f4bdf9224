/** Who acts, on which case; what they did waits for the daily run with its day alone. */
import { addWorkingDays, workCalendar } from '#features/calendar/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type Outcome, refused } from '#platform/trouble.ts';
import type { ClockRules } from '../../model/clock.ts';
import type { CountWorkingDays } from '../../model/due.ts';
import { complains } from '../../model/kinds.ts';
import { mayBecome, type State } from '../../model/state.ts';
import { addStep, type Case, type NewStep, rulesOf } from '../../queries/cases.ts';
import type { Handler } from '../model/handler.ts';
import { insertAct, type VoiceAct } from '../queries/acts.ts';
import { lockSeen } from '../queries/desk.ts';
import { conflictOf } from '../queries/work.ts';

export interface By {
  handler: Handler;
  /** The day in the district's zone. */
  today: string;
}

export interface Ground {
  one: Case;
  rules: ClockRules;
  count: CountWorkingDays;
  /** A step of this account on this day, in the round in which the case is. */
  step: (step: Pick<NewStep, 'act' | 'officeId' | 'reason' | 'text'> & { round?: number }) => Promise<void>;
  note: (act: VoiceAct) => Promise<void>;
}

/** Counting by the legal calendar as it is known now. */
export async function countingOf(db: Database | Transaction): Promise<CountWorkingDays> {
  const calendar = await workCalendar(db);
  return (from, days) => addWorkingDays(calendar, from, days);
}

/**
 * Locks the case as this handler sees it and works on it. Two at once: the second waits, and finds the case as the first
 * has left it, or no longer.
 */
export async function onCase<T>(
  trx: Transaction,
  by: By,
  number: string,
  work: (ground: Ground) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { handler, today } = by;
  const one = await lockSeen(trx, handler, number);
  if (!one) return refused(null, 'caseGone');
  if (complains(one.kind) && (await conflictOf(trx, one.id, handler.accountId)) !== false) {
    return refused(null, 'conflictFirst');
  }
  return work({
    one,
    rules: await rulesOf(trx, one),
    count: await countingOf(trx),
    step: async (step) => {
      await addStep(trx, {
        ...{ caseId: one.id, day: today, accountId: handler.accountId, round: one.round, officeId: one.officeId },
        ...step,
      });
    },
    note: (act) => insertAct(trx, { day: today, accountId: handler.accountId, act, number, officeId: one.officeId }),
  });
}

/** The trouble of a state that does not allow it: somebody was quicker, or the page is old. */
export function notFrom(one: Pick<Case, 'state'>, to: State): Outcome<never> | undefined {
  return mayBecome(one.state, to) ? undefined : refused(null, 'caseMoved');
}
