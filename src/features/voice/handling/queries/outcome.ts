/** What came of a case, as whoever holds its receipt sees it. */
import type { Database } from '#platform/database/connect.ts';
import type { Case } from '../../model/case.ts';
import { answersOf, rulesOf } from '../../queries/cases.ts';
import type { Outcomes } from '../model/outcome.ts';
import { reviewOpen } from '../model/outcome.ts';

/** Of a merged case the answers of the other one: the matter is the same, and nothing else of it is shown. */
export async function outcomesOf(db: Database, one: Case, today: string): Promise<Outcomes> {
  const [answers, rules] = await Promise.all([answersOf(db, one.mergedInto ?? one.id), rulesOf(db, one)]);
  const opinion = one.state === 'answered' || one.state === 'closed';
  const review = reviewOpen(one, rules.rounds.length, today) && one.askUntil !== null;
  return {
    answers,
    settled: one.settled,
    rating: one.rating,
    opinion,
    review: review ? { round: one.round + 1, until: one.askUntil ?? today } : undefined,
  };
}
