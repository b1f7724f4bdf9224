/** The review: written by whoever leads, changes followed by their owners until they are done. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { movableClock } from '../notices/factory.ts';
import { words } from './messages.ts';
import {
  closeRoom,
  declarePath,
  incidentPath,
  lessonPath,
  lessonsPath,
  lessonsRoom,
  logRoom,
  reviewRoom,
} from './paths.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
const app = createApp(services);
const t = words('en');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

async function ask(name: CastName, path: string, form?: Record<string, string>) {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  const body = form && new URLSearchParams(form);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
}

const revisionOf = async (id: number) =>
  String((await sql<{ n: number }>`select revision as n from incident where id = ${id}`.execute(db)).rows[0]?.n);

test('from the end of an exercise to the last change done', async () => {
  const officer = 'north.incident_officer';
  const where = String(cast.north.organisation.id);
  const made = await ask(officer, declarePath, { mode: 'exercise', kind: 'fire', level: '4', where });
  const id = Number(/(\d+)$/.exec(made.location)?.[1]);
  expect((await ask(officer, reviewRoom.path(id))).status, 'nothing to review yet').toBe(404);
  await ask(officer, logRoom.path(id), { sort: 'fact', text: '三分钟疏散完毕' });
  const end = { revision: await revisionOf(id), state: 'over', zh_headline: '演练结束' };
  expect((await ask(officer, closeRoom.path(id), end)).status).toBe(303);

  expect((await ask(officer, '/desk')).text).toContain(t('waitReview'));
  const page = await ask('bureau.auditor', reviewRoom.path(id));
  expect(page.text).toContain('三分钟疏散完毕');
  expect(page.text).toContain(t('exerciseBanner'));
  expect(page.text).not.toContain(t('finishReview'));
  expect((await ask('south.incident_officer', reviewRoom.path(id))).status).toBe(404);

  const review = { course: '由三楼起火', wentWell: '疏散有序', act: 'save' };
  const save = async (more: Record<string, string>) =>
    ask(officer, reviewRoom.path(id), { revision: await revisionOf(id), ...review, ...more });
  expect((await save({ act: 'finish', course: '' })).text).toContain(t('courseMissing'));
  expect((await save({ act: 'finish', wentWell: '' })).text).toContain(t('wentWellMissing'));
  expect((await save({ act: 'burn' })).status).toBe(422);
  expect((await save({ course: 'x'.repeat(5001) })).status).toBe(422);
  expect((await save({ revision: '1' })).text).toContain(t('incidentMoved'));
  expect((await save({})).status).toBe(303);

  const owner = String(cast.members['north.safety_officer'].accountId);
  const lesson = { lesson: '北门加装指示牌', owner, dueOn: '2026-12-10' };
  const add = (more: Record<string, string>) => ask(officer, lessonsRoom.path(id), { ...lesson, ...more });
  const wrongs: [Record<string, string>, string][] = [
    [{ lesson: ' ' }, t('lessonMissing')],
    [{ owner: '' }, t('ownerMissing')],
    [{ owner: String(cast.members['south.incident_officer'].accountId) }, t('ownerMissing')],
    [{ dueOn: '2026-11-19' }, t('lessonPast')],
    [{ dueOn: 'soon' }, t('dayMissing')],
  ];
  for (const [wrong, expected] of wrongs) {
    const answer = await add(wrong);
    expect(answer.status, expected).toBe(422);
    expect(answer.text).toContain(expected);
  }
  expect((await add({})).status).toBe(303);
  expect((await save({ act: 'finish' })).status).toBe(303);
  expect((await save({})).text).toContain(t('reviewClosed'));
  expect((await add({})).status).toBe(422);
  expect((await ask(officer, logRoom.path(id), { sort: 'fact', text: 'later' })).status).toBe(422);

  const { rows } = await sql<{ id: number }>`select id from incident_lesson where incident_id = ${id}`.execute(db);
  const own = lessonPath(id, rows[0]?.id ?? 0);
  expect(rows).toHaveLength(1);
  const desk = async () => (await ask('north.safety_officer', '/desk')).text;
  expect(await desk()).toContain('北门加装指示牌');
  expect((await ask('bureau.auditor', lessonsPath)).text).toContain('北门加装指示牌');
  clock.set('2026-12-11T01:00:00Z');
  expect(await desk()).toContain(t('lesson_late'));
  const move = (name: CastName, form: Record<string, string>) => ask(name, own, form);
  expect((await move('north.safety_officer', { to: 'done' })).text).toContain(t('outcomeMissing'));
  expect((await move('south.safety_officer', { to: 'done', outcome: 'x' })).status).toBe(404);
  expect((await move('bureau.auditor', { to: 'done', outcome: 'x' })).status).toBe(403);
  expect((await move('north.safety_officer', { to: 'done', outcome: '已装好' })).status).toBe(303);
  expect((await move('north.safety_officer', { to: 'done', outcome: 'again' })).text).toContain(t('lessonMoved'));
  expect(await desk()).not.toContain('北门加装指示牌');
  expect((await ask('bureau.auditor', reviewRoom.path(id))).text).toContain(t('lesson_done'));
  expect((await ask('bureau.auditor', incidentPath(id))).text).toContain(t('review'));
});
