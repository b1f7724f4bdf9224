/** A guardian turns kinds of notice off and on by channel: never what must be told, and only for themselves. */
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { messageById, progress, refusing, signWishes } from '../delivery/feature.ts';
import { claimBatch } from '../delivery/queries/claims.ts';
import { prepare } from '../delivery/sender/prepare.ts';
import type { Outgoing } from '../delivery/sender/templates.ts';
import type { Worker } from '../delivery/sender/worker.ts';
import { letJoin } from './actions/join.ts';
import { makePublished } from './factory.ts';
import { wishesPath } from './paths.ts';

const { db, clock, services, app, cast, spec, linkOf, staff, expandAll } = await noticeScene({
  BELFRY_SMS_URL: 'http://127.0.0.1:9/sms',
  BELFRY_SMS_TOKEN: 'x',
});
const { mother, father } = cast.separated;
const event = { ...spec, kind: 'activity' as const, deadlineOn: null };

const seconds = () => Math.floor(clock.now().getTime() / 1000);
const pageOf = (personId: number, epoch = 0, until = seconds() + 3600) =>
  wishesPath(signWishes(services.secrets, { personId, epoch, until }));
const asReader = (language = 'en') => new Visitor(app, 'http://belfry.test', { 'accept-language': language });
const refusedBy = async (id: number) =>
  (await sql<{ keys: string[] }>`select refused_kinds as keys from person where id = ${id}`.execute(db)).rows[0]?.keys;
const rowOf = async (messageId: number, personId: number) =>
  (
    await sql<{ state: number; channel: number; reason: string | null }>`select state, channel, reason from delivery
      where message_id = ${messageId} and person_id = ${personId}`.execute(db)
  ).rows[0];
const all = ['activity:email', 'activity:sms', 'announcement:email', 'announcement:sms'];
const choose = (personId: number, wanted: string[], daily: number[] = []) => {
  const fields = [...wanted.map((value) => ['wanted', value]), ...daily.map((id) => ['daily', String(id)])];
  const body = new URLSearchParams(fields as [string, string][]);
  return app.request(pageOf(personId), { method: 'POST', body });
};

beforeEach(async () => {
  clock.set('2026-11-20T01:00:00Z');
  await sql`update person set refused_kinds = '{}', language = null`.execute(db);
  // Both parents by mail first, then by text message.
  for (const [id, number] of [
    [mother, '13800000001'],
    [father, '13800000002'],
  ] as const) {
    await sql`delete from contact_point where person_id = ${id}`.execute(db);
    await sql`insert into contact_point (person_id, kind, address, rank) values (${id}, 'email', ${`${id}@wish.test`}, 0),
      (${id}, 'sms', ${number}, 1)`.execute(db);
  }
});

test('the page shows what may be chosen, says why the rest is sent, and a look changes nothing', async () => {
  const { messageId } = await makePublished(services, spec);
  const notice = await (await app.request(linkOf(messageId, mother))).text();
  const href = /href="(\/my-notices\/wishes\/[^"]+)"/.exec(notice)?.[1] as string;
  const page = await asReader().get(href);
  expect(page.text.match(/name="wanted" [^>]*checked/g)).toHaveLength(4);
  // When mail comes stands on the same page, and there is one link to it.
  expect(page.text).toMatch(/name="daily" value="\d+"(?![^>]*checked)/);
  expect(page.text).toContain('one mail a day, at 18:00');
  expect(notice.match(/Choose how I receive notices|选择怎样接收通知/g)).toHaveLength(1);
  expect(page.text).toContain('Emergency alerts.');
  expect(page.text).toContain('The school has a duty to tell you');
  expect((await asReader('zh-CN').get(href)).text).toContain('关系到人身安全');
  expect(await refusedBy(mother)).toEqual([]);
});

