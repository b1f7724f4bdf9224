/** Stand-ins, emergency access, the review twice a year, and the mail about a new device. */
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { createApp } from '../../app.tsx';
import { submit } from '../notices/actions/review.ts';
import { byAt, makeDraft, value } from '../notices/factory.ts';
import { runReviews } from './actions/review.ts';
import { startSession } from './actions/sign-in.ts';
import { sweep } from './actions/sweep.ts';
import { approversFor, holdersOf } from './feature.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';
import { heldPaths } from './queries/grants.ts';

const database = await testDatabase();
const { db } = database;
let at = new Date('2026-11-23T02:00:00Z');
const services = testServices(db, { clock: { now: () => new Date(at) } });
const app = createApp(services);
const cast = await makeCast(database);
const t = words('en');
const north = cast.north.organisation;

const pass = (days: number, hours = 0) => {
  at = new Date(at.getTime() + (days * 24 + hours) * 3_600_000);
};

async function as(name: CastName): Promise<Visitor> {
  const who = new Visitor(app);
  const [key = '', value = ''] = (await cookieOf(database, cast.members[name], at)).split('=');
  who.cookies.set(key, value);
  return who;
}

async function mails(): Promise<string[]> {
  const { rows } = await sql<{
    text: string;
  }>`select subject || ' ' || text_body as text from direct_mail order by id`.execute(db);
  return rows.map((row) => row.text);
}

beforeEach(async () => {
  at = new Date('2026-11-23T02:00:00Z');
  await sql`delete from direct_mail`.execute(db);
  await sql`update stand_in set ended_at = now() where ended_at is null`.execute(db);
  await sql`update account_grant set ended_at = now() where emergency_reason is not null and ended_at is null`.execute(
    db,
  );
});

