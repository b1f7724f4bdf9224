/** Warnings of others at the desk and on the public page: what the officer makes of them, what a rule may show. */
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { feedGround, idIn } from '../../../../test/support/feed-ground.ts';
import { words } from '../messages.ts';
import { deskPath } from '../paths.ts';
import { readFolder } from '../status/files.ts';
import { refresh } from '../status/refresh.ts';
import { reference } from './double.fixture.ts';
import {
  declareFromPath,
  editFeedRoom,
  feedsPath,
  newFeedPath,
  newRuleRoom,
  rulePath,
  warningPath,
  warningsListPath,
  warningsPath,
} from './paths.ts';
import { ruleById } from './queries/rules.ts';

const ground = await feedGround();
const { db, clock, services, app, cast, double, settings, ask, officer, publish, received, idOf } = ground;
const t = words('en');
let feed = 0;

afterAll(() => double.close());
beforeEach(async () => {
  feed = await ground.begin();
});

describe('at the desk', () => {
  test('the issuer’s own words with its name; declaring takes kind and level and nothing else', async () => {
    await publish({ identifier: 'g-1' });
    const id = await idOf('g-1');
    expect((await officer('/desk')).text).toContain(t('waitWarnings'));
    const shown = (await officer(warningPath(id))).text;
    for (const words of ['原文说明', '省气象台', 'weather.example.org', t('warnQuote')]) expect(shown).toContain(words);
    const form = (await officer(declareFromPath(id))).text;
    const main = form.slice(form.indexOf('<form method="post" action="/desk/incidents/declare"'));
    expect(main).toMatch(/value="flood" checked/);
    expect(main).toMatch(/name="level" value="2" checked/);
    expect(main).not.toMatch(/name="mode" value="\w+" checked/);
    expect(main).not.toContain('原文');
    const where = String(cast.district.id);
    const declared = await officer(`${deskPath}/declare`, {
      ...{ kind: 'flood', level: '3', mode: 'real', where, place: '', warning: String(id) },
    });
    expect(declared.status).toBe(303);
    expect(await received()).toEqual({ 'g-1': 'taken' });
    expect((await officer(warningPath(id))).text).toContain(declared.to);
    // Its issuer takes it back while the incident runs.
    await publish({
      identifier: 'g-2',
      msgType: 'Cancel',
      references: reference('g-1'),
      sent: '2026-11-20T08:30:00+08:00',
    });
    expect(await received()).toMatchObject({ 'g-1': 'taken < g-2' });
    expect((await officer('/desk')).text).toContain(t('waitTakenBack'));
    const page = await app.request('/status');
    expect(await page.text()).not.toContain('原文');
  });

  test('an exercise of others can only become an exercise', async () => {
    await publish({ identifier: 'h-1', status: 'Exercise' });
    const id = await idOf('h-1');
    expect((await officer(warningPath(id))).text).toContain(t('warnExerciseText'));
    expect((await officer(declareFromPath(id))).text).toMatch(/value="exercise" checked/);
    const form = { kind: 'flood', level: '3', where: String(cast.north.organisation.id), warning: String(id) };
    const refusedAnswer = await officer(`${deskPath}/declare`, { ...form, mode: 'real' });
    expect([refusedAnswer.status, refusedAnswer.text.includes(t('warnExerciseOnly'))]).toEqual([422, true]);
    expect((await officer(`${deskPath}/declare`, { ...form, mode: 'exercise' })).status).toBe(303);
  });

  test('dismissed with a reason, brought back, put to an incident that runs; the second officer is told', async () => {
    await publish({ identifier: 'i-1' });
    const id = await idOf('i-1');
    expect((await officer(warningPath(id), { act: 'dismiss', reason: ' ' })).text).toContain(t('dismissReason'));
    expect((await officer(warningPath(id), { act: 'dismiss', reason: '不涉及本县' })).status).toBe(303);
    expect((await officer(warningPath(id), { act: 'dismiss', reason: 'x' })).text).toContain(t('warningDecided'));
    expect((await officer(warningsListPath('dismissed', { q: '青溪' }))).text).toContain('暴雨预警');
    expect((await officer(warningsListPath('dismissed', { q: '地震%' }))).text).toContain(t('noWarningsFound'));
    expect((await officer(warningPath(id))).text).toContain('不涉及本县');
    expect((await officer(warningPath(id), { act: 'back' })).status).toBe(303);
    const running = await officer(`${deskPath}/declare`, {
      ...{ kind: 'storm', level: '3', mode: 'real', where: String(cast.district.id) },
    });
    expect((await officer(warningPath(id), { act: 'join', incident: '999999' })).status).toBe(422);
    const joined = await officer(warningPath(id), { act: 'join', incident: String(idIn(running.to)) });
    expect(joined.to).toBe(running.to);
    expect(await received()).toEqual({ 'i-1': 'taken' });
  });

  test('of the district only; the school and whoever may only read can’t decide', async () => {
    await publish({ identifier: 'j-1' });
    const id = await idOf('j-1');
    expect((await ask('north.incident_officer', warningsPath)).status).toBe(403);
    expect((await ask('north.incident_officer', warningPath(id))).status).toBe(403);
    expect((await ask('north.incident_officer', feedsPath)).status).toBe(403);
    expect((await ask('bureau.auditor', warningPath(id))).status).toBe(200);
    expect((await ask('bureau.auditor', warningPath(id), { act: 'dismiss', reason: 'x' })).status).toBe(403);
    expect((await ask('bureau.safety_officer', feedsPath)).status).toBe(403);
  });

  test('a feed is set up with care: addresses, area, the page that was seen', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ url: 'http://weather.example.org/x' }, t('feedUrlWrong')],
      [{ url: 'https://u:p@weather.example.org/' }, t('feedUrlWrong')],
      [{ url: 'feed' }, t('feedUrlWrong')],
      [{ others: 'https://cap.example.org/path' }, t('originWrong')],
      [{ words: '' }, t('feedAreaEmpty')],
      [{ leastSeverity: 'Unknown' }, t('severityMissing')],
      [{ everyMinutes: '1' }, t('everyMissing')],
      [{ name: '' }, t('feedNameMissing')],
    ];
    for (const [more, trouble] of wrong) {
      const answer = await officer(newFeedPath, { ...settings(), ...more });
      expect([answer.status, answer.text.includes(trouble)], trouble).toEqual([422, true]);
    }
    const changed = { ...settings(), name: '市气象局', revision: '1' };
    expect((await officer(editFeedRoom.path(feed), changed)).status).toBe(303);
    expect((await officer(editFeedRoom.path(feed), changed)).text).toContain(t('feedMoved'));
    expect((await officer(feedsPath)).text).toContain('市气象局');
  });
});

