/** /metrics: who may read it, its form, and that it names nobody; and what the log says of people. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { type Cast, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { serialOptions } from '../../platform/log.ts';

const database = await testDatabase();
const open = testServices(database.db);
const guarded = testServices(database.db, { env: { BELFRY_METRICS_TOKEN: 'a-token-of-the-monitor' } });
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(database);
});

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
const ask = (services: typeof open, headers: Record<string, string>, address: string) =>
  createApp(services).request('/metrics', { headers }, from(address));

test('only this machine, or whoever knows the token', async () => {
  expect((await ask(open, {}, '127.0.0.1')).status).toBe(200);
  expect((await ask(open, {}, '::1')).status).toBe(200);
  expect((await ask(open, {}, '10.0.0.7')).status).toBe(404);
  expect((await ask(open, { 'x-forwarded-for': '10.0.0.7' }, '127.0.0.1')).status).toBe(404);
  expect((await ask(guarded, {}, '127.0.0.1')).status).toBe(404);
  expect((await ask(guarded, { authorization: 'Bearer wrong' }, '10.0.0.7')).status).toBe(404);
  expect((await ask(guarded, { authorization: 'Bearer a-token-of-the-monitor' }, '10.0.0.7')).status).toBe(200);
});

test('in the form that Prometheus reads, without a name in it', async () => {
  const text = await (await ask(open, {}, '127.0.0.1')).text();
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(/^# (HELP|TYPE) [a-z_]+ .+$|^[a-z_]+(\{([a-z]+="[a-z]+",?)+\})? -?\d+(\.\d+)?(e-?\d+)?$/);
  }
  expect(text).toContain('belfry_queue_waiting{channel="email"} 0');
  expect(text).toContain('belfry_backup_age_seconds -1');
});

test('the log of requests, good, refused and failing, bears no personal data', async () => {
  let logged = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const services = { ...open, log: pino({ ...serialOptions, level: 'trace' }, sink) };
  const app = createApp(services);
  const editor = cast.members['north.editor'];
  const cookie = await cookieOf(database, editor, services.clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const secret = '13800138000';
  await app.request(`/desk/directory/search?q=${encodeURIComponent(editor.name)}`, { headers });
  await app.request('/sign-in', {
    method: 'POST',
    headers,
    body: new URLSearchParams({ login: 'zhang.wei@example.org', password: 'geheimnis-99' }),
  });
  await app.request(`/m/${secret}`, { headers });
  // A page that breaks: the database is gone under it.
  const broken = createApp({ ...services, db: new Proxy(services.db, { get: () => undefined }) });
  await broken.request('/notices', { headers });
  expect(logged).toContain('request failed');
  for (const word of [editor.name, 'zhang.wei', 'geheimnis', secret, cookie.split('=')[1] as string]) {
    expect(logged).not.toContain(word);
  }
});
