/** What forms bring. */
import { z } from 'zod';

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