describe('stand-ins', () => {
  const wish = (more: Record<string, string | number> = {}) => ({
    login: cast.members['north.editor'].login,
    organisation: north.id,
    startsOn: '2026-11-24',
    endsOn: '2026-11-26',
    ...more,
  });
  const approvers = async () =>
    (await approversFor(db, north.path, at.toISOString().slice(0, 10))).map((a) => a.accountId);

  test('hold from the first to the last day, and what needs an approver finds them', async () => {
    const giver = await as('north.approver');
    expect((await giver.get(paths.standIns())).text).toContain(north.name);
    expect((await giver.post(paths.standIns(), wish())).location).toContain('standInGiven');
    expect((await mails()).join()).toContain('代理');
    const { accountId } = cast.members['north.editor'];
    const holds = async () => (await approvers()).includes(accountId);
    const seen: boolean[] = [];
    for (let day = 0; day < 5; day += 1) {
      seen.push(await holds());
      pass(1);
    }
    expect(seen).toEqual([false, true, true, true, false]);
  });

  test('hold no longer once the colleague has left, as little as the colleague’s own', async () => {
    await (await as('north.approver')).post(paths.standIns(), wish());
    pass(1);
    const { accountId, membershipId } = cast.members['north.editor'];
    expect(await approvers()).toContain(accountId);
    await sql`update membership set ends_on = '2026-11-24' where id = ${membershipId}`.execute(db);
    expect(await approvers()).not.toContain(accountId);
    expect(await heldPaths(db, accountId, '2026-11-24')).toEqual([]);
    await sql`update membership set ends_on = null where id = ${membershipId}`.execute(db);
  });

  test('are shown to both, and either ends them at once', async () => {
    for (const [ender, other] of [
      ['north.approver', 'north.editor'],
      ['north.editor', 'north.approver'],
    ] as const) {
      at = new Date('2026-11-23T02:00:00Z');
      await (await as('north.approver')).post(paths.standIns(), wish());
      pass(1);
      const colleague = await as(ender);
      expect((await (await as(other)).get(paths.standIns())).text).toContain(cast.members['north.approver'].name);
      const { rows } = await sql<{ id: number }>`select id from stand_in where ended_at is null`.execute(db);
      expect(await approvers()).toContain(cast.members['north.editor'].accountId);
      const end = paths.standInEnd(rows[0]?.id as number);
      expect((await (await as('south.editor')).post(end)).status).toBe(404);
      expect((await colleague.post(end)).status).toBe(303);
      expect(await approvers()).not.toContain(cast.members['north.editor'].accountId);
    }
  });

  test('the administrator of the place sees and ends them, the one of the sibling does not', async () => {
    await (await as('north.approver')).post(paths.standIns(), wish());
    const { accountId } = cast.members['north.editor'];
    const { rows } = await sql<{ id: number }>`select id from stand_in where ended_at is null`.execute(db);
    const end = paths.accountStandInEnd(accountId, rows[0]?.id as number);
    expect((await (await as('south.administrator')).post(end)).status).toBe(404);
    const admin = await as('north.administrator');
    expect((await admin.get(paths.account(accountId))).text).toContain(end);
    expect((await admin.post(end)).status).toBe(303);
  });

  test('never for administrator, ombudsperson, auditor, nor for what one only holds as a stand-in', async () => {
    for (const name of ['north.administrator', 'north.ombudsperson', 'north.auditor'] as const) {
      const giver = await as(name);
      expect((await giver.get(paths.standIns())).text).toContain(t('standInNothing'));
      expect((await giver.post(paths.standIns(), wish())).status).toBe(422);
    }
    const { accountId, membershipId } = cast.members['north.approver'];
    await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_at, confirmed_at)
      values (${accountId}, ${north.id}, 'ombudsperson', ${membershipId}, ${at}, ${at})`.execute(db);
    await (await as('north.approver')).post(paths.standIns(), wish({ login: cast.members['south.editor'].login }));
    pass(1);
    const colleague = await as('south.editor');
    expect((await colleague.get(paths.standIns())).text).not.toContain(`value="${north.id}"`);
    const holders = await holdersOf(db, 'ombudsperson', null, '2026-11-24');
    expect(holders.map((holder) => holder.accountId)).not.toContain(cast.members['south.editor'].accountId);
    const reached = await heldPaths(db, cast.members['south.editor'].accountId, '2026-11-24');
    expect(reached).toContain(north.path);
    await sql`update account_grant set ended_at = now() where role = 'ombudsperson' and account_id = ${accountId}`.execute(
      db,
    );
  });

  test('a stand-in approves what others wrote, never what they wrote themselves', async () => {
    await (await as('north.approver')).post(paths.standIns(), wish());
    pass(1);
    const editor = await as('north.editor');
    const audience = [{ organisationId: north.id, role: 'guardians' as const }];
    const inReview = async (author: CastName) => {
      const draft = await makeDraft(services, {
        office: north.id,
        author: byAt(cast.members[author]),
        approver: byAt(cast.members['north.approver']),
        audience,
      });
      value(await submit(services, byAt(cast.members[author]), draft.id, draft.revision));
      return draft;
    };
    const decide = async (draft: { id: number }) => {
      const { rows } = await sql<{ revision: number }>`select revision from notice where id = ${draft.id}`.execute(db);
      const form = { decision: 'approve', revision: rows[0]?.revision as number, comment: '' };
      await editor.post(`/desk/notices/${draft.id}/review`, form);
      const after = await sql<{ state: string }>`select state from notice where id = ${draft.id}`.execute(db);
      return after.rows[0]?.state;
    };
    expect(await decide(await inReview('north.editor'))).toBe('in_review');
    expect(await decide(await inReview('north.administrator'))).toBe('approved');
  });

  test('says what is wrong at the field and keeps what was typed', async () => {
    const giver = await as('north.approver');
    const wrong: [Record<string, string | number>, string][] = [
      [{ login: 'nobody.here' }, t('standInUnknown')],
      [{ login: cast.members['north.approver'].login }, t('standInSelf')],
      [{ startsOn: '2026-11-01' }, t('standInPast')],
      [{ endsOn: '2026-11-23' }, t('standInBackwards')],
      [{ endsOn: '2027-11-23' }, t('standInLong')],
      [{ endsOn: '2026-13-45' }, t('dayMissing')],
      [{ organisation: cast.south.organisation.id }, t('organisationMissing')],
    ];
    for (const [more, words] of wrong) {
      const answer = await giver.post(paths.standIns(), wish(more));
      expect(answer.status, words).toBe(422);
      expect(answer.text).toContain(words);
      expect(answer.text).toContain(`value="${wish(more).login}"`);
    }
  });
});

describe('emergency access', () => {
  const wish = (more: Record<string, string | number> = {}) => ({
    reason: 'The press officer can’t be reached and the road is closed.',
    role: 'editor',
    organisation: north.id,
    hours: 1,
    ...more,
  });

  test('holds for the hours, is told to all administrators, recorded, and ends by itself', async () => {
    const operator = await as('bureau.operator');
    const { accountId } = cast.members['bureau.operator'];
    expect((await operator.get('/desk/notices/new')).status).toBe(403);
    expect((await operator.post(paths.emergency(), wish())).location).toContain('emergencyDone');
    expect((await operator.get('/desk/notices/new')).status).toBe(200);
    const { rows } = await sql<{ n: number }>`select count(distinct a.id) as n from account a
      join account_grant g on g.account_id = a.id where g.role = 'administrator' and g.ended_at is null`.execute(db);
    expect(await mails()).toHaveLength(rows[0]?.n as number);
    expect((await mails())[0]).toContain('press officer');
    const events = await sql`select from audit_event where action = 'grant.break_glass'`.execute(db);
    expect(events.rows).toHaveLength(1);
    expect((await (await as('bureau.administrator')).get(paths.emergency())).text).toContain('press officer');
    pass(0, 1.01);
    expect((await operator.get('/desk/notices/new')).status).toBe(403);
    await sweep(services);
    const ended = await sql`select from account_grant where account_id = ${accountId} and emergency_reason is not null
      and ended_at is not null`.execute(db);
    expect(ended.rows).toHaveLength(1);
  });

  test('asks for a reason, and never opens the voice or the audit', async () => {
    const operator = await as('bureau.operator');
    const short = await operator.post(paths.emergency(), wish({ reason: 'urgent' }));
    expect(short.status).toBe(422);
    expect(short.text).toContain(t('emergencyReasonShort'));
    expect(short.text).toContain('urgent</textarea>');
    // An administrator could give themselves the case handler's role.
    expect((await operator.post(paths.emergency(), wish({ role: 'administrator' }))).status).toBe(422);
    for (const role of ['case_handler', 'ombudsperson', 'auditor', 'teacher']) {
      expect((await operator.post(paths.emergency(), wish({ role }))).status, role).toBe(422);
      // Not even by a mistake of the program.
      await expect(
        sql`insert into account_grant (account_id, organisation_id, role, given_at, holds_until, emergency_reason)
          values (${cast.members['bureau.operator'].accountId}, ${north.id}, ${role}, now(), now(), 'a long reason')`.execute(
          db,
        ),
      ).rejects.toThrow('check');
    }
    expect((await operator.post(paths.emergency(), wish({ hours: 100 }))).status).toBe(422);
  });

  test('stays within the own subtree, and only the holder or an administrator there ends it', async () => {
    const operator = await as('north.operator');
    expect((await operator.post(paths.emergency(), wish({ organisation: cast.south.organisation.id }))).status).toBe(
      422,
    );
    expect((await (await as('north.editor')).post(paths.emergency(), wish())).status).toBe(403);
    await operator.post(paths.emergency(), wish());
    expect((await operator.post(paths.emergency(), wish())).text).toContain(t('emergencyHeld'));
    const { rows } = await sql<{ id: number }>`select id from account_grant
      where emergency_reason is not null and ended_at is null`.execute(db);
    const end = paths.emergencyEnd(rows[0]?.id as number);
    expect((await (await as('south.administrator')).post(end)).status).toBe(404);
    expect((await (await as('bureau.operator')).post(end)).status).toBe(404);
    expect((await (await as('north.administrator')).post(end)).status).toBe(303);
    expect((await operator.post(end)).status).toBe(404);
  });

  test('an administrator until some day (by a claim) keeps nobody in the office: the last lasting one stays', async () => {
    const { rows } = await sql<{ id: number; accountId: number }>`select g.id, g.account_id as "accountId"
      from account_grant g where role = 'administrator' and organisation_id = ${cast.district.id} and ended_at is null
      order by id`.execute(db);
    const [first, second] = rows;
    const { accountId, membershipId } = cast.members['bureau.operator'];
    await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_at, holds_until)
      values (${accountId}, ${cast.district.id}, 'administrator', ${membershipId}, ${at}, ${new Date(at.getTime() + 3_600_000)})`.execute(
      db,
    );
    const admin = await as('bureau.administrator');
    const mine = rows.find((row) => row.accountId === cast.members['bureau.administrator'].accountId);
    const other = mine === first ? second : first;
    expect((await admin.post(paths.grantEnd(other?.accountId as number, other?.id as number))).status).toBe(303);
    const last = await admin.post(paths.grantEnd(mine?.accountId as number, mine?.id as number));
    expect(last.text).toContain(t('lastAdministrator'));
    await sql`update account_grant set ended_at = now() where account_id = ${accountId} and role = 'administrator'`.execute(
      db,
    );
    await sql`update account_grant set ended_at = null, ended_by = null where id = ${other?.id}`.execute(db);
  });
});

