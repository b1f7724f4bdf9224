/**
 * Proof of work: the browser looks for a number whose hash begins with so many zero bits. It holds off floods without a
 * name, a picture puzzle or a third party. The challenge is stateless: its own HMAC, under a key of the day, says that it is ours.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '#platform/secrets.ts';

/** So long a form may be written at. */
const longestMs = 3 * 3_600_000;
const dayMs = 86_400_000;

export interface Challenge {
  nonce: string;
  /** Leading zero bits. */
  bits: number;
  ageMs: number;
}

/** `issued.bits.nonce.mac`; the time stands in the form alone. */
export function makeChallenge(secrets: Secrets, now: number, bits: number): string {
  const body = `${Math.floor(now / 1000)}.${bits}.${randomBytes(16).toString('base64url')}`;
  return `${body}.${macOf(secrets, body, now)}`;
}

/** Undefined for what is not ours, or is older than a form may be. */
export function readChallenge(secrets: Secrets, text: string, now: number): Challenge | undefined {
  const found = /^(\d{1,12})\.(\d{1,2})\.([\w-]{22})\.([\w-]{43})$/.exec(text);
  if (!found) return undefined;
  const [, issued = '', bits = '', nonce = '', mac = ''] = found;
  const issuedMs = Number(issued) * 1000;
  const ageMs = now - issuedMs;
  if (ageMs > longestMs || ageMs < -60_000) return undefined;
  const right = macOf(secrets, `${issued}.${bits}.${nonce}`, issuedMs);
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(right))) return undefined;
  return { nonce, bits: Number(bits), ageMs };
}

/** Whether the number that the browser found is one: SHA-256 of `challenge:number` begins with so many zero bits. */
export function isSolved(challenge: string, bits: number, found: string): boolean {
  if (!/^\d{1,15}$/.test(found)) return false;
  return zeroBits(createHash('sha256').update(`${challenge}:${found}`).digest()) >= bits;
}

function zeroBits(hash: Buffer): number {
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

function macOf(secrets: Secrets, body: string, at: number): string {
  const day = Math.floor(at / dayMs);
  return createHmac('sha256', secrets.deriveKey(`voice/work/${day}`))
    .update(body)
    .digest('base64url');
}
