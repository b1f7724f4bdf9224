/** One-time codes (RFC 6238): secrets sealed by AES-256-GCM, a time step taken once, the QR picture for the app. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { encode } from 'uqr';

const periodSeconds = 30;

/** 160 random bits in base 32. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** nonce, tag, ciphertext. `owner` is bound to it: sealed for one account, it opens for no other. */
export function sealSecret(key: Buffer, secret: string, owner: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** The secret again; nothing if it was changed, sealed under another key or for another owner. */
export function openSecret(key: Buffer, sealed: Buffer, owner: string): string | undefined {
  if (sealed.length < 29) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/**
 * The time step of a code that is right now (one step early or late is forgiven: clocks of phones), else nothing. The
 * caller must still take the step, once.
 */
export function timeStepOf(secret: string, code: string, now: Date): number | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token, epoch, period: periodSeconds, epochTolerance: periodSeconds });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** What the app reads from the QR picture. */
export function totpAddress(secret: string, login: string, siteName: string): string {
  return generateURI({ issuer: siteName, label: login, secret });
}

/** The picture's dark squares as one SVG path, with its size in modules. */
export function qrPath(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size, path };
}

/** Typed by hand where no camera is: in groups of four. */
export function inGroups(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
