/** Passwords: hashed with argon2id, judged by length and a list of common ones, never by composition. */
import { hash, verify } from '@node-rs/argon2';
import { commonPasswords } from './common-passwords.ts';

// OWASP's least for argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), cost);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password is right. Without a hash (no such login, no password yet) it takes as long and says no, so that
 * the time tells nobody which logins exist.
 */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has');
  const right = await verify(stored ?? (await decoy), normal(password));
  return right && Boolean(stored);
}

/** Why a new password can't be taken: a key of messages.ts; nothing if it can. */
export function passwordTrouble(
  password: string,
  login: string,
): 'passwordShort' | 'passwordLong' | 'passwordCommon' | 'passwordIsLogin' | undefined {
  const text = normal(password);
  if ([...text].length < 12) return 'passwordShort';
  if (text.length > 200) return 'passwordLong';
  const plain = text.toLowerCase();
  const name = login.toLowerCase();
  if (plain === name || plain === name.split('@')[0] || plain === [...name].reverse().join(''))
    return 'passwordIsLogin';
  if (name.length >= 6 && plain.replaceAll(name, '').length < 4) return 'passwordIsLogin';
  if (isCommon(plain)) return 'passwordCommon';
  return undefined;
}

function isCommon(plain: string): boolean {
  const letters = plain.replace(/[^\p{L}\p{N}]/gu, '');
  if (commonPasswords.has(plain) || commonPasswords.has(letters)) return true;
  // One piece again and again (aaaaaaaaaaaa, abcabcabcabc), and rows of keys or digits.
  if (/^(.{1,4})\1+$/u.test(plain) || new Set(plain).size < 5) return true;
  const rows = [
    '01234567890123456789',
    'abcdefghijklmnopqrstuvwxyz',
    'qwertyuiopasdfghjklzxcvbnm',
    '1qaz2wsx3edc4rfv5tgb6yhn',
  ];
  return rows.some((row) => row.includes(plain) || [...row].reverse().join('').includes(plain));
}

// The same characters typed on another device may come composed otherwise.
function normal(password: string): string {
  return password.normalize('NFKC');
}
