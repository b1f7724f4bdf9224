/** Urgent publication by one person: marked, countersigned by a second, else escalated. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { startCorrection } from './actions/correct.ts';
import { stop, withdraw } from './actions/publish.ts';
import { countersign, escalateOverdue, publishUrgently } from './actions/urgent.ts';
import { byAt, makeDraft, troublesOf, value } from './factory.ts';
import { eventsOf, noticeById } from './queries/notices.ts';

const { db, clock, services, app, cast, spec, staff, linkOf } = await noticeScene();
const author = spec.author;
const approver = spec.approver;

async function urgent(): Promise<number> {
  const { id, revision } = await makeDraft(services, spec);
  value(await publishUrgently(services, author, id, revision, '今晚有暴雨，明早停课'));
  clock.pass(61_000);
  return id;
}
const page = async (path: string) => (await app.request(path, { headers: { 'accept-language': 'en' } })).text();
const mails = async (like: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from direct_mail where subject like ${`%${like}%`}`.execute(db))
    .rows[0]?.n as number;

test('one person publishes alone with a reason; it says so until a second person countersigns', async () => {
  const { id, revision } = await makeDraft(services, spec);
  expect(troublesOf(await publishUrgently(services, author, id, revision, ''))).toEqual(['reasonMissing']);
  expect(troublesOf(await publishUrgently(services, author, id, revision - 1, '急'))).toEqual(['stale']);
  const north = byAt(cast.members['north.editor']);
  expect(troublesOf(await publishUrgently(services, north, id, revision, '急'))).toEqual(['noticeMissing']);
  const asked = await mails('紧急发布，请复核');
  value(await publishUrgently(services, author, id, revision, '今晚有暴雨'));
  expect(await mails('紧急发布，请复核')).toBeGreaterThan(asked);
  // As any other: nothing for a minute, no priority.
  expect((await app.request(`/notices/${id}`)).status).toBe(404);
  const notice = await noticeById(db, id);
  const { rows } = await sql`select purpose from message where id = ${notice?.messageId}`.execute(db);
  expect(rows).toEqual([{ purpose: 'notice' }]);
  expect(troublesOf(await countersign(services, approver, id, ''))).toEqual(['notNow']);
  clock.pass(61_000);
  expect(await page(`/notices/${id}`)).toContain('Published urgently, awaiting countersignature');
  expect(await page('/notices')).toContain('Awaits countersignature');
  expect(await page(linkOf(notice?.messageId as number, cast.separated.mother))).not.toContain('undefined');
  expect(troublesOf(await startCorrection(services, author, id))).toEqual(['countersignFirst']);
  expect(troublesOf(await countersign(services, author, id, ''))).toEqual(['authorCannotCountersign']);
  const school = byAt(cast.members['north.approver']);
  expect(troublesOf(await countersign(services, school, id, ''))).toEqual(['noticeMissing']);
  const ask = await staff('bureau.approver');
  expect(await (await ask('/desk/notices?waiting=yes')).text()).toContain(`/desk/notices/${id}"`);
  expect(await (await ask(`/desk/notices/${id}`)).text()).toContain(`/desk/notices/${id}/countersign`);
  expect(await (await ask(`/desk/notices/${id}/countersign`)).text()).toContain('今晚有暴雨');
  expect((await ask(`/desk/notices/${id}/countersign`, { comment: '属实' })).status).toBe(303);
  expect(await noticeById(db, id)).toMatchObject({ approverId: approver.accountId, state: 'published' });
  // A rendered page is looked at anew after a second.
  clock.pass(1500);
  const after = await page(`/notices/${id}`);
  expect(after).not.toContain('awaiting');
  expect(after).toContain('countersigned on');
  expect(troublesOf(await countersign(services, approver, id, ''))).toEqual(['notNow']);
  expect((await ask(`/desk/notices/${id}/countersign`)).status).toBe(404);
  value(await startCorrection(services, author, id));
});

test('stopped within the minute it is a draft again, without a mark', async () => {
  const { id, revision } = await makeDraft(services, spec);
  value(await publishUrgently(services, author, id, revision, '急'));
  value(await stop(services, author, id));
  expect(await noticeById(db, id)).toMatchObject({ state: 'draft', urgentAt: null, urgentReason: null });
});

test('after a day it is escalated, again each day, and whoever left it so cannot do it again', async () => {
  const id = await urgent();
  clock.pass(23 * 3_600_000);
  expect(await escalateOverdue(services)).toBe(0);
  clock.pass(3_600_000);
  const before = await mails('逾期未复核');
  expect(await escalateOverdue(services)).toBe(1);
  expect(await escalateOverdue(services)).toBe(0);
  const told = (await mails('逾期未复核')) - before;
  expect(told, 'approvers and administrators').toBeGreaterThanOrEqual(3);
  expect(await page(`/notices/${id}`)).toContain('not countersigned within 24 hours');
  expect(await (await (await staff('bureau.editor'))('/desk/notices')).text()).toContain('Countersignature overdue');
  const again = await makeDraft(services, spec);
  expect(troublesOf(await publishUrgently(services, author, again.id, again.revision, '急'))).toEqual([
    'urgentOverdue',
  ]);
  clock.pass(24 * 3_600_000);
  expect(await escalateOverdue(services)).toBe(1);
  expect((await eventsOf(db, id)).filter((event) => event.kind === 'escalated')).toHaveLength(2);
  value(await countersign(services, approver, id, '补签'));
  expect(await escalateOverdue(services)).toBe(0);
  value(await publishUrgently(services, author, again.id, again.revision, '急'));
});

test('withdrawn before: nothing is escalated any more', async () => {
  const id = await urgent();
  value(await withdraw(services, approver, id, '情况有变'));
  clock.pass(25 * 3_600_000);
  await escalateOverdue(services);
  expect((await eventsOf(db, id)).some((event) => event.kind === 'escalated')).toBe(false);
  expect(await page(`/notices/${id}`)).toContain('情况有变');
});
