/** What forms of series may hold. The message of an issue is a key of messages. */
import { z } from 'zod';
import { cadences, titleLimit } from './model/series.ts';

const id = (key: string) =>
  z
    .string(key)
    .regex(/^[1-9]\d{0,15}$/, key)
    .transform(Number);

export const titleInput = z.object({
  title: z
    .string('titleMissing')
    .transform((value) => value.replace(/\s+/g, ' ').trim())
    .refine((value) => value !== '', 'titleMissing')
    .refine((value) => Array.from(value).length <= titleLimit, 'seriesTitleLong'),
});
export const newSeriesInput = titleInput.extend({ organisationId: id('officeOutside') });
export const recurrenceInput = z.object({
  templateId: id('templateMissing'),
  cadence: z.enum(cadences, 'cadenceMissing'),
  onDay: z
    .string('onDayWrong')
    .regex(/^\d{1,2}$/, 'onDayWrong')
    .transform(Number)
    .refine((day) => day >= 1 && day <= 28, 'onDayWrong'),
});
export const placeInput = z.object({
  series: z
    .union([z.literal(''), id('seriesMissing')])
    .default('')
    .transform((value) => value || null),
});
