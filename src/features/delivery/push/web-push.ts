/**
 * Web push: a message encrypted for one browser (RFC 8291), handed to its push service with our signature (VAPID, RFC
 * 8292). The key pair is derived from the master key: nothing is stored, and every host has the same.
 */
import { createECDH } from 'node:crypto';
import webPush from 'web-push';
import type { Subscription } from '#features/directory/feature.ts';
import { outgoingOutside } from '#platform/fetch-outside.ts';
import type { Secrets } from '#platform/secrets.ts';
import type { Services } from '#platform/services.ts';
import type { PushMessage } from '../compose/push.ts';

/** Hosts of the push services that browsers use; nothing is sent to others, whatever a page hands in. */
const pushHosts = [
  /^fcm\.googleapis\.com$/,
  /(^|\.)push\.services\.mozilla\.com$/,
  /(^|\.)push\.apple\.com$/,
  /(^|\.)notify\.windows\.com$/,
];

export function isPushService(endpoint: string, anyHost: boolean): boolean {
  if (!URL.canParse(endpoint) || endpoint.length > 1000) return false;
  const { protocol, hostname, username } = new URL(endpoint);
  if (username) return false;
  return anyHost || (protocol === 'https:' && pushHosts.some((host) => host.test(hostname)));
}

/** Public and private key as VAPID writes them: base64url of the point and of the number. */
export function vapidKeys(secrets: Secrets): { publicKey: string; privateKey: string } {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(secrets.deriveKey('web push'));
  const padded = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return { publicKey: pair.getPublicKey().toString('base64url'), privateKey: padded.toString('base64url') };
}

export type PushOutcome =
  | { kind: 'taken' }
  /** The browser does not want any more, or wants another's: its subscription is of no use. */
  | { kind: 'gone'; code: string }
  | { kind: 'later'; code: string; seconds: number | null }
  /** This message is not taken. */
  | { kind: 'refused'; code: string };

const patience = 10_000;
/** 404, 410: it ended. 400, 401, 403: made for another key, or broken. */
const ended = [400, 401, 403, 404, 410];

export async function push(
  { secrets, config }: Pick<Services, 'secrets' | 'config'>,
  subscription: Subscription,
  message: PushMessage,
): Promise<PushOutcome> {
  const { endpoint, p256dh, auth } = subscription;
  const request = detailsOf(config.publicUrl, secrets, { endpoint, keys: { p256dh, auth } }, message);
  // Keys that are no point on the curve, as only somebody's own program sends them.
  if (!request) return { kind: 'gone', code: 'KEYS' };
  const answer = await outgoingOutside(endpoint, {
    body: request.body,
    headers: request.headers,
    timeout: patience,
    allowPrivate: config.webhookPrivate,
  });
  if (answer.kind === 'timeout') return { kind: 'later', code: 'timeout', seconds: null };
  if (answer.kind === 'unreachable') return { kind: 'later', code: answer.error, seconds: null };
  const { status } = answer;
  const code = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (ended.includes(status)) return { kind: 'gone', code };
  if (status === 429 || status >= 500) {
    const seconds = Number(answer.retryAfter);
    return { kind: 'later', code, seconds: seconds > 0 ? Math.min(Math.ceil(seconds), 3600) : null };
  }
  return { kind: 'refused', code };
}

function detailsOf(
  publicUrl: string,
  secrets: Secrets,
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
  { payload, topic, life, urgent }: PushMessage,
): { body: Buffer; headers: Record<string, string> } | undefined {
  try {
    const details = webPush.generateRequestDetails(subscription, payload, {
      vapidDetails: {
        subject: publicUrl.startsWith('https:') ? publicUrl : 'mailto:office@localhost',
        ...vapidKeys(secrets),
      },
      contentEncoding: 'aes128gcm',
      TTL: life,
      urgency: urgent ? 'high' : 'normal',
      topic,
    });
    const headers = Object.entries(details.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return { body: details.body as Buffer, headers: Object.fromEntries(headers) };
  } catch {
    return undefined;
  }
}
