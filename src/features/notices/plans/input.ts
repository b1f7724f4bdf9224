/** What the form of planned reminders may hold. */
import { z } from 'zod';
import { choosableDays, choosableHours } from './model/plan.ts';

const oneOf = (values: readonly number[]) =>
  z
    .string('planWrong')
    .regex(/^\d{1,2}$/, 'planWrong')
    .transform(Number)
    .refine((n) => values.includes(n), 'planWrong');

export const planInput = z.object({
  days: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat()))
    .pipe(z.array(oneOf(choosableDays), 'planWrong')),
  hour: oneOf(choosableHours),
});
