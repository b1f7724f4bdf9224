/** From the publication to the group: what goes where, in which order, how often, and what is taken back. */
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { both, channelScene } from '../../../test/support/channels.ts';
import { localDate } from '../../platform/clock.ts';
import type { By } from '../incidents/actions/by.ts';
import { declare } from '../incidents/actions/declare.ts';
import { closeIncident, publishUpdate } from '../incidents/actions/respond.ts';
import { publish, stop, withdraw } from '../notices/actions/publish.ts';
import { applyable } from '../notices/corrections.fixture.ts';
import { byAt, makeApproved, makePublished, value } from '../notices/factory.ts';
import { addChannel, pauseChannel, resumeChannel, sayAgain, sendTest } from './actions/manage.ts';
import { allChannels } from './queries/channels.ts';
import { sendDue } from './sending.ts';

const scene = await channelScene();
const { db, services, robots, clock, cast, bureau, credentials, channel, spec, posts, titles, later, start } = scene;
afterAll(() => robots.stop());
beforeEach(() => scene.reset());
const officer = (): By => ({
  accountId: cast.members['bureau.incident_officer'].accountId,
  at: clock.now(),
  today: localDate(clock.now(), services.config.timeZone),
  reach: byAt(cast.members['bureau.incident_officer']).reach,
  site: services.config,
});
const inTransaction = <T>(
  work: (trx: Parameters<Parameters<ReturnType<typeof db.transaction>['execute']>[0]>[0]) => Promise<T>,
) => db.transaction().execute(work);
const declared = async (organisationId: number, exercise = false): Promise<number> => {
  const { rows } = await sql<{ id: number }>`select id from incident`.execute(db);
  const others = rows.map((row) => row.id);
  const wish = { kind: 'flood', level: 3, exercise, organisationIds: [organisationId], place: '', others } as const;
  const outcome = value(await inTransaction((trx) => declare(trx, officer(), wish)));
  if (!('id' in outcome)) throw new Error('It was taken for another.');
  return outcome.id;
};
const revisionOf = async (id: number) =>
  (await sql<{ revision: number }>`select revision from incident where id = ${id}`.execute(db)).rows[0]?.revision ?? 0;
const text = (headline: string) => ({
  'zh-CN': { headline, description: '县道中断。', instruction: '请勿前往学校。' },
});
const update = async (id: number, headline: string) => {
  const revision = await revisionOf(id);
  const said = { texts: text(headline), nextUpdateAt: null, hours: 6, revision };
  value(await inTransaction((trx) => publishUpdate(trx, officer(), id, said)));
};
const close = async (id: number, state: 'over' | 'mistaken') => {
  const revision = await revisionOf(id);
  value(await inTransaction((trx) => closeIncident(trx, officer(), id, { state, texts: text('水已退去'), revision })));
};

