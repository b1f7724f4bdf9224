import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { mostDays } from './model.ts';

/** What is looked at: a year of the page. */
export const yearQuery = z.object({ year: z.coerce.number().int().optional().catch(undefined) });

/** Counting working days from a day. */
export const countInput = z.object({
  from: z.string().refine(isDay, 'fromWrong'),
  days: z
    .string()
    .regex(/^\d{1,4}$/, 'daysWrong')
    .transform(Number)
    .refine((n) => n >= 1 && n <= mostDays, 'daysWrong'),
});

/** A file that was read and shown: it is read again, as whoever confirms may have waited. */
export const loadInput = z.object({
  source: z.string().trim().min(1, 'fileMissing').max(200, 'fileMissing'),
  content: z.string().min(1, 'fileMissing'),
});
