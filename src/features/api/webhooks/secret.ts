/** Secrets of webhooks are derived from the master key and never stored. */
import type { Secrets } from '#platform/secrets.ts';
import { derivedSecret } from '#platform/standard-webhooks.ts';

export function secretOf(secrets: Secrets, webhookId: number, generation: number): Buffer {
  return derivedSecret(secrets, 'webhook', webhookId, generation);
}
