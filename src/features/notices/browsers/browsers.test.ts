/** A guardian is told in a browser: behind the own link and a name, theirs alone, and over with what it hangs on. */
import { sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { startPushDouble } from '../../../../test/support/push-double.ts';
import { Visitor } from '../../../../test/support/visitor.ts';
import { signWishes, vapidKeys } from '../../delivery/feature.ts';
import { browsersOf } from '../../directory/feature.ts';
import { keeping } from '../../directory/keeping.ts';
import { endGuardianshipRow, raiseLinkEpoch } from '../../directory/queries/changes.ts';
import { makePublished } from '../factory.ts';
import { browsersPath, wishesPath } from '../paths.ts';
import { markOf } from './actions.ts';

const { db, clock, services, app, cast, spec, linkOf } = await noticeScene({ BELFRY_WEBHOOK_PRIVATE: 'true' });
const { mother, father, pupil } = cast.separated;
const double = await startPushDouble(vapidKeys(services.secrets).publicKey);
afterAll(() => double.stop());

const seconds = () => Math.floor(clock.now().getTime() / 1000);
const tokenOf = (personId: number, epoch = 0, until = seconds() + 3600) =>
  signWishes(services.secrets, { personId, epoch, until });
// Each a token of its own, as the links of several notices have: taps are counted by token.
let made = 0;
const pageOf = (personId: number) => {
  made += 1;
  return browsersPath(tokenOf(personId, 0, seconds() + 3600 + made));
};
const asReader = (language = 'en') => new Visitor(app, 'http://belfry.test', { 'accept-language': language });
const post = (path: string, form: Record<string, string>) =>
  app.request(path, { method: 'POST', body: new URLSearchParams(form), headers: { 'accept-language': 'en' } });
const nameOf = async (id: number) =>
  (await sql<{ name: string }>`select full_name as name from person where id = ${id}`.execute(db)).rows[0]
    ?.name as string;
const child = await nameOf(pupil);
const on = (personId: number, browser: string, name = child) =>
  post(pageOf(personId), { ...double.browser(browser), child: name });
const endpoints = async (id: number) =>
  ((await browsersOf(db, [id])).get(id) ?? []).map((one) => one.endpoint.split('/').at(-1));
const mails = async () =>
  (
    await sql<{ address: string; subject: string; text: string }>`select address, subject, text_body as text
    from direct_mail order by id`.execute(db)
  ).rows;

beforeEach(async () => {
  clock.set('2026-11-20T01:00:00Z');
  await sql`delete from contact_point where kind = 'push'`.execute(db);
  await sql`delete from direct_mail`.execute(db);
  await sql`delete from sign_in_attempt`.execute(db);
  await sql`update person set link_epoch = 0`.execute(db);
});

test('the notice leads to the page, which is complete without a script and shows no child', async () => {
  const { messageId } = await makePublished(services, spec);
  const notice = await (await app.request(linkOf(messageId, mother))).text();
  const href = /href="(\/my-notices\/push\/[^"]+)"/.exec(notice)?.[1] as string;
  const page = await asReader().get(href);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Open in browser');
  expect(page.text).toMatch(/<form[^>]* data-start[^>]* hidden/);
  expect(page.text).not.toContain(child);
  expect((await asReader('zh-CN').get(href)).text).toContain('在浏览器打开');
  expect(await endpoints(mother)).toEqual([]);
  expect((await asReader().get(wishesPath(tokenOf(mother)))).text).toContain('/my-notices/push/');
});

test('on an iPhone it is put on the home screen, by a manifest that opens this page while its link holds', async () => {
  const path = pageOf(mother);
  const page = await asReader().get(path);
  const href = /<link rel="manifest" href="([^"]+)"/.exec(page.text)?.[1] as string;
  expect(href).toBe(`${path}/app.webmanifest?language=en`);
  const answer = await app.request(href);
  expect(answer.headers.get('content-type')).toContain('application/manifest+json');
  expect(answer.headers.get('set-cookie')).toBeNull();
  const said = (await answer.json()) as Record<string, unknown>;
  expect(said).toMatchObject({ start_url: path, display: 'standalone', lang: 'en' });
  expect(JSON.stringify(said), 'of nobody').not.toContain(child);
  expect((await app.request(`${browsersPath('made-up-and-long-enough-x')}/app.webmanifest`)).status).toBe(404);
  clock.pass(2 * 3_600_000);
  expect((await app.request(href)).status).toBe(404);
});

test('it is switched on for one guardian alone, who is told of it by mail, and off again', async () => {
  const answer = await on(mother, 'phone');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining('?done=on')]);
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(await endpoints(mother)).toEqual(['phone']);
  expect(await endpoints(father), 'the other parent').toEqual([]);
  const [told] = await mails();
  expect(told?.subject).toMatch(/Push was switched on|推送已在一个浏览器开启/);
  expect(told?.text).toContain('/my-notices/push/');
  const { endpoint } = (await browsersOf(db, [mother])).get(mother)?.[0] ?? { endpoint: '' };
  const page = await asReader().get(pageOf(mother));
  expect(page.text).toContain(markOf(endpoint));
  expect(page.text, 'the address is nobody’s to see').not.toContain(endpoint);
  expect((await asReader().get(pageOf(father))).text).not.toContain(markOf(endpoint));
  // Known already: its keys are renewed, and no second mail is sent.
  expect((await on(mother, 'phone')).status).toBe(303);
  expect(await endpoints(mother)).toEqual(['phone']);
  expect(await mails()).toHaveLength((await mails()).filter((mail) => mail.subject === told?.subject).length);
  await post(pageOf(father), { act: 'off', endpoint });
  expect(await endpoints(mother), 'the other parent can’t').toEqual(['phone']);
  expect((await post(pageOf(mother), { act: 'off', endpoint })).headers.get('location')).toContain('?done=off');
  expect(await endpoints(mother)).toEqual([]);
  expect((await post(pageOf(mother), { act: 'off', endpoint })).status, 'twice is once').toBe(303);
});

