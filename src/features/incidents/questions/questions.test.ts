/** Questions of the public: asked without a name, merged, answered once and publicly, declined with a counted reason. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { AskLimit } from '#platform/http/ask-limit.ts';
import { makeGround } from '../../../../test/support/roll-calls.ts';
import { keeping } from '../keeping.ts';
import { closeRoom, statusFilePath } from '../paths.ts';
import { readFolder } from '../status/files.ts';
import { indexHtml } from '../status/html.tsx';
import { incidentPages } from '../status/incident-pages.tsx';
import type { StatusPage } from '../status/model.ts';
import { refresh } from '../status/refresh.ts';
import { longestQuestion } from './model/question.ts';
import { askPath, matterPath, questionsPath } from './paths.ts';

const ground = await makeGround('2026-11-20T01:00:00Z');
const { db, clock, app, services, ask, t } = ground;
const officer = 'bureau.incident_officer' as const;

beforeAll(async () => {
  await ground.begin();
});

type Form = Record<string, string>;

/** As somebody of the public, from an address of their own: nobody is slowed down by another test. */
let visitors = 0;
async function visitor(path: string, form?: Form, address?: string) {
  visitors += 1;
  const env = { incoming: { socket: { remoteAddress: address ?? `192.0.2.${visitors}` } } };
  const headers = { 'accept-language': 'en', 'user-agent': 'Secret-Browser/7', cookie: 'session=abc; device=xyz' };
  const body = form && new URLSearchParams(form);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) }, env);
  return {
    status: answer.status,
    text: await answer.text(),
    location: answer.headers.get('location') ?? '',
    cookie: answer.headers.get('set-cookie'),
  };
}

const asked = async (incident: number, text: string) => {
  expect((await visitor(askPath(incident), { text })).status).toBe(303);
  const { rows } = await sql<{ id: number }>`select max(id) as id from incident_question`.execute(db);
  return String(rows[0]?.id);
};
const page = async (): Promise<StatusPage> => {
  await refresh(services);
  return (await readFolder(services.config.dataDir)) as StatusPage;
};
const shown = async (incident: number) => {
  const { running, past } = await page();
  const found = [...running, ...past].find((one) => one.id === String(incident));
  if (!found?.questions) throw new Error('not on the page');
  return { ...found, questions: found.questions };
};

describe('asking', () => {
  test('without a name: the page is served without session, and nothing of the visitor is stored', async () => {
    const incident = await ground.incident();
    const form = await visitor(askPath(incident));
    expect(form.status).toBe(200);
    expect(form.cookie).toBeNull();
    expect(form.text).toContain(t('askHint', { n: 500 }).slice(0, 40));
    const wrongs: [Form, string][] = [
      [{ text: ' ' }, t('questionMissing')],
      [{}, t('questionMissing')],
      [{ text: 'x'.repeat(longestQuestion + 1) }, t('textLong')],
      [{ text: '我的身份证 11010519491231002X' }, t('rollIdentity')],
    ];
    for (const [wrong, said] of wrongs) {
      const answer = await visitor(askPath(incident), wrong);
      expect(answer.status, said).toBe(422);
      if (wrong.text !== undefined) expect(answer.text).toContain(said);
      expect(answer.text).not.toContain('11010519491231002X');
    }
    const sent = await visitor(askPath(incident), { text: '  明天\r\n上课吗？<b> ' }, '198.51.100.77');
    expect(sent.location).toBe(`${askPath(incident)}?sent=yes`);
    expect(sent.cookie).toBeNull();
    expect((await visitor(sent.location)).text).toContain(t('askThanks'));
    const { rows } = await sql<{ row: string }>`select to_jsonb(q)::text as row from incident_question q`.execute(db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).toContain('"asked_on": "2026-11-20"');
    // No table knows of the visitor; not even the counter of attempts, which others use.
    const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
    for (const { name } of tables.rows) {
      const all = await sql<{
        text: string | null;
      }>`select string_agg(t::text, ' ') as text from ${sql.table(name)} t`.execute(db);
      expect(all.rows[0]?.text ?? '', name).not.toMatch(/198\.51\.100\.77|Secret-Browser/);
      if (name === 'sign_in_attempt') expect(all.rows[0]?.text).toBeNull();
    }
    expect((await visitor(askPath(999_999))).status).toBe(404);
    expect((await visitor('/status-questions/abc')).status).toBe(404);
  });

  test('one address is slowed down, others are not; what is kept to count it can’t be looked up', async () => {
    const incident = await ground.incident();
    const from = (address: string) => visitor(askPath(incident), { text: '路通了吗？' }, address);
    for (let n = 0; n < 5; n += 1) expect((await from('203.0.113.5')).status).toBe(303);
    const slowed = await from('203.0.113.5');
    expect(slowed.status).toBe(429);
    expect(slowed.text).toContain('路通了吗？');
    expect((await from('203.0.113.6')).status).toBe(303);
    const limit = new AskLimit(2, 3, 1000);
    expect([1, 2, 3].map(() => limit.allow('a', 0))).toEqual([true, true, false]);
    expect(limit.allow('b', 10)).toBe(true);
    expect(limit.allow('c', 20), 'all together').toBe(false);
    expect(limit.allow('a', 1000), 'a new window').toBe(true);
    expect(JSON.stringify(limit)).not.toContain('"a"');
  });

  test('an incident that the public does not see yet takes no questions', async () => {
    const { rows } = await sql<{
      id: number;
    }>`insert into incident (organisation_id, kind, level, exercise, plan_version,
      plan, declared_at) values (${ground.cast().district.id}, 'attack', 2, false, 0, '{}', now()) returning id`.execute(
      db,
    );
    expect((await visitor(askPath(rows[0]?.id ?? 0))).status).toBe(404);
    expect((await visitor(askPath(rows[0]?.id ?? 0), { text: 'x' })).status).toBe(404);
    await sql`delete from incident where id = ${rows[0]?.id ?? 0}`.execute(db);
  });
});

