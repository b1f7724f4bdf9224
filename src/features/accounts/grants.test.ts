import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import type { Role } from '../../platform/access.ts';
import { approversFor } from './feature.ts';

const database = await testDatabase();
const { db } = database;
let now = new Date('2026-11-22T08:00:00Z');
const services = testServices(db, { clock: { now: () => new Date(now) } });
const app = createApp(services);
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

const idOf = (name: CastName) => cast.members[name].accountId;
async function as(name: CastName): Promise<Visitor> {
  const who = new Visitor(app);
  const [cookie = '', value = ''] = (await cookieOf(database, cast.members[name], now)).split('=');
  who.cookies.set(cookie, value);
  return who;
}
async function give(
  who: Visitor,
  to: CastName,
  role: Role,
  organisation: { id: number },
  membership = cast.members[to].membershipId,
) {
  return who.post(`/desk/accounts/${idOf(to)}/grants`, { role, organisation: organisation.id, membership });
}
async function grantOf(to: CastName, role: Role, organisation: { id: number }) {
  const { rows } = await sql<{
    id: number;
    ended_at: Date | null;
    confirmed_at: Date | null;
    ending_proposed_by: number | null;
  }>`
    select * from account_grant where account_id = ${idOf(to)} and role = ${role} and organisation_id = ${organisation.id}
    order by id desc limit 1`.execute(db);
  return rows[0];
}
const act = async (who: Visitor, to: CastName, grant: number | undefined, verb: string) =>
  who.post(`/desk/accounts/${idOf(to)}/grants/${grant}/${verb}`);

describe('giving a role', () => {
  test('works within the own subtree at once, and is recorded', async () => {
    const admin = await as('north.administrator');
    const approver = await as('north.editor');
    expect((await give(admin, 'north.editor', 'administrator', cast.north.organisation)).location).toContain(
      'done=given',
    );
    expect((await approver.get('/desk/accounts')).status).toBe(200);
    expect((await give(admin, 'north.editor', 'administrator', cast.north.organisation)).text).toContain(
      'has this role there already',
    );
    const { rows } = await sql<{ n: number }>`select count(*) as n from audit_event where action = 'grant.give'
      and subject = ${`account:${idOf('north.editor')}`} and organisation_id = ${cast.north.organisation.id}`.execute(
      db,
    );
    expect(rows[0]?.n).toBe(1);
  });

  test('is refused beside and above it, to accounts beside and above it', async () => {
    const admin = await as('north.administrator');
    for (const organisation of [cast.south.organisation, cast.district]) {
      const answer = await give(admin, 'north.operator', 'editor', organisation);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('only within your own organisation');
      expect(await grantOf('north.operator', 'editor', organisation)).toBeUndefined();
    }
    expect((await give(admin, 'south.editor', 'editor', cast.north.organisation)).status).toBe(404);
    expect((await give(admin, 'bureau.operator', 'editor', cast.north.organisation)).status).toBe(404);
  });

  test('teacher is given to nobody: it comes with the position', async () => {
    const admin = await as('bureau.administrator');
    expect((await give(admin, 'north.operator', 'teacher', cast.north.organisation)).status).toBe(422);
  });

  test('stands on a membership of that person that holds today', async () => {
    const admin = await as('bureau.administrator');
    const others = cast.members['south.editor'].membershipId;
    for (const membership of [others, 999_999, '' as unknown as number]) {
      const answer = await give(admin, 'north.operator', 'case_handler', cast.north.organisation, membership);
      expect(answer.text).toContain('membership that holds today');
    }
  });

  test.each(['editor', 'approver', 'operator', 'auditor', 'teacher'] as const)(
    'is not open to the role %s',
    async (role) => {
      const who = await as(`north.${role}`.replace('editor', 'safety_officer') as CastName);
      expect((await who.get('/desk/accounts')).status).toBe(403);
      expect((await who.get(`/desk/accounts/${idOf('north.administrator')}`)).status).toBe(403);
      expect((await give(who, 'north.operator', 'approver', cast.north.organisation)).status).toBe(403);
    },
  );
});

