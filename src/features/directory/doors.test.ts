import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Reach } from '#platform/access.ts';
import { testDatabase } from '../../../test/support/database.ts';
import {
  type MadeDistrict,
  makeContactPoint,
  makeDistrict,
  makeGuardianship,
  makeMembership,
  makePupil,
} from './factory.ts';
import {
  type Audience,
  type ContactKind,
  classesTaughtBy,
  guardiansOfClass,
  markBounced,
  membershipsInForce,
  optOut,
  organisationById,
  organisationsWithin,
  personLink,
  recipients,
  setLanguage,
  staffOf,
  unreachableIn,
} from './feature.ts';
import { countedOrganisation, recount } from './queries/counts.ts';

const { db } = await testDatabase();
const today = '2026-11-22';
const kinds: readonly ContactKind[] = ['email', 'sms'];
const at = new Date('2026-11-22T02:00:00Z');
let d: MadeDistrict;
const reachOf = (...tops: { path: string }[]): Reach => ({ paths: tops.map((top) => top.path), brand: 'reach' });
const school = (n: number) => d.schools[n]!;
const classOf = (s: number, n: number) => school(s).classes[n]!;

async function pointOf(personId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`select id from contact_point where person_id = ${personId}`.execute(db);
  return rows[0]!.id;
}

beforeAll(async () => {
  d = await makeDistrict(db);
});

describe('organisations', () => {
  it('are found by id and within a reach, in tree order', async () => {
    expect(await organisationById(db, school(0).organisation.id)).toEqual(school(0).organisation);
    expect(await organisationById(db, 999_999)).toBeUndefined();
    const names = async (reach: Reach, options = {}) =>
      (await organisationsWithin(db, reach, options)).map((o) => o.id);
    const ids = [d.district, d.department, school(0).organisation, school(1).organisation].map((o) => o.id);
    expect(await names(reachOf(d.district))).toEqual(ids);
    expect(await names(reachOf(school(1).organisation))).toEqual([school(1).organisation.id]);
    const kinds = ['school', 'grade', 'class'] as const;
    expect(await names(reachOf(school(0).organisation), { kinds })).toEqual(
      [school(0).organisation, school(0).grade, ...school(0).classes.map((c) => c.organisation)].map((o) => o.id),
    );
    expect(await names(reachOf())).toEqual([]);
  });
});

describe('recipients', () => {
  it('have an address only while the contact point is theirs and usable', async () => {
    const [one, two] = classOf(0, 0).guardians as [number, number];
    const points = [await pointOf(one), await pointOf(two)] as const;
    const address = async (personId: number, contactPointId: number | null) =>
      (await recipients(db, [{ personId, contactPointId }])).get(personId)?.address;
    expect(await address(one, points[0])).toBe(`guardian${one}@example.org`);
    expect(await address(one, points[1])).toBeNull();
    expect(await address(one, null)).toBeNull();
    await db.transaction().execute((trx) => markBounced(trx, points[0], 'no such user', at));
    expect(await address(one, points[0])).toBeNull();
    await db.transaction().execute((trx) => optOut(trx, points[1], at));
    expect(await address(two, points[1])).toBeNull();
    await db.transaction().execute((trx) => setLanguage(trx, two, 'bo'));
    expect(await personLink(db, two)).toEqual({ id: two, language: 'bo', linkEpoch: 0, state: 'active' });
    expect(await personLink(db, 999_999)).toBeUndefined();
  });
});

