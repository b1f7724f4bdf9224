/** What the forms of a slip may hold. */
import { z } from 'zod';
import { type Typed, typedText } from '#platform/http/form.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import { pers, type Question, type QuestionKind, questionKinds, type Worded } from './model/slip.ts';

export const perInput = z.object({ per: z.enum(pers, 'perMissing') });
export const moveInput = z.object({ step: z.enum(['up', 'down'], 'incomplete') });
export const kindInput = z.object({ kind: z.enum(questionKinds, 'kindOfQuestionMissing') });

/** A question as it was typed; what is wrong with it is said by the action that keeps it. */
export function questionIn(
  typed: Typed,
  key: number | null,
  kind: QuestionKind,
  languages: readonly ContentLanguage[],
): Omit<Question, 'key'> & { key: number | null } {
  const line = (field: string) => typedText(typed, field).replace(/\s+/g, ' ').trim();
  const worded = (part: string): Worded =>
    Object.fromEntries(
      languages.flatMap((language) => {
        const words = line(`${part}-${language}`);
        return words ? [[language, words]] : [];
      }),
    );
  const question = {
    key,
    kind,
    required: typedText(typed, 'required') === 'yes',
    text: worded('text'),
    help: worded('help'),
  };
  if (kind === 'choice' || kind === 'choices') return { ...question, options: optionsIn(typed, languages) };
  if (kind === 'number') {
    return { ...question, least: bound(line('least')), most: bound(line('most')), unit: worded('unit') };
  }
  if (kind === 'date') return { ...question, from: line('from') || null, to: line('to') || null };
  return question;
}

/** The n-th line of every language is one option. */
function optionsIn(typed: Typed, languages: readonly ContentLanguage[]): Worded[] {
  const lines = languages.map((language) =>
    typedText(typed, `options-${language}`)
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter(Boolean),
  );
  const count = Math.max(0, ...lines.map((list) => list.length));
  return Array.from({ length: count }, (_, n) =>
    Object.fromEntries(
      languages.flatMap((language, index) => (lines[index]?.[n] ? [[language, lines[index]?.[n]]] : [])),
    ),
  );
}

/** Not a whole number: kept as such, so that the action refuses it at its field. */
function bound(text: string): number | null {
  if (text === '') return null;
  const plain = text.normalize('NFKC');
  return /^-?\d{1,12}$/.test(plain) ? Number(plain) : Number.NaN;
}
