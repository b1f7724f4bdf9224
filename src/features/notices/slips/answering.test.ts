/** Answering by the personal link: what it shows, keeps, refuses, and when it ends. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { plainPdf } from '../../../../test/support/pdf.ts';
import { stylesheet } from '../../../ui/stylesheet.ts';
import { withdraw } from '../actions/publish.ts';
import { value } from '../factory.ts';
import { leftOutOfReminder } from '../queries/reminders.ts';
import { makeSlipNotice, outing, question, slipTexts } from './factory.ts';

const { db, clock, services, app, cast, spec: base, linkOf } = await noticeScene();
const spec = { ...base, texts: slipTexts, deadlineOn: '2026-11-27' };
const { mother, father, pupil } = cast.separated;
const names = new Map<number, string>();

beforeAll(async () => {
  const { rows } = await sql<{ id: number; name: string }>`select id, full_name as name from person`.execute(db);
  for (const { id, name } of rows) names.set(id, name);
});

beforeEach(() => clock.set('2026-11-20T01:00:00Z'));

const nameOf = (id: number) => names.get(id) as string;

type Fields = Record<string, string | string[] | File>;
const post = (path: string, fields: Fields) => {
  const form = new FormData();
  for (const [name, given] of Object.entries(fields)) {
    for (const one of [given].flat()) form.append(name, one);
  }
  return app.request(path, { method: 'POST', body: form });
};
const right = (child: number): Fields => ({ child: nameOf(child), q1: 'agree', q2: '0', q3: '2', q4: ['0', '2'] });

interface Row {
  guardian_id: number;
  pupil_id: number | null;
  means: string;
  answers: Record<string, unknown>;
  answered_on: string;
}
const answersOf = async (id: number) =>
  (
    await sql<Row>`select guardian_id, pupil_id, means, answers, answered_on from notice_slip_answer
      where notice_id = ${id} order by id`.execute(db)
  ).rows;
const reached = async (id: number) =>
  (
    await sql<{ id: number }>`select person_id as id from (${leftOutOfReminder(`notice:${id}`)}) r order by 1`.execute(
      db,
    )
  ).rows.map((row) => row.id);

describe('the slip of a personal link', () => {
  test('GET shows the questions, no name, stores nothing, and is under 50 KB', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const link = linkOf(messageId, mother);
    const html = await (await app.request(link)).text();
    expect(html).toContain('我同意孩子参加秋游。');
    expect(html).toContain('孩子的姓名');
    for (const name of names.values()) expect(html).not.toContain(name);
    expect(new Blob([html, stylesheet()]).size).toBeLessThan(50 * 1024);
    const english = await (await app.request(`${link}?lang=en`)).text();
    expect(english).toContain('My child may come along.');
    for (const path of [`${link}/slip`, `${link}/slip/open`, `${link}/slip?child=${nameOf(pupil)}&q1=agree&q2=0`]) {
      expect((await app.request(path)).status).toBe(303);
    }
    expect(await answersOf(id)).toEqual([]);
  });

  test('an answer is kept with its day, counts as reached, and can be changed until the deadline', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const link = linkOf(messageId, mother);
    const answer = await post(`${link}/slip?lang=en`, right(pupil));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${link}?lang=en`]);
    const kept = { guardian_id: mother, pupil_id: pupil, means: 'link', answered_on: '2026-11-20' };
    expect(await answersOf(id)).toEqual([{ ...kept, answers: { 1: 'agree', 2: 0, 3: 2, 4: [0, 2] } }]);
    expect(await reached(id)).toEqual([mother]);
    const page = await (await app.request(link)).text();
    expect(page).toContain('回执已登记');
    expect(page).not.toContain(nameOf(pupil));
    expect(page).not.toContain('checked');

    clock.set('2026-11-27T15:59:00Z');
    const changed = await post(`${link}/slip`, { child: nameOf(pupil), q1: 'disagree', q2: '2' });
    expect(changed.status).toBe(303);
    const [row, ...others] = await answersOf(id);
    expect(others).toEqual([]);
    expect([row?.answers, row?.answered_on]).toEqual([{ 1: 'disagree', 2: 2 }, '2026-11-27']);
    clock.set('2026-11-27T16:00:01Z');
    const late = await post(`${link}/slip`, right(pupil));
    expect(late.status).toBe(422);
    expect(await late.text()).toContain('截止日期已过');
    expect((await answersOf(id))[0]?.answers).toEqual({ 1: 'disagree', 2: 2 });
    const read = await post(`${link}/slip/open`, { child: nameOf(pupil) });
    const text = await read.text();
    expect(text).toContain('不同意');
    expect(text).not.toContain(`action="${link}/slip?`);
  });

  test('the answer is shown to whoever names the child, and to nobody else; in letters too', async () => {
    const { messageId } = await makeSlipNotice(services, spec);
    const link = linkOf(messageId, mother);
    await post(`${link}/slip`, { ...right(pupil), q6: '带伞' });
    const wrong = await post(`${link}/slip/open`, { child: '张不知' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).not.toContain('带伞');
    const open = await (await post(`${link}/slip/open`, { child: nameOf(pupil) })).text();
    expect(open).toContain('带伞');
    const { rows } = await sql<{
      letters: string;
    }>`select name_pinyin as letters from person where id = ${pupil}`.execute(db);
    expect(await (await post(`${link}/slip/open`, { child: rows[0]?.letters as string })).text()).toContain('带伞');
  });

  test('neither guardian sees the other’s answer, nor that there is one', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const before = await (await app.request(linkOf(messageId, father))).text();
    await post(`${linkOf(messageId, mother)}/slip`, { ...right(pupil), q6: '母亲写的' });
    const after = await (await app.request(linkOf(messageId, father))).text();
    const plain = (html: string) => html.replaceAll(/\/m\/[\w-]+/g, '');
    expect(plain(after)).toBe(plain(before));
    const open = await (await post(`${linkOf(messageId, father)}/slip/open`, { child: nameOf(pupil) })).text();
    expect(open).not.toContain('母亲写的');
    expect(await reached(id)).toEqual([mother]);
    await post(`${linkOf(messageId, father)}/slip`, { child: nameOf(pupil), q1: 'disagree', q2: '1' });
    expect((await answersOf(id)).map((row) => [row.guardian_id, row.answers[1]])).toEqual([
      [mother, 'agree'],
      [father, 'disagree'],
    ]);
  });

  test('each child by its own name; reached when all are answered for; another family’s child is unknown', async () => {
    const { guardian, north, south } = cast.siblings;
    const { id, messageId } = await makeSlipNotice(services, spec);
    const link = linkOf(messageId, guardian);
    const stranger = await post(`${link}/slip`, right(pupil));
    expect(stranger.status).toBe(422);
    expect(await stranger.text()).toContain('没有找到');
    await post(`${link}/slip`, right(north));
    expect(await reached(id)).toEqual([]);
    expect(await (await app.request(link)).text()).not.toContain(nameOf(south));
    await post(`${link}/slip`, { child: nameOf(south), q1: 'disagree', q2: '1' });
    expect((await answersOf(id)).map((row) => [row.pupil_id, row.answers[1]])).toEqual([
      [north, 'agree'],
      [south, 'disagree'],
    ]);
    expect(await reached(id)).toEqual([guardian]);
  });

  test('one reply of a guardian, whichever child is named', async () => {
    const { guardian, north, south } = cast.siblings;
    const { id, messageId } = await makeSlipNotice(services, spec, 'guardian', outing.slice(0, 2));
    const link = linkOf(messageId, guardian);
    await post(`${link}/slip`, { child: nameOf(north), q1: 'agree', q2: '0' });
    await post(`${link}/slip`, { child: nameOf(south), q1: 'disagree', q2: '0' });
    expect((await answersOf(id)).map((row) => [row.pupil_id, row.answers])).toEqual([[null, { 1: 'disagree', 2: 0 }]]);
    expect(await reached(id)).toEqual([guardian]);
  });

  test('bad input: each error at its field, what was typed is kept', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const link = linkOf(messageId, mother);
    const bad = { child: nameOf(pupil), q2: '9', q3: '7', q5: '2026-11-01', q6: '<b>雨具</b>' };
    const answer = await post(`${link}/slip`, bad);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    for (const words of ['请选择同意或不同意。', '请选择一项。', '不能大于 3。', '不能早于 2026年12月1日。']) {
      expect(html).toContain(words);
    }
    for (const field of ['f-q1', 'f-q2', 'f-q3', 'f-q5']) {
      expect(html).toContain(`href="#${field}"`);
      expect(html).toContain(`id="${field}"`);
    }
    expect(html).toContain('&lt;b&gt;雨具&lt;/b&gt;');
    expect(html).toContain('value="7"');
    expect(await answersOf(id)).toEqual([]);
    for (const room of ['slip', 'slip/open']) {
      expect((await app.request(`${link}/${room}`, { method: 'POST' })).status).toBe(422);
    }
    const empty = await (await post(`${link}/slip`, {})).text();
    expect(empty).toContain('请填写孩子的姓名。');
    expect(
      (
        await app.request(`${link}/slip`, {
          method: 'POST',
          body: 'x',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(422);
  });

  test('an identity number in a text is refused and not said back', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const number = '11010519491231002X';
    const answer = await post(`${linkOf(messageId, mother)}/slip`, { ...right(pupil), q6: `孩子的号码 ${number}` });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('看起来含有身份证号码');
    expect(html).not.toContain(number);
    expect(await answersOf(id)).toEqual([]);
    const phone = await post(`${linkOf(messageId, mother)}/slip`, { ...right(pupil), q6: '电话 13800138000' });
    expect(phone.status).toBe(303);
  });

  test('a file is judged by its content, kept with the answer, replaced and taken out', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const link = linkOf(messageId, mother);
    const pdf = plainPdf;
    const exe = new File(
      [new Uint8Array(Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(400)]))],
      '同意书.pdf',
    );
    const refused = await post(`${link}/slip`, { ...right(pupil), q7: exe });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('不是图片或 PDF');
    const text = new File(['plain words'], '同意书.txt');
    expect((await post(`${link}/slip`, { ...right(pupil), q7: text })).status).toBe(422);
    const large = new File([new Uint8Array(Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024)]))], 'a.pdf');
    expect(await (await post(`${link}/slip`, { ...right(pupil), q7: large })).text()).toContain('超过 5 MB');
    expect(
      (await post(`${link}/slip`, { ...right(pupil), q7: new File([new Uint8Array(pdf)], '11010519491231002X.pdf') }))
        .status,
    ).toBe(303);
    const files = async () =>
      (
        await sql<{
          name: string;
        }>`select f.name from notice_slip_file f join notice_slip_answer a on a.id = f.answer_id
        where a.notice_id = ${id}`.execute(db)
      ).rows.map((row) => row.name);
    expect(await files()).toEqual(['file.pdf']);
    await post(`${link}/slip`, right(pupil));
    expect(await files(), 'an answer without a new file keeps the old one').toEqual(['file.pdf']);
    expect(await (await post(`${link}/slip/open`, { child: nameOf(pupil) })).text()).toContain('file.pdf');
    await post(`${link}/slip`, { ...right(pupil), 'take-q7': 'yes' });
    expect(await files()).toEqual([]);
  });

  test('only who may act answers; others acknowledge; an ended guardianship ends it', async () => {
    await sql`update guardianship set may_act = false where guardian_id = ${father}`.execute(db);
    const { id, messageId } = await makeSlipNotice(services, spec);
    const link = linkOf(messageId, father);
    const html = await (await app.request(link)).text();
    expect(html).toContain('我已收到');
    expect(html).not.toContain('提交回执');
    expect((await post(`${link}/slip`, right(pupil))).status).toBe(422);
    expect(await answersOf(id)).toEqual([]);
    await app.request(link, { method: 'POST' });
    expect(await reached(id)).toEqual([father]);
    await app.request(linkOf(messageId, mother), { method: 'POST' });
    expect(await reached(id), 'a tap is no reply').toEqual([father]);
    await sql`update guardianship set may_act = true, ends_on = '2026-11-20' where guardian_id = ${father}`.execute(db);
    expect((await post(`${link}/slip`, right(pupil))).status).toBe(410);
    await sql`update guardianship set ends_on = null where guardian_id = ${father}`.execute(db);
  });

  test('a child who left is unknown; a withdrawn notice takes no answer', async () => {
    const { guardian, north, south } = cast.siblings;
    const { id, messageId } = await makeSlipNotice(services, spec);
    const link = linkOf(messageId, guardian);
    await sql`update person set state = 'left' where id = ${north}`.execute(db);
    expect((await post(`${link}/slip`, right(north))).status).toBe(422);
    await post(`${link}/slip`, right(south));
    expect(await reached(id), 'the other child is all there is').toEqual([guardian]);
    await sql`update person set state = 'active' where id = ${north}`.execute(db);
    value(await withdraw(services, spec.author, id, '改期'));
    const gone = await post(`${link}/slip`, right(south));
    expect(gone.status).toBe(410);
    expect(await gone.text()).toContain('改期');
    expect(await answersOf(id)).toHaveLength(1);
  });

  test('names are not guessed at without end', async () => {
    const { messageId } = await makeSlipNotice(services, spec, 'child', [question('text', '随便写', 'Anything')]);
    const link = linkOf(messageId, mother);
    const statuses = [];
    for (let i = 0; i < 22; i += 1) statuses.push((await post(`${link}/slip/open`, { child: `猜${i}` })).status);
    expect(statuses.slice(20)).toEqual([429, 429]);
  });
});
