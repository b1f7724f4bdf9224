/** What forms of roll calls bring. */

import { z } from 'zod';
import { rowId } from '#platform/http/ids.ts';
import { answers, longestNote, openHours, type RollAnswer } from './model/roll-call.ts';

const answer = z.enum(answers, 'rollAnswerMissing');
const text = z
  .string()
  .trim()
  .transform((typed) => typed.replaceAll('\r\n', '\n'))
  .pipe(z.string().max(longestNote, 'textLong'))
  .default('');

export const openRollForm = z.object({
  hours: z.enum(openHours.map(String), 'rollHoursMissing').transform(Number),
  who: z.enum(['teachers', 'families'], 'rollWhoMissing').transform((who) => who === 'families'),
});

export const correctForm = z.object({ pupil: rowId('rollPupilMissing'), answer, text });

export const familyForm = z.object({ child: z.string().trim().max(100, 'rollChildUnknown').default(''), answer, text });

export const callerForm = z.object({
  account: rowId('rollCallerMissing'),
  place: rowId('whereMissing'),
  act: z.enum(['add', 'remove'], 'incomplete'),
});

/** Marks of a class: `pupil_12=help`. What is no answer is as if nothing were marked. */
export function marksIn(typed: Record<string, string | string[]>): Map<number, RollAnswer> {
  const marks = new Map<number, RollAnswer>();
  for (const [name, value] of Object.entries(typed)) {
    const pupil = /^pupil_([1-9]\d{0,14})$/.exec(name)?.[1];
    const marked = answer.safeParse(Array.isArray(value) ? value[0] : value);
    if (pupil && marked.success) marks.set(Number(pupil), marked.data);
  }
  return marks;
}
