/** The public page: files that stand by themselves, labels of exercises, the database killed in the middle. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { capsIn, expectValidCaps } from '../../../../test/support/cap.ts';
import { type Cast, makeCast } from '../../../../test/support/cast.ts';
import { cloneDatabase, testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { openDatabase } from '../../../platform/database/connect.ts';
import { writeRestoreMark } from '../../../platform/database/restore-mark.ts';
import { movableClock } from '../../notices/factory.ts';
import { type Declaration, declare } from '../actions/declare.ts';
import { closeIncident, publishUpdate, tellSchools } from '../actions/respond.ts';
import type { Update } from '../model/incident.ts';
import { tasksAt } from '../model/plan.ts';
import { pageChanged, pageRestored } from '../queries/page.ts';
import { templateOf } from '../templates/register.ts';
import { folderOf, readFolder, writeFolder } from './files.ts';
import type { StatusPage } from './model.ts';
import { keepOffline, mergeOffline, newEntryId, type OfflineEntry, withEntry } from './offline.ts';
import { refresh } from './refresh.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }), clock };
const app = createApp(services);
const { dataDir } = services.config;
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

const by = () => ({
  accountId: cast.members['bureau.incident_officer'].accountId,
  ...{ at: clock.now(), today: '2026-11-20', reach: { paths: [cast.district.path], brand: 'reach' as const } },
  site: { publicUrl: 'http://belfry.test', timeZone: 'Asia/Shanghai' },
});

async function declared(wish: Partial<Declaration>): Promise<number> {
  const whole = {
    kind: 'flood',
    level: 3,
    exercise: false,
    place: '',
    others: [],
    organisationIds: [cast.district.id],
  } as const;
  const outcome = await db.transaction().execute((trx) => declare(trx, by(), { ...whole, ...wish }));
  if (!outcome.ok || !('id' in outcome.value)) throw new Error('not declared');
  return outcome.value.id;
}

async function revisionOf(id: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select revision as n from incident where id = ${id}`.execute(db);
  return rows[0]?.n ?? 0;
}

const text = (headline: string) => ({ headline, description: `${headline}的情况`, instruction: '请留在安全处。' });

async function published(id: number, texts: Update['texts'], nextUpdateAt: Date | null = null): Promise<void> {
  const revision = await revisionOf(id);
  const outcome = await db
    .transaction()
    .execute((trx) => publishUpdate(trx, by(), id, { texts, nextUpdateAt, hours: 24, revision }));
  expect(outcome.ok).toBe(true);
}

async function closed(id: number, state: 'over' | 'mistaken' = 'over'): Promise<void> {
  const revision = await revisionOf(id);
  const end = { state, texts: { 'zh-CN': text('响应结束') }, revision };
  expect((await db.transaction().execute((trx) => closeIncident(trx, by(), id, end))).ok).toBe(true);
}

const file = (name: string) => readFileSync(join(folderOf(dataDir), name), 'utf8');
async function get(path: string, language = 'zh-CN') {
  const answer = await app.request(path, { headers: { 'accept-language': language } });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

describe('the page', () => {
  test('is calm without incidents, in both languages; its one script is a file of its own', async () => {
    expect(await refresh(services)).toBe(true);
    expect(await refresh(services), 'nothing has changed').toBe(false);
    expect((await get('/status')).text).toContain('目前没有突发事件');
    expect((await get('/status', 'en')).text).toContain('There is no emergency now');
    for (const name of ['index.html', 'en.html', 'history.html', 'history.en.html']) {
      expect(file(name)).toMatch(/^<!doctype html>\n<html lang="(zh-CN|en)">/);
      expect(file(name).match(/<script[^>]*>/g)).toEqual(['<script defer="" src="/status/status.js">']);
      expect(file(name)).not.toMatch(/ (?:style|on[a-z]+)="|javascript:/);
    }
    expect((await get('/status/status.css')).type).toContain('text/css');
    for (const name of ['..%2Fmaster-key', 'status.txt', '.hidden.html', 'nothing.html']) {
      expect((await get(`/status/${name}`)).status, name).toBe(404);
    }
  });

  test('shows level, colour, what to do, schools, the next update, the newest first; each change is written', async () => {
    const id = await declared({ level: 2, place: '县道 X012' });
    expect(await refresh(services)).toBe(true);
    expect(file('index.html')).toContain('暴雨洪水 · II 级 · 橙色');
    await published(id, { 'zh-CN': text('第一条'), en: text('first') }, new Date('2026-11-20T02:30:00Z'));
    clock.set('2026-11-20T01:20:00Z');
    await published(id, { 'zh-CN': text('<第二条>') }, new Date('2026-11-20T03:30:00Z'));
    const north = cast.north.organisation;
    await db.transaction().execute((trx) => tellSchools(trx, by(), id, new Map([[north.id, 'closed']])));
    await refresh(services);
    const zh = file('index.html');
    for (const words of [
      '&lt;第二条&gt;',
      '该怎么做',
      '下次更新不晚于 2026年11月20日 11:30',
      '停课',
      '县道 X012',
      north.name,
      // Who says so and when (Emergency Response Law of 2024, Art. 64).
      '教育局 2026年11月20日 09:20 发布',
    ])
      expect(zh).toContain(words);
    expect(zh.indexOf('第二条')).toBeLessThan(zh.indexOf('第一条'));
    // A text that is in Chinese only says so to whoever reads the page aloud.
    expect(file('en.html')).toContain('lang="zh-CN">&lt;第二条&gt;');
    expect(file('en.html')).toContain('orange');
    const json = JSON.parse(file('status.json')) as StatusPage;
    expect(json.running[0]?.schools.map((school) => school.state).sort()).toEqual(['closed', 'unknown']);
    expect((await get(`/status/incident-${id}.en.html`)).status).toBe(200);
    await closed(id);
    await refresh(services);
    expect(file('index.html')).toContain('目前没有突发事件');
    expect(file(`incident-${id}.html`)).toContain('已结束');
    expect(file('history.html')).toContain(`incident-${id}.html`);
  });

  test('what was declared by mistake leaves its trace; a kind that could hurt shows from the first update on', async () => {
    const id = await declared({ kind: 'missing' });
    await refresh(services);
    expect(file('index.html')).not.toContain('学生走失');
    await published(id, { 'zh-CN': text('请留意') });
    await refresh(services);
    expect(file('index.html')).toContain('学生走失');
    await closed(id, 'mistaken');
    await refresh(services);
    expect(file('index.html')).toContain('误报，已撤销');
  });

  test('the feed is Atom; ids never change and lead to the update', async () => {
    const feed = file('status.atom');
    expect(XMLValidator.validate(feed)).toBe(true);
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(feed).feed;
    expect(parsed.id).toBe('http://belfry.test/status/status.atom');
    const ids = parsed.entry.map((entry: { id: string }) => entry.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      const { pathname, hash } = new URL(id);
      const page = await get(pathname);
      expect(page.status).toBe(200);
      expect(hash).toMatch(/^#update-\d+$/);
    }
  });

  test('a half written folder is written anew, what a killed writer left is swept away', async () => {
    const folder = folderOf(dataDir);
    writeFileSync(join(folder, '.index.html.killed'), 'half');
    writeFileSync(join(folder, 'index.html'), 'half');
    await db.transaction().execute((trx) => pageChanged(trx));
    expect(await refresh(services)).toBe(true);
    expect(file('index.html')).toContain('</html>');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

test('a restored database does not speak over the folder before somebody has done something', async () => {
  await refresh(services);
  const at = clock.now();
  const mark = {
    ...{
      id: 'x',
      backupId: 'y',
      backupAt: at.toISOString(),
      restoredAt: at.toISOString(),
      replayed: {},
      notReplayed: 0,
    },
    ...{ unreadableTombstones: 0, auditHead: null, keyFingerprint: 'k', unfinished: false, releasedAt: null },
  };
  await db.transaction().execute(async (trx) => {
    await pageRestored(trx, at);
    await writeRestoreMark(trx, mark, at);
  });
  expect(await refresh(services)).toBe(false);
  await db.transaction().execute((trx) => pageChanged(trx));
  expect(await refresh(services)).toBe(true);
  await writeRestoreMark(db, { ...mark, releasedAt: at.toISOString() }, at);
});

test('an exercise that runs says on the page that nothing real goes on', async () => {
  const id = await declared({ kind: 'earthquake', exercise: true });
  await published(id, { 'zh-CN': text('疏散演练开始') });
  await refresh(services);
  const page = file('index.html');
  expect(page).toContain('目前没有真实的突发事件');
  expect(page).toContain('【演练】疏散演练开始');
  expect(page).toContain('这是一次演练，没有真实险情。');
  await closed(id);
});

describe('without a database', () => {
  test('killed in the middle: the page is still served, what is written by hand shows, and is merged once', async () => {
    const own = await cloneDatabase();
    const ownServices = { ...testServices(own.db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }), clock };
    const away = openDatabase(own.appUrl, { max: 2, applicationName: 'belfry test' });
    try {
      await makeCast(own);
      await refresh(ownServices);
      await own.db.destroy();
      await expect(refresh(ownServices), 'the database is away').rejects.toThrow();
      const served = createApp(ownServices);
      const ask = async () => (await served.request('/status')).text();
      expect(await ask()).toContain('目前没有突发事件');

      const dir = ownServices.config.dataDir;
      const id = newEntryId();
      const entry: OfflineEntry = {
        ...{ id, at: clock.now().toISOString(), incident: `new-${id}`, begins: { kind: 'flood', exercise: false } },
        ...{ level: 2, texts: { 'zh-CN': text('水库泄洪') }, nextUpdateAt: null, schools: [] },
      };
      const later = {
        ...entry,
        id: newEntryId(),
        begins: null,
        level: 1 as const,
        texts: { en: text('Higher still') },
      };
      for (const one of [entry, later]) {
        await keepOffline(dir, one);
        await writeFolder(dir, withEntry((await readFolder(dir)) as StatusPage, one));
      }
      expect(await ask()).toContain('水库泄洪');
      expect(await ask()).toContain('I 级 · 红色');

      const back = { ...ownServices, db: away };
      expect(await mergeOffline(back)).toBe(2);
      // The same file once more, as after a kill between commit and removal.
      for (const one of [entry, later]) await keepOffline(dir, one);
      expect(await mergeOffline(back)).toBe(0);
      expect(await refresh(back)).toBe(true);
      const { rows } = await sql<{ level: number; updates: number }>`select level,
        (select count(*)::int from incident_update u where u.incident_id = i.id) as updates from incident i`.execute(
        away,
      );
      expect(rows).toEqual([{ level: 1, updates: 2 }]);
      // Its tasks are open, those of the graver level too, and their times begin now.
      const tasks = await sql<{ open: number; early: number }>`select count(*)::int as open,
        (count(*) filter (where due_at <= ${clock.now()}))::int as early from incident_task where state = 'waiting'`.execute(
        away,
      );
      const plan = templateOf('flood');
      const schools = 2;
      const asked = tasksAt(plan, 1, null).reduce((sum, task) => sum + (task.place === 'district' ? 1 : schools), 0);
      expect(tasks.rows).toEqual([{ open: asked, early: 0 }]);
      const log = await sql<{ sort: string }>`select sort from incident_entry order by id`.execute(away);
      expect(log.rows.map(({ sort }) => sort)).toEqual(['declared', 'update', 'level', 'update']);
      expect(readFileSync(join(folderOf(dir), 'index.html'), 'utf8')).toContain('水库泄洪');
      expect((await readFolder(dir))?.running[0]?.id).toMatch(/^\d+$/);
    } finally {
      await away.destroy();
      await own.drop().catch(() => undefined);
    }
  });

  test('lines that nobody can read are kept aside and hold nothing up', async () => {
    const id = await declared({ kind: 'network' });
    await published(id, { 'zh-CN': text('网络中断') });
    const good: OfflineEntry = {
      ...{ id: newEntryId(), at: clock.now().toISOString(), incident: String(id), begins: null, level: null },
      ...{ texts: { 'zh-CN': text('部分恢复') }, nextUpdateAt: null, schools: [] },
    };
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'status-offline.jsonl'), 'half a li');
    writeFileSync(join(dataDir, 'status-offline.jsonl'), `half a li\n{"id":"x"}\n${JSON.stringify(good)}\n`);
    expect(await mergeOffline(services)).toBe(1);
    expect(readFileSync(join(dataDir, 'status-offline.jsonl.unreadable'), 'utf8')).toContain('half a li');
    await refresh(services);
    expect(file('index.html')).toContain('部分恢复');
  });
});

test('each warning that was made here is valid and is read by others', async () => {
  await refresh(services);
  await expectValidCaps(capsIn(services.config.dataDir).map(({ xml }) => xml));
});
