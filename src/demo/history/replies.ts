/** Answers to the slips of the past: of everybody who is noted as reached, as families answer. */
import type { Answers, Question, Reached, Slip } from '#features/notices/seed.ts';
import { remarks } from '../contents/slips.ts';
import { type Random, randomFor } from '../district/random.ts';

/** What each of them answers; of parents of one child a few differ. */
export function repliesTo(slip: Slip, seed: number): (reached: Reached) => Answers {
  return (reached) => answerOf(slip, seed, reached);
}

/** Parents mostly say the same: the child decides, and of one parent in twenty the parent. */
function answerOf(slip: Slip, seed: number, { guardianId, pupilId }: Reached): Answers {
  const own = randomFor(seed, 'reply', guardianId);
  const random = pupilId === null || own.below(20) === 0 ? own : randomFor(seed, 'reply of a child', pupilId);
  const refuses = slip.questions.some(({ kind }) => kind === 'consent') && random.below(100) < 7;
  const answers: Answers = {};
  for (const question of slip.questions) {
    const value = drawn(question, random, refuses);
    if (value !== undefined) answers[question.key] = value;
  }
  return answers;
}

function drawn(question: Question, random: Random, refuses: boolean): Answers[string] | undefined {
  const options = question.options?.length ?? 0;
  const draw = random.below(100);
  if (question.kind === 'consent') return refuses ? 'disagree' : 'agree';
  // The last option is the one of whoever does not come.
  if (question.kind === 'choice')
    return refuses ? options - 1 : draw < 58 ? 0 : Math.min(options - 1, draw < 88 ? 1 : 2);
  if (question.kind === 'number') return refuses || draw < 40 ? undefined : draw < 75 ? 0 : draw < 95 ? 1 : 2;
  return question.kind === 'text' && draw < 6 ? remarks[draw % remarks.length] : undefined;
}
