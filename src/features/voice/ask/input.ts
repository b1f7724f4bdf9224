/** What forms of the public side bring. Lengths and identity numbers are asked in the action, which the API uses as well. */
import { z } from 'zod';
import { pointTyped } from '#features/map/feature.ts';
import { kinds, ways } from '../model/kinds.ts';
import { openerWishes } from '../sealed/model/box.ts';

const id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'organisationUnknown')
  .transform(Number);

function unlessEmpty<T>(schema: z.ZodType<T>, empty: T) {
  return z.union([z.literal('').transform(() => empty), schema]).default(empty as never);
}

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
  // Not asked where no key is in use, or only one.
  way: unlessEmpty(z.enum(ways), 'anonymous'),
  openers: unlessEmpty(z.enum(openerWishes), 'any'),
});
export type CaseForm = z.infer<typeof caseForm>;
