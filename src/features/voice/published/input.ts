/** What forms and addresses of published answers bring. */

import { z } from 'zod';
import { shownRevision } from '#platform/http/ids.ts';
import { neededText, plainText } from '#platform/http/texts.ts';
import { longestText } from '../model/kinds.ts';
import { longestChange, longestTitle, withdrawalGrounds } from './model/published.ts';

const line = (longest: number, missing: string) =>
  neededText(longest, missing).transform((typed) => typed.replace(/\s+/g, ' '));
const revision = shownRevision();

export const prepareForm = z.object({
  revision,
  language: z.enum(['zh-CN', 'en']),
  title: line(longestTitle, 'publishTitleMissing'),
  question: neededText(longestText, 'publishQuestionMissing'),
  answer: neededText(longestText, 'publishAnswerMissing'),
  change: plainText(longestChange).default(''),
});
export const revisionForm = z.object({ revision });
export const withdrawForm = z.object({
  ground: z.enum(withdrawalGrounds, 'reasonMissing'),
  withdrawReason: neededText(longestChange, 'publishWhyMissing'),
});

/** Filters of the public list, from the address: what is none counts as not asked for. */
export function answersWish(query: (name: string) => string | undefined) {
  const office = query('office') ?? '';
  const category = query('category') ?? '';
  const before = query('before') ?? '';
  return {
    text: (query('text') ?? '').trim().slice(0, 100),
    category: /^[a-z][a-z0-9_]{1,40}$/.test(category) ? category : '',
    office: /^[1-9]\d{0,14}$/.test(office) ? office : '',
    before: /^[1-9]\d{0,14}$/.test(before) ? Number(before) : undefined,
  };
}
