/**
 * Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce. What the provider says of itself is
 * kept for an hour; while it can't be reached, everything else goes on and it is asked again.
 */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Config } from '#platform/config.ts';
import { guardedFetch } from '#platform/fetch.ts';
import type { Services } from '#platform/services.ts';

/** What the browser carries, sealed, while somebody is at the provider. */
export interface SignOnTrip {
  state: string;
  nonce: string;
  verifier: string;
  next: string;
  /** The provider shall ask anew: for a fresh proof. */
  again: boolean;
  until: number;
}

/** What the provider says of somebody. */
export interface SignOnClaims {
  issuer: string;
  subject: string;
  email: string | null;
  /** Values of the claim that gives roles. */
  values: string[];
  /** The provider itself asked anew for this sign-in. */
  fresh: boolean;
}

export const tripLifeMs = 10 * 60_000;
const freshSeconds = 600;
const keptMs = 3_600_000;
const retryMs = 30_000;

interface Known {
  provider?: Configuration;
  at: number;
  pending?: Promise<Configuration | undefined>;
}
const known = new WeakMap<Config, Known>();

/** Whether the button may be shown: `down` after the provider could not be reached. Never waits. */
export function signOnState(services: Services): 'off' | 'ready' | 'down' {
  if (!services.config.oidc) return 'off';
  const entry = known.get(services.config);
  const age = services.clock.now().getTime() - (entry?.at ?? 0);
  if (!entry || age > (entry.provider ? keptMs : retryMs)) void providerOf(services);
  return entry && !entry.provider && !entry.pending ? 'down' : 'ready';
}

/** What the provider says of itself; undefined while it can't be reached. */
export function providerOf(services: Services): Promise<Configuration | undefined> {
  const { config, clock } = services;
  const entry = known.get(config) ?? { at: 0 };
  known.set(config, entry);
  if (entry.provider && clock.now().getTime() - entry.at < keptMs) return Promise.resolve(entry.provider);
  entry.pending ??= discover(services)
    .then((found) => {
      // An old description is better than none: keys are fetched anew by the library anyway.
      entry.provider = found ?? entry.provider;
      entry.at = clock.now().getTime();
      return entry.provider;
    })
    .finally(() => {
      entry.pending = undefined;
    });
  return entry.pending;
}

async function discover(services: Services): Promise<Configuration | undefined> {
  const { oidc } = services.config;
  if (!oidc) return undefined;
  try {
    return await discovery(new URL(oidc.issuer), oidc.clientId, oidc.clientSecret, undefined, {
      timeout: 8,
      [customFetch]: (url, options) => guardedFetch(url, options as RequestInit),
      // Only an address of this machine may be without https (platform/config.ts).
      execute: oidc.issuer.startsWith('http:') ? [allowInsecureRequests] : [],
    });
  } catch (error) {
    services.log.warn({ err: error }, 'the identity provider cannot be reached');
    return undefined;
  }
}

/** Where to send the browser, and what it carries meanwhile. */
export async function beginTrip(
  services: Services,
  provider: Configuration,
  callback: string,
  wish: { next: string; again: boolean },
): Promise<{ address: string; trip: SignOnTrip }> {
  const trip: SignOnTrip = {
    ...wish,
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    until: services.clock.now().getTime() + tripLifeMs,
  };
  const address = buildAuthorizationUrl(provider, {
    redirect_uri: callback,
    scope: services.config.oidc?.scope ?? 'openid',
    state: trip.state,
    nonce: trip.nonce,
    code_challenge: await calculatePKCECodeChallenge(trip.verifier),
    code_challenge_method: 'S256',
    ...(wish.again ? { prompt: 'login', max_age: '0' } : {}),
  });
  return { address: address.href, trip };
}

/** Takes the code back to the provider. Undefined if anything of it is not as it was sent. */
export async function endTrip(
  services: Services,
  provider: Configuration,
  arrived: URL,
  trip: SignOnTrip,
): Promise<SignOnClaims | undefined> {
  try {
    const tokens = await authorizationCodeGrant(provider, arrived, {
      expectedState: trip.state,
      expectedNonce: trip.nonce,
      pkceCodeVerifier: trip.verifier,
      idTokenExpected: true,
      ...(trip.again ? { maxAge: freshSeconds } : {}),
    });
    const said = tokens.claims();
    if (!said) return undefined;
    const claim = services.config.oidc?.claim ?? '';
    const asked = provider.serverMetadata().userinfo_endpoint && (!('email' in said) || !(claim in said));
    const all: Record<string, unknown> = asked
      ? { ...(await fetchUserInfo(provider, tokens.access_token, said.sub)), ...said }
      : said;
    return {
      issuer: said.iss,
      subject: said.sub,
      // An address that the provider has not verified is anybody's.
      email: all.email_verified === true && typeof all.email === 'string' ? all.email : null,
      values: [all[claim]].flat().filter((value): value is string => typeof value === 'string' && value.length <= 200),
      fresh: trip.again,
    };
  } catch (error) {
    // The library throws for a refusal, a wrong state, nonce or signature and for a broken connection alike.
    services.log.warn({ err: error }, 'a single sign-on was not completed');
    return undefined;
  }
}
