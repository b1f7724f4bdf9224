import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { type Answer, Visitor } from '../../../../test/support/visitor.ts';
import { createApp } from '../../../app.tsx';
import { makePupil } from '../factory.ts';
import { paths } from '../paths.ts';
import { settleLeavings } from './actions.ts';

const database = await testDatabase();
const { db } = database;
const now = new Date('2026-11-22T02:00:00Z');
const services = testServices(db, { clock: fixedClock(now) });
const app = createApp(services);
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

async function as(name: CastName, language = 'en'): Promise<Visitor> {
  const visitor = new Visitor(app, 'http://belfry.test', { 'accept-language': language });
  visitor.cookies.set('session', (await cookieOf(database, cast.members[name], now)).replace('session=', ''));
  return visitor;
}

const refusedWith = (answer: Answer, text: string) => {
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(text);
};

interface State {
  state: string;
  leaves: string | null;
  epoch: number;
  place: string | null;
  bond: string | null;
}

async function stateOf(pupil: number): Promise<State> {
  const { rows } = await sql<State>`select p.state, p.leaves_on as leaves, p.link_epoch as epoch,
      (select max(coalesce(m.ends_on::text, 'open')) from membership m where m.person_id = p.id) as place,
      (select max(coalesce(g.ends_on::text, 'open')) from guardianship g where g.pupil_id = p.id) as bond
    from person p where p.id = ${pupil}`.execute(db);
  return rows[0]!;
}

const newPupil = async () => (await makePupil(db, cast.north.classes[0]!.organisation)).pupil;
const later = (day: string) => ({ ...services, clock: fixedClock(new Date(`${day}T16:10:00Z`)) });

it('asks for a day, and keeps what was typed', async () => {
  const office = await as('north.administrator');
  const address = paths.leave(await newPupil());
  const asked = await office.get(address);
  expect(asked.text).toContain('value="2026-11-22"');
  expect(asked.text).toContain('The reason is neither asked nor kept');
  expect((await (await as('north.administrator', 'zh-CN')).get(address)).text).toContain('任何名单都不显示原因');
  for (const day of ['', 'tomorrow', '2026-02-30']) refusedWith(await office.post(address, { day }), 'Enter a date');
  const wrong = await office.post(address, { day: '2062-12-01' });
  refusedWith(wrong, 'Check the year');
  expect(wrong.text).toContain('value="2062-12-01"');
  expect((await (await as('south.administrator')).post(address, { day: '2026-11-22' })).status).toBe(404);
  expect((await (await as('north.approver')).post(address, { day: '2026-11-22' })).status).toBe(403);
});

it('a day to come is planned, changed, called off, and leaves everything as it was', async () => {
  const office = await as('north.administrator');
  const pupil = await newPupil();
  await sql`update guardianship set ends_on = '2027-07-01' where pupil_id = ${pupil}`.execute(db);
  expect((await office.post(paths.leave(pupil), { day: '2026-12-10' })).status).toBe(303);
  expect(await stateOf(pupil)).toMatchObject({ state: 'active', place: '2026-12-10', bond: '2026-12-10', epoch: 0 });
  expect((await office.get(paths.person(pupil))).text).toContain('Leaves on 10 December 2026');
  expect((await office.post(paths.leave(pupil), { day: '2026-12-20' })).status).toBe(303);
  expect(await stateOf(pupil)).toMatchObject({ leaves: '2026-12-20', place: '2026-12-20' });
  const elsewhere = cast.north.classes[1]!.organisation.id;
  refusedWith(
    await office.post(paths.move(pupil), { classId: String(elsewhere), day: '2026-12-22' }),
    'It is noted that this person leaves',
  );
  expect(await settleLeavings(services)).toBe(0);
  expect((await office.get(paths.restore(pupil))).text).toContain('Call off that');
  expect((await office.post(paths.restore(pupil))).status).toBe(303);
  expect(await stateOf(pupil)).toMatchObject({ state: 'active', leaves: null, place: 'open', bond: '2027-07-01' });
  refusedWith(await office.post(paths.restore(pupil)), 'This is so already');
});

it('on the day it is carried out, and the person can come back', async () => {
  const office = await as('north.administrator');
  const pupil = await newPupil();
  await office.post(paths.leave(pupil), { day: '2026-11-24' });
  expect(await settleLeavings(later('2026-11-22'))).toBe(0);
  expect(await settleLeavings(later('2026-11-23'))).toBe(1);
  expect(await stateOf(pupil)).toMatchObject({ state: 'left', place: '2026-11-24', bond: '2026-11-24', epoch: 1 });
  refusedWith(await office.post(paths.leave(pupil), { day: '2026-11-22' }), 'This is so already');
  expect((await office.get(paths.person(pupil))).text).toContain('Left on 24 November 2026');
  expect((await office.post(paths.restore(pupil))).status).toBe(303);
  expect(await stateOf(pupil)).toMatchObject({ state: 'active', leaves: null, place: 'open', bond: 'open', epoch: 1 });
});

it('a day that has passed counts from then', async () => {
  const office = await as('north.administrator');
  const pupil = await newPupil();
  await sql`update membership set starts_on = '2026-09-01' where person_id = ${pupil}`.execute(db);
  await office.post(paths.leave(pupil), { day: '2026-11-01' });
  expect(await stateOf(pupil)).toMatchObject({ state: 'left', place: '2026-11-01', epoch: 1 });
});

it('two of one family who leave on different days: each day counts, and taking one back keeps the other', async () => {
  const office = await as('north.administrator');
  const { pupil, guardians } = await makePupil(db, cast.north.classes[0]!.organisation);
  await office.post(paths.leave(guardians[0]!), { day: '2026-12-15' });
  await office.post(paths.leave(pupil), { day: '2026-12-10' });
  expect((await stateOf(pupil)).bond).toBe('2026-12-10');
  await office.post(paths.restore(pupil));
  expect((await stateOf(pupil)).bond).toBe('2026-12-15');
  await office.post(paths.restore(guardians[0]!));
  expect((await stateOf(pupil)).bond).toBe('open');
});

it('staff: the roles that stand on the membership end on the day', async () => {
  const member = cast.members['north.editor'];
  const { rows } = await sql<{
    id: number;
  }>`select person_id as id from membership where id = ${member.membershipId}`.execute(db);
  const office = await as('north.administrator');
  await office.post(paths.leave(rows[0]!.id), { day: '2026-11-23' });
  expect((await (await as('north.editor')).get('/desk/notices')).status).toBe(200);
  const tomorrow = createApp(later('2026-11-22'));
  const cookie = await cookieOf(database, member, now);
  expect((await tomorrow.request('/desk/notices', { headers: { cookie } })).status).not.toBe(200);
});

it('the record says that somebody left, and nothing anywhere says why', async () => {
  const { rows } = await sql<{ detail: object }>`select detail from audit_event where action = 'person.leave'`.execute(
    db,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { detail } of rows) expect(Object.keys(detail)).toEqual(['day']);
  await expect(sql`update person set state = 'deceased' where id = 1`.execute(db)).rejects.toThrow(
    'person_state_check',
  );
});
