/** Secrets at rest: sealed by AES-256-GCM under a key derived from the master key. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

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
