/** A pupil leaves on a day: on each way that a notice can be on, nothing about this child leaves any more. */
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { messageById } from '../delivery/feature.ts';
import { claimBatch } from '../delivery/queries/claims.ts';
import { prepare } from '../delivery/sender/prepare.ts';
import type { Outgoing } from '../delivery/sender/templates.ts';
import type { Worker } from '../delivery/sender/worker.ts';
import { makePupil } from '../directory/factory.ts';
import { leaveOn, settleLeavings, stayOrReturn } from '../directory/leaving/actions.ts';
import { letJoin } from './actions/join.ts';
import { remind } from './actions/reach-out.ts';
import { byAt, makePublished, value } from './factory.ts';

const { db, clock, services, app, cast, spec, linkOf, expandAll, deliver } = await noticeScene();
const schoolClass = cast.north.classes[0]!.organisation;
const north = byAt({ ...cast.members['north.administrator'], organisation: cast.north.organisation });
/** The last evening, and ten minutes into the day of leaving, in the district's zone. */
const evening = '2026-11-24T15:50:00Z';
const morning = '2026-11-24T16:10:00Z';
const day = '2026-11-25';

const desk = () => ({ accountId: north.accountId, reach: north.reach, today: '2026-11-20', at: clock.now() });
const leave = async (pupil: number, on = day) =>
  value(await db.transaction().execute((trx) => leaveOn(trx, desk(), pupil, on)));
const stateOf = async (messageId: number, personId: number) =>
  (
    await sql<{ state: number; reason: string | null }>`select state, reason from delivery
      where message_id = ${messageId} and person_id = ${personId}`.execute(db)
  ).rows[0];
const epochOf = async (id: number) =>
  (await sql<{ n: number }>`select link_epoch as n from person where id = ${id}`.execute(db)).rows[0]?.n;

/** The last look, at whatever of the message is queued. */
async function lastLook(messageId: number) {
  const message = await messageById(db, messageId);
  if (!message) throw new Error('no message');
  const ready = { messageId, period: message.period, channel: 1 };
  const batch = await claimBatch(db, ready, { claim: 1, now: clock.now(), limit: 10_000 });
  const worker = { services, now: () => clock.now() } as unknown as Worker;
  return prepare(worker, { message } as Outgoing, ready, batch);
}

beforeEach(() => clock.set('2026-11-20T01:00:00Z'));

test('until the day all is as it was; from midnight on nothing goes out, though no job has run', async () => {
  const { pupil, guardians } = await makePupil(db, schoolClass);
  const guardian = guardians[0]!;
  await leave(pupil);
  const before = await makePublished(services, spec);
  await expandAll();
  expect(await stateOf(before.messageId, guardian), 'queued before the day').toMatchObject({ state: 0 });
  expect((await app.request(linkOf(before.messageId, guardian))).status).toBe(200);

  clock.set(evening);
  const claimed = await lastLook(before.messageId);
  expect(claimed.send.some((row) => row.claimed.personId === guardian)).toBe(true);
  await sql`update delivery set state = 0, claim = null where message_id = ${before.messageId}`.execute(db);
  clock.set(morning);
  // Queued and claimed before midnight: the last look finds them no longer.
  const looked = await lastLook(before.messageId);
  expect(looked.send.some((row) => row.claimed.personId === guardian)).toBe(false);
  expect(looked.results.find((row) => row.personId === guardian)).toMatchObject({ state: 6, reason: 'left_audience' });
  // The link that was sent shows nothing of the notice any more.
  expect(await (await app.request(linkOf(before.messageId, guardian))).text()).not.toContain('推迟');

  // Expanded after midnight: there is no row. A reminder leaves them out too, and so does the search for joiners.
  const after = await makePublished(services, spec);
  await expandAll();
  expect(await stateOf(after.messageId, guardian)).toBeUndefined();
  value(await remind(services, spec.author, before.id, 5));
  clock.pass(61_000);
  await expandAll();
  const { rows } = await sql<{ id: number }>`select message_id as id from notice_reminder
    where notice_id = ${before.id}`.execute(db);
  expect(await stateOf(rows[0]!.id, guardian)).toBeUndefined();
  await letJoin(services, 'all');
  expect(await stateOf(after.messageId, guardian)).toBeUndefined();

  expect(await settleLeavings(services)).toBe(1);
  expect(await settleLeavings(services)).toBe(0);
  expect(await epochOf(guardian)).toBe(1);
});

test('expansion that is under way at midnight goes on without the family', async () => {
  const { pupil, guardians } = await makePupil(db, schoolClass);
  clock.set(evening);
  const { messageId } = await makePublished(services, { ...spec, deadlineOn: '2026-12-04' });
  await leave(pupil);
  clock.set(morning);
  await expandAll();
  expect(await stateOf(messageId, guardians[0]!)).toBeUndefined();
});

test('at once: queued messages stop, links die; a sibling’s notices and links go on', async () => {
  const { pupil, guardians } = await makePupil(db, schoolClass, { guardians: 2 });
  const [both, one] = guardians as [number, number];
  const sibling = await makePupil(db, cast.north.classes[1]!.organisation);
  await sql`insert into guardianship (guardian_id, pupil_id, starts_on) values (${both}, ${sibling.pupil}, '2026-09-01')`.execute(
    db,
  );
  const whole = await makePublished(services, spec);
  const ofClass = await makePublished(services, {
    ...spec,
    audience: [{ organisationId: schoolClass.id, role: 'guardians' }],
  });
  await expandAll();
  await leave(pupil, '2026-11-20');
  expect(await epochOf(one)).toBe(1);
  expect(await epochOf(both), 'has another child here').toBe(0);
  const wide = await lastLook(whole.messageId);
  expect(wide.send.map((row) => row.claimed.personId)).toEqual(expect.arrayContaining([both]));
  expect(wide.results.map((row) => row.personId)).toEqual([one]);
  const narrow = await lastLook(ofClass.messageId);
  expect(narrow.results.map((row) => row.personId).sort((a, b) => a - b)).toEqual([both, one].sort((a, b) => a - b));
  expect((await app.request(linkOf(whole.messageId, both))).status).toBe(200);
  // The class's notice was about the child who left, the district's is about the other too.
  const dead = await (await app.request(linkOf(ofClass.messageId, both))).text();
  expect(dead).not.toContain('推迟');
  expect(await (await app.request(linkOf(whole.messageId, one))).text()).not.toContain('推迟');
});

test('who comes back gets what is still open, by a new link', async () => {
  const { pupil, guardians } = await makePupil(db, schoolClass);
  await leave(pupil, '2026-11-20');
  const { messageId } = await makePublished(services, spec);
  await expandAll();
  await deliver(messageId);
  value(await db.transaction().execute((trx) => stayOrReturn(trx, desk(), pupil)));
  await letJoin(services, 'all');
  expect(await stateOf(messageId, guardians[0]!)).toMatchObject({ state: 0 });
  expect((await app.request(linkOf(messageId, guardians[0]!, 1))).status).toBe(200);
});

test('nothing is sent about it, to nobody', async () => {
  const { pupil } = await makePupil(db, schoolClass, { guardians: 2 });
  const written = async () =>
    (
      await sql<{ n: number }>`select (select count(*) from message) + (select count(*) from direct_mail) as n`.execute(
        db,
      )
    ).rows[0]?.n;
  const before = await written();
  await leave(pupil, '2026-11-19');
  await settleLeavings(services);
  expect(await written()).toBe(before);
});
