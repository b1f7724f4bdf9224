/** What the forms of following may hold. The message of an issue is a key of messages.ts. */
import { z } from 'zod';
import { subscriptionFields } from '#features/delivery/feature.ts';
import { languages } from '#platform/i18n.ts';

const wish = {
  language: z.enum(languages).default('zh-CN'),
  exercises: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
};

export const followInput = z.object({
  ...wish,
  address: z.string('followAddressWrong').trim().max(254, 'followAddressWrong').pipe(z.email('followAddressWrong')),
});

export const pushInput = z.object({ ...wish, ...subscriptionFields });
