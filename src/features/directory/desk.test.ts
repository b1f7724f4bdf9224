import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { type Answer, Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import { makeContactPoint, makePupil } from './factory.ts';
import { paths } from './paths.ts';
import { audienceRows } from './queries/audience.ts';

const database = await testDatabase();
const { db } = database;
const now = new Date('2026-11-22T02:00:00Z');
const today = '2026-11-22';
const app = createApp(testServices(db, { clock: fixedClock(now) }));
let cast: Cast;

async function as(name: CastName, language = 'en'): Promise<Visitor> {
  const visitor = new Visitor(app, 'http://belfry.test', { 'accept-language': language });
  visitor.cookies.set('session', (await cookieOf(database, cast.members[name], now)).replace('session=', ''));
  return visitor;
}

async function person(id: number): Promise<{ state: string; link_epoch: number; language: string | null }> {
  const { rows } = await sql<{ state: string; link_epoch: number; language: string | null }>`
    select state, link_epoch, language from person where id = ${id}`.execute(db);
  return rows[0]!;
}

async function acts(action: string, personId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from audit_event
    where action = ${action} and subject = ${`person:${personId}`}`.execute(db);
  return rows[0]!.n;
}

/** Who of these would get a message to all guardians of the district. */
async function reachedOf(ids: number[]): Promise<number[]> {
  const audience = { include: [{ organisationId: cast.district.id, role: 'guardians' as const }], exclude: [] };
  const { rows } = await audienceRows(audience, today, ['email', 'sms'], { personIds: ids }).execute(db);
  return rows.map((row) => row.person_id).sort((a, b) => a - b);
}

async function guardianship(guardianId: number, pupilId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from guardianship where guardian_id = ${guardianId} and pupil_id = ${pupilId}`.execute(db);
  return rows[0]!.id;
}

const refusedWith = (answer: Answer, text: string) => {
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(text);
};

beforeAll(async () => {
  cast = await makeCast(database);
});

describe('what is seen', () => {
  it('opens every page in both languages', async () => {
    const schoolClass = cast.north.classes[0]!;
    for (const language of ['zh-CN', 'en']) {
      const editor = await as('bureau.editor', language);
      const addresses = [
        paths.home(),
        paths.home({ q: '王' }),
        paths.home({ q: 'w', in: cast.north.organisation.id }),
        paths.terms(),
        ...[cast.district, cast.department, cast.north.organisation, cast.north.grade, schoolClass.organisation].map(
          (o) => paths.organisation(o.id),
        ),
        paths.staff(cast.district.id),
        ...[schoolClass.pupils[0]!, schoolClass.guardians[0]!, cast.north.head].map((id) => paths.person(id)),
      ];
      for (const address of addresses) {
        const answer = await editor.get(address);
        expect([address, answer.status]).toEqual([address, 200]);
        expect(answer.text).toContain(`lang="${language}"`);
      }
    }
  });

  it('keeps to the reach: a sibling school and its people are not found', async () => {
    const north = await as('north.editor');
    const other = cast.south.classes[0]!;
    expect((await north.get(paths.organisation(cast.north.organisation.id))).status).toBe(200);
    expect((await north.get(paths.person(cast.north.classes[0]!.pupils[0]!))).status).toBe(200);
    for (const address of [
      paths.organisation(cast.south.organisation.id),
      paths.organisation(cast.district.id),
      paths.staff(other.organisation.id),
      paths.person(other.pupils[0]!),
      paths.person(other.guardians[0]!),
      paths.person(cast.south.head),
      paths.home({ q: 'w', in: cast.south.organisation.id }),
    ]) {
      expect([address, (await north.get(address)).status]).toEqual([address, 404]);
    }
  });

  it('shows a guardian of two schools only the child of the own school', async () => {
    const { guardian } = cast.siblings;
    const north = await (await as('north.editor')).get(paths.person(guardian));
    expect(north.text).toContain(paths.person(cast.siblings.north));
    expect(north.text).not.toContain(paths.person(cast.siblings.south));
  });

  it('shows a class teacher the own class with numbers to call, and no other', async () => {
    const teacher = await as('north.teacher');
    const [own, next] = cast.north.classes;
    await makeContactPoint(db, own!.guardians[0]!, { kind: 'sms', address: '13900001111', rank: 1 });
    const answer = await teacher.get(paths.organisation(own!.organisation.id));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('13900001111');
    expect((await teacher.get(paths.home())).text).toContain('13900001111');
    expect((await teacher.get(paths.organisation(next!.organisation.id))).status).toBe(404);
    expect((await teacher.get(paths.person(next!.pupils[0]!))).status).toBe(404);
    expect((await teacher.get(paths.addContactPoint(own!.guardians[0]!))).status).toBe(403);
  });

  it('records who looked at another person, not at oneself', async () => {
    const { personId } = cast.members['north.approver'];
    const approver = await as('north.approver');
    const pupil = cast.north.classes[1]!.pupils[2]!;
    await approver.get(paths.person(pupil));
    await approver.get(paths.person(personId));
    expect(await acts('person.view', pupil)).toBe(1);
    expect(await acts('person.view', personId)).toBe(0);
  });
});

describe('guardianships', () => {
  it('ends one at once, and leaves the other parent alone', async () => {
    const { pupil, mother, father } = cast.separated;
    const administrator = await as('north.administrator');
    const id = await guardianship(father, pupil);
    expect(await reachedOf([mother, father])).toEqual([mother, father]);
    const before = { mother: await person(mother), father: await person(father) };
    expect((await administrator.get(paths.endGuardianship(id))).status).toBe(200);
    expect(await reachedOf([father])).toEqual([father]);
    const answer = await administrator.post(paths.endGuardianship(id));
    expect([answer.status, answer.location]).toEqual([303, paths.person(pupil)]);
    expect(await reachedOf([mother, father])).toEqual([mother]);
    expect((await person(father)).link_epoch).toBe(before.father.link_epoch + 1);
    expect((await person(mother)).link_epoch).toBe(before.mother.link_epoch);
    expect(await acts('guardianship.end', father)).toBe(1);
    refusedWith(await administrator.post(paths.endGuardianship(id)), 'It has ended already');
    // The class teacher no longer finds him; who mends the directory does.
    expect((await (await as('north.teacher')).get(paths.person(father))).status).toBe(404);
    expect((await administrator.get(paths.person(father))).status).toBe(200);
  });

  it('changes rights and dates; who no longer receives loses the links', async () => {
    const { pupil, guardians } = await makePupil(db, cast.north.classes[0]!.organisation);
    const guardian = guardians[0]!;
    const administrator = await as('north.administrator');
    const address = paths.guardianship(await guardianship(guardian, pupil));
    const wrong = await administrator.post(address, { mayReceive: 'yes', startsOn: '2026-09-31', endsOn: '' });
    refusedWith(wrong, 'Enter a start date');
    expect(wrong.text).toContain('2026-09-31');
    refusedWith(
      await administrator.post(address, { startsOn: '2026-09-01', endsOn: '2026-08-01' }),
      'The end must not be before the start',
    );
    const kept = await administrator.post(address, { mayReceive: 'yes', startsOn: '2026-09-01', endsOn: '2027-07-01' });
    expect(kept.status).toBe(303);
    expect((await person(guardian)).link_epoch).toBe(0);
    expect((await administrator.post(address, { mayAct: 'yes', startsOn: '2026-09-01' })).status).toBe(303);
    expect((await person(guardian)).link_epoch).toBe(1);
    expect(await reachedOf([guardian])).toEqual([]);
    expect(await acts('guardianship.change', guardian)).toBe(2);
  });

  it('is not for an approver, nor for the administrator of another school', async () => {
    const { pupil, guardians } = await makePupil(db, cast.north.classes[0]!.organisation);
    const address = paths.endGuardianship(await guardianship(guardians[0]!, pupil));
    expect((await (await as('north.approver')).post(address)).status).toBe(403);
    expect((await (await as('south.administrator')).post(address)).status).toBe(404);
    expect(await reachedOf(guardians)).toEqual(guardians);
  });
});

describe('a pupil who leaves', () => {
  it('stops everything at once, and can be taken back', async () => {
    const { pupil, guardians } = await makePupil(db, cast.north.classes[0]!.organisation, { guardians: 2 });
    const administrator = await as('bureau.administrator');
    expect(await reachedOf(guardians)).toEqual(guardians);
    const asked = await administrator.get(paths.leave(pupil));
    expect(asked.text).toContain('From the day on everything stops');
    expect((await administrator.post(paths.leave(pupil), { day: today })).status).toBe(303);
    expect(await reachedOf(guardians)).toEqual([]);
    expect(await person(pupil)).toMatchObject({ state: 'left', link_epoch: 1 });
    for (const id of guardians) expect((await person(id)).link_epoch).toBe(1);
    const { rows } = await sql`select from membership where person_id = ${pupil} and ends_on is null`.execute(db);
    expect(rows).toEqual([]);
    expect(await acts('person.leave', pupil)).toBe(1);
    refusedWith(await administrator.post(paths.leave(pupil), { day: today }), 'This is so already');
    expect((await (await as('bureau.editor')).get(paths.person(pupil))).status).toBe(404);
    expect((await administrator.post(paths.restore(pupil))).status).toBe(303);
    expect(await reachedOf(guardians)).toEqual(guardians);
    expect((await person(guardians[0]!)).link_epoch).toBe(1);
  });
});

describe('contact points and language', () => {
  it('adds a checked one, keeps what was typed, and removes it', async () => {
    const guardian = cast.north.classes[1]!.guardians[0]!;
    const administrator = await as('north.administrator');
    const address = paths.addContactPoint(guardian);
    refusedWith(await administrator.post(address, { address: 'x' }), 'Choose email or SMS');
    const wrong = await administrator.post(address, { kind: 'sms', address: '1380000' });
    refusedWith(wrong, 'Enter a mobile number of 11 digits');
    expect(wrong.text).toContain('value="1380000"');
    refusedWith(
      await administrator.post(address, { kind: 'email', address: 'not an address' }),
      'Enter a whole email address',
    );
    expect((await administrator.post(address, { kind: 'sms', address: '+86 139 1234 5678' })).status).toBe(303);
    refusedWith(
      await administrator.post(address, { kind: 'sms', address: '13912345678' }),
      'has this contact point already',
    );
    const point = await sql<{ id: number; rank: number; origin: string }>`select id, rank, origin from contact_point
      where person_id = ${guardian} and address = '13912345678'`.execute(db);
    expect(point.rows[0]).toMatchObject({ rank: 1, origin: 'desk' });
    const removal = paths.removeContactPoint(point.rows[0]!.id);
    expect((await administrator.get(removal)).text).toContain('13912345678');
    expect((await administrator.post(removal)).status).toBe(303);
    expect((await administrator.get(removal)).status).toBe(404);
    const { rows } = await sql<{
      detail: object;
    }>`select detail from audit_event where action = 'contact_point.remove'`.execute(db);
    expect(JSON.stringify(rows)).not.toContain('139');
  });

  it('uses an address again after a check, and after an opt-out only by the person’s wish', async () => {
    const guardian = cast.north.classes[1]!.guardians[1]!;
    await sql`update contact_point set bounced_at = ${now}, bounce_reason = 'no such user', opted_out_at = ${now}
      where person_id = ${guardian}`.execute(db);
    const { rows } = await sql<{ id: number }>`select id from contact_point where person_id = ${guardian}`.execute(db);
    const id = rows[0]!.id;
    const administrator = await as('north.administrator');
    expect((await administrator.get(paths.clearBounce(id))).text).toContain('no such user');
    expect((await administrator.post(paths.clearBounce(id))).status).toBe(303);
    refusedWith(await administrator.post(paths.clearBounce(id)), 'has not bounced');
    refusedWith(await administrator.post(paths.optIn(id)), 'Confirm that the person has asked for it');
    const usable = async () =>
      (
        await sql`select from contact_point where id = ${id} and bounced_at is null and opted_out_at is null`.execute(
          db,
        )
      ).rows.length;
    expect(await usable()).toBe(0);
    expect((await administrator.post(paths.optIn(id), { wish: 'yes' })).status).toBe(303);
    expect(await usable()).toBe(1);
  });

  it('sets and takes back the preferred language', async () => {
    const guardian = cast.north.classes[1]!.guardians[2]!;
    const administrator = await as('north.administrator');
    refusedWith(await administrator.post(paths.language(guardian), { language: 'xx' }), 'Choose a language');
    await administrator.post(paths.language(guardian), { language: 'bo' });
    expect((await person(guardian)).language).toBe('bo');
    await administrator.post(paths.language(guardian), { language: '' });
    expect((await person(guardian)).language).toBeNull();
  });
});

describe('memberships', () => {
  it('makes a class teacher of the school’s staff, and ends the one before', async () => {
    const { organisation, classTeacher } = cast.north.classes[1]!;
    const administrator = await as('north.administrator');
    const address = paths.classTeacher(organisation.id);
    refusedWith(await administrator.post(address, {}), 'Choose one of the staff');
    refusedWith(await administrator.post(address, { personId: cast.south.teacher }), 'Choose one of the staff');
    expect((await administrator.post(address, { personId: cast.north.teacher, alone: 'yes' })).status).toBe(303);
    const { rows } = await sql<{
      person_id: number;
    }>`select person_id from membership where organisation_id = ${organisation.id}
      and position = 'class_teacher' and (ends_on is null or ends_on > ${today})`.execute(db);
    expect(rows.map((row) => row.person_id)).toEqual([cast.north.teacher]);
    expect(classTeacher).not.toBe(cast.north.teacher);
    refusedWith(
      await administrator.post(address, { personId: cast.north.teacher }),
      'is class teacher of this class already',
    );
  });

  it('ends one, and the grant on it', async () => {
    const { membershipId, personId } = cast.members['north.safety_officer'];
    const administrator = await as('north.administrator');
    expect((await (await as('south.administrator')).post(paths.endMembership(membershipId))).status).toBe(404);
    expect((await administrator.get(paths.endMembership(membershipId))).status).toBe(200);
    const end = (day: string) => administrator.post(paths.endMembership(membershipId), { day });
    refusedWith(await end('2026-11-21'), 'before today');
    refusedWith(await end('x'), 'Enter a date');
    expect((await end('2026-12-01')).location, 'on a day to come').toBe(paths.person(personId));
    expect((await end(today)).location).toBe(paths.person(personId));
    refusedWith(await end(today), 'It has ended already');
    expect(await acts('membership.end', personId)).toBe(2);
  });
});
