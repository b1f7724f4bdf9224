/** Class teachers are told of contact points that were turned off: once, together, without an address, until it is mended. */
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { Visitor } from '../../../../test/support/visitor.ts';
import { createApp } from '../../../app.tsx';
import { optOut } from '../feature.ts';
import { leaveOn } from '../leaving/actions.ts';
import { paths } from '../paths.ts';
import { tellOfTurnedOff } from './actions.ts';
import { turnedOffPath } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const cast = await makeCast(database);
const schoolClass = cast.north.classes[0]!;
/** 07:15 and 09:15 in the district's zone. */
const morning = new Date('2026-11-24T23:15:00Z');
const later = new Date('2026-11-25T01:15:00Z');
const at = (now: Date) => testServices(db, { clock: fixedClock(now) });
const app = createApp(at(later));
const { mother, father, pupil } = cast.separated;

async function as(name: CastName, language = 'en'): Promise<Visitor> {
  const visitor = new Visitor(app, 'http://belfry.test', { 'accept-language': language });
  visitor.cookies.set('session', (await cookieOf(database, cast.members[name], later)).replace('session=', ''));
  return visitor;
}

const bounce = async (personId: number, when: string, address = `${personId}@gone.test`) => {
  const { rows } = await sql<{
    id: number;
  }>`insert into contact_point (person_id, kind, address, rank, bounced_at, bounce_reason)
    values (${personId}, 'email', ${address}, 9, ${when}, '550 5.1.1')
    on conflict (person_id, kind, address) do update set bounced_at = excluded.bounced_at returning id`.execute(db);
  return rows[0]!.id;
};
const mails = async () =>
  (
    await sql<{ address: string; subject: string; text: string }>`select address, subject, text_body as text
      from direct_mail order by id`.execute(db)
  ).rows;

beforeEach(async () => {
  await sql`delete from direct_mail`.execute(db);
  await sql`delete from contact_point where bounced_at is not null`.execute(db);
  await sql`update contact_point set created_at = '2026-09-01'`.execute(db);
  const teacher = cast.members['north.teacher'];
  await sql`insert into contact_point (person_id, kind, address)
    select person_id, 'email', 'teacher@north.test' from membership where id = ${teacher.membershipId}
    on conflict do nothing`.execute(db);
  await sql`update contact_point set rank = 5 where address <> 'teacher@north.test'
    and person_id = (select person_id from membership where id = ${teacher.membershipId})`.execute(db);
});

test('one mail for all of a morning, with classes and numbers, and no address nor name of a family', async () => {
  const ids = [
    await bounce(mother, '2026-11-24T10:00:00Z'),
    await bounce(schoolClass.guardians[2]!, '2026-11-24T11:00:00Z'),
  ];
  expect(await tellOfTurnedOff(at(later)), 'not at another hour').toBe(0);
  expect(await tellOfTurnedOff(at(morning))).toBeGreaterThan(0);
  const [mail, ...others] = (await mails()).filter((one) => one.address === 'teacher@north.test');
  expect(others).toEqual([]);
  expect(mail?.text).toContain(schoolClass.organisation.name);
  expect(mail?.text).toContain(turnedOffPath());
  const { rows } = await sql<{ name: string }>`select full_name as name from person
    where id = any (${[mother, father, pupil]}::int8[])`.execute(db);
  // The greeting names the teacher, who may bear the same name.
  const said = mail?.text.split('\n').slice(1).join('\n');
  for (const { name } of rows) expect(said).not.toContain(name);
  expect(mail?.text).not.toContain('gone.test');
  expect(await tellOfTurnedOff(at(morning)), 'once').toBe(0);
  // Used again, and come back once more: that is news.
  await sql`update contact_point set bounced_at = '2026-11-25T10:00:00Z' where id = ${ids[0]!}`.execute(db);
  expect(await tellOfTurnedOff(at(new Date('2026-11-25T23:15:00Z')))).toBeGreaterThan(0);
});

test('what was marked a moment ago waits: it may be the provider’s trouble', async () => {
  await bounce(mother, '2026-11-24T22:50:00Z');
  expect(await tellOfTurnedOff(at(morning))).toBe(0);
});

test('nothing of who has left, may not receive, or opted out since', async () => {
  const gone = await bounce(mother, '2026-11-24T10:00:00Z');
  await db.transaction().execute((trx) => optOut(trx, gone, later));
  await bounce(father, '2026-11-24T10:00:00Z');
  await sql`update guardianship set may_receive = false where guardian_id = ${father}`.execute(db);
  const [leaving] = schoolClass.pupils;
  const { rows } = await sql<{
    id: number;
  }>`select guardian_id as id from guardianship where pupil_id = ${leaving!} limit 1`.execute(db);
  await bounce(rows[0]!.id, '2026-11-24T10:00:00Z', 'last@gone.test');
  const desk = {
    ...{ accountId: cast.members['north.administrator'].accountId, today: '2026-11-25', at: later },
    reach: { paths: [cast.north.organisation.path], brand: 'reach' as const },
  };
  await db.transaction().execute((trx) => leaveOn(trx, desk, leaving!, '2026-11-24'));
  expect(await tellOfTurnedOff(at(morning))).toBe(0);
  await sql`update guardianship set may_receive = true where guardian_id = ${father}`.execute(db);
});

// Names come twice in the cast: the link says who is meant.
const nameOf = (person: number) => `href="${paths.person(person)}"`;

test('the teacher’s page and first page show it without the address; mended it is gone', async () => {
  const id = await bounce(father, '2026-11-24T10:00:00Z');
  const teacher = await as('north.teacher');
  const page = await teacher.get(turnedOffPath());
  expect(page.status).toBe(200);
  expect(page.text).toContain(nameOf(father));
  expect(page.text, 'the other parent has nothing to do with it').not.toContain(nameOf(mother));
  expect(page.text).not.toContain('gone.test');
  expect((await (await as('north.teacher', 'zh-CN')).get(turnedOffPath())).text).toContain('已停用的联系方式');
  expect((await teacher.get('/desk')).text).toContain('Contact points turned off');
  expect((await (await as('south.administrator')).get(turnedOffPath())).text).not.toContain(nameOf(father));
  expect(
    (await (await as('south.administrator')).get(turnedOffPath({ class: schoolClass.organisation.id }))).status,
  ).toBe(404);
  // The bureau sees classes and numbers; names only of one class.
  const bureau = await as('bureau.administrator');
  const all = await bureau.get(turnedOffPath());
  expect(all.text).not.toContain(nameOf(father));
  expect(all.text).toContain(schoolClass.organisation.name);
  expect((await bureau.post(paths.clearBounce(id))).status).toBe(303);
  expect((await teacher.get(turnedOffPath())).text).not.toContain(nameOf(father));
});

test('a new address of the same kind mends it too', async () => {
  await bounce(father, '2026-11-24T10:00:00Z');
  expect((await (await as('north.teacher')).get(turnedOffPath())).text).toContain(nameOf(father));
  const bureau = await as('bureau.administrator');
  expect(
    (await bureau.post(paths.addContactPoint(father), { kind: 'email', address: 'right@family.test' })).status,
  ).toBe(303);
  expect((await (await as('north.teacher')).get(turnedOffPath())).text).toContain('None is turned off');
});
