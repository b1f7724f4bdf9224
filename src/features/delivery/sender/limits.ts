/** Rate limits as token buckets. Each sending process holds its own, with its share of the rate of the whole service. */

export class TokenBucket {
  #tokens: number;
  #at: number;
  readonly #whole: number;
  #rate: number;
  #burst: number;

  get whole(): number {
    return this.#whole;
  }

  /** `rate` a second; Infinity for no limit. Bursts of up to one second's worth. */
  constructor(rate: number, now: number) {
    this.#whole = rate;
    this.#rate = rate;
    this.#burst = Math.max(1, rate);
    this.#tokens = this.#burst;
    this.#at = now;
  }

  /** Takes a part of the whole rate, such as a half where two processes send. */
  share(part: number): void {
    this.#rate = this.#whole * part;
    this.#burst = Math.max(1, this.#rate);
    this.#tokens = Math.min(this.#tokens, this.#burst);
  }

  /** How many of `wanted` may go now; they are taken. */
  take(wanted: number, now: number): number {
    if (this.#rate === Number.POSITIVE_INFINITY) return wanted;
    this.#fill(now);
    const taken = Math.min(wanted, Math.floor(this.#tokens));
    this.#tokens -= taken;
    return taken;
  }

  /** Puts back what was taken and not used. */
  giveBack(count: number): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + count);
  }

  /** Milliseconds until `count` may go at once, at most what a full bucket holds. */
  wait(count: number, now: number): number {
    if (this.#rate === Number.POSITIVE_INFINITY) return 0;
    this.#fill(now);
    const missing = Math.min(count, this.#burst) - this.#tokens;
    return missing <= 0 ? 0 : Math.ceil((missing / this.#rate) * 1000);
  }

  #fill(now: number): void {
    if (now > this.#at) this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
  }
}

/**
 * A limit for each recipient's domain. What is over it goes back into the queue with the time at which its turn comes:
 * each domain keeps a line of turns, so that a large one does not come back all at once.
 */
export class DomainLimits {
  readonly #whole: number;
  #rate: number;
  readonly #domains = new Map<string, { bucket: TokenBucket; lineEnd: number }>();

  /** `rate` a second and domain; 0 for no limit. */
  constructor(rate: number) {
    this.#whole = rate;
    this.#rate = rate;
  }

  /** Takes a part of the whole rate; lines that have begun go on, and their turns are asked about again. */
  share(part: number): void {
    if (this.#rate === this.#whole * part) return;
    this.#rate = this.#whole * part;
    for (const { bucket } of this.#domains.values()) bucket.share(this.#rate / bucket.whole);
  }

  /**
   * 0: it may go now. Else the milliseconds until its turn. `waited`: it has stood in the line already, and goes before
   * those who come now.
   */
  turn(address: string, waited: boolean, now: number): number {
    if (this.#rate === 0) return 0;
    const name = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    let domain = this.#domains.get(name);
    if (!domain) {
      if (this.#domains.size > 10_000) this.#forget(now);
      domain = { bucket: new TokenBucket(this.#rate, now), lineEnd: now };
      this.#domains.set(name, domain);
    }
    if ((waited || domain.lineEnd <= now) && domain.bucket.take(1, now) === 1) return 0;
    if (waited) return Math.max(250, domain.bucket.wait(1, now));
    domain.lineEnd = Math.max(domain.lineEnd, now) + 1000 / this.#rate;
    return Math.ceil(domain.lineEnd - now);
  }

  #forget(now: number): void {
    for (const [name, domain] of this.#domains) if (domain.lineEnd < now - 1000) this.#domains.delete(name);
  }
}
