/** What the person is shown of the end of a case, and what they may say to it. */
import type { Answer, Case } from '../../model/case.ts';

export interface Outcomes {
  answers: readonly Answer[];
  settled: boolean | null;
  rating: number | null;
  /** Whether there is an answer to say something of. */
  opinion: boolean;
  /** The next round that may be asked for, and until when. */
  review: { round: number; until: string } | undefined;
}

/** Whether the person may ask for the next round today: it was answered or declined, and the period is not over. */
export function reviewOpen(one: Pick<Case, 'state' | 'round' | 'askUntil'>, rounds: number, today: string): boolean {
  if (one.state !== 'answered' && one.state !== 'closed' && one.state !== 'declined') return false;
  return one.round < rounds && one.askUntil !== null && today <= one.askUntil;
}

/** What a form of the person can say. */
export const opinions = ['settled', 'unsettled', 'rate', 'review'] as const;
export type Opinion = (typeof opinions)[number];