describe('answering', () => {
  const answer = {
    act: 'answer',
    zh_question: '明天上课吗？',
    zh_answer: '停课一天，22 日复课。',
    en_question: 'Are there lessons tomorrow?',
    en_answer: 'No. Lessons begin again on the 22nd.',
  };

  test('the same thing, asked by several, is answered once; everybody sees answer and time', async () => {
    const incident = await ground.incident();
    const ids = [await asked(incident, '明天上不上课'), await asked(incident, '明日是否停课？')];
    const desk = await ask(officer, questionsPath(incident));
    expect(desk.text).toContain('明日是否停课？');
    expect((await ask(officer, '/desk')).text).toContain(questionsPath(incident));
    const send = (form: Record<string, string | string[]>, name: Parameters<typeof ask>[0] = officer) => {
      const body = new URLSearchParams();
      for (const [key, value] of Object.entries(form)) for (const one of [value].flat()) body.append(key, one);
      return ask(name, questionsPath(incident), body);
    };
    const wrongs: Record<string, string | string[]>[] = [
      {},
      answer,
      { ...answer, question: ids, zh_answer: ' ' },
      { ...answer, question: ids, zh_question: '' },
      { ...answer, question: ids, en_answer: '' },
      { ...answer, question: [...ids, '999999'] },
      { act: 'merge', question: ids, matter: '999999' },
      { act: 'decline', question: ids, reason: 'unwelcome' },
      { act: 'decline', question: ids },
    ];
    for (const wrong of wrongs) {
      const refusedForm = await send(wrong);
      expect(refusedForm.status, JSON.stringify(wrong)).toBe(422);
    }
    expect((await send({ ...answer, question: ids }, 'north.incident_officer')).status).toBe(403);
    expect((await send({ ...answer, question: ids }, 'bureau.auditor')).status).toBe(403);
    expect((await send({ ...answer, question: ids })).status).toBe(303);
    // Somebody else was quicker: nothing is answered twice.
    expect((await send({ ...answer, question: ids })).text).toContain(t('questionsMoved'));
    const late = await asked(incident, '几号复课');
    const { rows } = await sql<{ id: number }>`select id from incident_matter where incident_id = ${incident}`.execute(
      db,
    );
    const matter = rows[0]?.id ?? 0;
    expect((await send({ act: 'merge', question: late, matter: String(matter) })).status).toBe(303);
    const public_ = await shown(incident);
    expect(public_.questions).toMatchObject({ received: 3, answered: 3, waiting: 0, declined: {} });
    expect(public_.questions.matters).toEqual([
      {
        id: String(matter),
        question: { 'zh-CN': answer.zh_question, en: answer.en_question },
        answer: { 'zh-CN': answer.zh_answer, en: answer.en_answer },
        at: '2026-11-20T01:00:00.000Z',
        correctedAt: null,
      },
    ]);
    const file = await (await app.request(statusFilePath(`incident-${incident}.en.html`))).text();
    expect(file).toContain(answer.en_answer);
    expect(file).toContain(askPath(incident));
    expect(file).not.toContain('明日是否停课');
    expect(await (await app.request('/status', { headers: { 'accept-language': 'zh-CN' } })).text()).toContain(
      answer.zh_answer,
    );
  });

  test('a correction is public, with its time; who acts on an older page is told', async () => {
    const incident = await ground.incident();
    const id = await asked(incident, '食堂开吗');
    await ask(officer, questionsPath(incident), { ...answer, question: id });
    const { rows } = await sql<{ id: number }>`select id from incident_matter where incident_id = ${incident}`.execute(
      db,
    );
    const path = matterPath(incident, rows[0]?.id ?? 0);
    const form = await ask(officer, path);
    expect(form.text).toContain(answer.zh_answer);
    clock.set('2026-11-20T03:00:00Z');
    const correct = (more: Form) =>
      ask(officer, path, { version: '1', zh_answer: '21 日复课。', en_answer: 'On the 21st.', ...more });
    for (const wrong of [{ zh_answer: '' }, { en_answer: '' }, { version: '9' }] as Form[]) {
      expect((await correct(wrong)).status, JSON.stringify(wrong)).toBe(422);
    }
    expect((await correct({})).status).toBe(303);
    expect((await correct({})).text).toContain(t('answerMoved'));
    const { questions } = await shown(incident);
    expect(questions.matters[0]).toMatchObject({
      answer: { 'zh-CN': '21 日复课。' },
      at: '2026-11-20T01:00:00.000Z',
      correctedAt: '2026-11-20T03:00:00.000Z',
    });
    await expect(sql`update incident_answer set texts = '{}'`.execute(db)).rejects.toThrow(/permission denied/);
    clock.set('2026-11-20T01:00:00Z');
  });

  test('declined: the words go, count and reason stay, in public', async () => {
    const incident = await ground.incident();
    const ids = [
      await asked(incident, '某某家的孩子怎样了'),
      await asked(incident, '招生怎么报名'),
      await asked(incident, '招生？'),
    ];
    await ask(officer, questionsPath(incident), { act: 'decline', question: ids[0] ?? '', reason: 'personal' });
    for (const id of ids.slice(1)) {
      await ask(officer, questionsPath(incident), { act: 'decline', question: id, reason: 'other_matter' });
    }
    const { questions } = await shown(incident);
    expect(questions).toMatchObject({ received: 3, answered: 0, declined: { personal: 1, other_matter: 2 } });
    const texts = await sql<{ text: string | null }>`select text from incident_question
      where incident_id = ${incident}`.execute(db);
    expect(texts.rows.map((row) => row.text)).toEqual([null, null, null]);
    const html = incidentPages(await page(), await shown(incident), 'en').join('');
    expect(html).toContain('2 not about this incident');
    expect(html).toContain('1 about a person');
  });
});

