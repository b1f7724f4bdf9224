/** The demonstration's identity provider, spoken to by the library that Belfry uses. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomPKCECodeVerifier,
} from 'openid-client';
import { afterAll, expect, test } from 'vitest';
import { startDemoProvider } from './identity-provider.ts';

const provider = await startDemoProvider(0);
provider.people = [{ name: '扎西', post: '编辑 Editor', email: 'zhaxi@qinghe.example', groups: ['值守组'] }];
afterAll(() => provider.stop());

const back = 'http://127.0.0.1:1/back';
const client = () =>
  discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret, undefined, {
    execute: [allowInsecureRequests],
  });

async function asked(verifier: string, redirect = back): Promise<URL> {
  return buildAuthorizationUrl(await client(), {
    ...{ redirect_uri: redirect, scope: 'openid email', state: 's', nonce: 'n', code_challenge_method: 'S256' },
    code_challenge: await calculatePKCECodeChallenge(verifier),
  });
}

async function choose(url: URL, email: string): Promise<Response> {
  const body = new URLSearchParams(url.searchParams);
  body.set('email', email);
  return fetch(`${provider.issuer}/authorize`, { method: 'POST', body, redirect: 'manual' });
}

test('whoever is chosen comes back with a token that the library accepts, once', async () => {
  const verifier = randomPKCECodeVerifier();
  const url = await asked(verifier);
  const page = await (await fetch(url)).text();
  expect(page).toContain('zhaxi@qinghe.example');
  expect(page).toContain('值守组');
  const answer = await choose(url, 'zhaxi@qinghe.example');
  expect(answer.status).toBe(303);
  const arrived = new URL(answer.headers.get('location') as string);
  const checks = { expectedState: 's', expectedNonce: 'n', pkceCodeVerifier: verifier, idTokenExpected: true };
  const tokens = await authorizationCodeGrant(await client(), arrived, checks);
  expect(tokens.claims()).toMatchObject({ email: 'zhaxi@qinghe.example', email_verified: true, groups: ['值守组'] });
  await expect(authorizationCodeGrant(await client(), arrived, checks)).rejects.toThrow();
});

test('nobody else, nowhere else, and not by another verifier', async () => {
  const verifier = randomPKCECodeVerifier();
  const url = await asked(verifier);
  expect((await choose(url, 'stranger@qinghe.example')).status).toBe(400);
  const elsewhere = await asked(verifier, 'https://elsewhere.example/back');
  expect((await fetch(elsewhere)).status).toBe(400);
  expect((await choose(elsewhere, 'zhaxi@qinghe.example')).status).toBe(400);
  const arrived = new URL((await choose(url, 'zhaxi@qinghe.example')).headers.get('location') as string);
  const checks = { expectedState: 's', expectedNonce: 'n', pkceCodeVerifier: randomPKCECodeVerifier() };
  await expect(authorizationCodeGrant(await client(), arrived, checks)).rejects.toThrow();
});
