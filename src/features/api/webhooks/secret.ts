/** Secrets of webhooks are derived from the master key and never stored: a backup of the database holds none. */
import { createHmac } from 'node:crypto';
import type { Secrets } from '#platform/secrets.ts';

export function secretOf(secrets: Secrets, webhookId: number, generation: number): Buffer {
  return createHmac('sha256', secrets.deriveKey('webhook')).update(`${webhookId}.${generation}`).digest();
}

/** As Standard Webhooks writes it. */
export function secretInWords(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`;
}
