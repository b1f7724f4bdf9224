/** What opens a channel: sealed under the master key, bound to the channel's number; a webhook's secret is derived. */
import { z } from 'zod';
import { openSecret, sealSecret } from '#platform/sealing.ts';
import type { Secrets } from '#platform/secrets.ts';
import { derivedSecret } from '#platform/standard-webhooks.ts';
import type { Channel, Credentials } from './model/channel.ts';

const shape = z.object({
  url: z.string(),
  secret: z.string().optional(),
  appId: z.string().optional(),
  appSecret: z.string().optional(),
  cover: z.string().optional(),
  publishes: z.boolean().optional(),
});

const owner = (id: number) => `broadcast channel ${id}`;

export function sealCredentials(secrets: Secrets, id: number, credentials: Credentials): Buffer {
  return sealSecret(secrets.deriveKey('broadcast channel'), JSON.stringify(credentials), owner(id));
}

/** Nothing where it was sealed under another master key, or changed. */
export function credentialsOf(secrets: Secrets, id: number, sealed: Buffer): Credentials | undefined {
  const text = openSecret(secrets.deriveKey('broadcast channel'), sealed, owner(id));
  return text === undefined ? undefined : shape.parse(JSON.parse(text));
}

export function signingSecret(secrets: Secrets, channel: Pick<Channel, 'id' | 'generation'>): Buffer {
  return derivedSecret(secrets, 'broadcast webhook', channel.id, channel.generation);
}

/** What may be shown of an address: its host and the last signs of what is secret in it. */
export function shownOf({ url, appId }: Credentials): string {
  if (appId) return `${appId.slice(0, 4)}…${appId.slice(-4)}`;
  const { host, search, pathname } = new URL(url);
  return `${host} …${(search || pathname).slice(-4)}`;
}
