/** Words of the roster import. */
import { defineWords, hasKey, type Language } from '#platform/i18n.ts';
import { sheetNotes, sheetPageWords, sheetProblems } from '../sheet/messages.ts';
import { noteWords, outcomeWords, problemWords } from './messages/problems.ts';
import { pageWords } from './messages/screens.ts';
import type { Note, Problem } from './model.ts';

export const rosterWords = defineWords({
  ...pageWords,
  ...problemWords,
  ...noteWords,
  ...outcomeWords,
  ...sheetPageWords,
  ...sheetProblems,
  ...sheetNotes,
});

/** Where it is: `users.csv, row 12, column email`. */
export function placeInWords(language: Language, place: Pick<Problem, 'file' | 'line' | 'column'>): string {
  const t = rosterWords(language);
  return [
    place.file,
    place.line === null ? '' : t('placeRow', { line: place.line }),
    place.column === null ? '' : t('placeColumn', { column: place.column }),
  ]
    .filter(Boolean)
    .join(t('placeComma'));
}

/** What is wrong and what to do, or what was left out. */
export function sayProblem(
  language: Language,
  problem: Pick<Problem | Note, 'key' | 'context'> & { count?: number },
): string {
  const values = { ...problem.context, count: problem.count ?? 1 };
  return hasKey(rosterWords.catalogue, problem.key) ? rosterWords(language)(problem.key, values) : problem.key;
}
