import { z } from 'zod';

/** What becomes of the old queue, and that a person has looked at it. */
export const releaseForm = z.object({
  old: z.enum(['stop', 'send'], 'oldMissing'),
  confirm: z.literal('yes', 'confirmMissing'),
});
