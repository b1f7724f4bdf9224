/** From a case to a public text and on: two people, the person's say, corrections and what is left of a withdrawn one. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sharedMessages } from '#platform/i18n.ts';
import { makeDesk } from '../../../../test/support/voice.ts';
import { shuffleVoice } from '../ask/actions/shuffle.ts';
import { submitCase } from '../ask/actions/submit.ts';
import { askPath } from '../ask/paths.ts';
import { answerRoom, casePath } from '../handling/paths.ts';
import { words } from '../messages.ts';
import { stepsOf } from '../queries/cases.ts';
import { publishDue } from './actions/publish.ts';
import { publishedPath, publishedVersionPath, publishRoomPath } from './paths.ts';
import { publicationOf, publishedByNumber, publishedOf, versionsOf } from './queries/published.ts';

const desk = await makeDesk('2026-07-15T02:00:00Z');
const { ask, app, services, db, clock, t } = desk;
const zh = words('zh-CN');
const one = 'north.case_handler' as const;
const other = 'bureau.case_handler' as const;

beforeAll(async () => desk.begin());
beforeEach(async () => {
  for (const table of ['voice_published', 'voice_case', 'voice_act'])
    await sql`delete from ${sql.table(table)}`.execute(db);
  clock.set('2026-07-15T02:00:00Z');
});
const day = (on: string) => clock.set(`${on}T23:00:00Z`);

let visitors = 0;
async function person(page: 'case' | 'opinion', form: Record<string, string>) {
  visitors += 1;
  const env = { incoming: { socket: { remoteAddress: `192.0.2.${visitors % 250}` } } };
  const init = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams(form) };
  const answer = await app.request(askPath(page, 'zh-CN'), init, env);
  return { status: answer.status, text: await answer.text() };
}

async function everybody(path: string, language = 'zh-CN') {
  const answer = await app.request(path, { headers: { 'accept-language': language } });
  return { status: answer.status, text: await answer.text(), cookie: answer.headers.get('set-cookie') };
}

/** A question of somebody with a receipt, answered by the school in the north. */
async function answered(more: { mayPublish?: boolean; printedName?: string } = {}) {
  const sent = await submitCase(services, {
    ...{ kind: 'question', category: 'fees', language: 'zh-CN', organisationId: null, way: 'anonymous', via: 'page' },
    ...{ text: '我是三年级2班的家长，食堂的伙食费怎么退？', mayPublish: true, ...more },
  });
  if (!sent.ok) throw new Error('refused');
  const { receipt: code, number } = sent.value;
  const { rows } = await sql<{ id: string }>`select id from voice_case where number = ${number}`.execute(db);
  const made = { id: rows[0]?.id ?? '', number };
  await desk.work(other, made, { act: 'assign', office: String(desk.cast().north.organisation.id) });
  await desk.work(one, made, { act: 'accept' });
  await ask(one, answerRoom.path(number), { text: '期末统一退到缴费账户。', revision: '0' });
  await desk.work(other, made, { act: 'approveAnswer', revision: '1' });
  expect((await desk.read(made)).state).toBe('answered');
  return { code, ...made };
}

const text = {
  act: 'prepare',
  language: 'zh-CN',
  title: '伙食费怎么退',
  question: '食堂的伙食费怎么退？',
  answer: '期末统一退到缴费账户。',
};
type Answered = Awaited<ReturnType<typeof answered>>;
const room = (who: typeof one | typeof other, found: Answered, form: Record<string, string>) =>
  ask(who, publishRoomPath(found.number), form);
const prepare = (found: Answered, more: Record<string, string> = {}) =>
  room(one, found, { ...text, revision: '0', ...more });

async function published(more: Parameters<typeof answered>[0] = {}) {
  clock.set('2026-07-15T02:00:00Z');
  const found = await answered(more);
  await prepare(found);
  await room(other, found, { act: 'approve', revision: '1' });
  day('2026-07-23');
  expect(await publishDue(services)).toBe(1);
  const out = await publishedOf(db, found.id);
  if (!out) throw new Error('not out');
  return { ...found, out };
}

