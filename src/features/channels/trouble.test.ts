/** Channels that don't work, and setting them up. */
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { cookieOf } from '../../../test/support/cast.ts';
import { both, channelScene } from '../../../test/support/channels.ts';
import { createApp } from '../../app.tsx';
import { momentInWords } from '../../platform/i18n.ts';
import { byAt, makePublished, troublesOf, value } from '../notices/factory.ts';
import {
  addChannel,
  changeWish,
  pauseChannel,
  removeChannel,
  renewCredentials,
  sayAgain,
  sendTest,
} from './actions/manage.ts';
import type { Kind } from './model/channel.ts';
import { channelPaths } from './paths.ts';
import { allChannels, claimChannel } from './queries/channels.ts';
import { holdAll } from './queries/posts.ts';
import { sendDue } from './sending.ts';

const scene = await channelScene();
const { db, services, robots, clock, cast, bureau, credentials, channel, spec, posts, titles, later } = scene;
afterAll(() => robots.stop());
beforeEach(() => scene.reset());

describe('when it does not work', () => {
  test('it is tried again with longer waits, and after half an hour administrators are told once', async () => {
    const id = await channel('feishu');
    robots.behaviour = () => 'hang-unseen';
    await sql`update broadcast_channel set sealed = '\\x00' where id = ${id}`.execute(db);
    value(await sendTest(services, bureau(), id, { title: '试', text: '试' }));
    const waits: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      await sendDue(services);
      const wait = ((await allChannels(db, clock.now()))[0]?.waitUntil?.getTime() ?? 0) - clock.now().getTime();
      waits.push(wait / 1000);
      clock.pass(wait);
    }
    expect(waits.slice(0, 7)).toEqual([15, 30, 60, 120, 240, 480, 600]);
    const { rows } = await sql<{ text: string }>`select text_body as text from direct_mail`.execute(db);
    expect(rows.length).toBeGreaterThan(0);
    const told = rows.length;
    expect(rows[0]?.text).toContain('主密钥已更换');
    expect(rows[0]?.text).toContain(`/desk/channels/${id}`);
    robots.behaviour = () => 'take';
    value(await renewCredentials(services, bureau(), id, credentials('feishu')));
    value(await sendTest(services, bureau(), id, { title: '又试', text: '试' }));
    await sendDue(services);
    expect(titles()).toContain('【测试】又试');
    expect((await allChannels(db, clock.now()))[0]).toMatchObject({
      failingSince: null,
      failures: 0,
      lastError: 'UNSEALED',
    });
    expect((await sql`select from direct_mail`.execute(db)).rows).toHaveLength(told);
  });

  test('a sender that dies leaves its channel to others, and its attempt in the list', async () => {
    const id = await channel('wecom');
    value(await sendTest(services, bureau(), id, { title: '试', text: '试' }));
    const claimed = await claimChannel(db, clock.now());
    expect(claimed?.id).toBe(id);
    await sql`insert into broadcast_attempt (post_id, channel_id, at) select id, channel_id, ${clock.now()} from broadcast_post`.execute(
      db,
    );
    expect(await sendDue(services)).toBe(0);
    later(91);
    expect(await sendDue(services)).toBe(1);
    expect((await posts(id))[0]?.tries.map((one) => one.outcome)).toEqual([null, 'sent']);
  });

  test('two senders at once say each word once, in order', async () => {
    const id = await channel('feishu');
    for (let n = 0; n < 12; n += 1) value(await sendTest(services, bureau(), id, { title: `${n}`, text: '试' }));
    await Promise.all([sendDue(services), sendDue(services), sendDue(services)]);
    expect(robots.said).toHaveLength(12);
  });

  test('what is refused for itself lets the next pass', async () => {
    const wecom = await channel('wecom');
    for (const title of ['前一条', '后一条']) value(await sendTest(services, bureau(), wecom, { title, text: '试' }));
    let n = 0;
    robots.behaviour = () => {
      n += 1;
      return n === 1 ? 'refuse' : 'take';
    };
    await sendDue(services);
    expect(titles()).toEqual(['【测试】后一条']);
    expect(await posts(wecom)).toMatchObject([
      { state: 'failed', tries: [{ outcome: 'refused', code: '44004' }] },
      { state: 'sent' },
    ]);
  });
});

