/** Tokens by which a follower confirms or stops: a signature over the number, so that nothing secret is stored. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '#platform/secrets.ts';

type Purpose = 'confirm' | 'stop';

export function signFollower(secrets: Secrets, purpose: Purpose, id: number): string {
  return `${id}-${mac(secrets, purpose, id).toString('base64url')}`;
}

/** Whose token it is; null if it was not signed here for this purpose. */
export function readFollower(secrets: Secrets, purpose: Purpose, token: string): number | null {
  const [, digits = '', signature = ''] = /^([1-9]\d{0,14})-([\w-]{24})$/.exec(token) ?? [];
  if (digits === '') return null;
  const given = Buffer.from(signature, 'base64url');
  const right = mac(secrets, purpose, Number(digits));
  return given.length === right.length && timingSafeEqual(given, right) ? Number(digits) : null;
}

function mac(secrets: Secrets, purpose: Purpose, id: number): Buffer {
  return createHmac('sha256', secrets.deriveKey('status follower')).update(`${purpose} ${id}`).digest().subarray(0, 18);
}
