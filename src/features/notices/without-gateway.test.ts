/** Without an SMS gateway whoever has only a phone number gets paper, and every page says the same. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { progress } from '../delivery/feature.ts';
import { makeDraft, makePublished } from './factory.ts';
import { phoneOnlyCount } from './model/counts.ts';

const { db, services, cast, spec, staff, expandAll } = await noticeScene();
const gateway = {
  url: 'http://127.0.0.1:9',
  token: 'x',
  sender: undefined,
  ratePerSecond: 10,
  templateFile: undefined,
};
const people = cast.north.classes[0]?.guardians as number[];

test('count, expansion, paper list, slips and the directory agree', async () => {
  await sql`update contact_point set kind = 'sms', address = '1390000' || lpad(id::text, 4, '0')
    where person_id = any (${people}::int8[])`.execute(db);
  expect(people.length).toBeGreaterThan(4);
  const draft = await makeDraft(services, spec);
  const editor = await staff('bureau.editor');
  const countPage = async () => (await editor(`/desk/notices/${draft.id}/audience/count`)).text();
  const said = `No SMS gateway is set up: ${people.length} people with only a phone number get paper.`;
  expect(await countPage()).toContain(said);

  const { id, messageId } = await makePublished(services, spec);
  await expandAll();
  expect((await progress(db, messageId))?.unreachable).toBe(people.length);
  const names = await sql<{ name: string }>`select full_name as name from person
    where id = any (${people}::int8[])`.execute(db);
  const school = await staff('north.editor');
  const paper = async () => (await school(`/desk/notices/${id}/paper`)).text();
  const printed = await paper();
  for (const { name } of names.rows) expect(printed).toContain(name);
  const classId = cast.north.classes[0]?.organisation.id;
  const classPage = async () => (await school(`/desk/directory/organisations/${classId}`)).text();
  expect(await classPage()).toContain('No usable contact');

  services.config.sms = gateway;
  expect(await countPage()).not.toContain('SMS gateway');
  const [{ name }] = names.rows as [{ name: string }];
  expect(await paper()).not.toContain(name);
  expect(await classPage()).not.toContain('No usable contact');
  services.config.sms = undefined;
});

test('with mail of a lower rank they are reached by mail', async () => {
  const [one] = people as [number];
  await sql`insert into contact_point (person_id, kind, address, rank) values (${one}, 'email', 'one@example.org', 5)`.execute(
    db,
  );
  const { messageId } = await makePublished(services, spec);
  await expandAll();
  expect((await progress(db, messageId))?.unreachable).toBe(people.length - 1);
});

test('a small number of them is not told', () => {
  const shown = (n: number) => ({ show: 'number' as const, n });
  expect(phoneOnlyCount({ none: 0, phoneOnly: 0 }, shown(0))).toBeNull();
  expect(phoneOnlyCount({ none: 20, phoneOnly: 20 }, shown(20))).toBe(20);
  expect(phoneOnlyCount({ none: 20, phoneOnly: 10 }, shown(20))).toBe(10);
  expect(phoneOnlyCount({ none: 20, phoneOnly: 4 }, shown(20))).toBe('some');
  expect(phoneOnlyCount({ none: 20, phoneOnly: 17 }, shown(20))).toBe('some');
  expect(phoneOnlyCount({ none: 9, phoneOnly: 9 }, { show: 'hidden' })).toBe('some');
});
