/** The form by which a browser is switched on. */
import { z } from 'zod';
import { subscriptionFields } from '#features/delivery/feature.ts';

export const browserInput = z.object(subscriptionFields);
