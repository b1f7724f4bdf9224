/**
 * Many hard bounces of one mail provider in a short time are the provider's trouble, not that of twenty families: then
 * no contact point is turned off, those turned off a moment ago are taken back, and the provider waits for an hour.
 * Each sending process sees what it sends itself.
 */

/** Within so many milliseconds. */
const windowMs = 10 * 60_000;
const pauseMs = 60 * 60_000;
/** So many hard bounces, and at least every second mail. */
const fewest = 20;
const remembered = 10_000;

interface Provider {
  since: number;
  tried: number;
  bounced: number[];
  pausedUntil: number;
}

export class ProviderStorms {
  readonly #providers = new Map<string, Provider>();

  /** Milliseconds until this address's provider may be tried again; 0: now. */
  wait(address: string, now: number): number {
    return Math.max(0, (this.#providers.get(providerOf(address))?.pausedUntil ?? 0) - now);
  }

  /** What became of one mail. `begins`: with this one the provider is paused, and these contact points are taken back. */
  saw(mail: { address: string; contactPointId: number; bounced: boolean }, now: number): number[] {
    const name = providerOf(mail.address);
    let provider = this.#providers.get(name);
    if (!provider || now - provider.since > windowMs) {
      if (this.#providers.size > remembered) this.#forget(now);
      provider = { since: now, tried: 0, bounced: [], pausedUntil: provider?.pausedUntil ?? 0 };
      this.#providers.set(name, provider);
    }
    provider.tried += 1;
    if (!mail.bounced) return [];
    provider.bounced.push(mail.contactPointId);
    const storm = provider.bounced.length >= fewest && provider.bounced.length * 2 >= provider.tried;
    if (!storm || provider.pausedUntil > now) return [];
    provider.pausedUntil = now + pauseMs;
    return provider.bounced;
  }

  #forget(now: number): void {
    for (const [name, { since, pausedUntil }] of this.#providers) {
      if (pausedUntil <= now && now - since > windowMs) this.#providers.delete(name);
    }
  }
}

export function providerOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
