import { z } from 'zod';

/** Why a channel is paused. */
export const pauseForm = z.object({ reason: z.string().trim().min(1, 'reasonMissing').max(200, 'reasonLong') });
