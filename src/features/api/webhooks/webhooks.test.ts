/** Webhooks: signed, tried again, given up, replayed; and never into the own network. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mayBeOutside, outgoingOutside } from '#platform/fetch-outside.ts';
import { byAt, makePublished, movableClock, value } from '../../../../src/features/notices/factory.ts';
import { type Cast, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { pauseChannel, resumeChannel } from '../../delivery/actions/channels.ts';
import { apply, consoleUser, stage } from '../../directory/roster/actions.ts';
import { filesOf, importFile, makeRoster, rosterZip } from '../../directory/roster/fixture.ts';
import { publish, stop, withdraw } from '../../notices/actions/publish.ts';
import { applyable } from '../../notices/corrections.fixture.ts';
import { makeApproved } from '../../notices/factory.ts';
import { apiPaths } from '../paths.ts';
import { addWebhook, enableWebhook, replay, rotateSecret, sendTest } from './actions.ts';
import { holdAll } from './queries.ts';
import { tell } from './sending.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_WEBHOOK_PRIVATE: 'true' } }), clock };
const app = createApp(services);
let cast: Cast;

/** The other side: answers as it is told, and keeps what came. */
let double: Server;
let url: string;
let behaves: (n: number) => number | 'hang' | 'break';
const came: { path?: string; headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  cast = await makeCast(database);
  double = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      came.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces).toString() });
      const answer = behaves(came.length);
      if (answer === 'break') request.socket.destroy();
      else if (answer === 300) response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      else if (answer !== 'hang') response.writeHead(answer).end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => double.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(double.address() as AddressInfo).port}/hook`;
});
afterAll(() => void double.closeAllConnections());
beforeEach(async () => {
  came.length = 0;
  behaves = () => 204;
  clock.set('2026-11-20T01:00:00Z');
  await sql`update webhook set state = 'removed'`.execute(db);
  await sql`delete from webhook_message`.execute(db);
  await sql`delete from event`.execute(db);
});

const bureau = () => byAt(cast.members['bureau.administrator']);
const subscribed = async (events = ['notice.published', 'notice.withdrawn'], organisationId = cast.district.id) =>
  value(await addWebhook(services, bureau(), { organisationId, url, events: events as never }));
const spec = () => ({
  office: cast.north.organisation.id,
  author: byAt(cast.members['north.editor']),
  approver: byAt(cast.members['north.approver']),
  audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' as const }],
});
const states = async () =>
  (
    await sql<{
      state: string;
      attempts: number;
    }>`select state, attempts from webhook_message order by created_at`.execute(db)
  ).rows;
/** As a receiver checks it; the library knows only the present time, so the clock is set to it. */
const verified = (secret: string, { headers, body }: (typeof came)[number]) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string;
    data: Record<string, unknown>;
  };

describe('webhooks', () => {
  test('what happened arrives once, signed, with ids and figures and nothing personal', async () => {
    clock.set(new Date());
    const { secret } = await subscribed();
    const { id } = await makePublished(services, spec());
    expect(await tell(services)).toBe(1);
    expect(await tell(services)).toBe(0);
    const message = verified(secret, came[0] as never);
    expect(message).toMatchObject({
      type: 'notice.published',
      data: { noticeId: id, organisationId: cast.north.organisation.id },
    });
    expect(came[0]?.body).not.toMatch(/[\u4e00-\u9fff]|@/);
    expect(() => verified(secret, { ...(came[0] as never as object), body: `${came[0]?.body} ` } as never)).toThrow();
    value(await withdraw(services, spec().author, id, '时间有误'));
    await tell(services);
    expect(verified(secret, came[1] as never).type).toBe('notice.withdrawn');
  });

  test('what is stopped within the minute is told to nobody; what happens in a sibling school neither', async () => {
    await subscribed(['notice.published'], cast.south.organisation.id);
    await subscribed();
    const id = await makeApproved(services, spec());
    value(await publish(services, spec().author, id));
    expect(await tell(services), 'not before the minute is over').toBe(0);
    value(await stop(services, spec().author, id));
    clock.pass(120_000);
    expect(await tell(services)).toBe(0);
    await makePublished(services, spec());
    expect(await tell(services), 'to the bureau, not to south').toBe(1);
  });

  test('it fails in every way, is tried again later each time, and goes through in the end with the same id', async () => {
    const { id } = await subscribed();
    value(await sendTest(services, bureau(), id));
    behaves = (n) => ([500, 300, 'break', 429, 404] as const)[n - 1] ?? 200;
    for (const wait of [0, 1, 5, 30, 120, 300]) {
      clock.pass(wait * 60_000 - 1000 * Number(wait > 0));
      const early = came.length;
      if (wait > 0) {
        await tell(services);
        expect(came.length, `not before ${wait} min`).toBe(early);
      }
      clock.pass(1000);
      await tell(services);
      expect(came.length).toBe(early + 1);
    }
    expect(await states()).toEqual([{ state: 'sent', attempts: 6 }]);
    expect(new Set(came.map((one) => one.headers['webhook-id'])).size).toBe(1);
    const { rows } = await sql<{ status: number | null }>`select status from webhook_attempt order by id`.execute(db);
    expect(rows.map((row) => row.status)).toEqual([500, 302, null, 429, 404, 200]);
  });

  test('after days without success it is disabled and administrators are told; enabled, a span is sent again', async () => {
    const { id } = await subscribed();
    behaves = () => 503;
    for (let day = 0; day < 6; day += 1) {
      value(await sendTest(services, bureau(), id));
      await tell(services);
      clock.pass(24 * 3_600_000);
    }
    const state = async () => (await sql`select state from webhook where id = ${id}`.execute(db)).rows[0];
    expect(await state()).toEqual({ state: 'disabled' });
    const mails = await sql<{
      n: number;
    }>`select count(*)::int as n from direct_mail where text_body like ${`%${url}%`}`.execute(db);
    expect(mails.rows[0]?.n).toBeGreaterThan(0);
    await makePublished(services, spec());
    expect(await tell(services), 'nothing goes to one that is disabled').toBe(0);
    expect((await states()).at(-1), 'but it is held').toEqual({ state: 'held', attempts: 0 });
    behaves = () => 200;
    value(await enableWebhook(services, bureau(), id));
    expect(await tell(services), 'nor by itself when it is enabled').toBe(0);
    const again = value(await replay(services, bureau(), id, { since: new Date('2026-11-22T00:00:00Z') }));
    expect(again.messages).toBeGreaterThan(2);
    expect(await tell(services)).toBe(again.messages);
  });

  test('410 ends it at once', async () => {
    const { id } = await subscribed();
    behaves = () => 410;
    value(await sendTest(services, bureau(), id));
    await tell(services);
    expect((await sql`select state from webhook where id = ${id}`.execute(db)).rows[0]).toEqual({ state: 'disabled' });
  });

  test('while a secret is exchanged both sign; a day later the old one no longer', async () => {
    clock.set(new Date());
    const { id, secret } = await subscribed();
    const fresh = value(await rotateSecret(services, bureau(), id)).secret;
    expect(fresh).not.toBe(secret);
    value(await sendTest(services, bureau(), id));
    await tell(services);
    expect(verified(secret, came[0] as never).type).toBe('test');
    expect(verified(fresh, came[0] as never).type).toBe('test');
    await sql`update webhook set overlap_until = ${new Date(clock.now().getTime() - 1)} where id = ${id}`.execute(db);
    value(await sendTest(services, bureau(), id));
    await tell(services);
    expect(verified(fresh, came[1] as never).type).toBe('test');
    expect(() => verified(secret, came[1] as never)).toThrow();
  });

  test('it never reaches into the own network', async () => {
    const given = { body: '{}', headers: {}, timeout: 2000, allowPrivate: false };
    for (const inside of [
      'https://127.0.0.1/',
      'https://10.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/',
      'https://localhost/',
    ]) {
      expect(await outgoingOutside(inside, given), inside).toEqual({ kind: 'unreachable', error: 'PRIVATE' });
    }
    expect(await outgoingOutside(url, given), 'no http').toEqual({ kind: 'unreachable', error: 'ADDRESS' });
    for (const wrong of [
      'ftp://x.org',
      'https://a:b@x.org',
      'x',
      'https://x.org/#a',
      `https://x.org/${'x'.repeat(600)}`,
    ]) {
      expect(mayBeOutside(wrong, false), wrong).toBe(false);
    }
    const closed = testServices(db, { clock });
    const wish = { organisationId: cast.district.id, url, events: ['notice.published'] as const };
    expect(await addWebhook(closed, bureau(), wish)).toMatchObject({
      ok: false,
      troubles: [{ key: 'webhookUrlWrong' }],
    });
    const timeout = await (async () => {
      behaves = () => 'hang';
      return outgoingOutside(url, { ...given, allowPrivate: true, timeout: 200 });
    })();
    expect(timeout).toEqual({ kind: 'timeout' });
  });

  test('one that fails holds up only itself, and no more is tried of it until the next minute', async () => {
    await subscribed();
    const failing = value(
      await addWebhook(services, bureau(), {
        organisationId: cast.district.id,
        url: `${url}/failing`,
        events: ['notice.published'],
      }),
    );
    for (let n = 0; n < 7; n += 1) await makePublished(services, spec());
    behaves = (n) => (came[n - 1]?.path === '/hook/failing' ? 500 : 204);
    expect(await tell(services)).toBe(7 + 5);
    const { rows } = await sql<{ attempts: number; n: number }>`select attempts, count(*)::int as n from webhook_message
      where webhook_id = ${failing.id} group by 1 order by 1`.execute(db);
    expect(rows).toEqual([
      { attempts: 0, n: 2 },
      { attempts: 1, n: 5 },
    ]);
  });

  test('a correction, a channel and a roster are told, each with its numbers only', async () => {
    await subscribed(['notice.corrected', 'channel.paused', 'channel.resumed', 'roster.applied']);
    const { id } = await makePublished(services, spec());
    await applyable(services, spec())(id, { body: '各位家长：推迟三十分钟。' });
    clock.pass(120_000);
    const by = { actor: { kind: 'console' as const }, reason: '网关维护', at: clock.now() };
    await db.transaction().execute((trx) => pauseChannel(trx, 'sms', by));
    await db.transaction().execute((trx) => resumeChannel(trx, 'sms', by));
    const staged = value(
      await stage(
        services,
        consoleUser,
        importFile(rosterZip(filesOf(makeRoster({ schools: 1, classes: 1, pupils: 2 })))),
      ),
    );
    value(await apply(services, consoleUser, staged.id, { removal: true }));
    await tell(services);
    const told = came.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
    expect(new Set(told.map(({ type }) => type))).toEqual(
      new Set(['notice.corrected', 'channel.paused', 'channel.resumed', 'roster.applied']),
    );
    const data = (type: string) => told.find((one) => one.type === type)?.data;
    expect(data('notice.corrected')).toMatchObject({ noticeId: id, version: 2 });
    expect(data('channel.paused')).toEqual({ channel: 'sms', organisationId: cast.district.id });
    expect(data('roster.applied')).toMatchObject({ importId: staged.id });
    expect(came.map(({ body }) => body).join()).not.toMatch(/[\u4e00-\u9fff]|@/);
  });

  test('a restored backup tells nothing by itself', async () => {
    const { id } = await subscribed();
    value(await sendTest(services, bureau(), id));
    await makePublished(services, spec());
    await db.transaction().execute((trx) => holdAll(trx, clock.now()));
    expect(await tell(services)).toBe(0);
    expect((await states()).map((row) => row.state)).toEqual(['held']);
  });

  test('the pages: added with a fresh proof, each attempt listed, sent again by hand; not for a sibling', async () => {
    const cookie = await cookieOf(database, cast.members['north.administrator'], clock.now());
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
    const post = (path: string, fields: Record<string, string>) =>
      app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
    const fields = { url, organisation: String(cast.north.organisation.id), events: 'notice.published' };
    expect((await post(apiPaths.newWebhook, { ...fields, url: 'x' })).status).toBe(422);
    expect((await post(apiPaths.newWebhook, { ...fields, organisation: String(cast.district.id) })).status).toBe(422);
    const made = await (await post(apiPaths.newWebhook, fields)).text();
    expect(made).toMatch(/whsec_[\w+/=]{40,}/);
    const { rows } = await sql<{ id: number }>`select max(id) as id from webhook`.execute(db);
    const id = rows[0]?.id as number;
    expect((await post(apiPaths.webhookAct(id, 'test'), {})).status).toBe(303);
    behaves = () => 500;
    await tell(services);
    const shown = await (await app.request(apiPaths.webhook(id), { headers })).text();
    expect(shown).toContain('status 500');
    expect((await post(apiPaths.webhookAct(id, 'replay'), { since: 'x' })).status).toBe(422);
    const south = await cookieOf(database, cast.members['south.administrator'], clock.now());
    expect((await app.request(apiPaths.webhook(id), { headers: { ...headers, cookie: south } })).status).toBe(404);
  });
});
