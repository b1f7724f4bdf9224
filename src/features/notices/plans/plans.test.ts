/** Planned reminders through the actions, on a real database. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { publish, withdraw } from '../actions/publish.ts';
import { remind } from '../actions/reach-out.ts';
import { approve, submit } from '../actions/review.ts';
import { makeDraft, makePublished, troublesOf, value } from '../factory.ts';
import { eventsOf, noticeById } from '../queries/notices.ts';
import { planReminders, runPlanned } from './actions/plan.ts';
import { planOf } from './queries/plans.ts';

// The deadline is Friday, 27 November; the scene begins on the 20th at 9:00.
const { db, clock, services, spec, staff, expandAll, deliver, linkOf, app, cast } = await noticeScene();
const start = clock.now();
const plan = (id: number, days: number[], hour = 9) => planReminders(services, spec.author, id, { days, hour });
const states = async (id: number) => (await planOf(db, id)).map((one) => [one.daysBefore, one.state, one.reason]);

test('set in the draft, shown to the approver, sent at its time to those not reached, with the figure', async () => {
  clock.set(start);
  const draft = await makeDraft(services, spec);
  value(await plan(draft.id, [3, 1], 10));
  value(await submit(services, spec.author, draft.id, draft.revision));
  expect(troublesOf(await plan(draft.id, [1])), 'what is in review is approved with its plan').toEqual(['notNow']);
  const approver = await staff('bureau.approver');
  expect(await (await approver(`/desk/notices/${draft.id}/review`)).text()).toContain('24 November 2026, 10:00');
  value(await approve(services, spec.approver, draft.id, draft.revision, ''));
  value(await publish(services, spec.author, draft.id));
  clock.pass(61_000);
  await expandAll();
  const notice = await noticeById(db, draft.id);
  await app.request(linkOf(notice?.messageId as number, cast.separated.mother), { method: 'POST' });
  clock.set('2026-11-24T01:59:00Z');
  expect(await runPlanned(services)).toBe(0);
  clock.set('2026-11-24T02:00:00Z');
  expect(await Promise.all([runPlanned(services), runPlanned(services)]).then((all) => all.sort())).toEqual([0, 1]);
  expect(await runPlanned(services), 'once').toBe(0);
  await expandAll();
  const [first] = await planOf(db, draft.id);
  const { rows } = await sql<{ id: number }>`select person_id as id from delivery
    where message_id = ${first?.messageId}`.execute(db);
  expect(rows.map((row) => row.id)).toContain(cast.separated.father);
  expect(rows.map((row) => row.id)).not.toContain(cast.separated.mother);
  await deliver(first?.messageId as number);
  // Four days later the session of the review has ended.
  const page = await (await (await staff('bureau.approver'))(`/desk/notices/${draft.id}`)).text();
  const { rows: sent } = await sql<{ n: number }>`select count(*)::int as n from delivery
    where message_id = ${first?.messageId} and state = 2`.execute(db);
  expect(sent[0]?.n).toBeGreaterThan(5);
  expect(page).toContain(`>${sent[0]?.n}<`);
  expect(await states(draft.id)).toEqual([
    [3, 'sent', null],
    [1, 'planned', null],
  ]);
});

test('changed and cancelled until it runs; never in the past, never beside the deadline', async () => {
  clock.set(start);
  const { id } = await makePublished(services, spec);
  value(await plan(id, [5, 3, 1]));
  expect(troublesOf(await plan(id, [7], 8)), 'an hour ago').toEqual(['planPast']);
  value(await plan(id, [3], 15));
  expect(await states(id)).toEqual([
    [5, 'cancelled', null],
    [3, 'planned', null],
    [1, 'cancelled', null],
  ]);
  value(await plan(id, []));
  expect((await states(id)).every(([, state]) => state === 'cancelled')).toBe(true);
  expect((await eventsOf(db, id))[0]?.kind).toBe('reminders_cancelled');
  clock.set('2026-11-24T08:00:00Z');
  expect(await runPlanned(services)).toBe(0);
  clock.set('2026-11-28T01:00:00Z');
  expect(troublesOf(await plan(id, [0]))).toEqual(['deadlinePast']);
  clock.set(start);
  const without = await makePublished(services, { ...spec, deadlineOn: null });
  expect(troublesOf(await plan(without.id, [1]))).toEqual(['notNow']);
});

test('not on a day with another reminder, not when nobody is left, not hours late, not before the publication', async () => {
  clock.set(start);
  const { id } = await makePublished(services, spec);
  await expandAll();
  value(await plan(id, [5, 3, 2, 1]));
  clock.set('2026-11-22T00:30:00Z');
  value(await remind(services, spec.author, id, 10));
  clock.set('2026-11-22T01:00:00Z');
  expect(await runPlanned(services)).toBe(0);
  // The machine stood still on the 24th.
  clock.set('2026-11-24T14:00:00Z');
  expect(await runPlanned(services)).toBe(0);
  await sql`insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
    select ${id}::bigint, d.person_id, d.organisation_id, 'link', '2026-11-24' from delivery d
    join message m on m.id = d.message_id where m.subject = ${`notice:${id}`} and m.purpose = 'notice'`.execute(db);
  await sql`insert into notice_acknowledgement_delta (notice_id, organisation_id, n)
    select ${id}::bigint, organisation_id, count(*)::int from notice_acknowledgement where notice_id = ${id}
    group by organisation_id`.execute(db);
  clock.set('2026-11-25T01:00:00Z');
  expect(await runPlanned(services)).toBe(0);
  expect(await states(id)).toEqual([
    [5, 'skipped', 'remindedToday'],
    [3, 'skipped', 'late'],
    [2, 'skipped', 'nobodyLeft'],
    [1, 'planned', null],
  ]);
  clock.set(start);
  const late = await makeDraft(services, spec);
  value(await plan(late.id, [5]));
  clock.set('2026-11-22T01:30:00Z');
  value(await submit(services, spec.author, late.id, late.revision));
  value(await approve(services, spec.approver, late.id, late.revision, ''));
  value(await publish(services, spec.author, late.id));
  clock.pass(61_000);
  expect(await runPlanned(services)).toBe(0);
  expect(await states(late.id)).toEqual([[5, 'skipped', 'beforePublication']]);
});

test('a withdrawn notice reminds nobody, and a deadline that is moved moves its plan', async () => {
  clock.set(start);
  const { id } = await makePublished(services, spec);
  const moved = await makePublished(services, spec);
  await expandAll();
  value(await plan(id, [1]));
  value(await plan(moved.id, [1]));
  value(await withdraw(services, spec.author, id, '有误'));
  await sql`update notice set deadline_on = '2026-11-30' where id = ${moved.id}`.execute(db);
  clock.set('2026-11-26T01:00:00Z');
  expect(await runPlanned(services)).toBe(0);
  const ask = await staff('bureau.editor');
  expect(await (await ask(`/desk/notices/${id}`)).text()).toContain('Cancelled');
  clock.set('2026-11-29T01:00:00Z');
  expect(await runPlanned(services)).toBe(1);
});

test('the form shows the dates, refuses what it does not offer, and keeps what was chosen', async () => {
  clock.set(start);
  const draft = await makeDraft(services, spec);
  const ask = await staff('bureau.editor');
  const path = `/desk/notices/${draft.id}/reminders`;
  const html = await (await ask(path)).text();
  expect(html).toContain('2 days before (25 November 2026)');
  expect(html).toContain('This is at a weekend');
  expect((await ask(path, { days: '4', hour: '9' })).status).toBe(422);
  expect((await ask(path, { days: '3', hour: '23' })).status).toBe(422);
  const saved = await ask(path, { days: '3', hour: '18' });
  expect([saved.status, saved.headers.get('location')]).toEqual([303, `/desk/notices/${draft.id}`]);
  expect(await (await ask(path)).text()).toMatch(/value="3"[^>]* checked/);
  expect(await (await ask(`/desk/notices/${draft.id}`)).text()).toContain('1 reminder');
  const none = await makeDraft(services, { ...spec, deadlineOn: null });
  expect(await (await ask(`/desk/notices/${none.id}/reminders`)).text()).toContain('Reminders can be planned');
});
