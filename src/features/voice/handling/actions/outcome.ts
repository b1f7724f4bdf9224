/**
 * The person's side, by the receipt code (ask/ has checked it): does it settle the matter, how was it, a review. Nobody's
 * account, no audit, no job; a day.
 */
import { holdsIdentityNumber } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { roundDue } from '../../model/due.ts';
import { complains, longestText } from '../../model/kinds.ts';
import { addMessage, addStep, type Case, changeCase, lockCase, rulesOf } from '../../queries/cases.ts';
import { reviewOpen } from '../model/outcome.ts';
import { officeAbove, officesFor } from '../queries/desk.ts';
import { dropProposals } from '../queries/work.ts';
import { countingOf } from './by.ts';

const answered = ({ state }: Case): boolean => state === 'answered' || state === 'closed';

/** It settles the matter: closed. It does not: the case waits for a review until the period is over. */
export async function saySettled(
  trx: Transaction,
  caseId: string,
  today: string,
  settled: boolean,
): Promise<Outcome<null>> {
  const one = await lockCase(trx, caseId);
  if (!one || !answered(one)) return refused(null, 'caseMoved');
  if (one.settled === settled) return done(null);
  const closes = settled && one.state === 'answered';
  await changeCase(trx, one.id, { settled, ...(closes ? { state: 'closed' as const, closedOn: today } : {}) });
  await addStep(trx, { caseId, day: today, act: settled ? 'settled' : 'unsettled', round: one.round });
  return done(null);
}

/** 1 to 5; the last word counts. */
export async function rate(trx: Transaction, caseId: string, rating: number): Promise<Outcome<null>> {
  const one = await lockCase(trx, caseId);
  if (!one || !answered(one)) return refused(null, 'caseMoved');
  await changeCase(trx, one.id, { rating });
  return done(null);
}

/**
 * Review (复查), then re-review (复核), each once, within its period. The office above looks at it where there is one that
 * may (信访工作条例 Art. 35 and 36); in any case other people than before write and approve.
 */
export async function askReview(trx: Transaction, caseId: string, today: string, text: string): Promise<Outcome<null>> {
  const one = await lockCase(trx, caseId);
  if (!one) return refused(null, 'caseMoved');
  const rules = await rulesOf(trx, one);
  if (!reviewOpen(one, rules.rounds.length, today)) return refused(null, 'reviewOver');
  const round = one.round + 1;
  const due = roundDue(rules, round, today, await countingOf(trx));
  const above = one.officeId === null ? undefined : await officeAbove(trx, one.officeId);
  const may = await officesFor(trx, one, complains(one.kind));
  const officeId = above !== undefined && may.some(({ id }) => id === above) ? above : one.officeId;
  await dropProposals(trx, one.id);
  await changeCase(trx, one.id, {
    ...{ state: 'accepted', round, officeId, closedOn: null, askUntil: null, settled: null, rating: null },
    ...{ dueOn: due.day, dueProvisional: due.provisional, acceptedOn: one.acceptedOn ?? today },
    assignedOn: officeId === one.officeId ? one.assignedOn : today,
  });
  await addStep(trx, { caseId, day: today, act: 'review_asked', round, officeId });
  await addMessage(trx, { caseId, day: today, accountId: null, text });
  return done(null);
}

export interface Said {
  act: string;
  rating: string;
  review: string;
}

/** What a form of the person says, checked. The text is tidied by whoever read the form. */
export async function sayOutcome(trx: Transaction, caseId: string, today: string, said: Said): Promise<Outcome<null>> {
  if (said.act === 'settled' || said.act === 'unsettled') {
    return saySettled(trx, caseId, today, said.act === 'settled');
  }
  if (said.act === 'rate') {
    if (!/^[1-5]$/.test(said.rating)) return refused('rating', 'ratingMissing');
    return rate(trx, caseId, Number(said.rating));
  }
  if (said.act === 'review') {
    if (said.review.trim() === '') return refused('review', 'reviewMissing');
    if (said.review.length > longestText) return refused('review', 'textLong', { n: longestText });
    if (holdsIdentityNumber(said.review)) return refused('review', 'identityNumber');
    return askReview(trx, caseId, today, said.review.trim());
  }
  return refused(null, 'incomplete');
}
