/** What forms of the public side bring. Lengths and identity numbers are asked in the action, which the API uses as well. */
import { z } from 'zod';
import { kinds } from '../model/kinds.ts';
import { pointTyped } from './model/place.ts';

const id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'organisationUnknown')
  .transform(Number);

export const caseForm = z.object({
  kind: z.enum(kinds, 'kindMissing'),
  category: z.string().default(''),
  organisation: z.union([z.literal('').transform(() => null), id]).default(null),
  text: z.string().default(''),
  address: z.string().default(''),
  point: z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return undefined;
      const point = pointTyped(typed);
      if (!point) context.addIssue({ code: 'custom', message: 'pointWrong' });
      return point;
    }),
  may_publish: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
  printed_name: z.string().default(''),
});
export type CaseForm = z.infer<typeof caseForm>;
