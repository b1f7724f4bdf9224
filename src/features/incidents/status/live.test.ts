/** Readers who hold the page open: events with the whole page, only what is new, nobody left behind in memory. */
import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { expectAccessible, visit } from '../../../../test/support/browser.ts';
import { type Cast, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { movableClock } from '../../notices/factory.ts';
import { declare } from '../actions/declare.ts';
import { publishUpdate } from '../actions/respond.ts';
import { setStatus } from '../console.ts';
import { words } from '../messages.ts';
import { liveStream, mostReaders, readersOf } from './live.ts';
import { refresh } from './refresh.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }), clock };
const app = createApp(services);
const { dataDir } = services.config;
let cast: Cast;
let incident = 0;

beforeAll(async () => {
  cast = await makeCast(database);
  const wish = {
    kind: 'flood',
    level: 2,
    exercise: false,
    place: '',
    others: [],
    organisationIds: [cast.district.id],
  } as const;
  const outcome = await db.transaction().execute((trx) => declare(trx, by(), wish));
  if (!outcome.ok || !('id' in outcome.value)) throw new Error('not declared');
  incident = outcome.value.id;
  await refresh(services);
});

const by = () => ({
  accountId: cast.members['bureau.incident_officer'].accountId,
  ...{ at: clock.now(), today: '2026-11-20', reach: { paths: [cast.district.path], brand: 'reach' as const } },
  site: { publicUrl: 'http://belfry.test', timeZone: 'Asia/Shanghai' },
});

async function say(headline: string): Promise<void> {
  clock.pass(60_000);
  const { rows } = await sql<{ n: number }>`select revision as n from incident where id = ${incident}`.execute(db);
  const texts = { 'zh-CN': { headline, description: '第一行\n\n第二行', instruction: '' } };
  const update = { texts, hours: 24, nextUpdateAt: null, revision: rows[0]?.n ?? 0 };
  const outcome = await db.transaction().execute((trx) => publishUpdate(trx, by(), incident, update));
  expect(outcome.ok).toBe(true);
}

interface Event {
  id: string;
  data: string;
}

/** Reads events as a browser does. */
async function listen(path: string, headers: Record<string, string> = {}) {
  const answer = await app.request(path, { headers });
  const events: Event[] = [];
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => {
    let waiting = '';
    for (;;) {
      const piece = await reader?.read().catch(() => undefined);
      if (!piece || piece.done) return;
      waiting += piece.value;
      for (let end = waiting.indexOf('\n\n'); end >= 0; end = waiting.indexOf('\n\n')) {
        const lines = waiting.slice(0, end).split('\n');
        waiting = waiting.slice(end + 2);
        const of = (name: string) =>
          lines.filter((line) => line.startsWith(name)).map((line) => line.slice(name.length));
        const [id] = of('id: ');
        if (id !== undefined) events.push({ id, data: of('data: ').join('\n') });
      }
    }
  };
  void read();
  return { status: answer.status, headers: answer.headers, events, close: () => reader?.cancel() };
}

const versionOf = async (path = '/status') =>
  /data-version="([^"]+)"/.exec(await (await app.request(path)).text())?.[1] ?? '';

test('a reader gets each change, once, as the page itself would show it; who has the latest gets nothing', async () => {
  const seen = await versionOf();
  const one = await listen(`/status/live/index.html?version=${seen}`);
  const behind = await listen('/status/live/index.html?version=old');
  const english = await listen(`/status/live/en.html?version=${await versionOf('/status/en.html')}`);
  expect(one.headers.get('content-type')).toContain('text/event-stream');
  expect(one.headers.get('x-accel-buffering')).toBe('no');
  await vi.waitFor(() => expect(behind.events).toHaveLength(1));
  expect(behind.events[0]?.id).toBe(seen);
  await say('水位上涨');
  await vi.waitFor(() => expect(one.events).toHaveLength(1), { timeout: 5000 });
  await vi.waitFor(() => expect(english.events).toHaveLength(1), { timeout: 5000 });
  const page = await (await app.request('/status')).text();
  expect(page).toContain(`data-version="${one.events[0]?.id}">${one.events[0]?.data}</main>`);
  expect(one.events[0]?.data).toContain('水位上涨');
  expect(readersOf(dataDir)).toBe(3);
  for (const reader of [one, behind, english]) await reader.close();
  await vi.waitFor(() => expect(readersOf(dataDir)).toBe(0));
  expect(one.events).toHaveLength(1);
});

test('after a cut the browser says what it saw last; what another process or the command line wrote comes too', async () => {
  const cut = await listen('/status/live/index.html?version=old', { 'last-event-id': await versionOf() });
  const { config } = services;
  await setStatus({ config, clock }, { zh: '道路恢复', incident: String(incident) });
  await vi.waitFor(() => expect(cut.events.at(-1)?.data).toContain('道路恢复'), { timeout: 5000 });
  expect(cut.events[0]?.data, 'not what it has seen').toContain('道路恢复');
  await cut.close();
});

test('only pages that are there; no more than so many readers; one that takes nothing is cut off', async () => {
  for (const file of ['status.json', 'nothing.html', '.hidden.html', '..%2Findex.html', 'cap-1.xml'])
    expect((await app.request(`/status/live/${file}`)).status, file).toBe(404);
  const full = { ...services, config: { ...services.config, dataDir: `${dataDir}-full` } };
  const readers = Array.from({ length: mostReaders }, () => liveStream(full, 'index.html', 'x'));
  expect(readers.every(Boolean)).toBe(true);
  expect(liveStream(full, 'index.html', 'x')).toBeUndefined();
  for (const reader of readers) await reader?.cancel();
  const lazy = liveStream(services, 'index.html', 'old');
  for (let n = 0; n < 500 && readersOf(dataDir) > 0; n += 1) await say(`第 ${n} 条`);
  expect(readersOf(dataDir)).toBe(0);
  const taken: string[] = [];
  for await (const piece of lazy as ReadableStream<Uint8Array>) taken.push(new TextDecoder().decode(piece));
  expect(taken.length).toBeLessThanOrEqual(5);
});

test('in a browser the page changes by itself and says so; without scripts it is whole', async () => {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  afterAll(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    // A page that is held open listens for events, and would be waited for.
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
  });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const { context } = await visit({ language: 'zh-CN', width: 360 });
  const page = await context.newPage();
  await page.goto(`${origin}/status`);
  await say('校车停运');
  await page.getByText('校车停运').first().waitFor();
  expect(await page.locator('#live').textContent()).toContain(words('zh-CN')('statusLive'));
  await expectAccessible(page);
  await page.close();
  await vi.waitFor(() => expect(readersOf(dataDir)).toBe(0), { timeout: 10_000 });
});
