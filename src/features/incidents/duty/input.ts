/** What the forms of rosters and duties bring. */

import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { rowId } from '#platform/http/ids.ts';
import { kindNames } from '../model/kinds.ts';
import { coverages, longestName, longestNote } from './model/roster.ts';

const number = /^[1-9]\d{0,14}$/;
const id = rowId();
/** Empty for nobody. */
const maybeId = z
  .string()
  .default('')
  .refine((text) => text === '' || number.test(text), 'incomplete')
  .transform((text) => (text === '' ? null : Number(text)));
const several = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(id),
);
const day = z.string('dayMissing').trim().refine(isDay, 'dayMissing');

/** `08:00 20:00` as minutes after midnight, rising, four at most. */
const starts = z
  .string()
  .trim()
  .transform((text) =>
    text
      .replaceAll('：', ':')
      .split(/[\s,，、]+/)
      .filter(Boolean),
  )
  .refine(
    (all) => all.length >= 1 && all.length <= 4 && all.every((one) => /^([01]?\d|2[0-3]):[0-5]\d$/.test(one)),
    'startsWrong',
  )
  .transform((all) => all.map((one) => Number(one.split(':')[0]) * 60 + Number(one.split(':')[1])))
  .refine((all) => all.every((one, n) => n === 0 || one > (all[n - 1] as number)), 'startsWrong');

export const rosterForm = z.object({
  office: z.string('rosterOffice').regex(number, 'rosterOffice').transform(Number),
  name: z.string().trim().min(1, 'rosterName').max(longestName, 'textLong'),
  kind: z.union([z.literal('').transform(() => null), z.enum(kindNames)], 'incomplete').default(null),
  covers: z.enum(coverages, 'coversMissing'),
  starts,
  members: several,
});

export const membersForm = z.object({ members: several });

export const turnsForm = z.discriminatedUnion(
  'act',
  [z.object({ act: z.literal('plan'), from: day, to: day }), z.object({ act: z.literal('clear'), clearFrom: day })],
  'incomplete',
);

export const giveForm = z.object({ accountId: maybeId, standInId: maybeId, revision: id });

export const ownShiftForm = z.discriminatedUnion(
  'act',
  [
    z.object({
      act: z.literal('note'),
      text: z.string().trim().min(1, 'entryMissing').max(longestNote, 'entryLong'),
    }),
    z.object({
      act: z.literal('swap'),
      to: z.string('swapWho').regex(number, 'swapWho').transform(Number),
      other: maybeId,
    }),
  ],
  'incomplete',
);

export const answerForm = z.object({ answer: z.enum(['agreed', 'declined', 'withdrawn'], 'incomplete') });
export const calendarForm = z.object({ act: z.enum(['make', 'end'], 'incomplete') });
export const fromDay = z.string().refine(isDay).nullable().catch(null);
