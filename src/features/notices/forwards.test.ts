/** Passing a notice on: the original's text and issuer intact, reach counted once, what happens to the original follows. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeMembership, makePerson } from '#features/directory/factory.ts';
import { noticeScene } from '../../../test/support/notices.ts';
import { addClauses, removeClause } from './actions/audience.ts';
import { saveText } from './actions/draft.ts';
import { followCorrections, forwardToClass, reachOfForwards, savePreface, startForward } from './actions/forward.ts';
import { publish, withdraw } from './actions/publish.ts';
import { approve, returnToAuthor, submit } from './actions/review.ts';
import { publishUrgently } from './actions/urgent.ts';
import { applyable } from './corrections.fixture.ts';
import { byAt, makePublished, troublesOf, value } from './factory.ts';
import type { Notice } from './model/notice.ts';
import { eventsOf, noticeById, wholeOf } from './queries/notices.ts';

const { db, clock, services, app, cast, spec, staff, linkOf, expandAll, deliver } = await noticeScene();
const editor = byAt(cast.members['north.editor']);
const approver = byAt(cast.members['north.approver']);
const north = cast.north.organisation.id;
const toTeachers = { ...spec, audience: [{ organisationId: cast.district.id, role: 'teachers' as const }] };
const get = async (id: number) => (await noticeById(db, id)) as Notice;

async function passedOn(original: number): Promise<{ id: number; messageId: number }> {
  const { id } = value(
    await startForward(services, editor, original, { organisationId: north, preface: '我校同时调整校车。' }),
  );
  value(await submit(services, editor, id, (await get(id)).revision));
  value(await approve(services, approver, id, (await get(id)).revision, ''));
  value(await publish(services, editor, id));
  clock.pass(61_000);
  await expandAll();
  return { id, messageId: (await get(id)).messageId as number };
}

describe('a school', () => {
  test('passes on with a preface; text, number and issuer stay; only preface and audience can be changed', async () => {
    const { id: original } = await makePublished(services, toTeachers);
    const by = { organisationId: north, preface: '我校同时调整校车。' };
    expect(
      troublesOf(await startForward(services, editor, original, { ...by, organisationId: cast.south.organisation.id })),
    ).toEqual(['officeOutside']);
    const { id } = value(await startForward(services, editor, original, by));
    expect(troublesOf(await startForward(services, editor, id, by)), 'no forward of one’s own').toEqual([
      'notForwardable',
    ]);
    const { revision } = await get(id);
    const text = { language: 'zh-CN' as const, title: '改写', body: '改写' };
    expect(troublesOf(await saveText(services, editor, id, revision, text))).toEqual(['fixedInForward']);
    const saved = value(await savePreface(services, editor, id, revision, '校车晚二十分钟。'));
    const clause = { organisationId: north, role: 'teachers' as const };
    value(await addClauses(services, editor, id, saved.revision, 'include', [clause]));
    const { whole } = { whole: await wholeOf(db, await get(id)) };
    const before = await wholeOf(db, await get(original));
    expect(whole.texts).toEqual(before.texts);
    expect(whole.notice.number).toBe(before.notice.number);
    expect(whole.forwarded).toMatchObject({ id: original, number: before.notice.number });
    value(await submit(services, editor, id, (await get(id)).revision));
    expect(troublesOf(await approve(services, editor, id, (await get(id)).revision, ''))).toEqual([
      'authorCannotApprove',
    ]);
  });

  test('the family reads both; the issuer sees how far it went, each person once', async () => {
    const { id: original, messageId } = await makePublished(services, {
      ...spec,
      audience: [{ organisationId: cast.south.organisation.id, role: 'guardians' }],
    });
    await expandAll();
    await deliver(messageId);
    const forward = await passedOn(original);
    const again = await passedOn(original);
    await deliver(forward.messageId);
    await deliver(again.messageId);
    const page = await (await app.request(`${linkOf(forward.messageId, cast.separated.mother)}?lang=zh-CN`)).text();
    for (const part of [
      '我校同时调整校车。',
      cast.north.organisation.name,
      cast.district.name,
      '清教办〔2026〕47号',
      '推迟',
    ]) {
      expect(page).toContain(part);
    }
    const { rows } = await sql<{ text: string }>`select text_body as text from message_content
      where message_id = ${forward.messageId} and language = 'zh-CN'`.execute(db);
    expect(rows[0]?.text).toMatch(/我校同时调整校车。[\s\S]*以下为清溪县教育局通知原文[\s\S]*推迟/);
    const { rows: people } = await sql<{ n: number }>`select count(*)::int as n from (
      select person_id from delivery where message_id = ${forward.messageId} and state = 2
      except select person_id from delivery where message_id = ${messageId} and state = 2) x`.execute(db);
    expect(await reachOfForwards(services, await get(original))).toEqual({ offices: 1, people: people[0]?.n });
    const desk = await (await (await staff('bureau.editor'))(`/desk/notices/${original}`)).text();
    expect(desk).toContain('1 office passed it on');
    expect(await (await (await staff('south.editor'))(`/desk/notices/${original}`)).text()).not.toContain(
      'passed it on and',
    );
  });

  test('withdrawn with the original, at once, with its drafts', async () => {
    const { id: original } = await makePublished(services, toTeachers);
    const forward = await passedOn(original);
    const draft = value(await startForward(services, editor, original, { organisationId: north, preface: '' }));
    value(await withdraw(services, spec.author, original, '原通知作废'));
    expect(await get(forward.id)).toMatchObject({ state: 'withdrawn', withdrawnReason: '原通知作废' });
    expect((await get(draft.id)).state).toBe('discarded');
    const { rows } = await sql`select state from message where id = ${forward.messageId}`.execute(db);
    expect(rows).toEqual([{ state: 'stopped' }]);
    const page = await app.request(`${linkOf(forward.messageId, cast.separated.mother)}?lang=zh-CN`);
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('原通知作废');
    expect((await eventsOf(db, forward.id))[0]?.kind).toBe('original_withdrawn');
  });

  test('corrected with the original; what is not out yet goes back to its writer', async () => {
    const { id: original } = await makePublished(services, toTeachers);
    const forward = await passedOn(original);
    const { id: draft } = value(await startForward(services, editor, original, { organisationId: north, preface: '' }));
    value(await submit(services, editor, draft, (await get(draft)).revision));
    value(await approve(services, approver, draft, (await get(draft)).revision, ''));
    await applyable(services, toTeachers)(original, { body: '各位家长：推迟三十分钟。', told: 'everybody' });
    expect(troublesOf(await publish(services, editor, draft))).toEqual(['originalGone']);
    const { id: alone } = value(await startForward(services, editor, original, { organisationId: north, preface: '' }));
    await sql`update notice set forwards_version = 1 where id = ${alone}`.execute(db);
    const { revision } = await get(alone);
    expect(troublesOf(await publishUrgently(services, editor, alone, revision, '急'))).toEqual(['originalGone']);
    await sql`update notice set state = 'discarded' where id = ${alone}`.execute(db);
    expect(await followCorrections(services)).toBe(2);
    expect(await followCorrections(services)).toBe(0);
    expect(await get(forward.id)).toMatchObject({ version: 2, forwardsVersion: 2, state: 'published' });
    expect((await wholeOf(db, await get(forward.id))).texts[0]?.body).toContain('三十分钟');
    expect((await get(forward.id)).correctionMessageId).not.toBeNull();
    expect(await get(draft)).toMatchObject({ state: 'draft', forwardsVersion: 2, approverId: null });
    expect((await wholeOf(db, await get(draft))).texts[0]?.body).toContain('三十分钟');
    const link = linkOf(forward.messageId, cast.separated.mother);
    expect(await (await app.request(`${link}/versions/1?lang=zh-CN`)).text()).toContain('二十分钟');
    expect(await (await app.request(`${link}/versions/2/changes`)).text()).toContain('<ins>');
  });
});

test('a class teacher passes on to the own class; the school reviews it', async () => {
  const { id: original } = await makePublished(services, toTeachers);
  const own = cast.north.classes[0]?.organisation.id as number;
  const ask = await staff('north.teacher');
  expect(await (await ask('/desk/class-notices/pass-on')).text()).toContain(`/pass-on/${original}"`);
  const other = cast.north.classes[1]?.organisation.id as number;
  const wrong = await ask(`/desk/class-notices/pass-on/${original}`, {
    organisationId: String(other),
    preface: '各位家长请看',
  });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('各位家长请看');
  const sent = await ask(`/desk/class-notices/pass-on/${original}`, {
    organisationId: String(own),
    preface: '各位家长请看',
  });
  expect(sent.status).toBe(303);
  const { rows } = await sql<{ id: number }>`select id from notice where forwards_id = ${original}`.execute(db);
  const id = rows[0]?.id as number;
  expect(await get(id)).toMatchObject({ state: 'in_review', organisationId: own, preface: '各位家长请看' });
  const teacher = { ...byAt(cast.members['north.teacher']), ownClassIds: [] };
  expect(troublesOf(await forwardToClass(services, teacher, original, { organisationId: own, preface: '' }))).toEqual([
    'officeOutside',
  ]);
  value(await approve(services, approver, id, (await get(id)).revision, ''));
  value(await publish(services, approver, id));
});

test('that a class was somebody’s own allows no other small audience afterwards', async () => {
  const { id: original } = await makePublished(services, toTeachers);
  const [own, other] = cast.north.classes.map((one) => one.organisation.id) as [number, number];
  const teacher = { ...byAt(cast.members['north.teacher']), ownClassIds: [own] };
  const { id } = value(await forwardToClass(services, teacher, original, { organisationId: own, preface: '' }));
  expect(await get(id)).toMatchObject({ state: 'in_review', isOwnClass: true });
  value(await returnToAuthor(services, approver, id, '请改发'));
  const small = { organisationId: other, role: 'heads' as const };
  await makeMembership(db, await makePerson(db), { id: other }, 'head');
  const { revision } = await get(id);
  const added = value(await addClauses(services, editor, id, revision, 'include', [small]));
  const whole = { organisationId: own, role: 'guardians' as const };
  const left = value(await removeClause(services, editor, id, added.revision, 'include', whole));
  expect(troublesOf(await submit(services, editor, id, left.revision))).toEqual(['audienceSmall']);
  expect(await get(id)).toMatchObject({ state: 'draft', isOwnClass: false });
});
