/** Standard Webhooks (standardwebhooks.com): secrets that are derived and never stored, and the headers that they sign. */
import { createHmac } from 'node:crypto';
import type { Secrets } from './secrets.ts';

/** The secret of something with a number, in its so manieth generation: a backup of the database holds none. */
export function derivedSecret(secrets: Secrets, purpose: string, id: number, generation: number): Buffer {
  return createHmac('sha256', secrets.deriveKey(purpose)).update(`${id}.${generation}`).digest();
}

/** As Standard Webhooks writes it. */
export function secretInWords(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`;
}

/** The headers of Standard Webhooks: id, timestamp in seconds, one signature a secret over `id.timestamp.body`. */
export function signedHeaders(id: string, body: string, secrets: readonly Buffer[], now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = (secret: Buffer) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': secrets.map(signature).join(' ') };
}
