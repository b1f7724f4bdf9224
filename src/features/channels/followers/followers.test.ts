/** Following the public page: by mail with a confirmation, by push without a name; told once, and forgotten. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Cast, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { startPushDouble } from '../../../../test/support/push-double.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { isPushService, vapidKeys } from '../../delivery/feature.ts';
import { type ClaimedMail, claimDirectMail, recordDirectMail } from '../../delivery/queries/direct-mail.ts';
import { dropDirectMail } from '../../delivery/queries/held.ts';
import { movableClock } from '../../notices/factory.ts';
import { broadcast, type PublicWord } from '../actions/publish.ts';
import { signFollower } from './links.ts';
import { followWords } from './messages.ts';
import { claimPushes, dropWaiting, forgetFollowers, pushHealth } from './queries.ts';
import { tellFollowers } from './sending.ts';

const database = await testDatabase();
const { db } = database;
const start = new Date().toISOString();
const clock = movableClock(start);
const services = {
  ...testServices(db, { clock, env: { BELFRY_WEBHOOK_PRIVATE: 'true', BELFRY_SITE_NAME: '青溪县教育局' } }),
  clock,
};
const app = createApp(services);
const double = await startPushDouble(vapidKeys(services.secrets).publicKey);
const t = followWords('en');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});
afterAll(() => double.stop());
beforeEach(async () => {
  for (const table of ['follower', 'follower_word', 'push_tally', 'direct_mail', 'sign_in_attempt']) {
    await sql`delete from ${sql.table(table)}`.execute(db);
  }
  double.came = [];
  double.complaints = [];
  double.requests = 0;
  double.answers = () => 201;
  clock.set(start);
});

async function ask(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await app.request(path, {
    method: form ? 'POST' : 'GET',
    headers: { 'sec-fetch-site': 'same-origin', 'accept-language': 'en', ...headers },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
const mails = async () =>
  (
    await sql<{ address: string; subject: string; text: string; unsubscribe: string }>`
      select address, subject, text_body as text, unsubscribe from direct_mail order by id`.execute(db)
  ).rows;
const followers = async () =>
  (
    await sql<{ way: string; address: string; confirmed: boolean }>`
  select way, address, confirmed_at is not null as confirmed from follower order by id`.execute(db)
  ).rows;
const linkIn = (text = '') => new URL(/http\S+\/follow\/\S+/.exec(text)?.[0] ?? 'http://missing').pathname;
const word = (more: Partial<PublicWord> = {}): PublicWord => ({
  ...{ kind: 'incident', subject: 'incident:7', word: 'update', office: '青溪县教育局', exercise: false },
  paths: [cast.district.path],
  texts: [
    {
      language: 'zh-CN',
      title: '洪水：学生留校',
      text: '县道中断。\n请勿前往学校。',
      link: 'http://belfry.test/status/incident-7.html',
    },
    {
      language: 'en',
      title: 'Flood: pupils stay',
      text: 'The road is cut.',
      link: 'http://belfry.test/status/incident-7.en.html',
    },
  ],
  dueAt: clock.now(),
  at: clock.now(),
  ...more,
});
const say = async (more: Partial<PublicWord> = {}) => {
  await db.transaction().execute((trx) => broadcast(trx, word(more)));
  await tellFollowers(services);
};
async function followByMail(address: string, more: Record<string, string> = {}): Promise<void> {
  expect((await ask('/follow', { address, language: 'en', ...more })).status).toBe(303);
  const path = linkIn((await mails()).at(-1)?.text);
  expect((await ask(path, {}, { 'sec-fetch-site': 'cross-site' })).text).toContain(t('confirmedTitle'));
  await sql`delete from direct_mail`.execute(db);
}
const followInBrowser = (name: string, more: Record<string, string> = {}) =>
  ask('/follow/push', { ...double.browser(name), language: 'en', ...more });

test('the page can be put on a home screen, which iPhones want before they take push', async () => {
  const page = await ask('/follow');
  expect(page.text).toContain(t('pushHome'));
  expect(page.text).toContain('<link rel="manifest" href="/follow/app.webmanifest?language=en"');
  for (const language of ['zh-CN', 'en']) {
    const said = JSON.parse((await ask(`/follow/app.webmanifest?language=${language}`)).text);
    expect(said).toMatchObject({ name: '青溪县教育局', start_url: '/follow', display: 'standalone', lang: language });
    for (const { src } of said.icons) expect((await app.request(src)).headers.get('content-type')).toBe('image/png');
  }
});

describe('by mail', () => {
  test('nothing comes before its owner has confirmed; a look confirms nothing', async () => {
    await ask('/follow', { address: 'Anna@Example.org', language: 'en' });
    const [asked] = await mails();
    expect(asked?.address).toBe('Anna@Example.org');
    expect((await ask(linkIn(asked?.text))).text).toContain(t('confirmAsk'));
    await say();
    expect(await mails()).toHaveLength(1);
    await ask(linkIn(asked?.text), {});
    await say({ subject: 'incident:8' });
    const [, told] = await mails();
    expect(told).toMatchObject({ address: 'anna@example.org', subject: 'Flood: pupils stay' });
    expect(told?.text).toContain('The road is cut.');
    expect(told?.text).toContain('Issued by 青溪县教育局');
    expect(told?.text).toContain('incident-7.en.html');
  });

  test('whether an address follows is told to nobody', async () => {
    await followByMail('a@example.org');
    const known = await ask('/follow', { address: 'A@example.org', language: 'en' });
    const other = await ask('/follow', { address: 'b@example.org', language: 'en' });
    expect([known.status, known.headers.get('location')]).toEqual([other.status, other.headers.get('location')]);
    expect((await mails()).map((mail) => mail.address)).toEqual(['b@example.org']);
  });

  test('one click stops it, and the address is gone; a mail program can do it by itself', async () => {
    await followByMail('a@example.org');
    await say();
    const stop = new URL((await mails())[0]?.unsubscribe ?? '').pathname;
    expect((await ask(stop)).text).toContain(t('stopAsk'));
    expect(await followers()).toHaveLength(1);
    const clicked = await ask(stop, { 'List-Unsubscribe': 'One-Click' }, { 'sec-fetch-site': 'cross-site' });
    expect(clicked.status).toBe(200);
    expect(await followers()).toEqual([]);
    expect((await ask(stop, {})).status).toBe(200);
  });

  test('who stops gets nothing of what still waits; of a mail that has left, delivery keeps no address', async () => {
    await followByMail('a@example.org');
    await followByMail('b@example.org');
    await say();
    const [toA] = await mails();
    await ask(new URL(toA?.unsubscribe ?? '').pathname, {});
    expect((await mails()).map((mail) => mail.address)).toEqual(['b@example.org']);
    const invitation = { address: 'c@example.org', language: 'en', subject: 'An invitation', text: '-', html: '-' };
    await db.transaction().execute((trx) => services.outbox.queueMail(trx, invitation));
    const claimed = await claimDirectMail(db, { claim: 1, now: new Date(Date.now() + 60_000), limit: 10 });
    const results = claimed.map(({ id }) => ({ id, state: 'delivered' as const, reason: null, readyAt: null }));
    await recordDirectMail(db, { claim: 1, now: clock.now() }, results);
    expect((await mails()).map((mail) => mail.address)).toEqual(['c@example.org']);
  });

  test('a mail that could not leave yet stays queued with its link to stop', async () => {
    await followByMail('a@example.org');
    await say();
    const [{ id }] = (await claimDirectMail(db, { claim: 2, now: new Date(Date.now() + 60_000), limit: 1 })) as [
      ClaimedMail,
    ];
    const readyAt = new Date(Date.now() + 60_000);
    await recordDirectMail(db, { claim: 2, now: clock.now() }, [{ id, state: 'queued', reason: 'timeout', readyAt }]);
    expect((await mails())[0]).toMatchObject({
      address: 'a@example.org',
      unsubscribe: expect.stringContaining('/stop'),
    });
  });

  test('what is dropped when a restored database is released leaves no follower’s address either', async () => {
    await followByMail('a@example.org');
    await say();
    const invitation = { address: 'c@example.org', language: 'en', subject: 'An invitation', text: '-', html: '-' };
    await db.transaction().execute((trx) => services.outbox.queueMail(trx, invitation));
    const before = new Date(Date.now() + 60_000);
    expect(await db.transaction().execute((trx) => dropDirectMail(trx, before, clock.now()))).toBe(2);
    expect((await mails()).map(({ address, text }) => [address, text])).toEqual([['c@example.org', '']]);
  });

  test('an address that is never confirmed is forgotten, and its link is no longer good', async () => {
    await ask('/follow', { address: 'a@example.org' });
    const path = linkIn((await mails())[0]?.text);
    clock.pass(49 * 3_600_000);
    expect((await ask(path, {})).status).toBe(410);
    await forgetFollowers(db, clock.now(), 100);
    expect(await followers()).toEqual([]);
  });

  test('wrong input, forged tokens and asking without end', async () => {
    for (const address of ['', 'anna', 'anna@', `${'a'.repeat(250)}@example.org`]) {
      const answer = await ask('/follow', { address });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(t('followAddressWrong'));
    }
    const id = 1;
    const confirm = signFollower(services.secrets, 'confirm', id);
    for (const path of [`/follow/stop/${confirm}`, `/follow/confirm/${confirm.replace(/^1/, '2')}`, '/follow/stop/x']) {
      expect((await ask(path)).status, path).toBe(404);
    }
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await ask('/follow', { address: 'x@example.org' })).status);
    expect(statuses).toEqual([303, 303, 303, 429, 429]);
    expect((await ask('/follow', { address: 'y@example.org' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test('each follower gets one mail, however many senders there are and however often they run', async () => {
    await sql`insert into follower (way, language, exercises, address, asked_at, confirmed_at)
      select 'mail', 'en', false, 'f' || n || '@example.org', ${clock.now()}, ${clock.now()} from generate_series(1, 450) n`.execute(
      db,
    );
    await db.transaction().execute((trx) => broadcast(trx, word()));
    await Promise.all([tellFollowers(services), tellFollowers(services), tellFollowers(services)]);
    await tellFollowers(services);
    const addresses = (await mails()).map((mail) => mail.address);
    expect(addresses).toHaveLength(450);
    expect(new Set(addresses).size).toBe(450);
  });
});

describe('in a browser', () => {
  test('a message is signed, encrypted for it, urgent, and bears the office', async () => {
    expect((await followInBrowser('a')).headers.get('location')).toBe('/follow?done=push');
    await say();
    expect(double.complaints).toEqual([]);
    expect(double.came[0]?.payload).toEqual({
      title: 'Flood: pupils stay',
      body: 'The road is cut.\nIssued by 青溪县教育局',
      link: 'http://belfry.test/status/incident-7.en.html',
      tag: 'incident:7',
      lang: 'en',
    });
    await tellFollowers(services);
    expect(double.came).toHaveLength(1);
    expect(await pushHealth(db, clock.now())).toMatchObject({ followers: 1, queued: 0, attempts: 1, errors: 0 });
  });

  test('no cookie is set, and nothing is kept but what the browser needs', async () => {
    const answer = await followInBrowser('a');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const { rows } = await sql<{ column: string }>`select column_name as column from information_schema.columns
      where table_name = 'follower'`.execute(db);
    expect(rows.map((row) => row.column).sort()).toEqual(
      ['address', 'asked_at', 'auth', 'confirmed_at', 'exercises', 'id', 'language', 'p256dh', 'way'].sort(),
    );
  });

  test('an exercise goes only to who wants exercises, and says so first', async () => {
    await followInBrowser('calm');
    await followInBrowser('keen', { exercises: 'yes' });
    await say({
      exercise: true,
      texts: [{ language: 'zh-CN', title: '疏散', text: '请听指挥。', link: 'http://belfry.test/' }],
    });
    expect(double.came.map((one) => one.browser)).toEqual(['keen']);
    expect(double.came[0]?.payload.title).toBe('【演练】疏散');
  });

  test('one that follows no more is forgotten: 404, 410, another key', async () => {
    for (const name of ['a', 'b', 'c']) await followInBrowser(name);
    const gone: Record<string, number> = { a: 404, b: 410 };
    double.answers = (name) => gone[name] ?? 201;
    await say();
    expect((await followers()).map((one) => one.address.at(-1))).toEqual(['c']);
    const other = { ...services, secrets: { deriveKey: () => Buffer.alloc(32, 9) } };
    await db.transaction().execute((trx) => broadcast(trx, word({ subject: 'incident:9' })));
    await tellFollowers(other);
    expect(await followers()).toEqual([]);
  });

  test('too fast, broken or silent: later, as long as it is news; and the next word overtakes', async () => {
    await followInBrowser('a');
    double.answers = () => 429;
    await say();
    clock.pass(100_000);
    await tellFollowers(services);
    expect(double.requests).toBe(1);
    clock.pass(30_000);
    double.answers = () => 503;
    await tellFollowers(services);
    expect(await pushHealth(db, clock.now())).toMatchObject({ queued: 1, errors: 2, lastError: 'HTTP 503' });
    await db.transaction().execute((trx) => broadcast(trx, word({ word: 'ended' })));
    double.answers = () => 201;
    await tellFollowers(services);
    expect(double.came.map((one) => one.payload.title)).toEqual(['Over: Flood: pupils stay']);
    double.answers = () => 503;
    await say({ subject: 'incident:8' });
    clock.pass(3 * 3_600_000);
    double.answers = () => 201;
    await tellFollowers(services);
    expect(double.came).toHaveLength(1);
  });

  test('a sender that dies gives its messages back', async () => {
    await followInBrowser('a');
    await db.transaction().execute((trx) => broadcast(trx, word()));
    expect(await claimPushes(db, clock.now(), 10)).toHaveLength(1);
    await tellFollowers(services);
    expect(double.came).toEqual([]);
    clock.pass(61_000);
    await tellFollowers(services);
    expect(double.came).toHaveLength(1);
  });

  test('a long text is cut to what a push takes', async () => {
    await followInBrowser('a');
    await say({
      texts: [
        { language: 'en', title: '长'.repeat(500), text: '很长的话。'.repeat(2000), link: 'http://belfry.test/' },
      ],
    });
    expect(double.complaints).toEqual([]);
    expect(double.came[0]?.payload.body).toContain('……');
    expect(double.came[0]?.payload.body).toContain('青溪县教育局');
  });

  test('only push services of browsers are pushed to, and broken keys are told', async () => {
    for (const [endpoint, good] of [
      ['https://fcm.googleapis.com/fcm/send/abc', true],
      ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
      ['https://web.push.apple.com/x', true],
      ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
      ['http://fcm.googleapis.com/x', false],
      ['https://fcm.googleapis.com.evil.test/x', false],
      ['https://evil.test/', false],
      ['https://169.254.169.254/', false],
    ] as const) {
      expect(isPushService(endpoint, false), endpoint).toBe(good);
    }
    const browser = double.browser('a');
    expect((await ask('/follow/push', { ...browser, auth: 'short' })).status).toBe(422);
    expect((await ask('/follow/push', { ...browser, p256dh: Buffer.alloc(65, 1).toString('base64url') })).status).toBe(
      303,
    );
    await say();
    expect(await followers()).toEqual([]);
  });

  test('stopping forgets it at once; what waited is gone with it, and after a restore nothing old is said', async () => {
    const browser = double.browser('a');
    await ask('/follow/push', { ...browser });
    await db.transaction().execute((trx) => broadcast(trx, word()));
    expect((await ask('/follow/push/stop', { endpoint: browser.endpoint })).status).toBe(303);
    await tellFollowers(services);
    expect(await followers()).toEqual([]);
    await followInBrowser('b');
    await db.transaction().execute((trx) => broadcast(trx, word()));
    await db.transaction().execute((trx) => dropWaiting(trx));
    await tellFollowers(services);
    expect(double.came).toEqual([]);
  });
});
