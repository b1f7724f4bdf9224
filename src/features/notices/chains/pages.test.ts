/** The pages of approval rules, and the approval on a notice's own pages. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { makeDraft } from '../factory.ts';

const { db, cast, services, spec, staff } = await noticeScene();
const rules = '/desk/notices/approval-rules';

const prove = () => sql`update session set proved_at = ${services.clock.now()}`.execute(db);

const form = {
  organisationId: String(cast.district.id),
  kind: '',
  reach: 'district',
  step1: 'office',
  step2: 'bureau',
  remindAfter: '2',
};

test('a rule is set with a fresh proof, tried, changed and ended', async () => {
  const ask = await staff('bureau.administrator');
  await sql`update session set proved_at = null`.execute(db);
  expect((await ask(`${rules}/new`, form)).status, 'without a proof').toBe(403);
  await prove();
  const bad = await ask(`${rules}/new`, { ...form, step1: '', step2: '', remindAfter: '0' });
  expect(bad.status).toBe(422);
  const words = await bad.text();
  expect(words).toContain('Give a whole number from 1 to 30.');
  const none = await ask(`${rules}/new`, { ...form, step1: '', step2: '' });
  expect(await none.text()).toContain('Choose at least the first step.');
  const saved = await ask(`${rules}/new`, { ...form, organisationId: String(cast.north.organisation.id) });
  expect([saved.status, saved.headers.get('location')]).toEqual([303, `${rules}?done=chainSaved`]);

  const list = await (await ask(rules)).text();
  expect(list).toContain('1. An approver of the issuing office');
  const id = /approval-rules\/(\d+)"/.exec(list)?.[1];
  const tryIt = `${rules}?office=${cast.north.organisation.id}&kind=safety&reach=`;
  expect(await (await ask(`${tryIt}district`)).text()).toContain(`1. An approver of ${cast.north.organisation.name}`);
  expect(await (await ask(`${tryIt}one_class`)).text()).toContain('No rule applies');

  const changed = await ask(`${rules}/${id}`, {
    ...form,
    step2: '',
    organisationId: String(cast.north.organisation.id),
  });
  expect(changed.status).toBe(303);
  expect((await ask(`${rules}/${id}`)).status, 'replaced').toBe(404);
  const next = /approval-rules\/(\d+)"/.exec(await (await ask(rules)).text())?.[1];
  expect((await ask(`${rules}/${next}/end`, {})).status).toBe(303);
  expect(await (await ask(rules)).text()).toContain('No approval rules yet');
});

test('a school sees what concerns it, and sets nothing', async () => {
  const bureau = await staff('bureau.administrator');
  await prove();
  await bureau(`${rules}/new`, { ...form, organisationId: String(cast.south.organisation.id) });
  await bureau(`${rules}/new`, form);
  const ask = await staff('north.administrator');
  await prove();
  const list = await (await ask(rules)).text();
  expect(list).toContain(cast.district.name);
  expect(list).not.toContain(cast.south.organisation.name);
  expect(list).not.toContain(`${rules}/new`);
  const refused = await ask(`${rules}/new`, { ...form, organisationId: String(cast.north.organisation.id) });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('Only an administrator or approver of the whole district');
});

test('the writer sees what is needed, the approver whose turn it is, and everybody who approved', async () => {
  const bureau = await staff('bureau.administrator');
  await prove();
  const all = { ...form, organisationId: String(cast.district.id), kind: 'schedule', step1: 'bureau', step2: 'bureau' };
  expect((await bureau(`${rules}/new`, all)).status).toBe(303);
  const draft = await makeDraft(services, { ...spec, kind: 'schedule' });
  const editor = await staff('bureau.editor');
  await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_by, given_at)
    select account_id, organisation_id, 'approver', membership_id, account_id, given_at from account_grant
    where account_id = ${cast.members['bureau.safety_officer'].accountId} and role = 'safety_officer'`.execute(db);
  const check = await (await editor(`/desk/notices/${draft.id}/check`)).text();
  expect(check).toContain(`2. An approver of ${cast.district.name}`);
  expect((await editor(`/desk/notices/${draft.id}/check`, { revision: String(draft.revision) })).status).toBe(303);
  const approver = await staff('bureau.approver');
  const decide = { decision: 'approve', comment: '同意', revision: String(draft.revision) };
  expect((await approver(`/desk/notices/${draft.id}/review`, decide)).status).toBe(303);
  const page = await (await approver(`/desk/notices/${draft.id}`)).text();
  expect(page).toContain(`Approved by ${cast.members['bureau.approver'].name}`);
  expect(page).toContain('Waiting since');
  const again = await (await approver(`/desk/notices/${draft.id}/review`)).text();
  expect(again).toContain('You have already approved another step');
  expect(again).not.toContain('value="approve"');
  // A school's approver may read neither.
  expect((await (await staff('north.approver'))(`/desk/notices/${draft.id}/review`)).status).toBe(404);
});
