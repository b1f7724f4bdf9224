/** The token of a request that nobody has read yet: the number of its case and an HMAC, so that nothing has to be stored and nobody makes one up. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '#platform/secrets.ts';
import { isNumber } from './input.ts';

export function tokenOf(secrets: Secrets, number: string): string {
  return `${number}-${macOf(secrets, number).toString('base64url')}`;
}

/** The number; undefined for what is no token of ours. */
export function numberOfToken(secrets: Secrets, token: string): string | undefined {
  const [, number = '', mac = ''] = /^([^-]{8})-([\w-]{22})$/.exec(token) ?? [];
  const right = macOf(secrets, number);
  const given = Buffer.from(mac, 'base64url');
  return isNumber(number) && given.length === right.length && timingSafeEqual(given, right) ? number : undefined;
}

function macOf(secrets: Secrets, number: string): Buffer {
  return createHmac('sha256', secrets.deriveKey('voice/open311-token')).update(number).digest().subarray(0, 16);
}
