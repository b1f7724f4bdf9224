/**
 * A request that is posted twice is one case: the program never heard the first answer, and asks again. What is known of it is an
 * HMAC of all that was posted, and of where it came from (already a hash, platform/http/unnamed.ts), under a random key that lives in
 * this process's memory for ten minutes at most. So two people whose words are the same are two, and nobody who learns
 * the words elsewhere gets the code of somebody's case by sending them again.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Typed } from '#platform/http/form.ts';

const halfMs = 5 * 60_000;

interface Half {
  since: number;
  key: Buffer;
  /** By what was posted: the nonce of its receipt code (ask/receipt.ts). */
  nonces: Map<string, string>;
}

function newHalf(since: number): Half {
  return { since, key: randomBytes(32), nonces: new Map() };
}

export class Repeats {
  #now = newHalf(Number.NEGATIVE_INFINITY);
  #before: Half | undefined;

  /** The same one for what was posted five minutes ago, or ten at most; else a new one. How many there are is bounded by the limits on keys. */
  nonceOf(sender: string, typed: Typed, now: number): string {
    this.#turn(now);
    const posted = JSON.stringify([sender, Object.entries(typed).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const known = find(this.#now, posted) ?? (this.#before && find(this.#before, posted));
    if (known !== undefined) return known;
    const nonce = randomBytes(16).toString('base64url');
    this.#now.nonces.set(traceOf(this.#now, posted), nonce);
    return nonce;
  }

  #turn(now: number): void {
    const age = now - this.#now.since;
    if (age >= 0 && age < halfMs) return;
    // A clock that was set back, or a long rest: nothing of before is known.
    this.#before = age >= halfMs && age < 2 * halfMs ? this.#now : undefined;
    this.#now = newHalf(now);
  }
}

function find(half: Half, posted: string): string | undefined {
  return half.nonces.get(traceOf(half, posted));
}

function traceOf({ key }: Half, posted: string): string {
  return createHmac('sha256', key).update(posted).digest('base64url');
}
