/** What forms bring. */

import { z } from 'zod';
import { rowId } from '#platform/http/ids.ts';
import { checks, erasureReasons, requestKinds } from './model/requests.ts';

const day = (key: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{4}-\d{2}-\d{2}$/, key);

export const holdForm = z.object({
  reason: z.string().trim().min(10, 'holdReasonShort').max(1000, 'holdReasonLong'),
  untilOn: day('holdUntilMissing'),
});

export const decideHoldForm = z.object({ act: z.enum(['confirm', 'end'], 'incomplete') });

const wish = {
  withChildren: z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes'),
};

export const takeDownForm = z.object({
  kind: z.enum(requestKinds, 'kindMissing'),
  ...wish,
  reference: z.string().trim().max(200, 'incomplete').default(''),
});

export const ownWishForm = z.object({ wish: z.enum(['copy', 'copy_children', 'erasure', 'status'], 'ownChoose') });

export const requestActForm = z.discriminatedUnion(
  'act',
  [
    z.object({ act: z.literal('check'), how: z.enum(checks, 'howMissing') }),
    z.object({
      act: z.literal('decline'),
      reason: z.string().trim().min(1, 'reasonMissing').max(500, 'reasonLong'),
    }),
  ],
  'incomplete',
);

const id = rowId().optional().catch(undefined);

export const eraseForm = z.object({
  reason: z.enum(erasureReasons, 'groundMissing'),
  marked: z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes'),
  request: id,
});

export const erasureActForm = z.object({ act: z.enum(['confirm', 'withdraw'], 'incomplete') });

export const liftForm = z.object({ source: z.string().trim().min(1, 'liftMissing').max(200, 'liftMissing') });

const title = z.string().trim().min(1, 'titleMissing').max(200, 'titleLong');

export const startRecordForm = z.object({ title, foundAt: z.string().trim().default('') });

/** The answers are read by the record's own questions. */
export const saveRecordForm = z.object({
  title,
  version: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'incomplete')
    .transform(Number),
});

export const recordActForm = z.object({ act: z.enum(['approve', 'close'], 'incomplete') });

export const stepForm = z.object({
  kind: z.enum(['authority', 'persons', 'incident', 'superior', 'closing', 'other'], 'stepKindMissing'),
  doneAt: z.string().trim().min(1, 'stepWhenMissing'),
  text: z.string().trim().max(1000, 'stepTextLong').default(''),
});