describe('on the way out', () => {
  test('written by one, checked by another, shown to the person, and out after a week', async () => {
    const found = await answered();
    const form = await ask(one, publishRoomPath(found.number));
    expect(form.text, 'begins with the case and its answer').toContain('期末统一退到缴费账户。');
    await prepare(found, { question: '三年级2班的食堂伙食费怎么退？' });
    expect((await ask(other, publishRoomPath(found.number))).text, 'a hint for who checks').toContain(
      '<li dir="auto">三年级2班</li>',
    );
    expect((await ask(other, '/desk/cases?state=all')).text).toContain(t('waits_publication'));
    expect((await person('case', found)).text, 'nobody has looked yet').not.toContain(zh('consentTitle'));

    const own = await room(one, found, { act: 'approve', revision: '1' });
    expect([own.status, own.text.includes(t('secondOwn'))]).toEqual([422, true]);
    await prepare(found, { revision: '1' });
    expect((await room(other, found, { act: 'approve', revision: '1' })).text, 'another text').toContain(
      t('draftMoved'),
    );
    expect((await room(other, found, { act: 'approve', revision: '2' })).status).toBe(303);
    expect((await ask(other, '/desk/cases?state=all')).text).not.toContain(t('waits_publication'));

    const shown = await person('case', found);
    expect(shown.text).toContain('食堂的伙食费怎么退？');
    expect(shown.text).toContain('2026年7月22日');
    day('2026-07-20');
    expect(await publishDue(services)).toBe(0);
    expect((await everybody('/answers')).text).not.toContain('伙食费');
    day('2026-07-21');
    expect(await publishDue(services)).toBe(1);
    expect(await publishDue(services)).toBe(0);
    const out = await publishedOf(db, found.id);
    const page = await everybody(publishedPath(out?.number ?? ''));
    for (const part of ['食堂的伙食费怎么退？', '期末统一退到缴费账户。', out?.office ?? '?', '2026年7月22日'])
      expect(page.text).toContain(part);
    expect(page.text, 'nothing leads to the case').not.toContain(found.number);
    expect(page.text).not.toContain('2班');
    expect(page.cookie).toBeNull();
    expect((await everybody('/answers', 'en')).text).toContain('伙食费怎么退');
    const acts = (await stepsOf(db, found.id)).map(({ act }) => act);
    expect(acts.slice(-2)).toEqual(['publication_shown', 'published']);
    expect((await person('case', found)).text).toContain(publishedPath(out?.number ?? ''));
  });

  test('whoever changes the draft is one of its writers, and it has to be checked again', async () => {
    const found = await answered();
    await prepare(found);
    await room(other, found, { ...text, title: '退伙食费', revision: '1' });
    for (const who of [one, other])
      expect((await room(who, found, { act: 'approve', revision: '2' })).text).toContain(t('secondOwn'));
    await sql`update voice_publication set writers = array_remove(writers, ${desk.cast().members[other].accountId}::bigint)`.execute(
      db,
    );
    await room(other, found, { act: 'approve', revision: '2' });
    await prepare(found, { revision: '2', title: '另一个标题' });
    expect(await publicationOf(db, found.id)).toMatchObject({ approvedOn: null, publishOn: null, revision: 3 });
    day('2026-08-30');
    expect(await publishDue(services)).toBe(0);
    await room(one, found, { act: 'drop', revision: '3' });
    expect(await publicationOf(db, found.id)).toBeUndefined();
  });

  test('empty and too long fields, numbers of persons and names of the accused are refused, and what was typed is kept', async () => {
    const found = await answered();
    await sql`insert into voice_accused (case_id, name) values (${found.id}::uuid, '赵某某')`.execute(db);
    for (const [form, said] of [
      [{ title: ' ' }, t('publishTitleMissing')],
      [{ question: '' }, t('publishQuestionMissing')],
      [{ answer: '' }, t('publishAnswerMissing')],
      [{ title: '长'.repeat(121) }, t('textLong')],
      [{ question: '身份证 11010519491231002X' }, t('identityNumber')],
      [{ answer: '赵某某已改正。' }, t('publishAccused')],
      [{ revision: 'x' }, sharedMessages.incomplete.en],
      [{ act: 'praise' }, sharedMessages.incomplete.en],
    ] as const) {
      const wrong = await prepare(found, form);
      expect(wrong.status, said).toBe(422);
      expect(wrong.text).toContain(said);
      if (!('act' in form)) expect(wrong.text).toContain('answer' in form ? '伙食费怎么退' : '期末统一退到缴费账户。');
    }
    expect(await publicationOf(db, found.id)).toBeUndefined();
  });

  test('only what is answered and allowed, and never what accuses of misconduct', async () => {
    const silent = await answered({ mayPublish: false });
    expect((await ask(one, publishRoomPath(silent.number))).text).toContain(t('publishNo'));
    expect((await prepare(silent)).text).toContain(t('publishNot'));
    const open = await desk.made({ officeId: desk.cast().north.organisation.id, mayPublish: true, state: 'accepted' });
    expect((await ask(one, publishRoomPath(open.number), { ...text, revision: '0' })).text).toContain(t('publishNot'));
    const about = { kind: 'misconduct', state: 'closed', mayPublish: true } as const;
    const accusing = await desk.made({ officeId: desk.cast().north.organisation.id, ...about });
    expect((await ask(one, publishRoomPath(accusing.number))).location, 'asked first').toBe(casePath(accusing.number));
    await ask(one, `${casePath(accusing.number)}/conflict`, { out: 'no' });
    expect((await ask(one, publishRoomPath(accusing.number))).text).toContain(t('publishMisconduct'));
    const said = await ask(one, publishRoomPath(accusing.number), { ...text, revision: '0' });
    expect(said.text).toContain(t('publishNot'));
    expect((await ask('south.case_handler', publishRoomPath(silent.number))).status, 'next door').toBe(404);
  });

  test('a review that is asked for meanwhile stops it: there will be another answer', async () => {
    const found = await answered();
    await prepare(found);
    await room(other, found, { act: 'approve', revision: '1' });
    await person('opinion', { code: found.code, act: 'review', review: '没有说退多少。' });
    day('2026-07-23');
    expect(await publishDue(services)).toBe(0);
    expect(await publishedOf(db, found.id)).toBeUndefined();
    expect(await publicationOf(db, found.id)).toBeUndefined();
  });
});

