/** What the form of a rule may hold. The message of an issue is a key of messages. */
import { z } from 'zod';
import { kinds } from '../model/kinds.ts';
import { audienceReaches, mostDaysToReminder, mostSteps, places } from './model/chain.ts';

const id = z
  .string('officeOutside')
  .regex(/^[1-9]\d{0,15}$/, 'officeOutside')
  .transform(Number);
const orNothing = <T extends string>(values: readonly [T, ...T[]], key: string) =>
  z
    .union([z.literal(''), z.enum(values)], key)
    .default('')
    .transform((value) => value || null);

const step = orNothing(places, 'stepWrong');
const stepFields = Object.fromEntries(Array.from({ length: mostSteps }, (_, n) => [`step${n + 1}`, step])) as Record<
  string,
  typeof step
>;

export const ruleInput = z.object({
  organisationId: id,
  kind: orNothing(kinds, 'kindMissing'),
  reach: orNothing(audienceReaches, 'reachWrong'),
  remindAfter: z
    .string('remindAfterWrong')
    .regex(/^\d{1,2}$/, 'remindAfterWrong')
    .transform(Number)
    .refine((days) => days >= 1 && days <= mostDaysToReminder, 'remindAfterWrong'),
  ...stepFields,
});

export const tryInput = z.object({
  office: id,
  kind: z.enum(kinds),
  reach: z.enum(audienceReaches),
});
