/** What forms bring. */
import { z } from 'zod';
import { kindNames } from '#features/incidents/feature.ts';
import { isDay } from '#platform/days.ts';
import {
  longestFound,
  longestReason,
  longestRequirement,
  longestSource,
  mostPeople,
  pers,
  placeSorts,
} from './model.ts';

const day = (missing: string) => z.string().trim().refine(isDay, missing);
const people = z
  .string()
  .trim()
  .regex(/^\d{0,6}$/, 'numberWrong')
  .transform((text) => (text === '' ? null : Number(text)))
  .refine((n) => n === null || n <= mostPeople, 'numberWrong')
  .default(null);

export const drillForm = z.object({
  kind: z.enum(kindNames, 'kindMissing'),
  heldOn: day('heldMissing'),
  minutes: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,3}$/, 'minutesMissing')
    .transform(Number)
    .refine((n) => n <= 1440, 'minutesMissing'),
  pupils: people,
  staff: people,
  found: z.string().trim().max(longestFound, 'textLong').default(''),
});

export const withdrawForm = z.object({
  reason: z.string().trim().min(1, 'reasonMissing').max(longestReason, 'textLong'),
});

export const requirementForm = z.object({
  nameZh: z.string().trim().min(1, 'nameMissing').max(longestRequirement, 'textLong'),
  nameEn: z.string().trim().max(longestRequirement, 'textLong').default(''),
  places: z.enum(placeSorts, 'placesMissing'),
  kinds: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.enum(kindNames, 'kindsMissing')).min(1, 'kindsMissing'),
  ),
  per: z.enum(pers, 'perMissing'),
  times: z
    .string()
    .trim()
    .regex(/^[1-9]\d?$/, 'timesWrong')
    .transform(Number)
    .refine((n) => n <= 20, 'timesWrong'),
  source: z.string().trim().min(1, 'sourceMissing').max(longestSource, 'textLong'),
  from: day('fromMissing'),
});
