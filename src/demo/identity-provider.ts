/**
 * An identity provider for the demonstration, on this machine only: whoever is chosen on its page is signed in. OpenID Connect
 * Core 1.0, the code flow with PKCE; no password, since nobody here is anybody.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { html } from 'hono/html';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { systemClock } from '#platform/clock.ts';
import { bodyOf } from './catcher.ts';
import { pageHeaders, style } from './mail-catcher/pages.ts';

export interface ProviderPerson {
  name: string;
  post: string;
  email: string;
  /** The claim that gives roles. */
  groups: readonly string[];
}

export interface DemoProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who may be chosen. */
  people: readonly ProviderPerson[];
  stop(): Promise<void>;
}

/** A code that was given out: whose, and for which question. */
interface Given {
  email: string;
  challenge: string;
  nonce: string | null;
  redirect: string;
  until: number;
}

const codeMs = 60_000;

/** Starts it on loopback; port 0 takes a free one. Codes lead only to addresses of this machine. */
export async function startDemoProvider(port: number): Promise<DemoProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'demo', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, Given>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const provider: DemoProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: 'belfry-demo',
    clientSecret: randomBytes(24).toString('base64url'),
    people: [],
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, headers: Record<string, string>, body: string) =>
      void response.writeHead(status, headers).end(body);
    const json = (status: number, body: unknown) =>
      send(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }, JSON.stringify(body));
    // Another page in the same browser may not sign in by a name that leads to this machine.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
      return send(403, pageHeaders, '');
    const url = new URL(request.url ?? '/', provider.issuer);
    const { issuer } = provider;
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return json(200, {
          ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
          ...{ jwks_uri: `${issuer}/keys`, response_types_supported: ['code'], subject_types_supported: ['public'] },
          ...{ id_token_signing_alg_values_supported: ['ES256'], code_challenge_methods_supported: ['S256'] },
          ...{ scopes_supported: ['openid', 'email'], grant_types_supported: ['authorization_code'] },
        });
      case 'GET /keys':
        return json(200, { keys: [key] });
      case 'GET /style.css':
        return send(200, { 'content-type': 'text/css; charset=utf-8' }, style);
      case 'GET /authorize':
        return asksRightly(url.searchParams)
          ? send(200, formHeaders(url.searchParams), choicePage(provider.people, url.searchParams))
          : send(400, pageHeaders, 'invalid_request');
      case 'POST /authorize': {
        const form = new URLSearchParams(await bodyOf(request));
        const email = form.get('email') ?? '';
        if (!asksRightly(form) || !provider.people.some((one) => one.email === email)) {
          return send(400, pageHeaders, 'invalid_request');
        }
        const code = randomBytes(24).toString('base64url');
        const redirect = form.get('redirect_uri') as string;
        const given = { email, redirect, nonce: form.get('nonce'), until: systemClock.now().getTime() + codeMs };
        codes.set(code, { ...given, challenge: form.get('code_challenge') as string });
        const back = new URL(redirect);
        back.searchParams.set('code', code);
        back.searchParams.set('state', form.get('state') ?? '');
        return send(303, { location: back.href, 'cache-control': 'no-store' }, '');
      }
      case 'POST /token': {
        const form = new URLSearchParams(await bodyOf(request));
        if (!isClient(request, form)) return json(401, { error: 'invalid_client' });
        const code = form.get('code') ?? '';
        const given = codes.get(code);
        // Once, whatever comes of it.
        codes.delete(code);
        const verified = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        const right = given && given.until > systemClock.now().getTime() && given.redirect === form.get('redirect_uri');
        if (!right || given.challenge !== verified) return json(400, { error: 'invalid_grant' });
        return json(200, {
          ...{ access_token: randomBytes(24).toString('base64url'), token_type: 'Bearer', expires_in: 60 },
          id_token: await idToken(given),
        });
      }
      default:
        return send(404, pageHeaders, '');
    }
  }

  function asksRightly(asked: URLSearchParams): boolean {
    const to = URL.parse(asked.get('redirect_uri') ?? '');
    const here = to !== null && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(to.hostname);
    const known = asked.get('client_id') === provider.clientId && asked.get('response_type') === 'code';
    return here && known && asked.get('code_challenge_method') === 'S256' && !!asked.get('code_challenge');
  }

  function isClient(request: IncomingMessage, form: URLSearchParams): boolean {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const [id, secret] = basic
      ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
      : [form.get('client_id'), form.get('client_secret')];
    const hash = (text: string) => createHash('sha256').update(text).digest();
    return id === provider.clientId && timingSafeEqual(hash(secret ?? ''), hash(provider.clientSecret));
  }

  function idToken({ email, nonce }: Given): Promise<string> {
    const seconds = Math.floor(systemClock.now().getTime() / 1000);
    const groups = provider.people.find((one) => one.email === email)?.groups ?? [];
    const said = { email, email_verified: true, groups, auth_time: seconds, ...(nonce ? { nonce } : {}) };
    return new SignJWT(said)
      .setProtectedHeader({ alg: 'ES256', kid: 'demo' })
      .setIssuer(provider.issuer)
      .setAudience(provider.clientId)
      .setSubject(subjectOf(email))
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 300)
      .sign(privateKey);
  }

  return provider;
}

/** What the provider calls somebody, whatever becomes of their name. */
export function subjectOf(email: string): string {
  return createHash('sha256').update(email).digest('hex').slice(0, 24);
}

/** Browsers hold a form to its policy also where its answer leads on. */
function formHeaders(asked: URLSearchParams): Record<string, string> {
  const to = new URL(asked.get('redirect_uri') as string).origin;
  const policy = `default-src 'none'; style-src 'self'; form-action 'self' ${to}; frame-ancestors 'none'; base-uri 'none'`;
  return { ...pageHeaders, 'content-security-policy': policy };
}

function choicePage(people: readonly ProviderPerson[], asked: URLSearchParams): string {
  const kept = [...asked].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
  return String(html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>统一身份认证（演示） Identity provider</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <h1>统一身份认证 <span lang="en">Single sign-on</span></h1>
          <p>
            这里扮演县统一身份认证系统，只在本机。选一个人，即以其身份登录。
            <span lang="en"
              >This stands for the county’s identity provider, on this machine only. Choose whom to sign in as.</span
            >
          </p>
        </header>
        <main>
          <form method="post" action="/authorize">
            ${kept}
            <ul class="mails">
              ${people.map(
                ({ name, post, email, groups }) =>
                  html`<li>
                    <button name="email" value="${email}">
                      <span class="to">${name}</span> <span class="subject">${post}</span>
                      <span class="from">${groups.join('、')}</span>
                    </button>
                  </li>`,
              )}
            </ul>
          </form>
        </main>
      </body>
    </html>`);
}
