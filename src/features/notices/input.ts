/** What forms and addresses may hold. The message of an issue is a key of messages. */

import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { rowId } from '#platform/http/ids.ts';
import { type ContentLanguage, contentLanguages } from '#platform/i18n.ts';
import { kinds } from './model/kinds.ts';
import { limits, roles } from './model/notice.ts';

const text = (most: number, key: string) =>
  z
    .string()
    .default('')
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .refine((value) => Array.from(value).length <= most, key);

const list = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((v) => (v === undefined ? [] : [v].flat()));
const dayOrNothing = (key: string) =>
  z
    .string()
    .default('')
    .transform((value) => value.trim())
    .refine((value) => value === '' || isDay(value), key)
    .transform((value) => value || null);

export const ownLinkForm = z.object({
  address: z.string('ownLinkAddressWrong').trim().max(254, 'ownLinkAddressWrong').pipe(z.email('ownLinkAddressWrong')),
});

export const revisionOf = z.object({ revision: rowId('stale') });

export const basicsInput = z.object({
  organisationId: rowId('officeOutside'),
  kind: z.enum(kinds, 'kindMissing'),
  mainLanguage: z.enum(Object.keys(contentLanguages) as [ContentLanguage, ...ContentLanguage[]], 'languageMissing'),
  isPublic: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
});

export const textInput = z.object({
  title: text(limits.title, 'titleLong').transform((value) => value.replace(/\s+/g, ' ')),
  body: text(limits.body, 'bodyLong'),
});

export const requestInput = z.object({
  request: z.enum(['none', 'acknowledge', 'slip'], 'requestMissing'),
  deadlineOn: dayOrNothing('dateWrong'),
});

export const clauseInput = z.object({
  organisationId: rowId('organisationOutside'),
  mode: z.enum(['include', 'exclude']).default('include'),
  roles: list.pipe(z.array(z.enum(roles)).min(1, 'rolesMissing')),
});

export const removeClauseInput = z.object({
  organisationId: rowId('organisationOutside'),
  mode: z.enum(['include', 'exclude']),
  role: z.enum(roles),
});

export const reviewInput = z.object({
  decision: z.enum(['approve', 'return', 'comment']),
  comment: text(limits.comment, 'commentLong'),
});

export const publishInput = z.object({
  when: z.enum(['now', 'later']).default('now'),
  publishAt: z.string().default(''),
  confirmedSize: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .optional(),
});

export const reasonInput = z.object({ reason: text(limits.comment, 'commentLong') });

export const correctionInput = z.object({
  reason: text(limits.comment, 'commentLong').refine((value) => value !== '', 'reasonMissing'),
  told: z.enum(['nobody', 'acknowledged', 'everybody'], 'toldMissing'),
  renews: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
  deadlineOn: dayOrNothing('dateWrong'),
});

export const prefaceInput = z.object({ preface: text(limits.preface, 'prefaceLong') });
export const forwardInput = prefaceInput.extend({ organisationId: rowId('officeOutside') });

export const countersignInput = z.object({ comment: text(limits.comment, 'commentLong') });

export const expiryInput = z.object({ expiresOn: dayOrNothing('dateWrong') });
export const pinInput = z.object({ until: dayOrNothing('dateWrong') });

export const toldInput = z.object({ people: list.pipe(z.array(z.string().regex(/^[1-9]\d{0,15}$/)).max(500)) });

/** `2026-11-24T09:30` of a local field, as day and minutes; nothing if it is no time. */
export function localTime(value: string): { day: string; minutes: number } | undefined {
  const found = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(:\d\d)?$/.exec(value);
  if (!found?.[1] || !isDay(found[1])) return undefined;
  return { day: found[1], minutes: Number(found[2]) * 60 + Number(found[3]) };
}
