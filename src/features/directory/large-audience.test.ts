/** Audiences of over 400 organisations take other ways than small ones, with the same outcome. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reach } from '#platform/access.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { makeSyntheticDirectory, type SyntheticDirectory } from '../../../test/support/synthetic-directory.ts';
import { countedAudience, recountAudiences } from './actions/audience-count.ts';
import type { Audience } from './model.ts';
import { isLarge } from './queries/audience-figures.ts';
import { unreachableIn } from './queries/families.ts';

/** A clock that the test moves. */
function clockAt(start: string) {
  let at = new Date(start);
  return {
    now: () => at,
    set: (moment: string) => {
      at = new Date(moment);
    },
    passHours: (hours: number) => {
      at = new Date(at.getTime() + hours * 3_600_000);
    },
  };
}

const day = { today: '2026-03-02', kinds: ['email', 'sms'] as const };
let database: TestDatabase;
let made: SyntheticDirectory;
let everybody: Audience;
let reach: Reach;

beforeAll(async () => {
  database = await testDatabase();
  made = await makeSyntheticDirectory(database.db, { guardians: 1000, perClass: 2, classesPerSchool: 50, without: 40 });
  everybody = { include: [{ organisationId: made.districtId, role: 'guardians' }], exclude: [] };
  reach = { paths: [String(made.districtId)], brand: 'reach' };
});
afterAll(() => database.drop());

test('its figures are kept for an hour, and say from when they are', async () => {
  const { db } = database;
  const clock = clockAt('2026-03-02T02:00:00Z');
  const services = { ...testServices(db), clock };
  expect(await isLarge(db, everybody)).toBe(true);
  const first = await countedAudience(services, everybody);
  expect(first.total).toEqual({ people: 1000, email: 600, sms: 0, none: 400, phoneOnly: 0 });
  expect(first.bySchool).toHaveLength(10);
  expect(first.countedAt).toEqual(clock.now());

  await sql`update person set state = 'left' where id = ${made.guardianIds[0]}`.execute(db);
  clock.passHours(1);
  const kept = await countedAudience(services, everybody);
  expect(kept).toEqual(first);
  await recountAudiences(services);
  const counted = await countedAudience(services, everybody);
  expect(counted.total.people).toBe(999);
  expect(counted.countedAt).toEqual(clock.now());

  await sql`update person set state = 'active' where id = ${made.guardianIds[0]}`.execute(db);
  clock.set('2026-03-03T02:00:00Z');
  expect((await countedAudience(services, everybody)).total.people).toBe(1000);
});

test('what nobody looks at any more is not counted again', async () => {
  const clock = clockAt('2026-03-04T02:00:00Z');
  const services = { ...testServices(database.db), clock };
  await countedAudience(services, everybody);
  clock.passHours(13);
  await recountAudiences(services);
  const { rows } = await sql`select from audience_figure`.execute(database.db);
  expect(rows).toHaveLength(0);
});

test('a small one is counted at once', async () => {
  const clock = clockAt('2026-03-02T02:00:00Z');
  const audience: Audience = {
    include: [{ organisationId: made.schoolIds[0] as number, role: 'guardians' }],
    exclude: [],
  };
  const counted = await countedAudience({ ...testServices(database.db), clock }, audience);
  expect(counted.total.people).toBe(100);
  expect(counted.countedAt).toBeNull();
});

test('the list of those without a channel is whole, whatever the pages', async () => {
  const { db } = database;
  const listed: number[] = [];
  for (let after = 0; ; ) {
    const page = await unreachableIn(db, reach, everybody, day, { after, limit: 70 });
    listed.push(...page.map((person) => person.personId));
    if (page.length < 70) break;
    after = listed.at(-1) as number;
  }
  expect(listed).toEqual(made.guardianIds.filter((_, n) => (n + 1) % 100 < 40));
  const [one] = await unreachableIn(db, reach, everybody, day, { after: listed[10] as number, limit: 1 });
  expect(one?.personId).toBe(listed[11]);
  expect(one?.pupilNames).toHaveLength(1);
});

test('who is excluded or elsewhere is not on it', async () => {
  const { db } = database;
  const [school] = made.schoolIds as [number];
  const without = { ...everybody, exclude: [{ organisationId: school, role: 'guardians' as const }] };
  const page = await unreachableIn(db, reach, without, day, { after: 0, limit: 500 });
  // The first school's hundred guardians have 40 without a channel.
  expect(page).toHaveLength(360);
  const roles: Audience = { include: [{ organisationId: made.districtId, role: 'pupils' }], exclude: [] };
  const pupils = await unreachableIn(db, reach, roles, day, { after: 0, limit: 2000 });
  expect(pupils).toHaveLength(1000);
});