describe('rules', () => {
  const ruleWish = {
    ...{ kinds: ['flood', 'storm'], leastSeverity: 'Severe', words: '', cooldown: '120', demands: 'origin' },
    ...{ zh_headline: '请留意气象预警', zh_description: '', zh_instruction: '请勿前往河边。' },
  };
  const confirmedRule = async (): Promise<number> => {
    const made = await officer(newRuleRoom.path(feed), ruleWish);
    expect(made.status, made.text).toBe(303);
    const id = idIn(made.to);
    expect((await ask('bureau.administrator', rulePath(id), { act: 'confirm' })).status).toBe(303);
    return id;
  };
  const page = async () => {
    await refresh(services);
    return (await readFolder(services.config.dataDir))?.automatic ?? [];
  };

  test('no rule speaks of an attack, a missing child or a building, and a kind sent twice counts once', async () => {
    for (const kind of ['attack', 'missing', 'building']) {
      const answer = await officer(newRuleRoom.path(feed), { ...ruleWish, kinds: ['flood', kind] });
      expect([answer.status, answer.text.includes(t('kindMissing'))], kind).toEqual([422, true]);
    }
    const twice = await officer(newRuleRoom.path(feed), { ...ruleWish, kinds: ['flood', 'flood'] });
    expect(twice.status, twice.text).toBe(303);
    expect((await ruleById(db, idIn(twice.to)))?.kinds).toEqual(['flood']);
    expect((await ask('bureau.administrator', rulePath(idIn(twice.to)), { act: 'end' })).status).toBe(303);
  });

  test('without a rule in force nothing is shown; nobody puts their own in force', async () => {
    const made = await officer(newRuleRoom.path(feed), ruleWish);
    const own = await officer(made.to, { act: 'confirm' });
    expect([own.status, own.text.includes(t('ruleOwn'))]).toEqual([422, true]);
    expect((await ask('bureau.administrator', '/desk')).text).toContain(t('waitRule'));
    await publish({ identifier: 'k-1' });
    expect(await received()).toEqual({ 'k-1': 'new' });
    expect(await page()).toEqual([]);
    await expect(
      sql`update warning_rule set state = 'active', confirmed_by = made_by where id = ${idIn(made.to)}`.execute(db),
    ).rejects.toThrow(/check/);
  });

  test('what fits shows the fixed text as automatic with its issuer, until it is cancelled; the rest never', async () => {
    await confirmedRule();
    await publish(
      { identifier: 'l-drill', status: 'Exercise' },
      { identifier: 'l-secret', scope: 'Restricted', more: '<restriction>staff</restriction>' },
      { identifier: 'l-private', scope: 'Private', more: '<addresses>a@example.org</addresses>' },
      { identifier: 'l-light', severity: 'Moderate' },
      { identifier: 'l-unknown', severity: 'Unknown' },
      { identifier: 'l-quake', event: '地震', category: 'Geo' },
      { identifier: 'l-elsewhere', area: '<areaDesc>甘孜州</areaDesc>' },
    );
    expect(await page()).toEqual([]);
    await publish({ identifier: 'l-1' });
    expect(await page()).toMatchObject([{ issuer: '省气象台', event: '暴雨', web: 'https://weather.example.org/w' }]);
    for (const file of ['/status', '/status/status.json']) {
      const text = await (await app.request(file)).text();
      expect(text).toContain('请留意气象预警');
      expect(text).toContain('省气象台');
      expect(text).not.toContain('原文');
    }
    expect(await (await app.request('/status')).text()).toContain(words('zh-CN')('statusAutomatic'));
    await publish({
      identifier: 'l-2',
      msgType: 'Cancel',
      references: reference('l-1'),
      sent: '2026-11-20T08:30:00+08:00',
    });
    expect(await page()).toEqual([]);
  });

  test('not twice within its cool-down, except for the update of what it showed; it leaves by the clock', async () => {
    await confirmedRule();
    await publish({ identifier: 'm-1' });
    clock.pass(60_000);
    await publish({ identifier: 'm-2', event: '大风' });
    expect(await page()).toMatchObject([{ event: '暴雨' }]);
    const sent = '2026-11-20T08:30:00+08:00';
    const update = { msgType: 'Update', references: reference('m-1'), sent, expires: '2026-11-20T22:00:00+08:00' };
    await publish({ identifier: 'm-3', ...update });
    expect(await page()).toMatchObject([{ endsAt: '2026-11-20T14:00:00.000Z' }]);
    clock.set('2026-11-20T14:00:01Z');
    expect(await page(), 'by the clock alone').toEqual([]);
    await publish({
      identifier: 'm-4',
      event: '大风',
      sent: '2026-11-20T22:00:00+08:00',
      expires: '2026-11-21T09:00:00+08:00',
    });
    expect(await page()).toMatchObject([{ event: '大风' }]);
  });

  test('whoever changes the source puts the rules back to a second person; ending takes down what is shown', async () => {
    const rule = await confirmedRule();
    const changed = { ...settings(), words: '青溪，大河', revision: '1' };
    expect((await ask('bureau.administrator', editFeedRoom.path(feed), changed)).status).toBe(303);
    await publish({ identifier: 'o-1' });
    expect(await page()).toEqual([]);
    expect((await ask('bureau.administrator', rulePath(rule), { act: 'confirm' })).text).toContain(t('ruleOwn'));
    expect((await officer(rulePath(rule), { act: 'confirm' })).status).toBe(303);
    await publish({ identifier: 'o-2' });
    const [notice] = await page();
    expect((await officer(rulePath(rule))).text).toContain(t('noticeEnd'));
    expect((await officer(rulePath(rule), { act: 'endNotice', notice: notice?.id ?? '' })).status).toBe(303);
    expect(await page()).toEqual([]);
    clock.pass(3 * 3_600_000);
    await publish({ identifier: 'o-3' });
    expect(await page()).toHaveLength(1);
    expect((await officer(rulePath(rule), { act: 'end' })).status).toBe(303);
    expect(await page()).toEqual([]);
  });

  test('a restored database shows nothing by itself until it is released', async () => {
    await confirmedRule();
    await sql`insert into setting (key, value, updated_at) values ('restore', ${JSON.stringify({
      ...{ id: 'x', backupId: 'x', backupAt: '2026-11-19T00:00:00Z', restoredAt: '2026-11-20T00:00:00Z' },
      ...{ replayed: {}, notReplayed: 0, unreadableTombstones: 0, unfinished: false, releasedAt: null },
    })}::jsonb, now())`.execute(db);
    await publish({ identifier: 'r-1' });
    await sql`delete from setting where key = 'restore'`.execute(db);
    expect([await received(), await page()]).toEqual([{ 'r-1': 'new' }, []]);
  });
});
