/**
 * Slows down who taps without end. Kept by the token itself, in memory and for a minute: no address, no device. A token
 * that was not signed here is refused by its signature; guessing one is hopeless.
 */
export class TapLimit {
  readonly #taps = new Map<string, { since: number; n: number }>();

  constructor(
    readonly most = 20,
    readonly windowMs = 60_000,
    readonly remembered = 10_000,
  ) {}

  allow(token: string, now: number): boolean {
    const known = this.#taps.get(token);
    if (!known || now < known.since || now - known.since >= this.windowMs) {
      if (this.#taps.size >= this.remembered) this.#taps.clear();
      this.#taps.set(token, { since: now, n: 1 });
      return true;
    }
    known.n += 1;
    return known.n <= this.most;
  }
}
