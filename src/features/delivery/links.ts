/**
 * Signed tokens of personal links and of one-click unsubscribing: whole numbers, packed, with a MAC of 12 bytes that is
 * compared in constant time. What a token opens is bounded by the message's end and the person's link epoch, which the
 * reader of the token must check.
 */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '#platform/secrets.ts';

export interface PersonalLink {
  messageId: number;
  personId: number;
  /** The person's link epoch when it was signed: raising it ends all links sent so far. */
  epoch: number;
}

/** Opens the page of what one person wants to receive. */
export interface WishesLink {
  personId: number;
  epoch: number;
  /** Seconds since 1970: good until then. */
  until: number;
}

export interface UnsubscribeLink {
  contactPointId: number;
}

const macBytes = 12;
// As key objects: from bytes, one is made anew for each token, which costs four times as much as the MAC itself.
const keys = new WeakMap<Secrets, Map<string, KeyObject>>();

/** The token of `/m/:token`. */
export function signLink(secrets: Secrets, link: PersonalLink): string {
  return seal(keyFor(secrets, 'delivery.link'), [link.messageId, link.personId, link.epoch]);
}

/** What a token of `/m/:token` says, or null if it was not signed here. */
export function readLink(secrets: Secrets, token: string): PersonalLink | null {
  const numbers = open(keyFor(secrets, 'delivery.link'), token, 3);
  return numbers && { messageId: numbers[0] as number, personId: numbers[1] as number, epoch: numbers[2] as number };
}

/** A token for the page of what a person wants to receive. */
export function signWishes(secrets: Secrets, { personId, epoch, until }: WishesLink): string {
  return seal(keyFor(secrets, 'delivery.wishes'), [personId, epoch, until]);
}

/** What such a token says, or null if it was not signed here. Its reader checks time, epoch and state. */
export function readWishes(secrets: Secrets, token: string): WishesLink | null {
  const numbers = open(keyFor(secrets, 'delivery.wishes'), token, 3);
  return numbers && { personId: numbers[0] as number, epoch: numbers[1] as number, until: numbers[2] as number };
}

/** The token of `/u/:token`. */
export function signUnsubscribe(secrets: Secrets, link: UnsubscribeLink): string {
  return seal(keyFor(secrets, 'delivery.unsubscribe'), [link.contactPointId]);
}

/** What a token of `/u/:token` says, or null if it was not signed here. */
export function readUnsubscribe(secrets: Secrets, token: string): UnsubscribeLink | null {
  const numbers = open(keyFor(secrets, 'delivery.unsubscribe'), token, 1);
  return numbers && { contactPointId: numbers[0] as number };
}

/**
 * The part before the @ of a mail's Message-ID: the same for each attempt at the same message and person, so that a
 * mail that is sent twice after a crash is recognised as one.
 */
export function stableId(
  secrets: Secrets,
  kind: 'message' | 'direct' | 'digest',
  first: number,
  second: number,
): string {
  const mac = createHmac('sha256', keyFor(secrets, 'delivery.message-id')).update(`${kind}:${first}:${second}`);
  return mac.digest('base64url').slice(0, 24);
}

/** A mark of one matter (`notice:12`) for one person, 32 characters of base64url; it says nothing to whoever passes it on. */
export function stableTag(secrets: Secrets, subject: string, personId: number): string {
  const mac = createHmac('sha256', keyFor(secrets, 'delivery.tag')).update(`${personId}:${subject}`);
  return mac.digest('base64url').slice(0, 32);
}

function keyFor(secrets: Secrets, purpose: string): KeyObject {
  let known = keys.get(secrets);
  if (!known) {
    known = new Map();
    keys.set(secrets, known);
  }
  let key = known.get(purpose);
  if (!key) {
    key = createSecretKey(secrets.deriveKey(purpose));
    known.set(purpose, key);
  }
  return key;
}

function seal(key: KeyObject, numbers: readonly number[]): string {
  const payload = Buffer.from(numbers.flatMap(pack));
  return Buffer.concat([payload, mac(key, payload)]).toString('base64url');
}

function open(key: KeyObject, token: string, count: number): number[] | null {
  if (!/^[\w-]{18,80}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Base64 has several spellings of the same bytes; only ours is good.
  if (bytes.length <= macBytes || bytes.toString('base64url') !== token) return null;
  const payload = bytes.subarray(0, -macBytes);
  if (!timingSafeEqual(mac(key, payload), bytes.subarray(-macBytes))) return null;
  const numbers = unpack(payload);
  return numbers.length === count ? numbers : null;
}

function mac(key: KeyObject, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(payload).digest().subarray(0, macBytes);
}

// Seven bits a byte, the lowest first; arithmetic instead of shifts because ids may pass 2^32.
function pack(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

function unpack(payload: Buffer): number[] {
  const numbers: number[] = [];
  let value = 0;
  let unit = 1;
  for (const byte of payload) {
    value += (byte % 128) * unit;
    unit *= 128;
    if (byte < 128) {
      numbers.push(value);
      value = 0;
      unit = 1;
    }
  }
  return numbers;
}
