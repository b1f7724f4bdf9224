/** The filter of the list, as it stands in the address. What can't be meant is left out. */
import { z } from 'zod';

const optional = (pattern: RegExp) => z.string().trim().regex(pattern).optional().catch(undefined);

export const filterInput = z.object({
  subject: optional(/^[a-z_]+:[\w-]{1,60}$/),
  action: optional(/^[a-z_]+\.[a-z_]+$/),
  day: z.iso.date().optional().catch(undefined),
  before: z.coerce.number().int().positive().optional().catch(undefined),
});
export type Filter = z.infer<typeof filterInput>;