describe('the list', () => {
  test('shows what lies within the reach, and is searched, filtered and paged', async () => {
    const admin = await as('north.administrator');
    const page = (await admin.get('/desk/accounts')).text;
    expect(page).toContain(cast.members['north.approver'].login);
    expect(page).not.toContain(cast.members['south.approver'].login);
    expect(page).not.toContain(cast.members['bureau.approver'].login);
    const found = (await admin.get('/desk/accounts?q=north.appr')).text;
    expect(found).toContain('north.approver');
    expect(found).not.toContain('north.auditor');
    expect((await admin.get('/desk/accounts?role=auditor')).text).not.toContain('north.approver');
    expect((await admin.get(`/desk/accounts?q=${encodeURIComponent('%')}`)).text).toContain('No account fits');
    expect((await admin.get(`/desk/accounts/${idOf('south.editor')}`)).status).toBe(404);
    await sql`insert into account (login, display_name, state, created_at) select 'extra' || n, '额外' || n, 'active', now() from generate_series(1, 60) n`.execute(
      db,
    );
    const bureau = await as('bureau.administrator');
    const seen: string[] = [];
    let next: string | undefined = '/desk/accounts?q=extra';
    while (next) {
      const text: string = (await bureau.get(next)).text;
      seen.push(...[...text.matchAll(/extra\d+/g)].map((m) => m[0]));
      next = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
    await sql`delete from account where login::text like 'extra%'`.execute(db);
  });
});

describe('ombudsperson and auditor', () => {
  test('hold only after a second administrator has confirmed', async () => {
    const [one, two] = [await as('bureau.administrator'), await as('bureau.second_administrator')];
    const theirs = await as('bureau.case_handler');
    expect((await give(one, 'bureau.case_handler', 'auditor', cast.district)).location).toContain('done=givenPending');
    const grant = await grantOf('bureau.case_handler', 'auditor', cast.district);
    expect((await theirs.get('/desk/audit')).status).toBe(403);
    expect((await one.get('/desk/accounts?pending=yes')).text).toContain(cast.members['bureau.case_handler'].login);
    expect((await act(one, 'bureau.case_handler', grant?.id, 'confirm')).text).toContain(
      'another administrator must confirm',
    );
    expect((await theirs.get('/desk/audit')).status).toBe(403);
    expect((await act(two, 'bureau.case_handler', grant?.id, 'confirm')).location).toContain('done=confirmed');
    expect((await theirs.get('/desk/audit')).status).toBe(200);
  });

  test('are taken by two as well, and the proposal can be called off', async () => {
    const [one, two] = [await as('bureau.administrator'), await as('bureau.second_administrator')];
    const theirs = await as('bureau.auditor');
    const grant = await grantOf('bureau.auditor', 'auditor', cast.district);
    expect((await act(one, 'bureau.auditor', grant?.id, 'end')).location).toContain('done=endPending');
    expect((await theirs.get('/desk/audit')).status).toBe(200);
    expect((await act(one, 'bureau.auditor', grant?.id, 'confirm')).status).toBe(422);
    await act(two, 'bureau.auditor', grant?.id, 'keep');
    expect((await grantOf('bureau.auditor', 'auditor', cast.district))?.ending_proposed_by).toBeNull();
    await act(two, 'bureau.auditor', grant?.id, 'end');
    expect((await act(one, 'bureau.auditor', grant?.id, 'confirm')).location).toContain('done=confirmed');
    expect((await theirs.get('/desk/audit')).status).toBe(403);
  });

  test('are not given, confirmed or taken by the one whom they concern', async () => {
    const [one, two] = [await as('bureau.administrator'), await as('bureau.second_administrator')];
    expect((await give(one, 'bureau.administrator', 'ombudsperson', cast.district)).text).toContain('oneself');
    await give(two, 'bureau.administrator', 'ombudsperson', cast.district);
    const grant = await grantOf('bureau.administrator', 'ombudsperson', cast.district);
    expect((await act(one, 'bureau.administrator', grant?.id, 'confirm')).text).toContain('oneself');
    expect((await grantOf('bureau.administrator', 'ombudsperson', cast.district))?.confirmed_at).toBeNull();
    // Before it was confirmed, it is withdrawn by one.
    expect((await act(two, 'bureau.administrator', grant?.id, 'end')).location).toContain('done=ended');
  });

  test('a sibling school’s administrator is no second person', async () => {
    const north = await as('north.administrator');
    await give(north, 'north.operator', 'auditor', cast.north.organisation);
    const grant = await grantOf('north.operator', 'auditor', cast.north.organisation);
    const south = await as('south.administrator');
    expect((await act(south, 'north.operator', grant?.id, 'confirm')).status).toBe(404);
    expect((await act(await as('bureau.administrator'), 'north.operator', grant?.id, 'confirm')).status).toBe(303);
  });

  test('two who confirm at once confirm once', async () => {
    const one = await as('bureau.administrator');
    await give(one, 'north.case_handler', 'ombudsperson', cast.north.organisation);
    const grant = await grantOf('north.case_handler', 'ombudsperson', cast.north.organisation);
    const others = [await as('bureau.second_administrator'), await as('north.administrator')];
    const answers = await Promise.all(others.map((who) => act(who, 'north.case_handler', grant?.id, 'confirm')));
    expect(answers.map((a) => a.status).sort()).toEqual([303, 422]);
  });
});

describe('the last administrator of the district', () => {
  test('stays, whoever asks and however many ask at once', async () => {
    const [one, two] = [await as('bureau.administrator'), await as('bureau.second_administrator')];
    const [first, second] = [
      await grantOf('bureau.administrator', 'administrator', cast.district),
      await grantOf('bureau.second_administrator', 'administrator', cast.district),
    ];
    const answers = await Promise.all([
      act(one, 'bureau.second_administrator', second?.id, 'end'),
      act(two, 'bureau.administrator', first?.id, 'end'),
    ]);
    // The second is refused as the last administrator, or has lost the grant before the question is looked at.
    const [done, refused] = answers.map((a) => a.status).sort();
    expect(done).toBe(303);
    expect([403, 422]).toContain(refused);
    const left = await sql<{ account_id: number; id: number }>`select g.account_id, g.id from account_grant g
      where role = 'administrator' and organisation_id = ${cast.district.id} and ended_at is null`.execute(db);
    expect(left.rows).toHaveLength(1);
    const lastName: CastName =
      left.rows[0]?.account_id === idOf('bureau.administrator')
        ? 'bureau.administrator'
        : 'bureau.second_administrator';
    const last = lastName === 'bureau.administrator' ? one : two;
    expect((await act(last, lastName, left.rows[0]?.id, 'end')).text).toContain('last administrator');
    // Back to two for the other tests.
    const other: CastName =
      lastName === 'bureau.administrator' ? 'bureau.second_administrator' : 'bureau.administrator';
    expect((await give(last, other, 'administrator', cast.district)).status).toBe(303);
  });
});

describe('grants end with what they stand on', () => {
  test('a membership that ended today, a person who left, an organisation that closed', async () => {
    const member = cast.members['south.administrator'];
    const who = await as('south.administrator');
    const status = async () => (await who.get('/desk/accounts')).status;
    expect(await status()).toBe(200);
    await sql`update membership set ends_on = '2026-11-23' where id = ${member.membershipId}`.execute(db);
    expect(await status()).toBe(200);
    await sql`update membership set ends_on = '2026-11-22' where id = ${member.membershipId}`.execute(db);
    expect(await status()).toBe(403);
    await sql`update membership set ends_on = null, starts_on = '2026-11-23' where id = ${member.membershipId}`.execute(
      db,
    );
    expect(await status()).toBe(403);
    await sql`update membership set starts_on = '2020-09-01' where id = ${member.membershipId}`.execute(db);
    await sql`update person set state = 'left' where id = ${member.personId}`.execute(db);
    expect(await status()).toBe(403);
    await sql`update person set state = 'active' where id = ${member.personId}`.execute(db);
    expect(await status()).toBe(200);
    await sql`update organisation set ended_on = '2026-11-22' where id = ${cast.south.organisation.id}`.execute(db);
    expect(await status()).toBe(403);
    await sql`update organisation set ended_on = null where id = ${cast.south.organisation.id}`.execute(db);
  });

  test('the day is the district’s: at 23:30 in China the grant holds, half an hour later it has lapsed', async () => {
    const member = cast.members['south.administrator'];
    await sql`update membership set ends_on = '2026-11-23' where id = ${member.membershipId}`.execute(db);
    now = new Date('2026-11-22T15:30:00Z');
    const who = await as('south.administrator');
    expect((await who.get('/desk/accounts')).status).toBe(200);
    now = new Date('2026-11-22T16:00:01Z');
    expect((await who.get('/desk/accounts')).status).toBe(403);
    now = new Date('2026-11-22T08:00:00Z');
    await sql`update membership set ends_on = null where id = ${member.membershipId}`.execute(db);
  });

  test('a class teacher is a teacher of the class as long as the position lasts', async () => {
    const member = cast.members['north.teacher'];
    const who = await as('north.teacher');
    expect((await who.get('/account')).text).toContain('with the position of class teacher');
    await sql`update membership set ends_on = '2026-11-22' where id = ${member.membershipId}`.execute(db);
    expect((await who.get('/account')).text).not.toContain('with the position of class teacher');
    await sql`update membership set ends_on = null where id = ${member.membershipId}`.execute(db);
  });

  test('and those who approve are only those whose grant holds', async () => {
    const names = async () =>
      (await approversFor(db, cast.north.organisation.path, '2026-11-22')).map((a) => a.accountId);
    expect(await names()).toEqual([idOf('bureau.approver'), idOf('north.approver')].sort((a, b) => a - b));
    await sql`update account set state = 'disabled' where id = ${idOf('bureau.approver')}`.execute(db);
    expect(await names()).toEqual([idOf('north.approver')]);
  });
});

describe('the audit', () => {
  test('is shown within the reach, and looking is recorded', async () => {
    const admin = await as('north.administrator');
    const page = await admin.get('/desk/audit');
    expect(page.status).toBe(200);
    expect(page.text).toContain(`account:${idOf('north.editor')}`);
    expect(page.text).not.toContain(`account:${idOf('bureau.auditor')}<`);
    await admin.get('/desk/audit?subject=account:1&day=2026-11-22');
    const { rows } = await sql<{ detail: object }>`select detail from audit_event
      where action = 'audit.search' and account_id = ${idOf('north.administrator')} order by id`.execute(db);
    expect(rows.map((r) => r.detail)).toEqual([{}, { subject: 'account:1', day: '2026-11-22' }]);
  });

  test.each(['editor', 'approver', 'operator', 'teacher'])('is not open to %s', async (role) => {
    const who = await as(`south.${role}` as CastName);
    expect((await who.get('/desk/audit')).status).toBe(403);
  });

  test('is filtered by action and day, and paged by key', async () => {
    const auditor = await as('south.auditor');
    await sql`insert into audit_event (at, actor, action, organisation_id, subject) select '2026-11-20T04:00:00Z', 'system', 'test.page', ${cast.south.organisation.id}, 'thing:' || n from generate_series(1, 120) n`.execute(
      db,
    );
    const seen: string[] = [];
    let next: string | undefined = '/desk/audit?action=test.page&day=2026-11-20';
    while (next) {
      const text: string = (await auditor.get(next)).text;
      seen.push(...[...text.matchAll(/>(thing:\d+)</g)].map((m) => m[1] as string));
      next = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
    expect((await auditor.get('/desk/audit?action=test.page&day=2026-11-21')).text).toContain('No entry fits');
  });
});
