import { z } from 'zod';

/** Why a channel is paused, and whether alerts of incidents are held with it. */
export const pauseForm = z.object({
  reason: z.string().trim().min(1, 'reasonMissing').max(200, 'reasonLong'),
  alerts: z.literal('yes').optional(),
});