test('with the end what waits gets a last word; the words are forgotten, the counts stay', async () => {
  const incident = await ground.incident();
  for (const text of ['一', '二']) await asked(incident, text);
  const { rows } = await sql<{ revision: number }>`select revision from incident where id = ${incident}`.execute(db);
  const form = {
    revision: String(rows[0]?.revision),
    state: 'over',
    zh_headline: '响应结束',
    en_headline: 'All clear',
  };
  expect((await ask(officer, closeRoom.path(incident), form)).status).toBe(303);
  const over = await shown(incident);
  expect(over.questions).toMatchObject({ received: 2, waiting: 0, ended: 2 });
  expect(incidentPages(await page(), over, 'en').join('')).toContain('2 questions were not answered one by one');
  expect((await visitor(askPath(incident))).text).toContain(t('askOver'));
  expect((await visitor(askPath(incident), { text: '三' })).status).toBe(422);
  const forget = keeping.rules.find((rule) => rule.kind === 'incidents.questions')?.forget;
  clock.set('2026-12-19T00:00:00Z');
  expect(await forget?.(services, 100)).toBe(0);
  clock.set('2026-12-21T00:00:00Z');
  expect(await forget?.(services, 1)).toBe(1);
  expect(await forget?.(services, 100)).toBe(1);
  expect((await shown(incident)).questions).toMatchObject({ received: 2, ended: 2 });
  clock.set('2026-11-20T01:00:00Z');
});

test('an exercise labels questions and answers; a page of before that had neither is still rendered', async () => {
  const incident = await ground.incident({ exercise: true });
  const id = await asked(incident, '演练时怎么走');
  await ask(officer, questionsPath(incident), {
    ...{ act: 'answer', question: id, zh_question: '从哪里撤离？', zh_answer: '走北门。' },
  });
  const found = await shown(incident);
  expect(found.questions.matters[0]).toMatchObject({
    question: { 'zh-CN': '【演练】从哪里撤离？' },
    answer: { 'zh-CN': '【演练】走北门。' },
  });
  const now = await page();
  const { questions: _, rollCall: __, ...old } = found;
  const { rollCalls: ___, ...before } = { ...now, running: [old] };
  expect(indexHtml(before, 'zh-CN')).toContain('<main data-page="index.html"');
});