test('turned off and on again; what must be told is never refused, whatever the form says', async () => {
  expect((await choose(mother, ['announcement:email', 'announcement:sms', 'activity:sms'])).status).toBe(303);
  expect(await refusedBy(mother)).toEqual(['activity:email']);
  await choose(mother, ['safety:email', 'nonsense', 'announcement:fax', "activity:email'"]);
  expect(await refusedBy(mother)).toEqual(all);
  expect(await refusedBy(father), 'the other parent').toEqual([]);
  await choose(mother, all);
  expect(await refusedBy(mother)).toEqual([]);
});

test('a link that is old, ended or made up opens and changes nothing', async () => {
  const bad = [
    pageOf(mother, 0, seconds()),
    pageOf(mother, 7),
    pageOf(999_999),
    wishesPath('made-up-and-long-enough-to-look'),
  ];
  for (const path of bad) {
    expect((await app.request(path)).status, path).toBe(410);
    expect((await app.request(path, { method: 'POST', body: new URLSearchParams({}) })).status, path).toBe(410);
  }
  expect(await refusedBy(mother)).toEqual([]);
});

test('refused by mail it goes by text message; by both it stays away, and the figures say why', async () => {
  await choose(mother, ['activity:sms', 'announcement:email', 'announcement:sms']);
  await choose(father, []);
  const { id, messageId } = await makePublished(services, event);
  await expandAll();
  expect(await rowOf(messageId, mother)).toMatchObject({ state: 0, channel: 2 });
  expect(await rowOf(messageId, father)).toMatchObject({ state: 4, channel: 0, reason: 'opted_out' });
  expect(await refusing(db, messageId)).toBe(1);
  expect((await progress(db, messageId))?.failed).toBe(0);
  const page = await (await (await staff('bureau.editor'))(`/desk/notices/${id}`)).text();
  expect(page).toContain('chose not to receive this kind');
  // Nobody looks for joiners among those who want none, and nobody has to phone them.
  expect(await letJoin(services, 'all')).toBe(0);
  const classId = cast.north.classes[0]!.organisation.id;
  const ofClass = await (await (await staff('north.teacher'))(`/desk/class-notices/${id}/${classId}`)).text();
  const nameOf = async (person: number) =>
    (await sql<{ name: string }>`select full_name as name from person where id = ${person}`.execute(db)).rows[0]!.name;
  expect(ofClass).toContain(await nameOf(mother));
  expect(ofClass).not.toContain(await nameOf(father));
});

test('what must be told goes out all the same', async () => {
  await choose(mother, []);
  const { messageId } = await makePublished(services, spec);
  expect((await messageById(db, messageId))?.kind).toBeNull();
  await expandAll();
  expect(await rowOf(messageId, mother)).toMatchObject({ state: 0, channel: 1 });
  expect(await refusing(db, messageId)).toBe(0);
});

test('turned off while it waits in the queue: the last look heeds it', async () => {
  const { messageId } = await makePublished(services, event);
  await expandAll();
  await choose(mother, []);
  await choose(father, ['activity:sms']);
  const message = await messageById(db, messageId);
  const ready = { messageId, period: message!.period, channel: 1 };
  const batch = await claimBatch(db, ready, { claim: 1, now: clock.now(), limit: 10_000 });
  const worker = { services, now: () => clock.now() } as unknown as Worker;
  const { results } = await prepare(worker, { message } as Outgoing, ready, batch);
  expect(results.find((row) => row.personId === mother)).toMatchObject({ state: 4, reason: 'opted_out' });
  expect(
    results.find((row) => row.personId === father),
    'over to text messages',
  ).toMatchObject({ state: 0, channel: 2 });
});

test('a tombstone keeps it for a restore; one-click opt-out of an address is a thing of its own', async () => {
  await choose(mother, []);
  const { rows } = await sql<{ changed: object }>`select changed from tombstone where relation = 'person'
    and changed ? 'refused_kinds' and (key ->> 'id')::int8 = ${mother} order by position desc limit 1`.execute(db);
  expect(rows[0]?.changed).toEqual({ refused_kinds: all });
  const { rows: points } =
    await sql`select from contact_point where person_id = ${mother} and opted_out_at is not null`.execute(db);
  expect(points).toEqual([]);
});
