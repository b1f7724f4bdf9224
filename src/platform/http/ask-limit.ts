/**
 * Slows down who asks without end, without knowing who it is: an address is counted under a keyed hash in this process's
 * memory. The key is random and made anew with each window, so that nothing can be looked up afterwards and no two windows
 * can be laid side by side. Nothing is written anywhere.
 */
import { createHmac, randomBytes } from 'node:crypto';

export class AskLimit {
  #key = randomBytes(32);
  #since = Number.NEGATIVE_INFINITY;
  #counts = new Map<string, number>();
  #all = 0;

  constructor(
    /** From one address within a window: a school's network is one address for many. */
    readonly most = 5,
    /** From all addresses together. */
    readonly mostOfAll = 300,
    readonly windowMs = 10 * 60_000,
  ) {}

  /** `mostOfAll` may be less for now: the part of one process of several. */
  allow(address: string, now: number, mostOfAll = this.mostOfAll): boolean {
    // A clock that was set back would else hold a window for as long as it was wrong.
    if (now < this.#since || now - this.#since >= this.windowMs) {
      this.#key = randomBytes(32);
      this.#since = now;
      this.#counts = new Map();
      this.#all = 0;
    }
    if (this.#all >= mostOfAll) return false;
    const key = createHmac('sha256', this.#key).update(address).digest('base64url');
    const n = this.#counts.get(key) ?? 0;
    if (n >= this.most) return false;
    this.#counts.set(key, n + 1);
    this.#all += 1;
    return true;
  }
}