describe('public notices', () => {
  test('go to the office’s channels after the minute in which they could be stopped; once', async () => {
    const ids = [await channel('wecom'), await channel('dingtalk'), await channel('feishu'), await channel('webhook')];
    await channel('wecom', { organisationId: cast.south.organisation.id });
    await channel('feishu', { incidents: true, notices: false });
    const { secret } = value(
      await addChannel(
        services,
        bureau(),
        { ...both, kind: 'webhook', organisationId: cast.north.organisation.id },
        credentials('webhook'),
      ),
    );
    expect(secret).toMatch(/^whsec_/);
    const id = await makeApproved(services, spec());
    value(await publish(services, spec().author, id));
    expect(await sendDue(services)).toBe(0);
    later(61);
    robots.webhookSecret = secret ?? '';
    await sendDue(services);
    await sendDue(services);
    expect(titles()).toEqual(Array(4).fill('关于冬季作息时间调整的通知'));
    expect(robots.said.map((said) => said.platform).sort()).toEqual(['dingtalk', 'feishu', 'webhook', 'wecom']);
    expect(robots.said[0]?.text).toContain(`/notices/${id}`);
    expect((await posts(ids[0] ?? 0))[0]).toMatchObject({ state: 'sent', word: 'published', attempts: 1 });
  });

  test('that are stopped, or are not public, are never said', async () => {
    await channel('wecom');
    const id = await makeApproved(services, spec());
    value(await publish(services, spec().author, id));
    value(await stop(services, spec().author, id));
    await makePublished(services, spec({ isPublic: false }));
    expect(await sendDue(services)).toBe(0);
    expect(robots.said).toEqual([]);
  });

  test('of schools go to the bureau’s channel only where it wants those below; the bureau’s own do not go to schools', async () => {
    await channel('wecom', { organisationId: cast.district.id, name: '全县', below: true });
    await channel('dingtalk', { organisationId: cast.district.id, name: '局机关' });
    await channel('feishu');
    await makePublished(services, spec());
    await sendDue(services);
    expect(robots.said.map((said) => said.platform).sort()).toEqual(['feishu', 'wecom']);
    robots.said = [];
    await makePublished(
      services,
      spec({
        office: cast.district.id,
        author: byAt(cast.members['bureau.editor']),
        approver: byAt(cast.members['bureau.approver']),
      }),
    );
    await sendDue(services);
    expect(robots.said.map((said) => said.platform).sort()).toEqual(['dingtalk', 'wecom']);
  });

  test('in the channel’s language, or the main one', async () => {
    await channel('wecom', { language: 'en' });
    await channel('dingtalk', { language: 'bo' });
    const texts = [
      { language: 'zh-CN' as const, title: '停课通知', body: '明日停课。' },
      { language: 'en' as const, title: 'No lessons', body: 'No lessons **tomorrow**.' },
    ];
    await makePublished(services, spec({ texts }));
    await sendDue(services);
    const [en, zh] = ['wecom', 'dingtalk'].map((platform) => robots.said.find((said) => said.platform === platform));
    expect(en?.text).toContain('No lessons\nIssued by');
    expect(en?.text).toContain('No lessons tomorrow.');
    expect(en?.text).toContain('Read the whole: http');
    expect(zh?.title).toBe('停课通知');
  });

  test('corrections and withdrawals are said where the notice was, and nowhere else', async () => {
    const id = await channel('wecom');
    const notice = await makePublished(services, spec());
    await sendDue(services);
    await applyable(services, spec())(notice.id, { body: '各位家长：推迟三十分钟。' });
    // A channel that came later has heard nothing that could be taken back.
    await channel('dingtalk');
    await sendDue(services);
    value(await withdraw(services, spec().author, notice.id, '内容有误，以新通知为准。'));
    await sendDue(services);
    expect(titles()).toEqual([
      expect.not.stringContaining('【'),
      expect.stringMatching(/^【更正】/),
      expect.stringMatching(/^【撤回】/),
    ]);
    expect(robots.said[2]?.text).toContain('内容有误，以新通知为准。');
    expect((await posts(id)).map((post) => post.word)).toEqual(['published', 'corrected', 'withdrawn']);
  });

  test('a withdrawal overtakes what never left, and then says nothing itself', async () => {
    const id = await channel('wecom');
    value(await pauseChannel(services, bureau(), id, '群正在整理'));
    const notice = await makePublished(services, spec());
    value(await withdraw(services, spec().author, notice.id, '误发。'));
    value(await resumeChannel(services, bureau(), id));
    await sendDue(services);
    expect(robots.said).toEqual([]);
    expect(await posts(id)).toMatchObject([{ word: 'published', state: 'replaced' }]);
  });
});

