/** What a page hands in of a browser's subscription. The message of an issue is a key of the page's words. */
import { z } from 'zod';

const key = (bytes: number) =>
  z
    .string('pushBroken')
    .regex(/^[\w-]{10,200}={0,2}$/, 'pushBroken')
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, 'pushBroken');

export const subscriptionFields = {
  endpoint: z.url('pushBroken').max(1000, 'pushBroken'),
  p256dh: key(65),
  auth: key(16),
};

export const endpointInput = z.object({
  endpoint: z.string('pushBroken').min(1, 'pushBroken').max(1000, 'pushBroken'),
});
