/** Two guardians of one child who share a phone: each is a person of their own, with an own message, link and wish. */
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { messageById } from '../delivery/feature.ts';
import { claimBatch } from '../delivery/queries/claims.ts';
import { prepare } from '../delivery/sender/prepare.ts';
import type { Outgoing } from '../delivery/sender/templates.ts';
import type { Worker } from '../delivery/sender/worker.ts';
import { markBounced, optOut, setRefusals } from '../directory/feature.ts';
import { makePublished } from './factory.ts';

const { db, clock, services, app, cast, spec, linkOf, expandAll } = await noticeScene({
  BELFRY_SMS_URL: 'http://127.0.0.1:9/sms',
  BELFRY_SMS_TOKEN: 'x',
});
const { mother, father } = cast.separated;
const points = new Map<number, number>();

beforeEach(async () => {
  await sql`delete from contact_point where person_id in (${mother}, ${father})`.execute(db);
  await sql`update person set refused_kinds = '{}'`.execute(db);
  for (const id of [mother, father]) {
    const { rows } = await sql<{ id: number }>`insert into contact_point (person_id, kind, address)
      values (${id}, 'sms', '13800000042') returning id`.execute(db);
    points.set(id, rows[0]!.id);
  }
});

const rowsOf = async (messageId: number) => {
  const { rows } = await sql<{
    personId: number;
    state: number;
    point: number | null;
  }>`select person_id as "personId", state,
      contact_point_id as point from delivery where message_id = ${messageId} and person_id in (${mother}, ${father})`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.personId, row]));
};
const lastLook = async (messageId: number) => {
  const message = await messageById(db, messageId);
  const ready = { messageId, period: message!.period, channel: 2 };
  const batch = await claimBatch(db, ready, { claim: 1, now: clock.now(), limit: 10_000 });
  return prepare({ services, now: () => clock.now() } as unknown as Worker, { message } as Outgoing, ready, batch);
};
const sentTo = (send: Awaited<ReturnType<typeof lastLook>>['send']) =>
  send.map((row) => row.claimed.personId).filter((id) => id === mother || id === father);

test('each gets the own message and link; acknowledging one leaves the other open', async () => {
  const { messageId } = await makePublished(services, spec);
  await expandAll();
  const rows = await rowsOf(messageId);
  expect(rows.get(mother)).toMatchObject({ state: 0, point: points.get(mother) });
  expect(rows.get(father)).toMatchObject({ state: 0, point: points.get(father) });
  const { send } = await lastLook(messageId);
  expect(new Set(sentTo(send))).toEqual(new Set([mother, father]));
  expect(linkOf(messageId, mother)).not.toBe(linkOf(messageId, father));
  expect((await app.request(linkOf(messageId, mother), { method: 'POST' })).status).toBe(303);
  expect(await (await app.request(linkOf(messageId, father))).text()).not.toContain('2026-11-20');
  const { rows: told } = await sql<{ id: number }>`select person_id as id from notice_acknowledgement
    where person_id in (${mother}, ${father})`.execute(db);
  expect(told.map((row) => row.id)).toEqual([mother]);
});

test('opting out, a refused kind and a number that fails concern the one guardian only', async () => {
  await db.transaction().execute((trx) => optOut(trx, points.get(mother)!, clock.now()));
  const first = await makePublished(services, spec);
  await expandAll();
  expect((await rowsOf(first.messageId)).get(mother)).toMatchObject({ state: 4 });
  expect(sentTo((await lastLook(first.messageId)).send)).toEqual([father]);

  await sql`update contact_point set opted_out_at = null where id = ${points.get(mother)!}`.execute(db);
  await db.transaction().execute((trx) => markBounced(trx, points.get(father)!, 'invalid_number', clock.now()));
  const second = await makePublished(services, spec);
  await expandAll();
  expect(sentTo((await lastLook(second.messageId)).send)).toEqual([mother]);

  await sql`update contact_point set bounced_at = null where id = ${points.get(father)!}`.execute(db);
  await db.transaction().execute((trx) => setRefusals(trx, father, [{ kind: 'activity', channel: 'sms' }]));
  const third = await makePublished(services, { ...spec, kind: 'activity', deadlineOn: null });
  await expandAll();
  expect(sentTo((await lastLook(third.messageId)).send)).toEqual([mother]);
});

test('one guardianship ends: the other’s message and link go on', async () => {
  const { messageId } = await makePublished(services, spec);
  await expandAll();
  await sql`update guardianship set ends_on = '2026-11-20' where guardian_id = ${father}`.execute(db);
  expect(sentTo((await lastLook(messageId)).send)).toEqual([mother]);
  expect((await app.request(linkOf(messageId, mother))).status).toBe(200);
  expect(await (await app.request(linkOf(messageId, father))).text()).not.toContain('推迟');
  await sql`update guardianship set ends_on = null where guardian_id = ${father}`.execute(db);
});
