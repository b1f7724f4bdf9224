/** How a token is written: `blf_` and a part that lists show, then the secret, of which only a hash is kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface NewSecret {
  /** Shown once. */
  token: string;
  publicPart: string;
  secretHash: Buffer;
}

export function newSecret(): NewSecret {
  const publicPart = `blf_${randomBytes(6).toString('hex')}`;
  const secret = randomBytes(32).toString('base64url');
  return { token: `${publicPart}_${secret}`, publicPart, secretHash: hashOf(secret) };
}

/** The two parts of a token, if it is written like one. */
export function partsOf(token: string): { publicPart: string; secret: string } | undefined {
  const found = /^(blf_[0-9a-f]{12})_([\w-]{43})$/.exec(token);
  return found ? { publicPart: found[1] as string, secret: found[2] as string } : undefined;
}

export function fits(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOf(secret), hash);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
