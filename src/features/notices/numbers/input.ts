/** What the forms of document numbers may hold. The message of an issue is a key of messages. */
import { z } from 'zod';

const line = (most: number, key: string) =>
  z
    .string()
    .default('')
    .transform((value) => value.replace(/\s+/g, ' ').trim())
    .refine((value) => Array.from(value).length <= most, key);
const id = (key: string) =>
  z
    .string(key)
    .regex(/^[1-9]\d{0,15}$/, key)
    .transform(Number);

/** `none`, `elsewhere` or the id of a code. */
export const numberInput = z.object({
  from: z.string('numberChoiceMissing').regex(/^(none|elsewhere|[1-9]\d{0,15})$/, 'numberChoiceMissing'),
  number: line(40, 'numberLong'),
});

export const codeInput = z.object({
  organisationId: id('officeOutside'),
  code: line(12, 'codeForm').refine((value) => value !== '', 'codeForm'),
  latin: line(40, 'latinForm').transform((value) => value || null),
});

export const elsewhereInput = z.object({
  count: z
    .string('countWrong')
    .trim()
    .regex(/^\d{1,6}$/, 'countWrong')
    .transform(Number),
  remark: line(200, 'remarkLong'),
});
