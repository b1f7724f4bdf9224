/** Writing a slip: each question is checked before it is kept. What is published does not change any more. */
import { sensitiveSubjectOf } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { isDay } from '#platform/days.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { type By, edit } from '../../actions/by.ts';
import { moved, nextKey, type Per, type Question, type Slip, slipLimits, type Worded, wordsOf } from '../model/slip.ts';
import { isCorrection, slipOf, writeSlip } from '../queries/slips.ts';

type Saved = Promise<Outcome<{ revision: number }>>;

/** Locks the draft and changes its slip. */
function change(services: Services, by: By, id: number, revision: number, step: (slip: Slip) => Outcome<Slip>): Saved {
  return edit(services, by, id, revision, async (trx: Transaction) => {
    if (await isCorrection(trx, id)) return refused(null, 'slipFixed');
    const outcome = step((await slipOf(trx, id)) ?? { per: 'child', questions: [] });
    if (!outcome.ok) return outcome;
    await writeSlip(trx, id, outcome.value);
    return done(null);
  });
}

/** One answer for each child, or one of each guardian. */
export function savePer(services: Services, by: By, id: number, revision: number, per: Per): Saved {
  return change(services, by, id, revision, (slip) => done({ ...slip, per }));
}

/** Adds a question (without key), or takes one's place. `languages` are those of the notice, the main one first. */
export function saveQuestion(
  services: Services,
  by: By,
  id: number,
  revision: number,
  question: Omit<Question, 'key'> & { key: number | null },
  languages: readonly ContentLanguage[],
): Saved {
  return change(services, by, id, revision, (slip) => {
    const found = slip.questions.findIndex((one) => one.key === question.key);
    if (question.key !== null && found < 0) return refused(null, 'questionGone');
    const key = question.key ?? nextKey(slip.questions);
    const kept: Question = { ...question, key };
    const troubles = questionTroubles(kept, languages);
    if (troubles.length > 0) return { ok: false, troubles };
    const questions = found < 0 ? [...slip.questions, kept] : slip.questions.with(found, kept);
    if (questions.length > slipLimits.questions)
      return refused(null, 'tooManyQuestions', { most: slipLimits.questions });
    if (questions.filter(({ kind }) => kind === 'file').length > slipLimits.files) {
      return refused(null, 'tooManyFileQuestions', { most: slipLimits.files });
    }
    return done({ ...slip, questions });
  });
}

export function moveQuestion(
  services: Services,
  by: By,
  id: number,
  revision: number,
  key: number,
  step: -1 | 1,
): Saved {
  return change(services, by, id, revision, (slip) => done({ ...slip, questions: moved(slip.questions, key, step) }));
}

export function removeQuestion(services: Services, by: By, id: number, revision: number, key: number): Saved {
  return change(services, by, id, revision, (slip) =>
    done({ ...slip, questions: slip.questions.filter((question) => question.key !== key) }),
  );
}

/** What is wrong with a question, each at its field. */
export function questionTroubles(question: Question, languages: readonly ContentLanguage[]): Trouble[] {
  const troubles: Trouble[] = [];
  for (const language of languages) {
    if (!question.text[language]) troubles.push({ field: `text-${language}`, key: 'questionMissing' });
    tooLong(troubles, `text-${language}`, question.text[language], slipLimits.text);
    tooLong(troubles, `help-${language}`, question.help[language], slipLimits.help);
    tooLong(troubles, `unit-${language}`, question.unit?.[language], slipLimits.unit);
  }
  if (question.options) troubles.push(...optionTroubles(question.options, languages));
  const { least, most, from, to } = question;
  for (const [field, value] of Object.entries({ least, most })) {
    if (value != null && (!Number.isSafeInteger(value) || Math.abs(value) > slipLimits.number)) {
      troubles.push({ field, key: 'boundWrong' });
    }
  }
  if (least != null && most != null && least > most) troubles.push({ field: 'most', key: 'boundsTurned' });
  for (const [field, value] of Object.entries({ from, to })) {
    if (value && !isDay(value)) troubles.push({ field, key: 'dateWrong' });
  }
  if (from && to && from > to) troubles.push({ field: 'to', key: 'boundsTurned' });
  troubles.push(...forbidden(question));
  const once = troubles.filter((trouble, index) => troubles.findIndex((one) => one.field === trouble.field) === index);
  // As the fields stand in the form.
  const fields = languages.flatMap((language) =>
    ['text', 'options', 'unit', 'help'].map((part) => `${part}-${language}`),
  );
  const place = ({ field }: Trouble) => [...fields, field].indexOf(String(field));
  return once.sort((a, b) => place(a) - place(b));
}

function tooLong(troubles: Trouble[], field: string, words: string | undefined, most: number): void {
  if (words && Array.from(words).length > most) troubles.push({ field, key: 'wordsLong', context: { most } });
}

function optionTroubles(options: readonly Worded[], languages: readonly ContentLanguage[]): Trouble[] {
  const of = (language: ContentLanguage) => options.map((option) => option[language] ?? '').filter(Boolean);
  const count = of(languages[0] as ContentLanguage).length;
  return languages.flatMap((language): Trouble[] => {
    const field = `options-${language}`;
    const words = of(language);
    if (words.length < 2) return [{ field, key: 'optionsFew' }];
    if (words.length > slipLimits.options)
      return [{ field, key: 'optionsMany', context: { most: slipLimits.options } }];
    if (words.length !== count) return [{ field, key: 'optionsUneven', context: { count, own: words.length } }];
    if (new Set(words).size !== words.length) return [{ field, key: 'optionsTwice' }];
    const long = words.some((word) => Array.from(word).length > slipLimits.option);
    return long ? [{ field, key: 'wordsLong', context: { most: slipLimits.option } }] : [];
  });
}

/** Identity numbers, health, ethnicity, religion, politics, biometrics are not asked for (product.md, rule 8). */
function forbidden(question: Question): Trouble[] {
  return wordsOf(question).flatMap(({ part, language, words }) => {
    const subject = sensitiveSubjectOf(words);
    return subject ? [{ field: `${part}-${language}`, key: `forbidden_${subject}` }] : [];
  });
}
