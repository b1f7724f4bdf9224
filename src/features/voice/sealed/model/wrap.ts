/** How the private half of a key is kept: twice, by a passphrase and by the recovery kit, each of them made in the browser. */

/** libsodium's secretbox under a key that argon2id makes of what is typed; bytes in base64. */
export interface Wrap {
  /** Passes and bytes of memory of argon2id. */
  ops: number;
  mem: number;
  salt: string;
  nonce: string;
  box: string;
}

export interface Wrapped {
  passphrase: Wrap;
  kit: Wrap;
}

/** What argon2id takes at least and at most: less would be too cheap to guess, more could not be opened again. */
export const costs = {
  passphrase: { ops: 3, mem: 256 * 1024 * 1024 },
  // 120 random bits can't be guessed: this only keeps the form the same.
  kit: { ops: 2, mem: 64 * 1024 * 1024 },
} as const;
export const mostOps = 20;
export const mostMem = 1024 * 1024 * 1024;

export const shortestPassphrase = 12;
/** Characters of the kit, in groups of four. */
export const kitLength = 24;

export interface Key {
  id: string;
  accountId: number;
  seat: 'first' | 'outside';
  publicKey: Buffer;
  wrapped: Wrapped;
  madeOn: string;
  retiredOn: string | null;
  endedOn: string | null;
  lostBy: number | null;
  lost: boolean;
  /** Names under it. */
  names: number;
}

export type KeyState = 'in_use' | 'retired' | 'ended' | 'lost';

export function keyState(key: Pick<Key, 'retiredOn' | 'endedOn' | 'lost'>): KeyState {
  if (key.lost) return 'lost';
  if (key.endedOn !== null) return 'ended';
  return key.retiredOn === null ? 'in_use' : 'retired';
}
