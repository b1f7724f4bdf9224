/** One-time codes (RFC 6238): a time step taken once, the QR picture for the app. */
import { generateSecret, generateURI, verifySync } from 'otplib';
import { encode } from 'uqr';

const periodSeconds = 30;

/** 160 random bits in base 32. */
export function newTotpSecret(): string {
  return generateSecret();
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
