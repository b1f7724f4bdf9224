/** What the forms of feeds, warnings and rules bring. */

import { z } from 'zod';
import { rowId } from '#platform/http/ids.ts';
import { longestText } from '../model/plan.ts';
import { longestName, longestUrl, minutesToChoose, mostOrigins, mostWords } from './model/feed.ts';
import { severities } from './model/severity.ts';
import { longestPem } from './model/signature.ts';
import { cooldowns, kindsOfRules, longestReason, ruleDemands } from './model/warning.ts';

const id = rowId();
/** Parted by commas (also Chinese ones), spaces or lines. */
const list = (most: number, trouble: string) =>
  z
    .string()
    .default('')
    .transform((text) => [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))])
    .refine((all) => all.length <= most && all.every((one) => one.length <= 100), trouble);
const severity = z.enum(severities, 'severityMissing');
const chosen = (values: readonly number[], trouble: string) =>
  z.enum(values.map(String) as [string, ...string[]], trouble).transform(Number);

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

export const feedForm = z
  .object({
    name: z.string().trim().min(1, 'feedNameMissing').max(longestName, 'textLong'),
    url: z.string().trim().min(1, 'feedUrlWrong').max(longestUrl, 'feedUrlWrong'),
    others: list(mostOrigins, 'originWrong'),
    signedAnywhere: ticked,
    area: z.enum(['all', 'some'], 'feedAreaMissing'),
    words: list(mostWords, 'wordsMany'),
    codes: list(mostWords, 'wordsMany'),
    shapes: ticked,
    leastSeverity: severity,
    everyMinutes: chosen(minutesToChoose, 'everyMissing'),
  })
  .refine((form) => form.area === 'all' || form.words.length > 0 || form.codes.length > 0 || form.shapes, {
    path: ['words'],
    error: 'feedAreaEmpty',
  })
  .transform(({ area, ...form }) => (area === 'all' ? { ...form, words: [], codes: [], shapes: false } : form));

export const revisionForm = z.object({ revision: id });

export const moveFeedForm = z.object({ act: z.enum(['look', 'pause', 'resume'], 'incomplete') });

const reason = z.string().trim().min(1, 'dismissReason').max(longestReason, 'textLong');
export const decideForm = z.discriminatedUnion(
  'act',
  [
    z.object({ act: z.literal('dismiss'), reason }),
    z.object({ act: z.literal('back') }),
    z.object({
      act: z.literal('join'),
      incident: z
        .string('joinMissing')
        .regex(/^[1-9]\d{0,14}$/, 'joinMissing')
        .transform(Number),
    }),
  ],
  'incomplete',
);

const text = (name: keyof typeof longestText) => z.string().trim().max(longestText[name], 'textLong').default('');
export const ruleForm = z
  .object({
    kinds: z.preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z
        .array(z.enum(kindsOfRules, 'kindMissing'))
        .min(1, 'ruleKindsMissing')
        .transform((all) => [...new Set(all)]),
    ),
    leastSeverity: severity,
    words: list(mostWords, 'wordsMany'),
    cooldown: chosen(cooldowns, 'cooldownMissing'),
    demands: z.enum(ruleDemands, 'demandsMissing'),
    zh_headline: z.string().trim().min(1, 'headlineMissing').max(longestText.headline, 'textLong'),
    zh_description: text('description'),
    zh_instruction: text('instruction'),
    en_headline: text('headline'),
    en_description: text('description'),
    en_instruction: text('instruction'),
  })
  .refine((form) => form.en_headline !== '' || (form.en_description === '' && form.en_instruction === ''), {
    path: ['en_headline'],
    error: 'headlineMissing',
  });

export const moveRuleForm = z.discriminatedUnion(
  'act',
  [
    z.object({ act: z.literal('confirm') }),
    z.object({ act: z.literal('end') }),
    z.object({ act: z.literal('endNotice'), notice: id }),
  ],
  'incomplete',
);

/** The file's text, or what was pasted. */
export const pinForm = z.object({ pem: z.string().trim().min(1, 'pemWrong').max(longestPem, 'pemWrong') });
export const movePinForm = z.object({ act: z.enum(['confirm', 'end'], 'incomplete') });

export const listQuery = z.object({
  list: z.enum(['open', 'taken', 'dismissed', 'ended']).catch('open'),
  q: z.string().trim().max(60).catch(''),
  before: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .nullable()
    .catch(null),
});