test('all are switched off at once, for a telephone that was lost', async () => {
  await on(mother, 'one');
  await on(mother, 'two');
  await on(father, 'his');
  expect((await post(pageOf(mother), { act: 'all' })).status).toBe(303);
  expect([await endpoints(mother), await endpoints(father)]).toEqual([[], ['his']]);
});

test('who has only found the link can’t: the child’s name is asked for, and the tries are counted', async () => {
  for (const name of ['', ' ', '王某某', await nameOf(mother)]) {
    const answer = await on(mother, 'thief', name);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(/Enter the name|not the name that the school has/);
  }
  expect(await endpoints(mother)).toEqual([]);
  expect(await mails()).toEqual([]);
  const statuses: number[] = [];
  for (let n = 0; n < 5; n += 1) statuses.push((await on(mother, `b${n}`)).status);
  expect(statuses).toEqual([303, 303, 303, 429, 429]);
});

test('bad input: no push service, broken keys, an old or made up link', async () => {
  const good = double.browser('x');
  const bad: Record<string, string>[] = [
    { ...good, p256dh: 'AAAA' },
    { ...good, auth: '' },
    { ...good, endpoint: 'not an address' },
    { ...good, endpoint: `https://push.test/${'a'.repeat(1000)}` },
    { act: 'off' },
    {},
  ];
  for (const form of bad) {
    const answer = await post(pageOf(mother), { child, ...form });
    expect(answer.status, JSON.stringify(form).slice(0, 80)).toBe(422);
    expect(await answer.text()).toContain('The browser gave no push address');
  }
  for (const token of [
    tokenOf(mother, 0, seconds()),
    tokenOf(mother, 7),
    tokenOf(999_999),
    'made-up-and-long-enough-x',
  ]) {
    expect((await app.request(browsersPath(token))).status).toBe(410);
    expect((await post(browsersPath(token), { ...good, child })).status).not.toBe(303);
    expect((await post(browsersPath(token), { act: 'all' })).status).toBe(410);
  }
  expect(await endpoints(mother)).toEqual([]);
});

test('ten browsers are the most', async () => {
  for (let n = 0; n < 11; n += 1) {
    await sql`delete from sign_in_attempt`.execute(db);
    clock.set(new Date(Date.parse('2026-11-20T01:00:00Z') + n * 3_600_000).toISOString());
    const answer = await on(mother, `b${n}`);
    expect(answer.status).toBe(n < 10 ? 303 : 422);
  }
  expect(await endpoints(mother)).toHaveLength(10);
});

test('it ends with the guardianship, in the same transaction, and the restored database hears of it', async () => {
  await on(mother, 'phone');
  await on(father, 'his');
  const { rows } = await sql<{ id: number; point: number }>`select g.id, c.id as point from guardianship g
    join contact_point c on c.person_id = g.guardian_id and c.kind = 'push'
    where g.guardian_id = ${mother} and g.pupil_id = ${pupil}`.execute(db);
  const { id, point } = rows[0] as { id: number; point: number };
  const undone = db.transaction().execute(async (trx) => {
    await endGuardianshipRow(trx, id, '2026-11-20');
    await raiseLinkEpoch(trx, [mother]);
    expect((await browsersOf(trx, [mother])).size).toBe(0);
    const stones = await sql`select from tombstone where relation = 'contact_point' and operation = 'delete'
      and key ->> 'id' = ${String(point)}`.execute(trx);
    expect(stones.rows).toHaveLength(1);
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  expect([await endpoints(mother), await endpoints(father)]).toEqual([['phone'], ['his']]);
});

test('it is in the copy of one’s data, with the address, and gone after a year or an erasure', async () => {
  await on(mother, 'phone');
  const part = keeping.parts.find((one) => one.name === 'contacts');
  const subject = { ids: [mother], addresses: [], accountIds: [] } as never;
  const copied = (await part?.read(db, subject, null)) as { kind: string; address: string }[];
  expect(copied.find((row) => row.kind === 'push')?.address).toContain('/push/phone');
  const rule = keeping.rules.find((one) => one.kind === 'directory.browsers');
  clock.pass(365 * 24 * 3_600_000);
  expect(await rule?.forget?.(services as never, 100)).toBe(0);
  clock.pass(2 * 24 * 3_600_000);
  expect(await rule?.forget?.(services as never, 100)).toBe(1);
  expect(await endpoints(mother)).toEqual([]);
  await on(mother, 'again');
  const erasure = keeping.erasures.find((one) => one.kind === 'contacts');
  await db.transaction().execute((trx) => erasure?.erase(trx, subject, {} as never) as Promise<void>);
  expect((await sql`select from push_subscription`.execute(db)).rows).toEqual([]);
});
