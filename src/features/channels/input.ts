/** What forms may hold. The message of an issue is a key of messages.ts. */
import { z } from 'zod';
import { contentLanguages } from '#platform/i18n.ts';

const text = (most: number, missing: string) => z.string(missing).trim().min(1, missing).max(most, missing);
const box = z
  .string()
  .optional()
  .transform((value) => value === 'yes');
/** What goes there: boxes of one name. */
const what = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z
    .array(z.enum(['notices', 'below', 'incidents'], 'nothingChosen'))
    .refine((chosen) => chosen.some((one) => one !== 'below'), 'nothingChosen'),
);
const secret = z
  .string()
  .trim()
  .max(500, 'secretMissing')
  .optional()
  .transform((value) => value || undefined);

const wish = {
  name: text(60, 'nameMissing'),
  language: z.enum(Object.keys(contentLanguages) as [string, ...string[]], 'languageMissing'),
  what,
};

export const wishInput = z.object(wish);

const credentials = {
  url: secret,
  secret,
  appId: secret,
  appSecret: secret,
  cover: secret,
  publishes: box,
};
export const credentialsInput = z.object(credentials);

export const addInput = z.object({
  ...wish,
  ...credentials,
  organisation: z.coerce.number('organisationOutside').int('organisationOutside').positive('organisationOutside'),
});

export const pauseInput = z.object({ reason: text(200, 'reasonMissing') });

export const againInput = z.object({ post: z.uuid('nothingToRepeat') });

/** The last post of a page: its number. */
export const beforeInput = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