describe('families', () => {
  it('lists a class’s guardians who may receive, with a number to call', async () => {
    const made = await makePupil(db, classOf(0, 1).organisation, { name: '钱多多', guardians: 2 });
    const [one, two] = made.guardians as [number, number];
    const sibling = await makePupil(db, classOf(0, 1).organisation, { name: '钱小小', guardians: 0 });
    await makeGuardianship(db, one, sibling.pupil);
    await makeGuardianship(db, two, sibling.pupil, { mayReceive: false });
    await makeContactPoint(db, one, { kind: 'sms', address: '13900000001', optedOutAt: at });
    const found = await guardiansOfClass(db, classOf(0, 1).organisation.id, today);
    expect(found.find((g) => g.guardianId === one)).toMatchObject({
      pupilIds: [made.pupil, sibling.pupil],
      pupilNames: ['钱多多', '钱小小'],
      phone: '13900000001',
    });
    const namesake = await makePupil(db, classOf(0, 1).organisation, { name: '钱多多', guardians: 1 });
    const again = await guardiansOfClass(db, classOf(0, 1).organisation.id, today);
    const ofNamesake = again.filter((g) => g.pupilIds.includes(namesake.pupil)).map((g) => g.guardianId);
    expect(ofNamesake).toEqual(namesake.guardians);
    expect(found.find((g) => g.guardianId === two)).toMatchObject({ pupilNames: ['钱多多'], phone: null });
    expect(new Set(found.map((g) => g.guardianId)).size).toBe(found.length);
  });

  it('puts who cannot be reached on the paper list of each class within the reach', async () => {
    const made = await makePupil(db, classOf(0, 0).organisation, { name: '孙上上', guardians: 1 });
    const guardian = made.guardians[0]!;
    const other = await makePupil(db, classOf(1, 0).organisation, { name: '孙下下', guardians: 0 });
    await makeGuardianship(db, guardian, other.pupil);
    const audience: Audience = { include: [{ organisationId: d.district.id, role: 'guardians' }], exclude: [] };
    const list = async (reach: Reach, after = 0, inUse: readonly ContactKind[] = kinds) => {
      const found = await unreachableIn(db, reach, audience, { today, kinds: inUse }, { after, limit: 50 });
      return found.find((p) => p.personId === guardian);
    };
    expect(await list(reachOf(d.district))).toBeUndefined();
    await sql`delete from contact_point where person_id = ${guardian}`.execute(db);
    expect(await list(reachOf(d.district))).toMatchObject({ pupilNames: ['孙上上', '孙下下'] });
    expect(await list(reachOf(classOf(0, 0).organisation))).toMatchObject({
      pupilNames: ['孙上上'],
      organisationId: classOf(0, 0).organisation.id,
    });
    expect(await list(reachOf(classOf(1, 0).organisation))).toMatchObject({
      pupilNames: ['孙下下'],
      organisationId: classOf(1, 0).organisation.id,
    });
    expect(await list(reachOf(classOf(1, 1).organisation))).toBeUndefined();
    expect(await list(reachOf(d.district), guardian)).toBeUndefined();
    await makeContactPoint(db, guardian, { kind: 'sms' });
    expect(await list(reachOf(d.district))).toBeUndefined();
    expect(await list(reachOf(d.district), 0, ['email'])).toMatchObject({ personId: guardian });
  });
});

describe('staff', () => {
  it('are listed with an address, by page, and lose class and membership on the last day', async () => {
    const { classTeacher, organisation } = classOf(1, 1);
    const staff = await staffOf(db, school(1).organisation.path, today);
    expect(staff.map((m) => m.personId).sort((a, b) => a - b)).toEqual(
      [school(1).head, school(1).teacher, ...school(1).classes.map((c) => c.classTeacher)].sort((a, b) => a - b),
    );
    const membership = staff.find((m) => m.personId === classTeacher)!;
    expect(membership).toMatchObject({ position: 'class_teacher', email: `staff${classTeacher}@example.org` });
    const first = await staffOf(db, school(1).organisation.path, today, { limit: 2 });
    const rest = await staffOf(db, school(1).organisation.path, today, { after: first.at(-1) });
    expect([...first, ...rest]).toEqual(staff);
    expect((await classesTaughtBy(db, classTeacher, today)).map((c) => c.id)).toEqual([organisation.id]);
    const later = await makeMembership(db, classTeacher, classOf(1, 0).organisation, 'class_teacher', {
      startsOn: '2026-11-23',
    });
    expect(await membershipsInForce(db, [membership.membershipId, later], today)).toEqual(
      new Set([membership.membershipId]),
    );
    await sql`update membership set ends_on = ${today} where id = ${membership.membershipId}`.execute(db);
    expect(await classesTaughtBy(db, classTeacher, today)).toEqual([]);
    expect((await membershipsInForce(db, [membership.membershipId], today)).size).toBe(0);
    expect((await staffOf(db, school(1).organisation.path, today)).map((m) => m.personId)).not.toContain(classTeacher);
  });
});

describe('figures', () => {
  it('count everybody once where they belong, and once in the district', async () => {
    const fresh = await makeDistrict(db, { schools: 2, classesPerSchool: 2, pupilsPerClass: 3, guardiansPerPupil: 2 });
    const [north, south] = fresh.schools.map((s) => s.organisation);
    // One guardian with three children in two schools, without any contact point.
    const both = await makePupil(db, fresh.schools[0]!.classes[0]!.organisation, { guardians: 1 });
    for (const c of [fresh.schools[0]!.classes[1]!, fresh.schools[1]!.classes[0]!]) {
      await makeGuardianship(db, both.guardians[0]!, (await makePupil(db, c.organisation, { guardians: 0 })).pupil);
    }
    await sql`delete from contact_point where person_id = ${both.guardians[0]!}`.execute(db);
    await recount(db, today, ['email', 'sms'], at);
    const counts = async (id: number) =>
      (await countedOrganisation(db, { reach: reachOf(fresh.district) }, id))?.counts;
    expect(await counts(north!.id)).toEqual({ pupils: 8, guardians: 13, unreachable: 1, staff: 4 });
    expect(await counts(south!.id)).toEqual({ pupils: 7, guardians: 13, unreachable: 1, staff: 4 });
    expect(await counts(fresh.department.id)).toEqual({ pupils: 0, guardians: 0, unreachable: 0, staff: 0 });
    expect(await counts(fresh.district.id)).toEqual({ pupils: 15, guardians: 25, unreachable: 1, staff: 8 });
  });
});
