/** An identity provider of its own for tests: oidc-provider, a certified one, which signs in whom the test names. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll } from 'vitest';

export interface ProviderPerson {
  subject: string;
  email: string;
  emailVerified: boolean;
  groups: string[];
}

export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who sits at the provider's page next; null: calls it off. */
  person: ProviderPerson | null;
  /** What was asked of its authorization address, newest last. */
  asked: URL[];
  stop(): Promise<void>;
}

/** Starts it on a free port (or the given one) and stops it after the test file. `callback` is this service's address. */
export async function startIdentityProvider(callback: string, port = 0): Promise<IdentityProvider> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const double: IdentityProvider = {
    issuer,
    clientId: 'belfry',
    clientSecret: 'a secret of the test that is long enough',
    person: null,
    asked: [],
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const people = new Map<string, ProviderPerson>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: double.clientId,
        client_secret: double.clientSecret,
        redirect_uris: [callback],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, subject) => ({
      accountId: subject,
      claims: () => {
        const person = people.get(subject);
        return { sub: subject, email: person?.email, email_verified: person?.emailVerified, groups: person?.groups };
      },
    }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId,
        accountId: ctx.oidc.session?.accountId,
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  // What it says in its log is for its own developers.
  provider.on('server_error', (_ctx, error) => {
    throw error;
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const address = new URL(request.url ?? '/', issuer);
    if (address.pathname === '/auth') double.asked.push(address);
    if (!address.pathname.startsWith('/interaction/')) return void answer(request, response);
    const { person } = double;
    if (person) people.set(person.subject, person);
    const result = person ? { login: { accountId: person.subject } } : { error: 'access_denied' };
    void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  afterAll(() => double.stop());
  return double;
}

/** Follows the redirects at the provider like a browser with its own cookies, until they lead elsewhere. */
export async function walkThrough(address: string): Promise<string> {
  const { origin } = new URL(address);
  const cookies = new Map<string, string>();
  let at = address;
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const location = response.headers.get('location');
    if (!location)
      throw new Error(`The provider answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    at = new URL(location, at).href;
    if (new URL(at).origin !== origin) return at;
  }
  throw new Error('The provider leads in a circle.');
}
