/** The whole service behind Debian's nginx with deploy/nginx.conf: TLS, headers, addresses, limits, and Belfry gone. */

import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBelfry, type TestBelfry } from '../support/belfry.ts';
import { cookieOf, makeCast } from '../support/cast.ts';
import { type Nginx, startNginx } from '../support/nginx.ts';

const publicUrl = 'https://notices.belfry.example';
let whole: TestBelfry;
let nginx: Nginx;
let stopped = false;

beforeAll(async () => {
  whole = await startTestBelfry({ env: { BELFRY_PUBLIC_URL: publicUrl, BELFRY_TRUST_PROXY: 'true' } });
  nginx = await startNginx(Number(new URL(whole.url).port));
});
afterAll(async () => {
  await nginx?.stop();
  if (!stopped) await whole?.stop();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  plain?: boolean;
}

function ask(path: string, { method = 'GET', headers = {}, body, plain = false }: Asked = {}): Promise<Answer> {
  const options = {
    host: '127.0.0.1',
    port: plain ? nginx.httpPort : nginx.httpsPort,
    servername: nginx.name,
    rejectUnauthorized: false,
    ...{ path, method, agent: false as const },
    headers: { host: nginx.name, ...headers },
  };
  return new Promise((resolve, reject) => {
    const request = (plain ? httpRequest : httpsRequest)(options, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    // nginx answers a body that is too large and closes while it is still being sent.
    let answered = false;
    request.on('response', () => {
      answered = true;
    });
    request.on('error', (error) => {
      if (!answered) reject(error);
    });
    request.end(body);
  });
}

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl };

test('plain http leads to https; HTTP/2 is spoken; nobody learns which nginx it is', async () => {
  const plain = await ask('/notices?q=1', { plain: true });
  expect(plain.status).toBe(301);
  expect(plain.headers.location).toBe(`${publicUrl}/notices?q=1`);
  const page = await ask('/notices');
  expect(page.status).toBe(200);
  expect(page.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers.server).toBe('nginx');
  const session = connectHttp2(`https://127.0.0.1:${nginx.httpsPort}`, {
    rejectUnauthorized: false,
    servername: nginx.name,
  });
  const status = await new Promise((resolve, reject) => {
    session.once('error', reject);
    const stream = session.request({ ':path': '/livez', ':authority': nginx.name });
    stream.once('response', (headers) => resolve(headers[':status']));
    stream.resume();
  });
  session.close();
  expect(status).toBe(200);
});

test('a form of its own pages is taken, one of another site is not; cookies are for https alone', async () => {
  const post = (origin: string, site: string) =>
    ask('/sign-in', {
      method: 'POST',
      headers: { ...formHeaders, origin, 'sec-fetch-site': site },
      body: form({ login: 'nobody', password: 'not the password' }),
    });
  expect((await post('https://elsewhere.example', 'cross-site')).status).toBe(403);
  const own = await post(publicUrl, 'same-origin');
  expect([200, 401, 422]).toContain(own.status);
  const language = await ask('/language', {
    method: 'POST',
    headers: { ...formHeaders, 'sec-fetch-site': 'same-origin' },
    body: form({ language: 'en', back: '/' }),
  });
  for (const cookie of language.headers['set-cookie'] ?? []) expect(cookie).toMatch(/HttpOnly/i);
});

test('the address is the one of the connection, whatever a visitor claims', async () => {
  const { db } = whole.belfry.services;
  await sql`delete from sign_in_attempt`.execute(db);
  for (const claimed of ['198.51.100.1', '198.51.100.2', '198.51.100.3, 10.0.0.1']) {
    await ask('/sign-in', {
      method: 'POST',
      headers: {
        ...formHeaders,
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': claimed,
        forwarded: `for=${claimed}`,
      },
      body: form({ login: 'the-same-login', password: 'not the password' }),
    });
  }
  const { rows } = await sql<{ n: number }>`select count(distinct key) as n from sign_in_attempt`.execute(db);
  expect(rows[0]?.n, 'one login, one address').toBe(2);
});

test('static files are kept by browsers and compressed; pages with data are not compressed', async () => {
  const page = await ask('/notices', { headers: { 'accept-encoding': 'gzip' } });
  expect(page.headers['content-encoding']).toBeUndefined();
  const style = /href="(\/assets\/[^"]+\.css[^"]*)"/.exec(page.text)?.[1];
  expect(style).toBeDefined();
  const sheet = await ask(style as string, { headers: { 'accept-encoding': 'gzip' } });
  expect(sheet.status).toBe(200);
  expect(sheet.headers['content-encoding']).toBe('gzip');
  expect(sheet.headers['cache-control']).toContain('immutable');
});

test('a file within the limit reaches Belfry; a larger one is refused in both languages', async () => {
  const cast = await makeCast(whole.database);
  const cookie = await cookieOf(whole.database, cast.members['bureau.operator'], whole.belfry.services.clock.now());
  const secure = cookie.startsWith('__Host-') ? cookie : `__Host-${cookie}`;
  const upload = (bytes: number) => {
    const boundary = 'a-boundary-between-parts';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="x.json"\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, 32), Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const headers = {
      cookie: secure,
      origin: publicUrl,
      'sec-fetch-site': 'same-origin',
      'accept-language': 'en',
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(body.length),
    };
    return ask('/desk/calendar/check', { method: 'POST', headers, body });
  };
  const small = await upload(1000);
  expect(small.status).toBe(422);
  expect(small.text, 'Belfry has read it').toContain('The file has no days');
  const middle = await upload(2 * 1024 * 1024);
  expect(middle.status, 'Belfry’s own limit of this page, in its own words').toBe(422);
  expect(middle.text).toContain('<title>Too large');
  const large = await upload(26 * 1024 * 1024);
  expect(large.status).toBe(413);
  expect(large.text).toContain('文件过大');
  expect(large.text).toContain('The file is too large');
});

test('figures are for the machine itself, and nothing of nginx’s own pages is there by address', async () => {
  expect((await ask('/metrics')).status).toBe(404);
  expect((await ask('/unavailable.html')).text).not.toContain('服务暂时无法访问');
});

test('while Belfry is gone: a page in both languages, and no personal link in any log', async () => {
  await whole.stop();
  stopped = true;
  const gone = await ask('/m/a-secret-of-one-guardian?lang=bo');
  expect(gone.status).toBe(502);
  expect(gone.text).toContain('服务暂时无法访问');
  expect(gone.text).toContain('The service is not available');
  expect(gone.headers['retry-after']).toBe('60');
  expect(gone.headers['cache-control']).toBe('no-store');
  expect(nginx.logs()).not.toMatch(/a-secret-of-one-guardian|127\.0\.0\.1, server/);
});