describe('incidents', () => {
  test('go where they touch, first in the queue, and say that it is over', async () => {
    const north = await channel('wecom');
    await channel('dingtalk', { organisationId: cast.south.organisation.id });
    await channel('feishu', { organisationId: cast.district.id, notices: false });
    await makePublished(services, spec());
    const id = await declared(cast.north.organisation.id);
    await update(id, '洪水：学生留校');
    await sendDue(services);
    expect(robots.said.filter((said) => said.platform === 'wecom').map((said) => said.title)).toEqual([
      '洪水：学生留校',
      '关于冬季作息时间调整的通知',
    ]);
    expect(robots.said.find((said) => said.platform === 'feishu')?.text).toContain(`/status/incident-${id}.html`);
    expect(robots.said.some((said) => said.platform === 'dingtalk')).toBe(false);
    await close(id, 'over');
    await sendDue(services);
    expect(titles().at(-1)).toMatch(/^【解除】/);
    expect((await posts(north)).map((post) => post.word).sort()).toEqual(['ended', 'published', 'update']);
  });

  test('an exercise is labelled in each word', async () => {
    for (const kind of ['wecom', 'dingtalk', 'feishu'] as const) await channel(kind);
    const id = await declared(cast.north.organisation.id, true);
    await update(id, '疏散');
    await sendDue(services);
    await close(id, 'mistaken');
    await sendDue(services);
    expect(robots.said).toHaveLength(6);
    for (const said of robots.said) {
      expect(said.title).toMatch(/^【演练】/);
      expect(said.text).toContain('这是一次演练，没有真实险情。');
    }
  });

  test('a later word overtakes one that could not be said; what is too old is not said at all', async () => {
    const id = await channel('wecom');
    robots.behaviour = () => 'broken';
    const incident = await declared(cast.north.organisation.id);
    await update(incident, '第一条');
    await sendDue(services);
    later(20);
    await update(incident, '第二条');
    robots.behaviour = () => 'take';
    later(20);
    await sendDue(services);
    expect(titles()).toEqual(['第二条']);
    robots.behaviour = () => 'broken';
    await update(incident, '第三条');
    await sendDue(services);
    robots.behaviour = () => 'take';
    later(3 * 3600);
    await sendDue(services);
    expect(titles()).toEqual(['第二条']);
    expect((await posts(id)).map((post) => post.state)).toEqual(['replaced', 'sent', 'failed']);
    const failed = (await posts(id))[2]?.id ?? '';
    value(await sayAgain(services, bureau(), id, failed));
    await sendDue(services);
    expect(titles()).toEqual(['第二条', '第三条']);
  });
});

describe('the platform’s limits', () => {
  const many = async (id: number, count: number) => {
    for (let n = 0; n < count; n += 1)
      value(await sendTest(services, bureau(), id, { title: `第 ${n} 条`, text: '试' }));
  };

  test('of so many a minute are kept before it has to say so', async () => {
    const id = await channel('wecom');
    await many(id, 25);
    expect(await sendDue(services)).toBe(18);
    later(30);
    expect(await sendDue(services)).toBe(0);
    later(31);
    expect(await sendDue(services)).toBe(7);
    expect(new Set(titles()).size).toBe(25);
  });

  test('when it says “too fast”, the rest waits for as long as it says, and nobody is alarmed', async () => {
    const id = await channel('dingtalk');
    await many(id, 3);
    let n = 0;
    robots.behaviour = () => {
      n += 1;
      return n === 2 ? 'too-fast' : 'take';
    };
    await sendDue(services);
    expect(robots.said).toHaveLength(1);
    later(300);
    expect(await sendDue(services)).toBe(0);
    later(301);
    await sendDue(services);
    expect(robots.said).toHaveLength(3);
    expect((await allChannels(db, clock.now()))[0]).toMatchObject({ failingSince: null, errors: 0, attempts: 4 });
    const { rows } = await sql<{
      at: Date;
    }>`select run_at as at from graphile_worker.jobs where task_identifier = 'channels.send'
      and run_at = ${new Date(Date.parse(start) + 600_000)}`.execute(db);
    expect(rows).toHaveLength(1);
  });
});
