/** The letters of a breach, composed from what the record says. Pure: the words are given. */
import type { Answers } from './records.ts';

export type Addressed = 'authority' | 'persons';

/** What Art. 57 wants told, in the order of the law; people need not be told what only the authority asks. */
export const told: Record<Addressed, readonly string[]> = {
  authority: ['what', 'data', 'people', 'cause', 'harm', 'measures', 'advice', 'contact'],
  persons: ['what', 'data', 'cause', 'harm', 'measures', 'advice', 'contact'],
};

export function letterText(
  to: Addressed,
  answers: Answers,
  words: {
    title: string;
    opening: string;
    found: string;
    sign: string;
    empty: string;
    question: (key: string) => string;
  },
): string {
  const parts = told[to].map(
    (key, n) => `${n + 1}. ${words.question(key)}\n${(answers[key] ?? '').trim() || words.empty}`,
  );
  const head = to === 'authority' ? [words.opening, words.found] : [words.opening];
  return [words.title, ...head, ...parts, words.sign].join('\n\n');
}
