/** Sealing where the browser could not: in this process's memory, before anything is written. */
import sodium from 'libsodium-wrappers';
import { type Box, boxBytes, type Opener, type Person, paddedBytes } from './model/box.ts';

/** A box for each of the keys. */
export async function sealFor(person: Person, openers: readonly Opener[]): Promise<Box[]> {
  await sodium.ready;
  const plain = new TextEncoder().encode(JSON.stringify(person));
  const padded = sodium.pad(plain, paddedBytes);
  const boxes = openers.map(({ keyId, publicKey }) => {
    const sealed = Buffer.from(sodium.crypto_box_seal(padded, publicKey));
    if (sealed.length !== boxBytes) throw new Error(`a box of ${sealed.length} bytes`);
    return { keyId, sealed };
  });
  sodium.memzero(plain);
  sodium.memzero(padded);
  return boxes;
}
