/** Review, publishing and their rules, through the actions on a real database. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { makePupil } from '#features/directory/factory.ts';
import { type Cast, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { addClauses } from './actions/audience.ts';
import { createNotice, saveBasics, saveRequest, saveText } from './actions/draft.ts';
import { publish, publishDue, schedule, stop, withdraw } from './actions/publish.ts';
import { approve, reopen, returnToAuthor, submit } from './actions/review.ts';
import {
  byAt,
  makeApproved,
  makeDraft,
  makePublished,
  movableClock,
  type NoticeSpec,
  troublesOf,
  value,
} from './factory.ts';
import { eventsOf, noticeById } from './queries/notices.ts';

const database = await testDatabase();
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(database.db, { clock }), clock };
const { db } = database;
let cast: Cast;
let spec: NoticeSpec;

beforeAll(async () => {
  cast = await makeCast(database);
  spec = {
    office: cast.district.id,
    author: byAt(cast.members['bureau.editor']),
    approver: byAt(cast.members['bureau.approver']),
    audience: [{ organisationId: cast.district.id, role: 'guardians' }],
    deadlineOn: '2026-11-27',
  };
});

const stateOf = async (id: number) => (await noticeById(db, id))?.state;
const kindsOf = async (id: number) => (await eventsOf(db, id)).map((event) => event.kind);

describe('writing', () => {
  test('a stale form is refused, and nothing is changed', async () => {
    const { id, revision } = await makeDraft(services, spec);
    const text = { language: 'zh-CN' as const, title: '新标题', body: '新正文' };
    value(await saveText(services, spec.author, id, revision, text));
    const late = await saveText(services, spec.author, id, revision, { ...text, title: '旧表单' });
    expect(troublesOf(late)).toEqual(['stale']);
    const { rows } = await sql<{ title: string }>`select title from notice_text where notice_id = ${id}`.execute(db);
    expect(rows).toEqual([{ title: '新标题' }]);
  });

  test('office and audience lie within the reach', async () => {
    const north = byAt(cast.members['north.editor']);
    const basics = { kind: 'safety' as const, isPublic: false, mainLanguage: 'zh-CN' as const };
    const outside = await createNotice(services, north, { organisationId: cast.south.organisation.id, ...basics });
    expect(troublesOf(outside)).toEqual(['officeOutside']);
    const { id } = value(
      await createNotice(services, north, { organisationId: cast.north.organisation.id, ...basics }),
    );
    const clause = { organisationId: cast.district.id, role: 'guardians' as const };
    expect(troublesOf(await addClauses(services, north, id, 1, 'include', [clause]))).toEqual(['organisationOutside']);
    expect(
      troublesOf(
        await saveText(services, byAt(cast.members['south.editor']), id, 1, { language: 'en', title: 'x', body: 'y' }),
      ),
    ).toEqual(['noticeMissing']);
  });

  test('kinds that may not ask cannot ask, and a notice that asks cannot become one of them', async () => {
    const { id, revision } = await makeDraft(services, { ...spec, kind: 'announcement', deadlineOn: null });
    const request = { request: 'acknowledge' as const, deadlineOn: '2026-11-27' };
    expect(troublesOf(await saveRequest(services, spec.author, id, revision, request))).toEqual(['kindMayNotAsk']);
    const asking = await makeDraft(services, spec);
    const basics = {
      organisationId: spec.office,
      kind: 'activity' as const,
      isPublic: true,
      mainLanguage: 'zh-CN' as const,
    };
    expect(troublesOf(await saveBasics(services, spec.author, asking.id, asking.revision, basics))).toEqual([
      'kindMayNotAsk',
    ]);
  });

  test('a copy takes texts and audience along, and starts as a draft of its writer', async () => {
    const { id } = await makeDraft(services, {
      ...spec,
      texts: [{ language: 'bo', title: 'བརྡ་ཐོ།', body: 'ཁྱིམ་བདག་རྣམས།' }],
    });
    const basics = {
      organisationId: spec.office,
      kind: 'safety' as const,
      isPublic: true,
      mainLanguage: 'bo' as const,
    };
    const copy = value(await createNotice(services, spec.author, basics, id));
    const { rows } = await sql`select language, title from notice_text where notice_id = ${copy.id}`.execute(db);
    expect(rows).toEqual([{ language: 'bo', title: 'བརྡ་ཐོ།' }]);
    const audience = await sql`select mode, role from notice_audience where notice_id = ${copy.id}`.execute(db);
    expect(audience.rows).toEqual([{ mode: 'include', role: 'guardians' }]);
  });
});

describe('review', () => {
  test('an approver of one school approves nothing that goes beyond it, whoever wrote it', async () => {
    const { id, revision } = await makeDraft(services, { ...spec, office: cast.north.organisation.id });
    value(await submit(services, spec.author, id, revision));
    const school = byAt(cast.members['north.approver']);
    expect(troublesOf(await approve(services, school, id, revision, ''))).toEqual(['audienceBeyond']);
    expect(await stateOf(id)).toBe('in_review');
    value(await approve(services, spec.approver, id, revision, ''));
  });

  test('neither the author nor anybody who wrote in it approves', async () => {
    const { id, revision } = await makeDraft(services, spec);
    const other = byAt(cast.members['bureau.administrator']);
    const saved = value(
      await saveText(services, other, id, revision, { language: 'en', title: 'Hours', body: 'Later.' }),
    );
    value(await submit(services, spec.author, id, saved.revision));
    expect(troublesOf(await approve(services, spec.author, id, saved.revision, ''))).toEqual(['authorCannotApprove']);
    expect(troublesOf(await approve(services, other, id, saved.revision, ''))).toEqual(['authorCannotApprove']);
    expect(await stateOf(id)).toBe('in_review');
    value(await approve(services, spec.approver, id, saved.revision, '同意'));
    expect(await stateOf(id)).toBe('approved');
  });

  test('an approval is of the revision that was read', async () => {
    const { id, revision } = await makeDraft(services, spec);
    value(await submit(services, spec.author, id, revision));
    expect(troublesOf(await approve(services, spec.approver, id, revision - 1, ''))).toEqual(['stale']);
  });

  test('a return needs a reason, comes back as a draft and tells the author; a submission tells the approvers', async () => {
    await sql`delete from direct_mail`.execute(db);
    const { id, revision } = await makeDraft(services, spec);
    value(await submit(services, spec.author, id, revision));
    const approverAddress = `staff${cast.members['bureau.approver'].personId}@example.org`;
    const waiting = await sql<{ address: string; subject: string }>`select address, subject from direct_mail`.execute(
      db,
    );
    expect(waiting.rows.map((mail) => mail.address)).toContain(approverAddress);
    expect(troublesOf(await returnToAuthor(services, spec.approver, id, ''))).toEqual(['reasonMissing']);
    value(await returnToAuthor(services, spec.approver, id, '请补充校车时间'));
    expect(await stateOf(id)).toBe('draft');
    const author = `staff${cast.members['bureau.editor'].personId}@example.org`;
    const told = await sql<{
      text: string;
    }>`select text_body as text from direct_mail where address = ${author}`.execute(db);
    expect(told.rows[0]?.text).toContain('请补充校车时间');
  });

  test('too small an audience is not sent for review', async () => {
    const few = [{ organisationId: cast.north.organisation.id, role: 'heads' as const }];
    const { id, revision } = await makeDraft(services, { ...spec, audience: few });
    expect(troublesOf(await submit(services, spec.author, id, revision))).toEqual(['audienceSmall']);
    const none = await makeDraft(services, {
      ...spec,
      exclude: [{ organisationId: cast.district.id, role: 'guardians' }],
    });
    expect(troublesOf(await submit(services, spec.author, none.id, none.revision))).toEqual(['audienceSmall']);
  });

  test('what is approved is frozen: a change made past the actions is found, a change through them needs a new review', async () => {
    const id = await makeApproved(services, spec);
    await sql`update notice_text set body = body || '！' where notice_id = ${id}`.execute(db);
    expect(troublesOf(await publish(services, spec.author, id))).toEqual(['changedSinceApproval']);
    const revision = (await noticeById(db, id))?.revision as number;
    const text = { language: 'zh-CN' as const, title: 'x', body: 'y' };
    expect(troublesOf(await saveText(services, spec.author, id, revision, text))).toEqual(['notDraft']);
    value(await reopen(services, spec.author, id));
    const opened = await noticeById(db, id);
    expect([opened?.state, opened?.approverId, opened?.frozenHash]).toEqual(['draft', null, null]);
    expect(troublesOf(await publish(services, spec.author, id))).toEqual(['notNow']);
  });
});

describe('publishing', () => {
  test('for 60 seconds it can be stopped; nothing is shown before', async () => {
    const id = await makeApproved(services, spec);
    value(await publish(services, spec.author, id));
    const before = await noticeById(db, id);
    expect(Number(before?.publishedAt) - clock.now().getTime()).toBe(60_000);
    clock.pass(59_000);
    value(await stop(services, spec.author, id));
    const after = await noticeById(db, id);
    expect([after?.state, after?.messageId, after?.publishedAt]).toEqual(['approved', null, null]);
    const { rows } = await sql<{ state: string }>`select state from message where id = ${before?.messageId}`.execute(
      db,
    );
    expect(rows[0]?.state).toBe('stopped');
    value(await publish(services, spec.author, id));
    clock.pass(60_000);
    expect(troublesOf(await stop(services, spec.author, id))).toEqual(['tooLateToStop']);
    expect((await kindsOf(id)).slice(0, 3)).toEqual(['published', 'stopped', 'published']);
  });

  test('a move of over 10 % asks a person with both numbers', async () => {
    const small = [
      {
        organisationId: (cast.south.classes[1] as { organisation: { id: number } }).organisation.id,
        role: 'guardians' as const,
      },
    ];
    const id = await makeApproved(services, { ...spec, audience: small });
    const size = (await noticeById(db, id))?.frozenSize as number;
    await makePupil(db, (cast.south.classes[1] as { organisation: { id: number } }).organisation, { guardians: 3 });
    const refusal = await publish(services, spec.author, id);
    expect(refusal).toEqual({
      ok: false,
      troubles: [{ field: 'confirmedSize', key: 'sizeMoved', context: { before: size, now: size + 3 } }],
    });
    // A number that somebody confirmed long ago does not count for another.
    expect(troublesOf(await publish(services, spec.author, id, size * 2))).toEqual(['sizeMoved']);
    value(await publish(services, spec.author, id, size + 3));
    expect(await kindsOf(id)).toContain('size_confirmed');
    expect(await stateOf(id)).toBe('published');
  });

  test('at its time a scheduled notice goes out once, however often the job runs', async () => {
    const id = await makeApproved(services, spec);
    expect(troublesOf(await schedule(services, spec.author, id, clock.now()))).toEqual(['publishAtPast']);
    value(await schedule(services, spec.author, id, new Date(clock.now().getTime() + 3_600_000)));
    expect(await publishDue(services)).toBe(0);
    clock.pass(3_600_000);
    const ran = await Promise.all([publishDue(services), publishDue(services), publishDue(services)]);
    expect(ran.reduce((a, b) => a + b)).toBe(1);
    expect(await publishDue(services)).toBe(0);
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from message where subject = ${`notice:${id}`}`.execute(db);
    expect(rows[0]?.n).toBe(1);
  });

  test('a scheduled notice whose audience moved waits, and tells', async () => {
    const small = [
      {
        organisationId: (cast.south.classes[1] as { organisation: { id: number } }).organisation.id,
        role: 'guardians' as const,
      },
    ];
    const id = await makeApproved(services, { ...spec, audience: small });
    value(await schedule(services, spec.author, id, new Date(clock.now().getTime() + 3_600_000)));
    await makePupil(db, (cast.south.classes[1] as { organisation: { id: number } }).organisation, { guardians: 6 });
    await sql`delete from direct_mail`.execute(db);
    clock.pass(3_600_000);
    expect(await publishDue(services)).toBe(0);
    expect(await stateOf(id)).toBe('approved');
    const [held] = await eventsOf(db, id);
    expect(held?.kind).toBe('held');
    expect(held?.detail).toMatchObject({ why: 'sizeMoved', before: expect.any(Number), now: expect.any(Number) });
    const mails = await sql<{ n: number }>`select count(*) as n from direct_mail`.execute(db);
    expect(mails.rows[0]?.n).toBe(1);
  });

  test('withdrawing needs a reason and stops what is queued', async () => {
    const { id, messageId } = await makePublished(services, spec);
    expect(troublesOf(await withdraw(services, spec.author, id, ''))).toEqual(['reasonMissing']);
    value(await withdraw(services, spec.author, id, '时间有误'));
    const { rows } = await sql<{ state: string }>`select state from message where id = ${messageId}`.execute(db);
    expect(rows[0]?.state).toBe('stopped');
    expect(await stateOf(id)).toBe('withdrawn');
  });

  test('every act is in the audit, without a word of the notice', async () => {
    const { rows } = await sql<{ action: string; detail: object }>`
      select action, detail from audit_event where action like 'notice.%'`.execute(db);
    const actions = new Set(rows.map((row) => row.action));
    for (const verb of ['create', 'edit', 'submit', 'approve', 'return', 'publish', 'stop', 'hold', 'withdraw']) {
      expect(actions).toContain(`notice.${verb}`);
    }
    expect(JSON.stringify(rows)).not.toMatch(/作息|校车|时间有误/);
  });
});
