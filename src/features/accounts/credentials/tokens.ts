/** Random tokens, of which only a hash is stored, and values that carry their own signature. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, for addresses and cookies. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** `text.signature` */
export function signed(key: Buffer, text: string): string {
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** The text of a signed value, or nothing if the signature is not ours. */
export function unsigned(key: Buffer, value: string | undefined): string | undefined {
  const dot = value?.lastIndexOf('.') ?? -1;
  if (!value || dot < 0) return undefined;
  const text = value.slice(0, dot);
  const wanted = Buffer.from(signed(key, text));
  const given = Buffer.from(value);
  return wanted.length === given.length && timingSafeEqual(wanted, given) ? text : undefined;
}
