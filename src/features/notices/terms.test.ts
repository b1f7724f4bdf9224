/** A notice's end, and its place on top of the public list. */
import { expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { withdraw } from './actions/publish.ts';
import { remind } from './actions/reach-out.ts';
import { changeExpiry, pin } from './actions/terms.ts';
import { byAt, makeDraft, makePublished, troublesOf, value } from './factory.ts';
import { noticeById } from './queries/notices.ts';

const { db, clock, services, app, cast, spec, staff, linkOf } = await noticeScene();
const titled = (title: string) => ({ ...spec, texts: [{ language: 'zh-CN' as const, title, body: '正文' }] });
const revisionOf = async (id: number) => (await noticeById(db, id))?.revision as number;
const text = async (path: string) => (await app.request(path, { headers: { 'accept-language': 'zh-CN' } })).text();

test('an end: off the front page the day after, still in the list with a mark, nobody reminded', async () => {
  const { id, messageId } = await makePublished(services, titled('有期限的通知'));
  const change = async (day: string | null) => changeExpiry(services, spec.author, id, await revisionOf(id), day);
  expect(troublesOf(await change('2026-11-19'))).toEqual(['expiryPast']);
  expect(troublesOf(await change('2026-11-26'))).toEqual(['expiryBeforeDeadline']);
  expect(troublesOf(await change('2031-01-01'))).toEqual(['expiryFar']);
  expect(troublesOf(await changeExpiry(services, spec.author, id, 99, null))).toEqual(['stale']);
  value(await change('2026-11-28'));
  const start = clock.now();
  clock.set('2026-11-28T15:59:00Z');
  expect(await text('/')).toContain('有期限的通知');
  const before = await app.request(`/notices/${id}`);
  clock.set('2026-11-28T16:01:00Z');
  expect(await text('/')).not.toContain('有期限的通知');
  const list = await text('/notices');
  expect(list).toContain('有期限的通知');
  expect(list).toContain('已过期');
  expect(await text(`/notices/${id}`)).toContain('现已过期');
  const etag = { 'if-none-match': before.headers.get('etag') as string };
  expect((await app.request(`/notices/${id}`, { headers: etag })).status, 'yesterday’s page').toBe(200);
  expect(await text(`${linkOf(messageId, cast.separated.mother)}?lang=zh-CN`)).toContain('现已过期');
  clock.set(start);
});

test('nobody is reminded of what has expired', async () => {
  const { id } = await makePublished(services, spec);
  value(await changeExpiry(services, spec.author, id, await revisionOf(id), '2026-11-27'));
  value(await remind(services, spec.author, id, 5));
  const other = await makePublished(services, { ...spec, deadlineOn: '2026-11-21' });
  value(await changeExpiry(services, spec.author, other.id, await revisionOf(other.id), '2026-11-21'));
  const start = clock.now();
  clock.set('2026-11-23T01:00:00Z');
  expect((await remind(services, spec.author, other.id, 5)).ok).toBe(false);
  clock.set(start);
});

test('a draft may have an end; its form keeps what was typed', async () => {
  const { id } = await makeDraft(services, spec);
  const ask = await staff('bureau.editor');
  const wrong = await ask(`/desk/notices/${id}/expiry`, {
    expiresOn: '2026-02-30',
    revision: String(await revisionOf(id)),
  });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('2026-02-30');
  const good = await ask(`/desk/notices/${id}/expiry`, {
    expiresOn: '2026-12-31',
    revision: String(await revisionOf(id)),
  });
  expect(good.status).toBe(303);
  expect((await noticeById(db, id))?.expiresOn).toBe('2026-12-31');
});

test('a few stand on top until their day, by an approver of the district', async () => {
  const ids: number[] = [];
  for (const n of ['一', '二', '三', '四']) ids.push((await makePublished(services, titled(`置顶试验${n}`))).id);
  const [first, second, third, fourth] = ids as [number, number, number, number];
  const bureau = byAt(cast.members['bureau.approver']);
  const school = byAt(cast.members['north.approver']);
  const own = await makePublished(services, {
    ...spec,
    office: cast.north.organisation.id,
    audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' }],
  });
  expect(troublesOf(await pin(services, school, own.id, '2026-11-30'))).toEqual(['pinNotYours']);
  expect(troublesOf(await pin(services, school, first, '2026-11-30'))).toEqual(['noticeMissing']);
  expect(troublesOf(await pin(services, bureau, first, '2026-11-01'))).toEqual(['pinPast']);
  expect(troublesOf(await pin(services, bureau, first, '2027-11-01'))).toEqual(['pinFar']);
  const outcomes = await Promise.all(ids.map((id) => pin(services, bureau, id, '2026-11-30')));
  expect(outcomes.flatMap(troublesOf), 'three places, also for four at once').toEqual(['pinsFull']);
  const left = ids[outcomes.findIndex((outcome) => !outcome.ok)] as number;
  const [down] = ids.filter((id) => id !== left) as [number];
  value(await pin(services, bureau, down, null));
  value(await pin(services, bureau, left, '2026-11-30'));
  const home = await text('/');
  expect(home.indexOf('<h2>置顶</h2>')).toBeGreaterThan(0);
  expect(home.indexOf(`/notices/${left}"`)).toBeLessThan(home.indexOf('<h2>最新通知</h2>'));
  expect(home.indexOf(`/notices/${down}"`)).toBeGreaterThan(home.indexOf('<h2>最新通知</h2>'));
  expect(await text('/notices')).toContain('<h2>置顶</h2>');
  expect(await text('/notices?text=置顶')).not.toContain('<h2>置顶</h2>');
  value(await withdraw(services, spec.author, left, '作废'));
  expect((await text('/')).split('<h2>最新通知</h2>')[0]).not.toContain(`/notices/${left}"`);
  expect(troublesOf(await pin(services, bureau, left, '2026-11-30'))).toEqual(['pinNotPublic']);
  const start = clock.now();
  clock.set('2026-12-01T01:00:00Z');
  expect(await text('/')).not.toContain('<h2>置顶</h2>');
  clock.set(start);
  expect([first, second, third, fourth]).toHaveLength(4);
});
