/** One incident from the declaration to its end, by the pages; with wrong input at each. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { byAt, movableClock } from '../notices/factory.ts';
import { declare } from './actions/declare.ts';
import { escalate } from './actions/escalate.ts';
import { words } from './messages.ts';
import {
  closeRoom,
  declarePath,
  deskPath,
  incidentPath,
  levelRoom,
  logRoom,
  schoolsRoom,
  taskPath,
  tasksRoom,
  updateRoom,
} from './paths.ts';
import { forgetIncidents } from './queries/keeping.ts';
import { countTasks, tasksOf as seenTasks } from './queries/tasks.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }), clock };
const app = createApp(services);
const t = words('en');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

type Form = Record<string, string | readonly string[]>;

async function ask(name: CastName, path: string, form?: Form, language = 'en') {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': language };
  const body = new URLSearchParams();
  for (const [key, value] of Object.entries(form ?? {})) for (const one of [value].flat()) body.append(key, one);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(form ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
}

async function declared(name: CastName, form: Form): Promise<number> {
  const answer = await ask(name, declarePath, form);
  expect(answer.status, answer.text.slice(0, 3000)).toBe(303);
  return Number(/incidents\/(\d+)$/.exec(answer.location)?.[1]);
}

const real = (more: Form): Form => ({ mode: 'real', kind: 'flood', level: '3', ...more });
const north = () => String(cast.north.organisation.id);
const south = () => String(cast.south.organisation.id);
const whole = () => String(cast.district.id);
const revisionOf = async (id: number) =>
  String(
    (await sql<{ revision: number }>`select revision from incident where id = ${id}`.execute(db)).rows[0]?.revision,
  );
const tasksOf = async (id: number) =>
  (
    await sql<{ id: number; post: string; place: number; state: string; due: Date }>`
      select id, post, organisation_id as place, state, due_at as due from incident_task where incident_id = ${id} order by id`.execute(
      db,
    )
  ).rows;
const sortsOf = async (id: number) =>
  (
    await sql<{ sort: string }>`select sort from incident_entry where incident_id = ${id} order by id`.execute(db)
  ).rows.map((row) => row.sort);

describe('declaring', () => {
  test('the page asks for what is missing and loses nothing', async () => {
    const empty = await ask('bureau.incident_officer', declarePath, { place: '县道 X012' });
    expect(empty.status).toBe(422);
    for (const key of ['kindMissing', 'levelMissing', 'modeMissing', 'whereMissing'] as const)
      expect(empty.text).toContain(t(key));
    expect(empty.text).toContain('县道 X012');
    const wrongs: Form[] = [
      real({ where: '999999' }),
      real({ where: north(), kind: 'petition' }),
      real({ where: north(), level: '5' }),
      real({ where: north(), mode: 'perhaps' }),
      real({ where: north(), place: 'x'.repeat(81) }),
      real({ where: 'abc' }),
    ];
    for (const wrong of wrongs) expect((await ask('bureau.incident_officer', declarePath, wrong)).status).toBe(422);
    expect((await sql`select from incident`.execute(db)).rows).toHaveLength(0);
  });

  test('a school declares for itself, up to the level of the plan', async () => {
    const page = await ask('north.incident_officer', declarePath);
    expect(page.text).toContain(`name="where" value="${north()}"`);
    expect((await ask('north.incident_officer', declarePath, real({ where: south() }))).status).toBe(422);
    const grave = await ask('north.incident_officer', declarePath, real({ where: north(), level: '1' }));
    expect(grave.status).toBe(422);
    expect(grave.text).toContain('declared by the bureau');
    for (const name of ['bureau.editor', 'north.teacher', 'bureau.auditor'] as const)
      expect((await ask(name, declarePath, real({ where: north() }))).status).toBe(403);
    const id = await declared('north.incident_officer', real({ where: north(), kind: 'fire', level: '3' }));
    expect((await ask('south.incident_officer', incidentPath(id))).status).toBe(404);
    expect((await ask('bureau.auditor', incidentPath(id))).status).toBe(200);
    expect((await ask('north.incident_officer', deskPath)).text).toContain(t('kind_fire'));
    await ask('north.incident_officer', closeRoom.path(id), {
      ...{ revision: await revisionOf(id), state: 'over', zh_headline: '险情已排除' },
    });
  });

  test('two officers at once: one is declared, the other is shown it and asked', async () => {
    const by = (name: CastName) => ({
      accountId: cast.members[name].accountId,
      ...{
        at: clock.now(),
        today: '2026-11-20',
        reach: { paths: [cast.members[name].organisation.path], brand: 'reach' as const },
        site: { publicUrl: 'http://belfry.test', timeZone: 'Asia/Shanghai' },
      },
    });
    const wish = { kind: 'transport' as const, level: 3 as const, exercise: false, place: '', others: [] };
    const both = await Promise.all([
      db
        .transaction()
        .execute((trx) =>
          declare(trx, by('bureau.incident_officer'), { ...wish, organisationIds: [cast.district.id] }),
        ),
      db
        .transaction()
        .execute((trx) =>
          declare(trx, by('north.incident_officer'), { ...wish, organisationIds: [cast.north.organisation.id] }),
        ),
    ]);
    const values = both.flatMap((one) => (one.ok ? [one.value] : []));
    expect(values.filter((one) => 'id' in one)).toHaveLength(1);
    expect(values.filter((one) => 'maybe' in one)).toHaveLength(1);
    const id = values.flatMap((one) => ('id' in one ? [one.id] : []))[0] as number;

    const form = real({ kind: 'transport', where: whole(), place: '北桥' });
    const asked = await ask('bureau.incident_officer', declarePath, form);
    expect(asked.status).toBe(409);
    expect(asked.text).toContain(t('maybeSame'));
    expect(asked.text).toContain('北桥');
    const same = await ask('bureau.incident_officer', declarePath, { ...form, same: String(id) });
    expect(same.location).toBe(incidentPath(id));
    expect(await sortsOf(id)).toEqual(['declared', 'same']);
    // Not the same: declared too, and the answer is remembered for this declaration only.
    const other = await declared('bureau.incident_officer', { ...form, other: String(id) });
    expect(other).toBeGreaterThan(id);
    // An exercise is never the same as the real thing.
    const exercise = await declared('bureau.incident_officer', { ...form, mode: 'exercise' });
    expect((await ask('bureau.incident_officer', incidentPath(exercise))).text).toContain(t('exerciseBanner'));
    expect((await ask('bureau.incident_officer', declarePath, { ...form, same: '999999' })).status).toBe(422);
  });
});

describe('a flood', () => {
  let id: number;

  test('opens the tasks of its level, those of schools once for each', async () => {
    id = await declared('bureau.incident_officer', real({ where: whole(), level: '4' }));
    const tasks = await tasksOf(id);
    const schools = [cast.north.organisation.id, cast.south.organisation.id];
    expect(
      tasks
        .filter((task) => task.post === 'safety')
        .map((task) => task.place)
        .sort(),
    ).toEqual(schools.sort());
    expect(tasks.some((task) => task.post === 'transport')).toBe(false);
    const shown = (await ask('bureau.incident_officer', incidentPath(id))).text;
    for (const text of [t('noUpdates'), t('planTemplateUsed'), 'Check rain, water levels'])
      expect(shown).toContain(text);
    // A school sees its own tasks and those of the office that leads, not its sibling's.
    const north = (await ask('north.incident_officer', incidentPath(id))).text;
    expect(north.match(/Count pupils and staff/g)?.length).toBeGreaterThan(0);
    expect(north).not.toContain(`>${cast.south.organisation.name}</span></td><td`);
    expect((await ask('north.incident_officer', levelRoom.path(id))).status).toBe(403);
  });

  test('its tasks come in parts: what is open and due first; a sibling’s are neither shown nor counted', async () => {
    const reach = byAt({ accountId: 0, organisation: { path: cast.north.organisation.path } }).reach;
    const all = await seenTasks(db, id, reach);
    const counts = await countTasks(db, id, reach);
    expect([counts.rows, counts.open, counts.done, counts.dropped]).toEqual([all.length, all.length, 0, 0]);
    expect(all.length).toBeLessThan((await tasksOf(id)).length);
    const due = all.map((task) => task.dueAt.getTime());
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    const parts = [
      ...(await seenTasks(db, id, reach, { from: 0, limit: 2 })),
      ...(await seenTasks(db, id, reach, { from: 2, limit: 99 })),
    ];
    expect(parts.map((task) => task.id)).toEqual(all.map((task) => task.id));
  });

  test('raised, the tasks of the graver level open; lowered, nothing closes', async () => {
    const revision = await revisionOf(id);
    const raise = (form: Form) => ask('bureau.incident_officer', levelRoom.path(id), { revision, ...form });
    for (const wrong of [{}, { level: '3' }, { level: '4', reason: 'same' }, { level: '9', reason: 'x' }])
      expect((await raise(wrong as Form)).status, JSON.stringify(wrong)).toBe(422);
    const before = (await tasksOf(id)).length;
    expect((await raise({ level: '2', reason: '水位超警戒' })).status).toBe(303);
    expect((await tasksOf(id)).some((task) => task.post === 'transport')).toBe(true);
    const after = (await tasksOf(id)).length;
    expect(after).toBeGreaterThan(before);
    // On the page of before: it was changed meanwhile.
    expect((await raise({ level: '1', reason: 'x' })).text).toContain(t('incidentMoved'));
    await ask('bureau.incident_officer', levelRoom.path(id), {
      revision: await revisionOf(id),
      level: '3',
      reason: '回落',
    });
    expect((await tasksOf(id)).length).toBe(after);
    // Raised again, nothing is asked for a second time.
    await ask('bureau.incident_officer', levelRoom.path(id), {
      ...{ revision: await revisionOf(id), level: '2', reason: '再涨' },
    });
    expect((await tasksOf(id)).length).toBe(after);
    expect((await ask('bureau.auditor', incidentPath(id))).text).toContain('回落');
  });

  test('tasks are taken, given back, done, dropped with a reason; a sibling’s are out of reach', async () => {
    const tasks = await tasksOf(id);
    const own = tasks.find((task) => task.place === cast.north.organisation.id) as { id: number };
    const theirs = tasks.find((task) => task.place === cast.south.organisation.id) as { id: number };
    const move = (task: { id: number }, form: Form) => ask('north.incident_officer', taskPath(id, task.id), form);
    expect((await move(theirs, { to: 'done' })).status).toBe(404);
    expect((await move({ id: 999999 }, { to: 'done' })).status).toBe(404);
    expect((await move(own, { to: 'nowhere' })).status).toBe(422);
    expect((await move(own, { to: 'dropped' })).text).toContain(t('dropReason'));
    const steps: Form[] = [{ to: 'taken' }, { to: 'waiting' }, { to: 'taken' }, { to: 'done', text: '全部到齐' }];
    for (const form of steps) expect((await move(own, form)).status, String(form.to)).toBe(303);
    expect((await move(own, { to: 'dropped', text: 'x' })).text).toContain(t('taskMoved'));
    expect((await ask('north.incident_officer', incidentPath(id))).text).toContain('全部到齐');
    const add = (form: Form) => ask('bureau.incident_officer', tasksRoom.path(id), { post: 'logistics', ...form });
    expect((await add({ text: '', minutes: '30', organisation: whole() })).text).toContain(t('taskMissing'));
    expect((await add({ text: '送水', minutes: 'soon', organisation: whole() })).status).toBe(422);
    expect((await add({ text: '送水', minutes: '30', organisation: '999999' })).status).toBe(422);
    expect((await add({ text: '送水', minutes: '30', organisation: whole() })).status).toBe(303);
    expect(
      (
        await ask('north.incident_officer', tasksRoom.path(id), {
          text: 'x',
          minutes: '1',
          organisation: whole(),
          post: 'it',
        })
      ).status,
    ).toBe(403);
  });

  test('late tasks are told once, in the log and by mail, without the name of anybody', async () => {
    clock.set('2026-11-20T03:00:00Z');
    const first = await escalate(services);
    expect(first).toBeGreaterThan(0);
    expect(await escalate(services)).toBe(0);
    const { rows } = await sql<{ subject: string; text: string }>`
      select subject, text_body as text from direct_mail order by id`.execute(db);
    expect(rows.length).toBeGreaterThan(1);
    const flood = rows.filter((row) => row.subject.includes('暴雨洪水'));
    expect(flood.length).toBeGreaterThan(0);
    for (const { text } of flood) {
      expect(text).toContain(incidentPath(id));
      for (const member of Object.values(cast.members)) expect(text).not.toContain(member.name);
    }
    // That of the exercise says so.
    expect(rows.some((row) => row.subject.startsWith('【演练】'))).toBe(true);
    expect(await sortsOf(id)).toContain('late');
  });

  test('log: facts and decisions; what is written stays', async () => {
    const write = (name: CastName, form: Form) => ask(name, logRoom.path(id), form);
    expect((await write('bureau.incident_officer', { sort: 'fact', text: ' ' })).text).toContain(t('entryMissing'));
    expect((await write('bureau.incident_officer', { sort: 'rumour', text: 'x' })).status).toBe(422);
    expect((await write('bureau.incident_officer', { sort: 'fact', text: 'x'.repeat(2001) })).text).toContain('xxxx');
    expect((await write('south.incident_officer', { sort: 'fact', text: '南桥已封闭' })).status).toBe(303);
    expect((await write('bureau.incident_officer', { sort: 'decision', text: '<b>停运</b>' })).status).toBe(303);
    expect((await write('bureau.auditor', { sort: 'fact', text: 'x' })).status).toBe(403);
    const shown = (await ask('bureau.safety_officer', incidentPath(id))).text;
    expect(shown).toContain('南桥已封闭');
    expect(shown).toContain('&lt;b&gt;停运');
    await expect(sql`update incident_entry set text = 'other'`.execute(db)).rejects.toThrow(/permission denied/);
    await expect(sql`delete from incident_update`.execute(db)).rejects.toThrow(/permission denied/);
  });

  test('schools: each says its own, the bureau all', async () => {
    const states = async () =>
      (
        await sql<{ id: number; state: string }>`select organisation_id as id, state from incident_school
          where incident_id = ${id}`.execute(db)
      ).rows;
    const form = { [`school_${north()}`]: 'closed', [`school_${south()}`]: 'closed' };
    expect((await ask('north.incident_officer', schoolsRoom.path(id), form)).status).toBe(303);
    expect((await states()).find((row) => String(row.id) === south())?.state).toBe('unknown');
    expect((await states()).find((row) => String(row.id) === north())?.state).toBe('closed');
    await ask('bureau.incident_officer', schoolsRoom.path(id), { [`school_${south()}`]: 'gone', other: 'x' });
    expect((await states()).find((row) => String(row.id) === south())?.state).toBe('unknown');
    await ask('bureau.incident_officer', schoolsRoom.path(id), { [`school_${south()}`]: 'remote' });
    expect((await states()).find((row) => String(row.id) === south())?.state).toBe('remote');
  });

  test('updates: the plan’s words stand in the form, in both languages, with the places', async () => {
    const page = (await ask('bureau.incident_officer', updateRoom.path(id))).text;
    expect(page).toContain(`暴雨洪水：${cast.district.name}启动II级响应`);
    expect(page).toContain('Do not walk or drive through water');
    const send = (form: Form) => ask('bureau.incident_officer', updateRoom.path(id), form);
    const whole = { revision: await revisionOf(id), zh_headline: '道路中断', next: '30', valid: '24' };
    for (const wrong of [
      { ...whole, zh_headline: '' },
      { ...whole, next: 'never' },
      { ...whole, valid: '1' },
      { ...whole, zh_headline: 'x'.repeat(101) },
      { ...whole, en_description: 'no headline' },
      { ...whole, zh_description: '学生和教职工情况：\r\n\r\n道路和校车情况：绕行' },
      { ...whole, en_headline: 'The road is cut', en_instruction: 'Roads and school buses:' },
      { ...whole, revision: '1' },
    ]) {
      expect((await send(wrong)).status, JSON.stringify(wrong).slice(0, 80)).toBe(422);
    }
    const gap = await send({ ...whole, zh_description: '道路和校车情况：' });
    expect(gap.text).toContain(t('textGap'));
    expect((await send({ ...whole, en_headline: 'The road is cut' })).status).toBe(303);
    expect((await ask('north.incident_officer', updateRoom.path(id))).status).toBe(403);
    const desk = async () => (await ask('bureau.incident_officer', '/desk')).text;
    expect(await desk()).not.toContain(t('waitUpdate'));
    clock.set('2026-11-20T04:00:00Z');
    expect(await desk()).toContain(t('waitUpdate'));
  });

  test('a new level without a word of its own is said to those who follow, with what was to be done', async () => {
    const said = async () =>
      (
        await sql<{ texts: { language: string; title: string; text: string }[] }>`select texts from follower_word
          where subject = ${`incident:${id}`} order by id`.execute(db)
      ).rows.map((row) => row.texts);
    const change = async (level: string) =>
      ask('bureau.incident_officer', levelRoom.path(id), { revision: await revisionOf(id), level, reason: '水位变化' });
    const before = await said();
    expect((await change('1')).status).toBe(303);
    const after = await said();
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)?.map(({ language, title }) => [language, title])).toEqual([
      ['zh-CN', '暴雨洪水：响应级别由II 级调整为I 级'],
      ['en', 'Flood: changed from level II to level I'],
    ]);
    // The officer's reason is of the house.
    expect(JSON.stringify(after.at(-1))).not.toContain('水位变化');
    expect((await change('2')).status).toBe(303);
  });

  test('closed with a last word; then nothing moves any more', async () => {
    const page = (await ask('bureau.incident_officer', closeRoom.path(id))).text;
    expect(page).toContain('All clear');
    expect(page).toMatch(/\d+ tasks are not done/);
    const form = { revision: await revisionOf(id), state: 'over', zh_headline: '响应结束', en_headline: 'All clear' };
    const end = (more: Form) => ask('bureau.incident_officer', closeRoom.path(id), { ...form, ...more });
    const wrongs: Form[] = [{ state: '' }, { zh_headline: '' }, { revision: '0' }];
    for (const wrong of wrongs) expect((await end(wrong)).status).toBe(422);
    expect((await end({})).status).toBe(303);
    expect((await end({})).status).toBe(422);
    const [task] = await tasksOf(id);
    expect((await ask('bureau.incident_officer', taskPath(id, task?.id ?? 0), { to: 'taken' })).status).not.toBe(303);
    expect((await ask('bureau.incident_officer', updateRoom.path(id))).status).toBe(303);
    expect(await sortsOf(id)).toContain('closed');
    const { rows } = await sql<{ action: string }>`select distinct action from audit_event
      where subject = ${`incident:${id}`}`.execute(db);
    expect(rows.map((row) => row.action).sort()).toEqual(
      ['add_task', 'change_level', 'close', 'declare', 'move_task', 'publish_update', 'tell_schools', 'write_log'].map(
        (act) => `incident.${act}`,
      ),
    );
  });
});

test('what was closed is forgotten after its years, with all of it', async () => {
  const ids = async () => (await sql`select from incident where state <> 'running'`.execute(db)).rows.length;
  const closed = await ids();
  expect(closed).toBeGreaterThan(0);
  expect(await forgetIncidents(db, new Date('2026-01-01T00:00:00Z'), 100)).toBe(0);
  expect(await forgetIncidents(db, new Date('2037-01-01T00:00:00Z'), 1)).toBe(1);
  expect(await ids()).toBe(closed - 1);
});