describe('the review', () => {
  test('opens each half-year with what is old enough, is decided, reminded of, and closes', async () => {
    await runReviews(services);
    await runReviews(services);
    const { rows } = await sql<{ n: number }>`select count(*) as n from access_review_item`.execute(db);
    const grants = await sql<{ n: number }>`select count(*) as n from account_grant
      where ended_at is null and holds_until is null and given_at < '2026-09-24'`.execute(db);
    expect(rows[0]?.n).toBe(grants.rows[0]?.n);
    expect(rows[0]?.n).toBeGreaterThan(20);
    const opening = await mails();
    expect(opening.length).toBeGreaterThan(2);
    expect(opening[0]).toContain('2026年12月23日');

    const itemOf = async (name: CastName): Promise<number> => {
      const { role, accountId } = cast.members[name];
      const found = await sql<{ id: number }>`select id from account_grant
        where account_id = ${accountId} and role = ${role} and ended_at is null`.execute(db);
      return found.rows[0]?.id as number;
    };
    const state = async (name: CastName) =>
      (
        await sql<{ ended: boolean }>`select ended_at is not null as ended from account_grant
          where account_id = ${cast.members[name].accountId} and role = ${cast.members[name].role} order by id limit 1`.execute(
          db,
        )
      ).rows[0]?.ended;

    const admin = await as('bureau.administrator');
    const second = await as('bureau.second_administrator');
    expect((await admin.get(paths.review())).text).toContain(cast.members['north.editor'].name);
    expect((await admin.post(paths.review())).text).toContain(t('reviewChoose'));
    const kept = [await itemOf('north.editor'), await itemOf('bureau.auditor'), await itemOf('bureau.administrator')];
    expect((await admin.post(paths.review(), { grant: kept })).status).toBe(303);
    const page = (await admin.get(paths.review())).text;
    expect(page).not.toContain(`value="${kept[0]}"`);
    // One's own is somebody else's to confirm, and a second word is somebody else's too.
    expect(page).toContain(`value="${kept[1]}"`);
    expect(page).toContain(`value="${kept[2]}"`);
    await admin.post(paths.review(), { grant: kept });
    expect((await admin.get(paths.review())).text).toContain(t('reviewMine'));
    await second.post(paths.review(), { grant: [kept[1] as number] });
    expect((await second.get(paths.review())).text).not.toContain(`value="${kept[1]}"`);
    // A sibling's administrator decides nothing here.
    const southern = await as('south.administrator');
    await southern.post(paths.review(), { grant: [await itemOf('north.approver')] });
    expect((await admin.get(paths.review())).text).toContain(`value="${await itemOf('north.approver')}"`);

    for (const days of [16, 23, 29]) {
      at = new Date('2026-11-23T02:00:00Z');
      pass(days);
      await sql`delete from direct_mail`.execute(db);
      await runReviews(services);
      await runReviews(services);
      expect((await mails()).length, `reminders after ${days} days`).toBe(opening.length);
    }
    expect(await state('north.approver')).toBe(false);
    at = new Date('2026-11-23T02:00:00Z');
    pass(31);
    await sql`delete from direct_mail`.execute(db);
    await runReviews(services);
    expect(await state('north.editor')).toBe(false);
    expect(await state('bureau.auditor')).toBe(false);
    expect(await state('north.approver')).toBe(true);
    // Nobody confirmed these either; they wait for two people and never lapse in silence.
    expect(await state('north.ombudsperson')).toBe(false);
    expect(await state('south.auditor')).toBe(false);
    expect((await mails()).some((mail) => mail.includes('已失效'))).toBe(true);
    // The district never loses its last administrator by a review.
    const left =
      await sql`select from account_grant where role = 'administrator' and organisation_id = ${cast.district.id}
      and ended_at is null`.execute(db);
    expect(left.rows).toHaveLength(1);
    const open = await sql`select from access_review where closed_at is null`.execute(db);
    expect(open.rows).toHaveLength(1);
    await sql`delete from direct_mail`.execute(db);
    pass(8);
    await runReviews(services);
    expect((await mails()).length).toBeGreaterThan(0);
  });
});

describe('a new device', () => {
  test('is told by mail, the first and known ones are not', async () => {
    const { accountId } = cast.members['bureau.approver'];
    const signIn = (mark: string) =>
      db
        .transaction()
        .execute((trx) =>
          startSession(
            trx,
            services,
            accountId,
            { address: 'local', device: 'Firefox, Windows', mark },
            { means: 'totp' },
          ),
        );
    await signIn('office');
    await signIn('office');
    expect(await mails()).toEqual([]);
    await signIn('somewhere else');
    expect(await mails()).toHaveLength(1);
    expect((await mails())[0]).toContain('Firefox, Windows');
    await signIn('somewhere else');
    expect(await mails()).toHaveLength(1);
    const { rows } = await sql<{ row: string }>`select account_device::text as row from account_device`.execute(db);
    expect(rows.some(({ row }) => row.includes('office') || row.includes('Firefox'))).toBe(false);
  });
});
