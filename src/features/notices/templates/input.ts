/** What forms of templates may hold. The message of an issue is a key of messages. */
import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { type ContentLanguage, contentLanguages } from '#platform/i18n.ts';
import { kinds } from '../model/kinds.ts';
import { roles } from '../model/notice.ts';
import { mostDeadlineDays, nameLimit } from './model/template.ts';

const id = z
  .string('officeOutside')
  .regex(/^[1-9]\d{0,15}$/, 'officeOutside')
  .transform(Number);
const name = z
  .string('templateNameMissing')
  .transform((value) => value.replace(/\s+/g, ' ').trim())
  .refine((value) => value !== '', 'templateNameMissing')
  .refine((value) => Array.from(value).length <= nameLimit, 'templateNameLong');

export const settingsInput = z
  .object({
    name,
    kind: z.enum(kinds, 'kindMissing'),
    mainLanguage: z.enum(Object.keys(contentLanguages) as [ContentLanguage, ...ContentLanguage[]], 'languageMissing'),
    isPublic: z
      .string()
      .optional()
      .transform((value) => value === 'yes'),
    request: z.enum(['none', 'acknowledge', 'slip'], 'requestMissing'),
    deadlineDays: z
      .string()
      .default('')
      .refine(
        (value) => value === '' || (/^\d{1,3}$/.test(value) && Number(value) <= mostDeadlineDays),
        'deadlineDaysWrong',
      )
      .transform((value) => (value === '' ? null : Number(value))),
    roles: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((value) => (value === undefined ? [] : [value].flat()))
      .pipe(z.array(z.enum(roles), 'rolesMissing')),
  })
  .transform((settings) => ({
    ...settings,
    deadlineDays: settings.request === 'none' ? null : settings.deadlineDays,
  }));

export const officeInput = z.object({ organisationId: id });
export const fromNoticeInput = z.object({ organisationId: id, name });
export const useInput = z.object({
  organisationId: id,
  deadlineOn: z
    .string()
    .default('')
    .transform((value) => value.trim())
    .refine((value) => value === '' || isDay(value), 'dateWrong')
    .transform((value) => value || null),
});
