/** The state machine of a case (README.md has the table). */

export const states = [
  'received',
  'accepted',
  'answered',
  'closed',
  'declined',
  'passed_on',
  'merged',
  'withdrawn',
] as const;
export type State = (typeof states)[number];

const next: Readonly<Record<State, readonly State[]>> = {
  received: ['accepted', 'declined', 'passed_on', 'merged', 'withdrawn'],
  accepted: ['answered', 'merged', 'withdrawn'],
  // Back to accepted: the person asks for a review, or the office corrects its answer.
  answered: ['accepted', 'closed', 'withdrawn'],
  closed: ['accepted'],
  declined: ['accepted'],
  passed_on: ['received'],
  merged: ['received', 'accepted'],
  withdrawn: [],
};

export function mayBecome(from: State, to: State): boolean {
  return next[from].includes(to);
}

/** States in which nobody has to do anything; the receipt opens them all the same. */
export const endStates: readonly State[] = ['closed', 'declined', 'passed_on', 'merged', 'withdrawn'];