describe('the person', () => {
  test('takes the permission back before it is out: nothing is published, now or later', async () => {
    const found = await answered();
    await prepare(found);
    await room(other, found, { act: 'approve', revision: '1' });
    const said = await person('opinion', { code: found.code, act: 'publishNo' });
    expect(said.text).not.toContain(zh('consentShown', { day: '2026年7月22日' }));
    await person('opinion', { code: found.code, act: 'publishNo' });
    day('2026-07-30');
    expect(await publishDue(services)).toBe(0);
    expect((await prepare(found)).text).toContain(t('publishNot'));
    expect((await stepsOf(db, found.id)).filter(({ act }) => act === 'permission_taken')).toHaveLength(1);
  });

  test('and after it is out: the texts are gone, the place says why', async () => {
    const found = await published({ printedName: '小满妈妈' });
    const path = publishedPath(found.out.number);
    expect((await everybody(path)).text).toContain('小满妈妈');
    await person('opinion', { code: found.code, act: 'publishNo' });
    const page = await everybody(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain(zh('ground_permission'));
    for (const gone of ['伙食费', '小满妈妈']) expect(page.text).not.toContain(gone);
    expect((await everybody('/answers?text=伙食费')).text).toContain(zh('answersNotFound'));
    expect((await everybody('/answers')).text).toContain(zh('answerWithdrawnTitle'));
    const { rows } = await sql<{ all: string }>`
      select concat((select string_agg(p::text, '') from voice_published p),
        (select string_agg(v::text, '') from voice_published_version v)) as all`.execute(db);
    expect(rows[0]?.all).toContain(found.out.number);
    expect(rows[0]?.all, 'not in any row').not.toMatch(/伙食|小满/);
  });

  test('need not be waited for; a stale page agrees to nothing', async () => {
    const found = await answered();
    await prepare(found);
    await room(other, found, { act: 'approve', revision: '1' });
    await prepare(found, { revision: '1', answer: '每月退。' });
    await room(other, found, { act: 'approve', revision: '2' });
    const stale = await person('opinion', { code: found.code, act: 'publishSoon', revision: 'draft-1' });
    expect([stale.status, stale.text.includes(zh('caseMoved'))]).toEqual([422, true]);
    expect(await publishDue(services)).toBe(0);
    await person('opinion', { code: found.code, act: 'publishSoon', revision: 'draft-2' });
    expect(await publishDue(services)).toBe(1);
  });

  test('a name belongs to one text: another text has none until they agree again', async () => {
    const found = await published();
    const path = publishedPath(found.out.number);
    const yes = (name: string, revision: string) =>
      person('opinion', { code: found.code, act: 'nameYes', name, revision });
    expect((await yes('', 'version-1')).text).toContain(zh('nameMissing'));
    expect((await yes('11010519491231002X', 'version-1')).text).not.toContain('11010519491231002X');
    expect((await yes('长'.repeat(61), 'version-1')).text).toContain(zh('nameTooLong', { n: 60 }));
    expect((await yes('小满妈妈', 'draft-1')).status, 'another text').toBe(422);
    expect((await everybody(path)).text).not.toContain('小满妈妈');
    await yes('小满妈妈', 'version-1');
    expect((await everybody(path)).text).toContain('小满妈妈');

    await room(one, found, { ...text, answer: '每月退到缴费账户。', change: '改为每月退', revision: '0' });
    await room(other, found, { act: 'approve', revision: '1' });
    for (const each of [path, publishedVersionPath(found.out.number, 1)])
      expect((await everybody(each)).text, each).not.toContain('小满妈妈');
    await yes('小满妈妈', 'version-2');
    expect((await everybody(path)).text).toContain('小满妈妈');
    await person('opinion', { code: found.code, act: 'nameNo' });
    expect((await everybody(path)).text).not.toContain('小满妈妈');
  });

  test('leaves no audit row, no job and no message behind', async () => {
    const counts = async () =>
      (
        await sql`select (select count(*) from audit_event) as a, (select count(*) from voice_act) as b,
          (select count(*) from message) as c`.execute(db)
      ).rows[0];
    const found = await published();
    const before = await counts();
    await person('opinion', { code: found.code, act: 'nameYes', name: '一位家长', revision: 'version-1' });
    await person('opinion', { code: found.code, act: 'publishNo' });
    expect(await counts()).toEqual(before);
  });
});

test('rows that were written when a person said something are rewritten in the night, by one transaction', async () => {
  const [first, second, third] = [await published(), await published(), await published()];
  await person('opinion', { code: first.code, act: 'publishNo' });
  await person('opinion', { code: second.code, act: 'nameYes', name: '一位家长', revision: 'version-1' });
  const written = async () => {
    const { rows } = await sql<{
      number: string;
      by: string[];
    }>`select p.number, array[p.xmin::text, v.xmin::text] as by
      from voice_published p join voice_published_version v using (number) order by p.seq`.execute(db);
    return rows.map(({ by }) => by);
  };
  const before = await written();
  await shuffleVoice(services);
  const after = await written();
  expect(new Set([...(after[0] ?? []), ...(after[1] ?? [])]).size).toBe(1);
  expect(after[0]).not.toEqual(before[0]);
  expect(after[2], 'of which nothing was said').toEqual(before[2]);
  expect(third.out.withdrawnOn).toBeNull();
});

describe('in public', () => {
  test('a correction is out when a second person has checked it; the version before can be read', async () => {
    const found = await published();
    const correction = { ...text, answer: '每月退到缴费账户。', change: '改为每月退', revision: '0' };
    expect((await room(one, found, { ...correction, change: '' })).text).toContain(t('changeMissing'));
    await room(one, found, correction);
    expect((await everybody(publishedPath(found.out.number))).text).not.toContain('每月退');
    await room(other, found, { act: 'approve', revision: '1' });
    const page = await everybody(publishedPath(found.out.number));
    for (const part of ['每月退到缴费账户。', '改为每月退', publishedVersionPath(found.out.number, 1)])
      expect(page.text).toContain(part);
    const old = await everybody(publishedVersionPath(found.out.number, 1));
    expect(old.text).toContain('期末统一退到缴费账户。');
    expect(old.text).toContain(zh('answerVersionOld', { n: 1 }));
    expect((await everybody(publishedVersionPath(found.out.number, 3))).status).toBe(404);
    expect((await everybody('/answers?text=每月退')).text, 'found by its new text').toContain(found.out.number);
    expect((await everybody('/answers?text=期末统一')).text).not.toContain(found.out.number);
    expect((await versionsOf(db, found.out.number)).map(({ version }) => version)).toEqual([2, 1]);
  });

  test('the office withdraws it with a reason, and its texts are nowhere', async () => {
    const found = await published();
    for (const [form, said] of [
      [{ ground: '', withdrawReason: '有误' }, t('reasonMissing')],
      [{ ground: 'permission', withdrawReason: '有误' }, t('reasonMissing')],
      [{ ground: 'wrong', withdrawReason: ' ' }, t('publishWhyMissing')],
    ] as const) {
      expect((await room(one, found, { act: 'withdraw', ...form })).text).toContain(said);
    }
    await room(one, found, { act: 'withdraw', ground: 'wrong', withdrawReason: '退费标准写错了' });
    const page = await everybody(publishedPath(found.out.number));
    expect(page.text).toContain('退费标准写错了');
    expect(page.text).not.toContain('伙食费');
    expect((await everybody(publishedVersionPath(found.out.number, 1))).status).toBe(404);
    expect(await publishedByNumber(db, found.out.number)).toMatchObject({ withdrawnGround: 'wrong', title: null });
    expect((await prepare(found)).text, 'for good').toContain(t('publishNot'));
    expect((await room(one, found, { act: 'withdraw', ground: 'wrong', withdrawReason: 'x' })).status).toBe(422);
  });

  test('the feed has titles, texts, offices, and what was withdrawn without its text', async () => {
    const found = await published();
    const feed = await everybody('/answers.atom');
    expect(feed.text).toContain('<title>伙食费怎么退</title>');
    expect(feed.text).toContain(`http://belfry.test${publishedPath(found.out.number)}`);
    expect(feed.text).toContain('2026-07-23T16:00:00.000Z');
    await room(one, found, { act: 'withdraw', ground: 'outdated', withdrawReason: '标准已调整' });
    const then = await everybody('/answers.atom');
    expect(then.text).toContain('标准已调整');
    expect(then.text).not.toContain('伙食费');
  });

  test('what does not exist is not found; odd filters count as none', async () => {
    expect((await everybody('/answers/00000000')).status).toBe(404);
    expect((await everybody('/answers/00000000/versions/1')).status).toBe(404);
    const list = await everybody(`/answers?category=${encodeURIComponent("x'--")}&office=-1&before=9e9`);
    expect(list.status).toBe(200);
    expect((await everybody('/answers')).text).toContain(zh('answersNone'));
    expect((await everybody('/answers?text=%25%25')).text, 'signs alone').toContain(zh('answersNotFound'));
    const odd = await everybody(`/answers?text=${encodeURIComponent('<script>_%')}`);
    expect(odd.text).toContain('&lt;script&gt;');
  });
});
