/** The whole way of a case by its receipt alone: brought, asked back, answered, not settled, reviewed; nobody signed in on that side. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { makeDesk } from '../../../../test/support/voice.ts';
import { submitCase } from '../ask/actions/submit.ts';
import { askPath } from '../ask/paths.ts';
import { words } from '../messages.ts';
import { answerRoom, casePath } from './paths.ts';

const desk = await makeDesk('2026-07-15T02:00:00Z');
const { ask, app, services, db, clock } = desk;
const zh = words('zh-CN');
const handler = 'north.case_handler' as const;

beforeAll(async () => desk.begin());

let visitors = 0;
async function person(page: Parameters<typeof askPath>[0], form: Record<string, string>) {
  visitors += 1;
  const env = { incoming: { socket: { remoteAddress: `192.0.2.${visitors}` } } };
  const answer = await app.request(
    askPath(page, 'zh-CN'),
    { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams(form) },
    env,
  );
  return { status: answer.status, text: await answer.text(), cookie: answer.headers.get('set-cookie') };
}

async function brought(category = 'pay') {
  const sent = await submitCase(services, {
    ...{ kind: 'grievance', category, language: 'zh-CN', organisationId: null, way: 'anonymous', via: 'page' },
    ...{ text: '去年的课后服务补贴没有发。', mayPublish: true },
  });
  if (!sent.ok) throw new Error('refused');
  const { rows } = await sql<{ id: string }>`select id from voice_case where number = ${sent.value.number}`.execute(db);
  return { code: sent.value.receipt, number: sent.value.number, id: rows[0]?.id ?? '' };
}

test('a grievance from its receipt to a review', async () => {
  const { code, number, id } = await brought();
  const one = { id, number };
  const assign = { act: 'assign', office: String(desk.cast().north.organisation.id) };
  // A grievance complains: each handler says first that they need not keep out.
  expect((await desk.work('bureau.case_handler', one, assign)).status).toBe(422);
  await ask('bureau.case_handler', `${casePath(number)}/conflict`, { out: 'no' });
  await desk.work('bureau.case_handler', one, assign);
  await ask(handler, `${casePath(number)}/conflict`, { out: 'no' });
  await desk.work(handler, one, { act: 'accept' });
  await desk.work(handler, one, { act: 'ask', question: '在哪所学校任教？' });
  expect((await person('case', { code })).text).toContain('在哪所学校任教？');
  expect((await person('answer', { code, text: '在永河小学。' })).status).toBe(200);
  expect((await ask(handler, casePath(number))).text).toContain('在永河小学。');
  expect((await ask(handler, '/desk')).text).toContain('Cases in which the person has replied');

  expect((await person('case', { code })).text, 'a draft is nobody’s answer').not.toContain(zh('outcomeSettled'));
  await ask(handler, answerRoom.path(number), { text: '补贴将于本月底补发。', revision: '0' });
  expect((await person('case', { code })).text).not.toContain('补贴将于本月底补发');
  await desk.work('bureau.case_handler', one, { act: 'approveAnswer', revision: '1' });
  const read = await person('case', { code });
  expect(read.text).toContain('补贴将于本月底补发');
  expect(read.text).toContain(zh('outcomeSettled'));
  expect(read.cookie).toBeNull();
  for (const name of Object.values(desk.cast().members).map((member) => member.name)) {
    expect(read.text, 'nobody of the office is named').not.toContain(name);
  }

  for (const [form, said] of [
    [{ act: 'rate' }, zh('ratingMissing')],
    [{ act: 'rate', rating: '6' }, zh('ratingMissing')],
    [{ act: 'review', review: ' ' }, zh('reviewMissing')],
    [{ act: 'review', review: '我的身份证 11010519491231002X' }, zh('identityNumber')],
  ] as const) {
    const wrong = await person('opinion', { code, ...form });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(said);
    expect(wrong.text).not.toContain('11010519491231002X');
  }
  expect((await person('opinion', { code: '0'.repeat(24), act: 'settled' })).status).toBe(422);
  await person('opinion', { code, act: 'unsettled' });
  await person('opinion', { code, act: 'rate', rating: '2' });
  expect(await desk.read(one)).toMatchObject({ state: 'answered', settled: false, rating: 2 });
  const reviewed = await person('opinion', { code, act: 'review', review: '没有说补发多少。' });
  expect(reviewed.status).toBe(200);
  expect(await desk.read(one)).toMatchObject({ state: 'accepted', round: 1, officeId: desk.cast().district.id });
  expect((await person('opinion', { code, act: 'review', review: '再来一次' })).text).toContain(zh('reviewOver'));
  expect(await desk.acts(one)).toEqual([
    'assigned',
    'accepted',
    'asked',
    'replied',
    'answered',
    'unsettled',
    'review_asked',
  ]);
  // Nothing of the person's side is an act of staff.
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from voice_act
    where account_id not in (select id from account where display_name is not null)`.execute(db);
  expect(rows[0]?.n).toBe(0);
});

test('a declined case says why to its person, and a merged one opens the answer of the other', async () => {
  const [first, second, third] = [await brought(), await brought(), await brought()];
  for (const each of [first, second, third]) {
    await ask('bureau.case_handler', `${casePath(each.number)}/conflict`, { out: 'no' });
    await ask('bureau.ombudsperson', `${casePath(each.number)}/conflict`, { out: 'no' });
  }
  const decline = { act: 'decline', declineReason: 'other_route', declineText: '请向仲裁委员会申请。' };
  await desk.work('bureau.case_handler', third, decline);
  const read = await person('case', { code: third.code });
  expect(read.text).toContain(zh('reason_other_route'));
  expect(read.text).toContain('请向仲裁委员会申请。');
  expect(read.text).toContain(zh('review_1'));
  await desk.work('bureau.case_handler', second, { act: 'merge', into: first.number });
  await sql`insert into voice_answer (case_id, n, round, day, writers, approver_id, text)
    select ${first.id}::uuid, 1, 0, '2026-07-15', array[a.id], b.id, '补贴已经补发。'
    from account a, account b where a.id < b.id order by a.id, b.id limit 1`.execute(db);
  const merged = await person('case', { code: second.code });
  expect(merged.text).toContain('补贴已经补发。');
  expect(merged.text, 'the other receipt’s number is not told').not.toContain(first.number);
  clock.set('2026-09-30T02:00:00Z');
  const late = await person('opinion', { code: third.code, act: 'review', review: '请再看看。' });
  expect(late.text).toContain(zh('reviewOver'));
});
