/** Approval chains through the actions, on a real database. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Cast, type CastName, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { startCorrection } from '../actions/correct.ts';
import { publish } from '../actions/publish.ts';
import { approve, reopen, returnToAuthor, submit } from '../actions/review.ts';
import { publishUrgently } from '../actions/urgent.ts';
import { byAt, makeDraft, movableClock, type NoticeSpec, troublesOf, value } from '../factory.ts';
import { eventsOf, listNotices, noticeById } from '../queries/notices.ts';
import { upsertText } from '../queries/write.ts';
import { planFor } from './actions/chain.ts';
import { endRule, setRule } from './actions/rules.ts';
import { currentStep } from './model/chain.ts';
import { stepsOf } from './queries/steps.ts';

const database = await testDatabase();
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(database.db, { clock }), clock };
const { db } = database;
let cast: Cast;
let spec: NoticeSpec;
const by = (name: CastName) => byAt(cast.members[name]);

beforeAll(async () => {
  cast = await makeCast(database);
  spec = {
    office: cast.north.organisation.id,
    author: by('north.editor'),
    approver: by('north.approver'),
    audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' }],
  };
});

beforeEach(async () => {
  await sql`update approval_rule set ended_at = now(), ended_by = ${cast.members['bureau.administrator'].accountId}
    where ended_at is null`.execute(db);
  await sql`delete from direct_mail`.execute(db);
});

const rule = (more: Partial<Parameters<typeof setRule>[2]> = {}) => ({
  organisationId: cast.district.id,
  kind: null,
  reach: null,
  steps: ['office', 'bureau'] as const,
  remindAfter: 2,
  ...more,
});
const set = async (more: Partial<Parameters<typeof setRule>[2]> = {}) =>
  value(await setRule(services, by('bureau.administrator'), rule(more))).id;
const addressesOf = async () => {
  const { rows } = await sql<{ address: string }>`select address from direct_mail order by id`.execute(db);
  return rows.map((row) => row.address);
};
const addressOf = (name: CastName) => `staff${cast.members[name].personId}@example.org`;
const submitted = async (more: Partial<NoticeSpec> = {}) => {
  const draft = await makeDraft(services, { ...spec, ...more });
  value(await submit(services, spec.author, draft.id, draft.revision));
  return draft;
};

describe('which rule counts', () => {
  test('the nearest office first, then a kind, then a reach; none: one approval by whoever may', async () => {
    const path = cast.north.organisation.path;
    const plan = () => planFor(db, path, 'safety', { reach: 'one_school' });
    expect((await plan()).steps.map((step) => step.place)).toEqual(['any']);
    await set({ reach: 'one_school', steps: ['bureau'] });
    expect((await plan()).rule?.reach).toBe('one_school');
    await set({ kind: 'safety', steps: ['office', 'bureau'] });
    expect((await plan()).rule?.kind).toBe('safety');
    await set({ kind: 'safety', reach: 'one_school', steps: ['office'] });
    expect((await plan()).rule?.reach).toBe('one_school');
    await set({ organisationId: cast.north.organisation.id, steps: ['school', 'school'] });
    const { rule: found, steps } = await plan();
    expect(found?.organisationId).toBe(cast.north.organisation.id);
    expect(steps.map((step) => step.organisation.id)).toEqual([cast.north.organisation.id, cast.north.organisation.id]);
    // Of another kind, or below another school, it says nothing.
    const south = await planFor(db, cast.south.organisation.path, 'fees', { reach: 'one_school' });
    expect(south.rule?.steps).toEqual(['bureau']);
  });

  test('a rule of the same office, kind and reach takes the place of the one before; an ended one counts no more', async () => {
    const first = await set();
    const second = await set({ steps: ['bureau'] });
    const { rows } = await sql`select 1 from approval_rule where ended_at is null`.execute(db);
    expect([rows.length, second > first]).toEqual([1, true]);
    expect(troublesOf(await endRule(services, by('bureau.administrator'), first))).toEqual(['ruleGone']);
    value(await endRule(services, by('bureau.administrator'), second));
    const plan = await planFor(db, cast.north.organisation.path, 'safety', { reach: 'one_school' });
    expect(plan.rule).toBeUndefined();
    const { rows: acts } = await sql<{ action: string }>`select action from audit_event
      where action like 'approval_rule.%' order by id desc limit 2`.execute(db);
    expect(acts.map((row) => row.action)).toEqual(['approval_rule.end', 'approval_rule.set']);
  });

  test('only who answers for the whole district sets one, and only with a step', async () => {
    expect(troublesOf(await setRule(services, by('north.administrator'), rule()))).toEqual(['chainNotYours']);
    expect(troublesOf(await setRule(services, by('bureau.approver'), rule({ steps: [] })))).toEqual(['stepMissing']);
    expect(troublesOf(await setRule(services, by('bureau.approver'), rule({ organisationId: 999_999 })))).toEqual([
      'officeOutside',
    ]);
  });
});

describe('step by step', () => {
  test('each in its turn, by its own office; the hash covers who approved', async () => {
    await set();
    const { id, revision } = await submitted();
    expect(await addressesOf()).toEqual([addressOf('north.approver')]);
    expect(troublesOf(await approve(services, by('bureau.approver'), id, revision, ''))).toEqual(['notYourStep']);
    value(await approve(services, spec.approver, id, revision, '同意'));
    expect((await noticeById(db, id))?.state).toBe('in_review');
    expect(await addressesOf()).toEqual([addressOf('north.approver'), addressOf('bureau.approver')]);
    expect(troublesOf(await approve(services, spec.approver, id, revision, ''))).toEqual(['approvedBefore']);
    expect(troublesOf(await publish(services, spec.author, id))).toEqual(['notNow']);
    value(await approve(services, by('bureau.approver'), id, revision, ''));
    const notice = await noticeById(db, id);
    expect([notice?.state, notice?.approverId]).toEqual(['approved', cast.members['bureau.approver'].accountId]);
    expect((await eventsOf(db, id)).map((event) => event.kind).slice(0, 2)).toEqual(['approved', 'step_approved']);
    // Another name in a step: no longer what was frozen.
    await sql`update notice_approval_step set account_id = ${cast.members['south.approver'].accountId}
      where notice_id = ${id} and position = 1`.execute(db);
    expect(troublesOf(await publish(services, spec.author, id))).toEqual(['changedSinceApproval']);
    await sql`update notice_approval_step set account_id = ${cast.members['north.approver'].accountId}
      where notice_id = ${id} and position = 1`.execute(db);
    value(await publish(services, spec.author, id));
  });

  test('a text that changed between two steps stops the second', async () => {
    await set();
    const { id, revision } = await submitted();
    value(await approve(services, spec.approver, id, revision, ''));
    await db
      .transaction()
      .execute((trx) => upsertText(trx, id, { language: 'zh-CN', title: '换掉', body: '换掉的正文' }));
    expect(troublesOf(await approve(services, by('bureau.approver'), id, revision, ''))).toEqual([
      'changedSinceApproval',
    ]);
  });

  test('returned, or opened again: the chain begins anew, by the rules of that day', async () => {
    await set();
    const { id, revision } = await submitted();
    value(await approve(services, spec.approver, id, revision, ''));
    value(await returnToAuthor(services, by('bureau.approver'), id, '请补充时间'));
    value(await submit(services, spec.author, id, revision));
    const steps = await stepsOf(db, id);
    expect([steps.length, currentStep(steps)?.position]).toEqual([2, 1]);
    // What is in review keeps its steps although the rule changes.
    await set({ steps: ['bureau'] });
    value(await approve(services, spec.approver, id, revision, ''));
    value(await approve(services, by('bureau.approver'), id, revision, ''));
    value(await reopen(services, spec.author, id));
    value(await submit(services, spec.author, id, revision));
    expect((await stepsOf(db, id)).map((step) => step.place)).toEqual(['bureau']);
  });

  test('the last step answers for the whole audience: the bureau is added where it would not', async () => {
    await set({ steps: ['office'] });
    const author = by('bureau.editor');
    const draft = await makeDraft(services, {
      ...spec,
      author,
      audience: [
        { organisationId: cast.north.organisation.id, role: 'guardians' },
        { organisationId: cast.south.organisation.id, role: 'guardians' },
      ],
    });
    value(await submit(services, author, draft.id, draft.revision));
    expect((await stepsOf(db, draft.id)).map((step) => step.place)).toEqual(['office', 'bureau']);
    value(await approve(services, by('north.approver'), draft.id, draft.revision, ''));
    value(await approve(services, by('bureau.approver'), draft.id, draft.revision, ''));
    expect((await noticeById(db, draft.id))?.state).toBe('approved');
  });

  test('it waits in the list of whoever can take its step, and of nobody else', async () => {
    await set();
    const { id, revision } = await submitted();
    const waits = async (name: CastName) => {
      const { accountId, organisation } = cast.members[name];
      const reach = { paths: [organisation.path], brand: 'reach' } as const;
      const waitingFor = { accountId, approve: reach, publish: { ...reach, paths: [] } };
      return (await listNotices(db, reach, { waitingFor, limit: 50 })).some((row) => row.id === id);
    };
    expect([await waits('north.approver'), await waits('bureau.approver')]).toEqual([true, false]);
    value(await approve(services, spec.approver, id, revision, ''));
    expect([await waits('north.approver'), await waits('bureau.approver')]).toEqual([false, true]);
  });

  test('a step that nobody can take is told to administrators at once', async () => {
    await set({ steps: ['office', 'office', 'bureau'] });
    const { id, revision } = await submitted();
    await sql`delete from direct_mail`.execute(db);
    value(await approve(services, spec.approver, id, revision, ''));
    const told = await addressesOf();
    expect(told).toContain(addressOf('north.administrator'));
    expect(told).toContain(addressOf('bureau.administrator'));
    expect(told).not.toContain(addressOf('north.approver'));
    expect((await eventsOf(db, id))[1]?.kind).toBe('step_empty');
  });

  test('urgent publication ends the chain: one person and a countersignature', async () => {
    await set();
    const { id, revision } = await submitted();
    value(await publishUrgently(services, by('north.editor'), id, revision, '道路中断'));
    expect(await stepsOf(db, id)).toEqual([]);
    expect((await noticeById(db, id))?.state).toBe('published');
  });

  test('a correction goes by the same rules', async () => {
    const { id, revision } = await submitted();
    value(await approve(services, spec.approver, id, revision, ''));
    value(await publish(services, spec.author, id));
    clock.pass(61_000);
    await set();
    const correction = value(await startCorrection(services, spec.author, id)).id;
    await sql`update notice set correction_reason = '时间有误', correction_told = 'nobody' where id = ${correction}`.execute(
      db,
    );
    await db
      .transaction()
      .execute((trx) => upsertText(trx, correction, { language: 'zh-CN', title: '更正', body: '正文' }));
    const draft = await noticeById(db, correction);
    value(await submit(services, spec.author, correction, draft?.revision ?? 0));
    expect((await stepsOf(db, correction)).map((step) => step.place)).toEqual(['office', 'bureau']);
  });
});

describe('stand-ins', () => {
  const standIn = async (giver: CastName, colleague: CastName, at: number) => {
    await sql`insert into stand_in (account_id, stand_in_id, organisation_id, starts_on, ends_on, given_at)
      values (${cast.members[giver].accountId}, ${cast.members[colleague].accountId}, ${at}, '2026-11-01',
        '2026-12-31', '2026-11-01')`.execute(db);
  };
  beforeEach(() => sql`delete from stand_in`.execute(db));

  test('counts for the person away, who approves no other step; the page says for whom', async () => {
    await set({ steps: ['office', 'office'] });
    await standIn('north.approver', 'north.safety_officer', cast.north.organisation.id);
    const { id, revision } = await submitted();
    value(await approve(services, by('north.safety_officer'), id, revision, ''));
    const [first] = await stepsOf(db, id);
    expect(first?.principalId).toBe(cast.members['north.approver'].accountId);
    expect(troublesOf(await approve(services, spec.approver, id, revision, ''))).toEqual(['approvedBefore']);
  });

  test('never for what the person away or the stand-in wrote', async () => {
    await standIn('north.approver', 'north.editor', cast.north.organisation.id);
    const own = await submitted();
    expect(troublesOf(await approve(services, by('north.editor'), own.id, own.revision, ''))).toEqual([
      'authorCannotApprove',
    ]);
    await standIn('north.approver', 'north.safety_officer', cast.north.organisation.id);
    const draft = await makeDraft(services, { ...spec, author: spec.approver });
    value(await submit(services, spec.approver, draft.id, draft.revision));
    expect(troublesOf(await approve(services, by('north.safety_officer'), draft.id, draft.revision, ''))).toEqual([
      'standInOfInvolved',
    ]);
  });
});
