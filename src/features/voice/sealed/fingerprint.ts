/** A short form of a public key, to be compared by eye: printed on the kit, shown on /ask and at the desk. */
import { createHash } from 'node:crypto';

/** 80 bits of its SHA-256 in groups of four; script/keys.js makes the same. */
export function fingerprint(publicKey: Buffer): string {
  const hex = createHash('sha256').update(publicKey).digest('hex').slice(0, 20).toUpperCase();
  return (hex.match(/.{4}/g) ?? []).join(' ');
}
