/** Replies to a notice of over 400 organisations are counted now and then, not for each page. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { makeSyntheticDirectory, type SyntheticDirectory } from '../../../../test/support/synthetic-directory.ts';
import { seedAccounts } from '../../accounts/feature.ts';
import { byAt, type MovableClock, movableClock } from '../factory.ts';
import type { Whole } from '../model/notice.ts';
import { eraseReplies } from '../queries/keeping.ts';
import { noticeById, wholeOf } from '../queries/notices.ts';
import { countedTallies, recountTallies } from './actions/tallies.ts';
import { makeSlipNotice } from './factory.ts';
import type { Slip } from './model/slip.ts';

let database: TestDatabase;
let made: SyntheticDirectory;
let services: ReturnType<typeof testServices> & { clock: MovableClock };
let whole: Whole & { slip: Slip };
const minute = 60_000;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  made = await makeSyntheticDirectory(db, { guardians: 1000, perClass: 2, classesPerSchool: 50 });
  const clock = movableClock('2026-11-20T01:00:00Z');
  services = { ...testServices(db), clock };
  const [editor, approver] = await seedAccounts(
    db,
    (['editor', 'approver'] as const).map((role) => ({
      ...{ personId: null, membershipId: null, login: role, displayName: role },
      grants: [{ role, organisationId: made.districtId }],
    })),
    clock.now(),
  );
  const organisation = { path: String(made.districtId) };
  const { id } = await makeSlipNotice(services, {
    office: made.districtId,
    author: byAt({ accountId: editor as number, organisation }),
    approver: byAt({ accountId: approver as number, organisation }),
    audience: [{ organisationId: made.districtId, role: 'guardians' }],
    deadlineOn: '2026-11-27',
  });
  const notice = await noticeById(db, id);
  if (!notice) throw new Error('no notice');
  const found = await wholeOf(db, notice);
  if (!found.slip) throw new Error('no slip');
  whole = { ...found, slip: found.slip };
});
afterAll(() => database.drop());

/** The n-th guardians agree, each for the own child. */
async function answer(from: number, to: number): Promise<void> {
  await sql`
    insert into notice_slip_answer (notice_id, guardian_id, pupil_id, means, answers, answered_on)
    select ${whole.notice.id}, guardian_id, pupil_id, 'link', '{"1": "agree", "2": 0}', '2026-11-20' from guardianship
    where guardian_id = any (${made.guardianIds.slice(from, to)}::int8[])`.execute(database.db);
}

const agreed = (tallies: Awaited<ReturnType<typeof countedTallies>>) =>
  tallies.questions.find(({ key }) => key === 1)?.values;

test('its figures hold for a while and say from when they are; the job counts again', async () => {
  const { clock } = services;
  await answer(0, 7);
  const first = await countedTallies(services, whole, undefined);
  expect(first).toMatchObject({ wanted: 1000, answered: 7, countedAt: clock.now() });
  expect(agreed(first)).toEqual([{ value: 'agree', n: 7 }]);

  await answer(7, 20);
  clock.pass(30 * minute);
  expect(await countedTallies(services, whole, undefined), 'as they were').toEqual(first);
  await recountTallies(services);
  const again = await countedTallies(services, whole, undefined);
  expect(again).toMatchObject({ answered: 20, countedAt: clock.now() });

  await answer(20, 21);
  clock.pass(41 * minute);
  expect((await countedTallies(services, whole, undefined)).answered, 'where no job has run').toBe(21);
});

test('an erasure takes the totals with it: whoever looks next counts anew', async () => {
  const id = made.guardianIds[20] as number;
  const before = await countedTallies(services, whole, undefined);
  const subject = { personId: id, ids: [id], accountId: null, addresses: [] };
  await database.db.transaction().execute((trx) => eraseReplies(trx, subject));
  const after = await countedTallies(services, whole, undefined);
  expect(after.answered).toBe(before.answered - 1);
  expect(after.countedAt).toEqual(services.clock.now());
  // Somebody who has answered nothing takes no figures away.
  services.clock.pass(minute);
  await database.db.transaction().execute((trx) => eraseReplies(trx, subject));
  expect(await countedTallies(services, whole, undefined)).toEqual(after);
});

test('a day begins with figures of its own: guardianships end by their dates', async () => {
  await countedTallies(services, whole, undefined);
  await sql`update guardianship set ends_on = '2026-11-21' where guardian_id = ${made.guardianIds[0]}`.execute(
    database.db,
  );
  services.clock.set('2026-11-20T17:00:00Z');
  expect((await countedTallies(services, whole, undefined)).answered).toBe(19);
});

test('what a school sees of it is counted at once, and apart from the whole', async () => {
  const reach = { paths: [`${made.districtId}.${made.schoolIds[0]}`], brand: 'reach' as const };
  const own = await countedTallies(services, whole, reach);
  expect(own).toMatchObject({ wanted: 99, answered: 19, countedAt: null });
});

test('what nobody looks at any more is not counted again', async () => {
  services.clock.pass(13 * 60 * minute);
  await recountTallies(services);
  const { rows } = await sql`select from slip_figure`.execute(database.db);
  expect(rows).toHaveLength(0);
});
