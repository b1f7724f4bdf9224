/** What the forms of following may hold. The message of an issue is a key of messages.ts. */
import { z } from 'zod';
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

const key = (bytes: number) =>
  z
    .string('pushBroken')
    .regex(/^[\w-]{10,200}={0,2}$/, 'pushBroken')
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, 'pushBroken');

export const pushInput = z.object({
  ...wish,
  endpoint: z.url('pushBroken').max(1000, 'pushBroken'),
  p256dh: key(65),
  auth: key(16),
});

export const endpointInput = z.object({
  endpoint: z.string('pushBroken').min(1, 'pushBroken').max(1000, 'pushBroken'),
});
