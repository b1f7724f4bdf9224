/** Makes keys as a browser would (script/keys.js), for tests and the demo: with the passphrase known. */
import sodium from 'libsodium-wrappers-sumo';
import type { Transaction } from '#platform/database/connect.ts';
import { type Person, paddedBytes, type Seat } from './model/box.ts';
import type { Wrap, Wrapped } from './model/wrap.ts';
import { insertKey } from './queries/keys.ts';

export interface MadeKey {
  id: string;
  publicKey: Buffer;
  secret: Uint8Array;
  wrapped: Wrapped;
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

function wrap(secret: Uint8Array, text: string, { ops, mem }: { ops: number; mem: number }): Wrap {
  const salt = sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES);
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
  const key = sodium.crypto_pwhash(32, text, salt, ops, mem, sodium.crypto_pwhash_ALG_ARGON2ID13);
  return {
    ...{ ops, mem, salt: base64(salt), nonce: base64(nonce) },
    box: base64(sodium.crypto_secretbox_easy(secret, nonce, key)),
  };
}

/** Cheap to open by default: tests that look at the price say so. */
export async function newPair(
  passphrase: string,
  kit: string,
  cost = { ops: 1, mem: 8 * 1024 * 1024 },
): Promise<Omit<MadeKey, 'id'>> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const wrapped = { passphrase: wrap(privateKey, passphrase, cost), kit: wrap(privateKey, kit, cost) };
  return { publicKey: Buffer.from(publicKey), secret: privateKey, wrapped };
}

export async function seatKey(
  db: Transaction,
  wish: {
    accountId: number;
    seat: Seat;
    madeOn: string;
    passphrase: string;
    kit: string;
    cost?: { ops: number; mem: number };
  },
): Promise<MadeKey> {
  const pair = await newPair(wish.passphrase, wish.kit, wish.cost);
  const id = await insertKey(db, { ...pair, accountId: wish.accountId, seat: wish.seat, madeOn: wish.madeOn });
  if (id === undefined) throw new Error(`the seat ${wish.seat} is taken`);
  return { ...pair, id };
}

/** As the holder's browser opens it. */
export function opened(
  sealed: Buffer,
  { publicKey, secret }: Pick<MadeKey, 'publicKey' | 'secret'>,
): Person | undefined {
  try {
    const padded = sodium.crypto_box_seal_open(sealed, publicKey, secret);
    return JSON.parse(sodium.to_string(sodium.unpad(padded, paddedBytes)));
  } catch {
    return undefined;
  }
}
