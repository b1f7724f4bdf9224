/** Reminders to approvers who take their time. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Cast, type CastName, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { approve, submit } from '../actions/review.ts';
import { byAt, makeDraft, movableClock, value } from '../factory.ts';
import { eventsOf } from '../queries/notices.ts';
import { remindSlow } from './actions/remind.ts';
import { setRule } from './actions/rules.ts';

const database = await testDatabase();
// 17:00 in the district.
const clock = movableClock('2026-11-20T09:00:00Z');
const services = { ...testServices(database.db, { clock }), clock };
const { db } = database;
let cast: Cast;
const by = (name: CastName) => byAt(cast.members[name]);
const addressOf = (name: CastName) => `staff${cast.members[name].personId}@example.org`;

async function mails(): Promise<{ address: string; subject: string; text: string }[]> {
  const { rows } = await sql<{ address: string; subject: string; text: string }>`
    select address, subject, text_body as text from direct_mail order by address`.execute(db);
  await sql`delete from direct_mail`.execute(db);
  return rows;
}

async function waiting(): Promise<{ id: number; revision: number }> {
  const draft = await makeDraft(services, {
    office: cast.north.organisation.id,
    author: by('north.editor'),
    approver: by('north.approver'),
    audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' }],
  });
  value(await submit(services, by('north.editor'), draft.id, draft.revision));
  return draft;
}

beforeAll(async () => {
  cast = await makeCast(database);
  const rule = {
    organisationId: cast.district.id,
    kind: null,
    reach: null,
    steps: ['office'] as const,
    remindAfter: 2,
  };
  value(await setRule(services, by('bureau.administrator'), rule));
});

test('after the working days of the rule, in the morning, one mail with all that waits; later administrators too', async () => {
  const one = await waiting();
  await waiting();
  await mails();
  clock.set('2026-11-22T02:00:00Z');
  expect(await remindSlow(services), 'nobody works on a Sunday').toBe(0);
  clock.set('2026-11-23T02:00:00Z');
  expect(await remindSlow(services), 'Monday is the first working day, not yet two').toBe(0);
  clock.set('2026-11-23T23:00:00Z');
  expect(await remindSlow(services), 'seven in the morning').toBe(0);
  clock.set('2026-11-24T01:00:00Z');
  expect(await remindSlow(services)).toBe(2);
  const first = await mails();
  expect(first.map((mail) => mail.address)).toEqual([addressOf('north.approver')]);
  expect(first[0]?.subject).toContain('2');
  expect(first[0]?.text).toContain(`/desk/notices/${one.id}/review`);
  expect((await eventsOf(db, one.id))[0]?.kind).toBe('approver_reminded');
  clock.pass(3_600_000);
  expect(await remindSlow(services), 'once a day').toBe(0);

  clock.set('2026-11-25T01:30:00Z');
  expect(await remindSlow(services)).toBe(2);
  expect((await mails()).map((mail) => mail.address)).toEqual([addressOf('north.approver')]);
  clock.set('2026-11-26T01:30:00Z');
  expect(await remindSlow(services)).toBe(2);
  const third = await mails();
  const told = third.map((mail) => mail.address);
  for (const name of ['north.approver', 'north.administrator', 'bureau.administrator'] as const) {
    expect(told).toContain(addressOf(name));
  }
  expect(told).not.toContain(addressOf('south.administrator'));
  expect(new Set(told).size, 'nobody gets two').toBe(told.length);

  value(await approve(services, by('north.approver'), one.id, one.revision, ''));
  clock.set('2026-11-27T01:30:00Z');
  expect(await remindSlow(services), 'what is approved is not spoken of').toBe(1);
});

test('two processes at once: one mail', async () => {
  await mails();
  clock.set('2026-11-30T01:30:00Z');
  const counts = await Promise.all([remindSlow(services), remindSlow(services)]);
  expect(counts.toSorted((a, b) => a - b)).toEqual([0, 1]);
  expect((await mails()).filter((mail) => mail.address === addressOf('north.approver')).length).toBe(1);
});

test('without anybody who can approve, administrators hear of it each day from the first reminder on', async () => {
  await sql`update account_grant set ended_at = now() where account_id = ${cast.members['north.approver'].accountId}`.execute(
    db,
  );
  await mails();
  clock.set('2026-12-01T01:30:00Z');
  expect(await remindSlow(services)).toBe(1);
  const told = (await mails()).map((mail) => mail.address);
  expect(told).toContain(addressOf('north.administrator'));
  expect(told).not.toContain(addressOf('north.approver'));
});
