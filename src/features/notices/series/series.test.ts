/** Series through actions and pages, on a real database. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { withdraw } from '../actions/publish.ts';
import { byAt, makeDraft, makePublished, troublesOf, value } from '../factory.ts';
import { audienceOf, noticeById, textsOf } from '../queries/notices.ts';
import { retire, saveTemplateText, startTemplate } from '../templates/actions/templates.ts';
import {
  endSeries,
  followUp,
  placeInSeries,
  renameSeries,
  runSeries,
  setRecurrence,
  startSeries,
} from './actions/series.ts';
import { entriesOf, placeOf, seriesById } from './queries/series.ts';

// Friday, 20 November 2026, 9:00.
const { db, app, clock, services, cast, spec, staff } = await noticeScene();
const editor = byAt(cast.members['bureau.editor']);
const north = byAt(cast.members['north.editor']);
const start = (by = editor, organisationId = cast.district.id) =>
  startSeries(services, by, { organisationId, title: '冬季取暖' });

async function template() {
  const settings = {
    name: '每周菜谱',
    kind: 'announcement',
    isPublic: true,
    mainLanguage: 'zh-CN',
    request: 'none',
    deadlineDays: null,
    roles: ['guardians'],
  } as const;
  const { id } = value(
    await startTemplate(services, editor, cast.district.id, { ...settings, roles: [...settings.roles] }),
  );
  value(
    await saveTemplateText(services, editor, id, 1, { language: 'zh-CN', title: '[[周次]]菜谱', body: '[[内容]]' }),
  );
  return id;
}

test('notices stand in their order; readers go from one to the next, and a withdrawn one is left out', async () => {
  const { id } = value(await start());
  const out = [];
  for (const title of ['甲', '乙', '丙']) {
    const texts = [{ language: 'zh-CN' as const, title, body: title }];
    const { id: notice } = await makePublished(services, { ...spec, texts });
    value(await placeInSeries(services, editor, notice, id));
    out.push(notice);
  }
  const [first, second, third] = out as [number, number, number];
  const secret = await makeDraft(services, { ...spec, isPublic: false });
  value(await placeInSeries(services, editor, secret.id, id));
  const page = await (await app.request(`/notices/${second}`)).text();
  expect(page).toContain(`href="/notices/${first}"`);
  expect(page).toContain(`href="/notices/${third}"`);
  expect(page).toContain(`href="/series/${id}"`);
  const whole = await (await app.request(`/series/${id}`)).text();
  expect([whole.includes('甲'), whole.includes(`/notices/${secret.id}"`)]).toEqual([true, false]);
  // A rendered page is looked at anew after a second.
  clock.pass(1500);
  value(await withdraw(services, editor, third, '有误'));
  expect(await (await app.request(`/notices/${second}`)).text()).not.toContain(`href="/notices/${third}"`);
  expect((await entriesOf(db, id, 'zh-CN')).map((entry) => entry.position)).toEqual([1, 2, 3, 4]);
  // One that is taken out, though it was changed before the page was kept, and a new name of the series.
  clock.pass(1500);
  value(await placeInSeries(services, editor, first, null));
  expect(await (await app.request(`/notices/${second}`)).text()).not.toContain(`href="/notices/${first}"`);
  clock.pass(1500);
  value(await renameSeries(services, editor, id, '冬季供暖'));
  expect(await (await app.request(`/notices/${second}`)).text()).toContain('冬季供暖');
  value(await placeInSeries(services, editor, first, id));
  value(await placeInSeries(services, editor, first, null));
  expect(await placeOf(db, first)).toBeUndefined();
  expect((await app.request('/series/999999')).status).toBe(404);
  const empty = value(await start());
  expect((await app.request(`/series/${empty.id}`)).status, 'nothing public in it').toBe(404);
});

test('only notices of its office or below, only by whom it concerns, none after its end', async () => {
  const { id } = value(await start(north, cast.north.organisation.id));
  const { id: bureaus } = await makeDraft(services, spec);
  expect(troublesOf(await placeInSeries(services, editor, bureaus, id))).toEqual(['seriesMissing']);
  expect(troublesOf(await start(north, cast.district.id))).toEqual(['officeOutside']);
  expect(troublesOf(await endSeries(services, byAt(cast.members['south.editor']), id))).toEqual(['seriesMissing']);
  value(await endSeries(services, north, id));
  const own = await makeDraft(services, {
    ...spec,
    office: cast.north.organisation.id,
    author: north,
    audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' }],
  });
  expect(troublesOf(await placeInSeries(services, north, own.id, id))).toEqual(['seriesEnded']);
});

test('a follow-up takes text and audience over and stands last', async () => {
  const { id } = value(await start());
  const { id: before } = await makePublished(services, spec);
  expect(troublesOf(await followUp(services, editor, before)), 'in no series').toEqual(['notNow']);
  value(await placeInSeries(services, editor, before, id));
  const next = value(await followUp(services, editor, before)).id;
  expect(await noticeById(db, next)).toMatchObject({ state: 'draft', deadlineOn: null, kind: 'safety' });
  expect(await textsOf(db, next)).toEqual(await textsOf(db, before));
  expect(await audienceOf(db, next)).toEqual(await audienceOf(db, before));
  expect(await placeOf(db, next)).toMatchObject({ seriesId: id, position: 2 });
});

test('on its day a draft is made, once, and its author is told; nothing is published by itself', async () => {
  const { id } = value(await start());
  const templateId = await template();
  value(await setRecurrence(services, editor, id, { templateId, cadence: 'weekly', onDay: 1 }));
  expect((await seriesById(db, id))?.nextOn).toBe('2026-11-23');
  expect(await runSeries(services)).toBe(0);
  clock.set('2026-11-23T01:00:00Z');
  await sql`delete from direct_mail`.execute(db);
  expect(await Promise.all([runSeries(services), runSeries(services)]).then((made) => made.toSorted())).toEqual([0, 1]);
  const [entry] = await entriesOf(db, id, 'zh-CN');
  expect(entry).toMatchObject({ state: 'draft', title: '[[周次]]菜谱' });
  const { rows } = await sql<{
    address: string;
    text: string;
  }>`select address, text_body as text from direct_mail`.execute(db);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.text).toContain(`/desk/notices/${entry?.id}`);
  expect((await seriesById(db, id))?.nextOn).toBe('2026-11-30');
  // Three weeks without a machine: one draft, not three.
  clock.set('2026-12-18T01:00:00Z');
  expect(await runSeries(services)).toBe(1);
  expect((await seriesById(db, id))?.nextOn).toBe('2026-12-21');
  value(await setRecurrence(services, editor, id, null));
});

test('it stops when the template is retired or its author is an editor no longer', async () => {
  const templateId = await template();
  const one = value(await start()).id;
  value(await setRecurrence(services, editor, one, { templateId, cadence: 'monthly', onDay: 28 }));
  expect(troublesOf(await setRecurrence(services, editor, one, { templateId, cadence: 'weekly', onDay: 9 }))).toEqual([
    'onDayWrong',
  ]);
  value(await retire(services, editor, templateId, true));
  clock.set('2026-12-28T01:00:00Z');
  expect(await runSeries(services)).toBe(0);
  expect(await seriesById(db, one)).toMatchObject({ cadence: null, nextOn: null });
  expect(troublesOf(await setRecurrence(services, editor, one, { templateId, cadence: 'weekly', onDay: 1 }))).toEqual([
    'templateMissing',
  ]);
});

test('the pages: start, place, recur, end', async () => {
  const ask = await staff('bureau.editor');
  const bad = await ask('/desk/notices/series/new', { title: ' ', organisationId: String(cast.district.id) });
  expect(bad.status).toBe(422);
  const made = await ask('/desk/notices/series/new', { title: '每周菜谱', organisationId: String(cast.district.id) });
  const path = made.headers.get('location') as string;
  const draft = await makeDraft(services, { ...spec, deadlineOn: null });
  expect((await ask(`/desk/notices/${draft.id}/series`, { series: path.split('/').at(-1) as string })).status).toBe(
    303,
  );
  expect(await (await ask(`/desk/notices/${draft.id}`)).text()).toContain('No. 1 of the series “每周菜谱”');
  const templateId = String(await template());
  const wrong = await ask(`${path}/recurrence`, { templateId, cadence: 'weekly', onDay: '40', what: 'set' });
  expect([wrong.status, (await wrong.text()).includes('value="40"')]).toEqual([422, true]);
  expect((await ask(`${path}/recurrence`, { templateId, cadence: 'monthly', onDay: '5', what: 'set' })).status).toBe(
    303,
  );
  expect(await (await ask(path)).text()).toContain('Monthly, on day 5');
  expect((await ask(`${path}/recurrence`, { what: 'stop' })).status).toBe(303);
  expect((await ask(`${path}/end`, {})).status).toBe(303);
  expect(await (await ask('/desk/notices/series')).text()).toContain('Ended');
  expect((await (await staff('south.editor'))(path)).status).toBe(404);
});
