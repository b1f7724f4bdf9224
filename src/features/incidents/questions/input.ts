/** What forms of questions bring. */

import { z } from 'zod';
import { rowId } from '#platform/http/ids.ts';
import { plainText } from '#platform/http/texts.ts';
import { declineReasons, longestAnswer, longestMatter, longestQuestion, type MatterTexts } from './model/question.ts';

const id = rowId();

export const askForm = z.object({ text: plainText(longestQuestion).pipe(z.string().min(1, 'questionMissing')) });

const chosen = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(id).min(1, 'questionsNoneChosen'),
);

const answerFields = {
  zh_answer: plainText(longestAnswer).pipe(z.string().min(1, 'answerMissing')),
  en_answer: plainText(longestAnswer).default(''),
};

export const answerForm = z
  .object({
    question: chosen,
    zh_question: plainText(longestMatter).pipe(z.string().min(1, 'matterMissing')),
    en_question: plainText(longestMatter).default(''),
    ...answerFields,
  })
  .refine((form) => (form.en_question === '') === (form.en_answer === ''), {
    path: ['en_answer'],
    error: 'matterEnglish',
  });

export const mergeForm = z.object({
  question: chosen,
  matter: z
    .string('matterChoose')
    .regex(/^[1-9]\d{0,14}$/, 'matterChoose')
    .transform(Number),
});

export const declineForm = z.object({ question: chosen, reason: z.enum(declineReasons, 'declineReasonMissing') });

export const correctAnswerForm = z.object({ ...answerFields, version: id });

export function inLanguages(zh: string, en: string): MatterTexts {
  return en === '' ? { 'zh-CN': zh } : { 'zh-CN': zh, en };
}
