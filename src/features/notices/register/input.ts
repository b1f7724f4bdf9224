/** What the form of a rule may hold. The message of an issue is a key of messages. */
import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { subjects } from './model/rule.ts';

const dayOrNothing = z
  .string()
  .default('')
  .transform((value) => value.trim())
  .refine((value) => value === '' || isDay(value), 'dateWrong')
  .transform((value) => value || null);
const lines = z.string().max(4000, 'ruleTooMany').default('');

export const ruleInput = z.object({
  isRule: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
  subject: z.enum(subjects, 'ruleSubjectMissing').default('other'),
  inForceFrom: dayOrNothing,
  inForceUntil: dayOrNothing,
  replaces: lines,
  amends: lines,
  repeals: lines,
});
