/** What the desk keeps beside a case: tasks, files, templates. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { cookieOf } from '../../../../test/support/cast.ts';
import { makeDesk } from '../../../../test/support/voice.ts';
import { insertFiles } from '../queries/bring.ts';
import { answerRoom, casePath, filePath, templatesPath } from './paths.ts';
import { templates } from './queries/templates.ts';
import { tasksOf } from './queries/work.ts';

const desk = await makeDesk('2026-07-15T02:00:00Z');
const { app, ask, made, db, t, work } = desk;
const north = 'north.case_handler' as const;

beforeAll(async () => desk.begin());
beforeEach(async () => {
  await sql`delete from voice_case`.execute(db);
  await sql`delete from voice_act`.execute(db);
  await sql`delete from voice_template`.execute(db);
});

const atNorth = (wish: Parameters<typeof made>[0] = {}) =>
  made({ officeId: desk.cast().north.organisation.id, ...wish });

test('a task is done once, and only in its own case', async () => {
  const [one, other] = [await atNorth(), await atNorth()];
  await work(north, one, { act: 'task', taskText: '核对校车路线', taskDue: '2026-07-20' });
  const [task] = await tasksOf(db, one.id);
  const id = task?.id ?? '';
  const page = await ask(north, casePath(one.number));
  expect(page.text).toContain('核对校车路线');
  expect(page.text).toContain(`value="${id}"`);
  // It waits on the desk of whoever set it themselves, until it is done.
  expect((await ask(north, '/desk')).text).toContain(t('wait_tasks'));
  expect((await ask('north.editor', '/desk')).text).not.toContain(t('wait_tasks'));
  expect((await work(north, other, { act: 'taskDone', task: id })).status).toBe(303);
  expect((await tasksOf(db, one.id))[0]?.doneOn, 'sent to another case').toBeNull();
  for (let n = 0; n < 2; n += 1) expect((await work(north, one, { act: 'taskDone', task: id })).status).toBe(303);
  expect((await tasksOf(db, one.id))[0]).toMatchObject({ doneOn: '2026-07-15' });
  expect((await desk.waitingActs()).filter((act) => act === 'voice.end_task')).toHaveLength(1);
  expect((await ask(north, casePath(one.number))).text).not.toContain(`value="${id}"`);
  expect((await ask(north, '/desk')).text).not.toContain(t('wait_tasks'));
  for (const wrong of ['', '1', "'", '00000000-0000-4000-8000-00000000000g'])
    expect((await work(north, one, { act: 'taskDone', task: wrong })).status, wrong).toBe(422);
});

test('a file is a download without a name, for who may see its case, and by the address of its case alone', async () => {
  const [one, other] = [await atNorth(), await atNorth()];
  const content = Buffer.from('第一行\n第二行\n');
  await db.transaction().execute((trx) => insertFiles(trx, one.id, null, [{ mediaType: 'text/plain', content }]));
  const { rows } = await sql<{ id: string }>`select id from voice_file where case_id = ${one.id}::uuid`.execute(db);
  const id = rows[0]?.id ?? '';
  const page = await ask(north, casePath(one.number));
  expect(page.text).toContain(filePath(one.number, id));
  expect(page.text).toContain(t('caseFileN', { n: 1 }));
  expect(page.text).toContain('TXT · 20\u00a0B');
  const cookie = await cookieOf(desk.database, desk.cast().members[north], desk.clock.now());
  const answer = await app.request(filePath(one.number, id), { headers: { cookie } });
  expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${one.number}.txt"`);
  expect((await ask(north, filePath(other.number, id))).status).toBe(404);
  expect((await ask('south.case_handler', filePath(one.number, id))).status).toBe(404);
});

test('templates: their places are filled in where an answer is drafted; one that is ended is offered no more', async () => {
  const admin = 'bureau.administrator' as const;
  const form = { name: '受理告知', language: 'zh-CN', text: '您反映的事项（[[number]]）由[[office]]办理。' };
  const wrong = await ask(admin, templatesPath, { ...form, text: '[[name]]您好' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain(t('templateUnknown', { names: '[[name]]' }));
  expect(wrong.text, 'what was typed stays').toContain('[[name]]您好');
  expect((await ask(admin, templatesPath, form)).location).toBe(templatesPath);
  const [template] = await templates(db, { ended: true });
  const path = `${templatesPath}/${template?.id}`;
  expect((await ask(admin, path, { ...form, name: '受理告知书' })).location).toBe(path);
  expect((await ask('north.administrator', path, form)).status, 'of the whole district alone').toBe(403);

  const one = await atNorth({ state: 'accepted', acceptedOn: '2026-07-14' });
  const draft = await ask(north, `${answerRoom.path(one.number)}?template=${template?.id}`);
  expect(draft.text).toContain('受理告知书');
  expect(draft.text).toContain(`您反映的事项（${one.number}）由${desk.cast().north.organisation.name}办理。`);
  expect((await ask(admin, path, { act: 'end' })).location).toBe(templatesPath);
  expect((await ask(north, answerRoom.path(one.number))).text).not.toContain('受理告知书');
  const late = await ask(admin, path, form);
  expect(late.status).toBe(422);
  expect(late.text).toContain(t('templateGone'));
  const { rows } = await sql<{ action: string }>`
    select action from audit_event where action like 'voice.%' order by id`.execute(db);
  expect(rows.map(({ action }) => action)).toEqual([
    'voice.add_template',
    'voice.change_template',
    'voice.end_template',
  ]);
});
