/** Late joiners get what is still open; nobody who left does; figures stay exact. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { progress } from '#features/delivery/feature.ts';
import { noticeScene } from '../../../test/support/notices.ts';
import { letJoin } from './actions/join.ts';
import { withdraw } from './actions/publish.ts';
import { makePublished, value } from './factory.ts';
import { eventsOf } from './queries/notices.ts';

const { db, clock, services, app, cast, spec, linkOf, staff, expandAll, deliver } = await noticeScene();

/** A pupil with a guardian comes into a class of the school in the north. */
async function newFamily(state: 'active' | 'left' = 'active'): Promise<{ guardian: number; pupil: number }> {
  const classId = cast.north.classes[0]?.organisation.id;
  const { rows } = await sql<{ guardian: number; pupil: number }>`
    with pupil as (insert into person (full_name, given_name, state) values ('新生', '新生', ${state}) returning id),
    guardian as (insert into person (full_name, given_name) values ('新家长', '新家长') returning id),
    place as (insert into membership (person_id, organisation_id, position, starts_on)
      select id, ${classId}, 'pupil', '2026-11-01' from pupil),
    point as (insert into contact_point (person_id, kind, address) select id, 'email', id || '@late.test' from guardian),
    bond as (insert into guardianship (guardian_id, pupil_id, starts_on)
      select guardian.id, pupil.id, '2026-11-01' from guardian, pupil)
    select guardian.id as guardian, pupil.id as pupil from guardian, pupil`.execute(db);
  return rows[0] as { guardian: number; pupil: number };
}

const rowsOf = async (messageId: number, personId: number) =>
  (
    await sql<{ n: number }>`select count(*)::int as n from delivery
      where message_id = ${messageId} and person_id = ${personId}`.execute(db)
  ).rows[0]?.n;

test('a guardian who joins gets the open notice once, by itself, and the figures say so', async () => {
  const { id, messageId } = await makePublished(services, spec);
  await expandAll();
  await deliver(messageId);
  await sql`update message set state = 'finished', finished_at = ${clock.now()} where id = ${messageId}`.execute(db);
  const before = await progress(db, messageId);
  expect(await letJoin(services, 'all'), 'nobody joined').toBe(0);
  const { guardian } = await newFamily();
  const gone = await newFamily('left');
  expect(await letJoin(services, 'small')).toBe(1);
  expect(await letJoin(services, 'all')).toBe(0);
  expect(await Promise.all([letJoin(services, 'all'), letJoin(services, 'all')])).toEqual([0, 0]);
  const after = await progress(db, messageId);
  expect(after).toMatchObject({
    total: (before?.total ?? 0) + 1,
    queued: 1,
    joined: 1,
    state: 'sending',
    expanded: true,
  });
  expect(await rowsOf(messageId, gone.guardian)).toBe(0);
  await deliver(messageId);
  expect(await rowsOf(messageId, guardian)).toBe(1);
  expect(await progress(db, messageId)).toMatchObject({ delivered: (before?.delivered ?? 0) + 1, queued: 0 });
  expect((await app.request(linkOf(messageId, guardian))).status).toBe(200);
  expect((await eventsOf(db, id)).filter((event) => event.kind === 'joined')).toHaveLength(1);
  const page = await (await (await staff('bureau.editor'))(`/desk/notices/${id}`)).text();
  expect(page).toContain('Of them, under 5 joined after it was published');
});

test('not after the deadline, not of a withdrawn notice, and without a deadline for thirty days', async () => {
  const start = clock.now();
  const withDeadline = await makePublished(services, spec);
  const withdrawn = await makePublished(services, spec);
  const without = await makePublished(services, { ...spec, deadlineOn: null });
  await expandAll();
  value(await withdraw(services, spec.author, withdrawn.id, '作废'));
  clock.set('2026-11-27T15:59:00Z');
  const first = await newFamily();
  await letJoin(services, 'all');
  expect(await rowsOf(withDeadline.messageId, first.guardian), 'on the last evening').toBe(1);
  clock.set('2026-11-27T16:01:00Z');
  const second = await newFamily();
  await letJoin(services, 'all');
  expect(await rowsOf(withDeadline.messageId, second.guardian)).toBe(0);
  expect(await rowsOf(withdrawn.messageId, second.guardian)).toBe(0);
  expect(await rowsOf(without.messageId, second.guardian)).toBe(1);
  clock.set('2026-12-22T01:00:00Z');
  const third = await newFamily();
  await letJoin(services, 'all');
  expect(await rowsOf(without.messageId, third.guardian)).toBe(0);
  clock.set(start);
});