describe('health at the desk', () => {
  test('last success, error rate and how old the queue is stand in the list and on the channel’s page', async () => {
    const id = await channel('wecom');
    const app = createApp(services);
    const see = async (path: string, language = 'en') => {
      const cookie = await cookieOf({ db }, cast.members['bureau.administrator'], clock.now());
      return (await app.request(path, { headers: { cookie, 'accept-language': language } })).text();
    };
    const said = (at: Date, language: 'en' | 'zh-CN' = 'en') => momentInWords(at, language, services.config.timeZone);
    value(await sendTest(services, bureau(), id, { title: '一', text: '一' }));
    await sendDue(services);
    const taken = clock.now();
    clock.pass(60_000);
    value(await sendTest(services, bureau(), id, { title: '二', text: '二' }));
    const queued = clock.now();
    robots.behaviour = () => 'broken';
    await sendDue(services);
    clock.pass(3_600_000);
    for (const path of [channelPaths.list, channelPaths.channel(id)]) {
      const page = await see(path);
      expect(page, path).toContain(said(taken));
      expect(page, path).toContain(`1, the oldest since ${said(queued)}`);
      expect(page, path).toMatch(/50\s?%/);
      if (path === channelPaths.list)
        for (const name of ['Web push to guardians', 'Web push to followers']) expect(page).toContain(name);
      expect(await see(path, 'zh-CN'), path).toContain(`1，最早 ${said(queued, 'zh-CN')}`);
    }
  });
});

describe('setting up', () => {
  test('what opens a channel is sealed, bound to it, and gone with it', async () => {
    const id = await channel('dingtalk');
    const row = async () =>
      (
        await sql<{
          row: string;
          sealed: Buffer;
        }>`select c::text as row, sealed from broadcast_channel c where id = ${id}`.execute(db)
      ).rows[0];
    for (const secret of [robots.keys.dingtalk, robots.keys.dingtalkSecret]) {
      expect((await row())?.row).not.toContain(secret);
      expect((await row())?.sealed.toString('latin1')).not.toContain(secret);
    }
    const other = await channel('dingtalk');
    await sql`update broadcast_channel set sealed = (select sealed from broadcast_channel where id = ${id}) where id = ${other}`.execute(
      db,
    );
    value(await sendTest(services, bureau(), other, { title: '试', text: '试' }));
    await sendDue(services);
    expect(robots.requests).toEqual([]);
    value(await removeChannel(services, bureau(), id));
    expect((await row())?.sealed).toHaveLength(0);
  });

  test('wrong input is told at its field, and another’s channel is not there', async () => {
    const add = (kind: Kind, typed: object, organisationId = cast.north.organisation.id, by = bureau()) =>
      addChannel(services, by, { ...both, kind, organisationId }, typed);
    expect(troublesOf(await add('wecom', { url: 'https://example.org/' }))).toEqual(['urlWrong_wecom']);
    expect(troublesOf(await add('dingtalk', { url: robots.addresses.dingtalk }))).toEqual(['secretMissing']);
    expect(troublesOf(await add('feishu', {}))).toEqual(['secretMissing']);
    expect(troublesOf(await add('wechat', { appId: 'wx1' }))).toEqual(['appIdWrong']);
    expect(troublesOf(await add('webhook', { url: 'ftp://x' }))).toEqual(['urlWrong_webhook']);
    const north = byAt(cast.members['north.administrator']);
    expect(troublesOf(await add('wecom', credentials('wecom'), cast.district.id, north))).toEqual([
      'organisationOutside',
    ]);
    const id = await channel('wecom', { organisationId: cast.south.organisation.id });
    for (const outcome of [
      await sendTest(services, north, id, { title: '', text: '' }),
      await changeWish(services, north, id, both),
      await pauseChannel(services, north, id, '不'),
      await removeChannel(services, north, id),
    ]) {
      expect(troublesOf(outcome)).toEqual(['channelGone']);
    }
  });

  test('after a restore nothing old is said by itself', async () => {
    const id = await channel('wecom');
    await makePublished(services, spec());
    await db.transaction().execute((trx) => holdAll(trx));
    expect(await sendDue(services)).toBe(0);
    value(await sayAgain(services, bureau(), id, (await posts(id))[0]?.id ?? ''));
    expect(await sendDue(services)).toBe(1);
  });
});
