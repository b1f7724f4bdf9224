/** Recovery codes: ten, shown once, each good once instead of a code from the app. */
import { createHmac, randomBytes } from 'node:crypto';

// Without letters and digits that look alike.
const letters = '23456789abcdefghjkmnpqrstuvwxyz';

/** Ten codes of ten characters (49 bits each), such as `k7wq4-9tmx2`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    const code = Array.from({ length: 10 }, randomLetter).join('');
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}

/** What the database keeps of a code; spaces, hyphens and capitals don't matter. */
export function hashRecoveryCode(key: Buffer, accountId: number, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[\s-]/g, '');
  return createHmac('sha256', key).update(`${accountId}:${plain}`).digest();
}

export function looksLikeRecoveryCode(text: string): boolean {
  return text.replace(/[\s-]/g, '').length === 10;
}

function randomLetter(): string {
  for (;;) {
    // The rest of the byte's range is thrown away, so that each letter is as likely.
    const byte = randomBytes(1)[0]!;
    if (byte < 248) return letters[byte % letters.length]!;
  }
}
