/** Replies by name for class and school, in figures above; entering from paper; exports; forgetting. */
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { plainPdf } from '../../../../test/support/pdf.ts';
import { withdraw } from '../actions/publish.ts';
import { tellInPerson } from '../actions/reach-out.ts';
import { byAt, value } from '../factory.ts';
import { classRoomPath } from '../paths.ts';
import { leftOutOfReminder } from '../queries/reminders.ts';
import { forgetReplies } from './actions/forget.ts';
import { makeSlipNotice, outing, question, slipTexts } from './factory.ts';

const { db, clock, services, app, cast, cookie: own, spec: base, linkOf, staff } = await noticeScene();
const spec = { ...base, texts: slipTexts, deadlineOn: '2026-11-27' };
const { mother, father, pupil } = cast.separated;
const classId = cast.north.classes[0]?.organisation.id as number;
const secondClass = cast.north.classes[1]?.organisation.id as number;
const names = new Map<number, string>();

beforeAll(async () => {
  const { rows } = await sql<{ id: number; name: string }>`select id, full_name as name from person`.execute(db);
  for (const { id, name } of rows) names.set(id, name);
});
beforeEach(() => clock.set('2026-11-20T01:00:00Z'));

const nameOf = (id: number) => names.get(id) as string;
const at = (id: number) => `/desk/class-notices/${id}/${classId}/replies`;

const reply = (messageId: number, guardian: number, child: number, fields: Record<string, string>) => {
  const body = new FormData();
  for (const [name, given] of Object.entries({ child: nameOf(child), ...fields })) body.append(name, given);
  return app.request(`${linkOf(messageId, guardian)}/slip`, { method: 'POST', body });
};
const yes = { q1: 'agree', q2: '0' };
const count = async (action: string) =>
  (await sql<{ n: number }>`select count(*) as n from audit_event where action = ${action}`.execute(db)).rows[0]?.n ??
  0;

/** Every guardian of every child of a class, so that there is something to count. */
async function everybody(messageId: number, of: number, fields: (n: number) => Record<string, string>) {
  const { rows } = await sql<{ guardian: number; child: number }>`
    select distinct on (g.pupil_id) g.guardian_id as guardian, g.pupil_id as child from guardianship g
    join membership m on m.person_id = g.pupil_id and m.position = 'pupil' and m.ends_on is null
    where m.organisation_id = ${of} and g.ends_on is null order by g.pupil_id, g.guardian_id`.execute(db);
  for (const [n, { guardian, child }] of rows.entries()) {
    expect((await reply(messageId, guardian, child, fields(n))).status).toBe(303);
  }
  return rows.length;
}

describe('told in person', () => {
  test('is reached, but no reply: asked again, counted as both, until the reply comes', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const left = async () => {
      const query = leftOutOfReminder(`notice:${id}`);
      return (await sql<{ person_id: number }>`${query}`.execute(db)).rows.map((row) => row.person_id);
    };
    const teacher = await staff('north.teacher', 'zh-CN');
    const form = new URLSearchParams([
      ['people', String(mother)],
      ['people', String(father)],
    ]);
    const cookie = await own('north.teacher');
    const told = await app.request(`/desk/class-notices/${id}/${classId}/told`, {
      method: 'POST',
      body: form,
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    expect(told.status).toBe(303);
    const page = async () => await (await teacher(`/desk/class-notices/${id}/${classId}`)).text();
    expect(await page()).toContain('其中当面告知、回执未交');
    expect(await (await teacher(classRoomPath('csv', id, classId))).text()).toMatch(/当面告知.回执未交/);
    expect(await left(), 'a reminder goes to both').toEqual([]);
    await reply(messageId, mother, pupil, yes);
    expect(await left(), 'and no longer to whom replied').toEqual([mother]);
    await reply(messageId, father, pupil, yes);
    expect((await left()).sort()).toEqual([mother, father].sort());
    expect(await page()).not.toContain('其中当面告知、回执未交');
    const { rows } =
      await sql`select sum(n)::int as n from notice_acknowledgement_delta where notice_id = ${id}`.execute(db);
    expect(rows, 'counted once').toEqual([{ n: 2 }]);
  });

  test('who may only receive owes no reply', async () => {
    const { id } = await makeSlipNotice(services, spec);
    await sql`update guardianship set may_act = false where guardian_id = ${father}`.execute(db);
    const teacher = byAt(cast.members['north.teacher']);
    value(await tellInPerson(services, teacher, id, classId, [mother, father]));
    const { rows } = await sql`select person_id, reply_due from notice_acknowledgement where notice_id = ${id}
      order by person_id`.execute(db);
    expect(rows).toEqual(
      [
        { person_id: mother, reply_due: true },
        { person_id: father, reply_due: false },
      ].sort((a, b) => a.person_id - b.person_id),
    );
    await sql`update guardianship set may_act = true where guardian_id = ${father}`.execute(db);
  });
});

describe('the class teacher', () => {
  test('sees who answered what, where guardians differ, and until the deadline who is missing', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const teacher = await staff('north.teacher', 'zh-CN');
    expect(await (await teacher(`/desk/class-notices/${id}/${classId}`)).text()).toContain(`href="${at(id)}"`);
    await reply(messageId, mother, pupil, { ...yes, q3: '1', q6: '=HYPERLINK("x")' });
    await reply(messageId, father, pupil, { q1: 'disagree', q2: '1' });
    const html = await (await teacher(at(id))).text();
    for (const words of [nameOf(mother), nameOf(father), nameOf(pupil), '家长答复不一致', '不同意', '校车']) {
      expect(html).toContain(words);
    }
    const other = cast.north.classes[0]?.pupils[0] as number;
    expect(html, 'still to answer').toContain(nameOf(other));
    expect(await count('notice.view_replies')).toBeGreaterThan(0);
    const south = cast.south.classes[0]?.pupils[0] as number;
    expect(html).not.toContain(nameOf(south));

    clock.set('2026-11-28T01:00:00Z');
    const late = await (await (await staff('north.teacher', 'zh-CN'))(at(id))).text();
    expect(late).toContain(nameOf(mother));
    expect(late).not.toContain(nameOf(other));
    expect(late).toContain('不再列出未填的家长');
    expect((await (await staff('north.teacher'))(`${at(id)}/enter/${mother}`)).status).toBe(404);
    const typed = { pupil: String(pupil), ...yes, q6: '迟交' };
    const refused = await (await staff('north.teacher', 'zh-CN'))(`${at(id)}/enter/${father}`, typed);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('截止日期已过');
  });

  test('exports: formulas do not run, no time of anything', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    await reply(messageId, mother, pupil, { ...yes, q3: '2', q6: '=HYPERLINK("x")' });
    const teacher = await staff('north.teacher', 'zh-CN');
    const csv = await (await teacher(`${at(id)}/export.csv`)).text();
    expect(csv).toContain(`'=HYPERLINK`);
    expect(csv).toContain(nameOf(mother));
    expect(csv).not.toMatch(/2026|\d\d:\d\d/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await (await teacher(`${at(id)}/export.xlsx`)).arrayBuffer()) as never);
    const sheet = book.worksheets[0];
    expect(sheet?.getRow(1).values).toContain('我同意孩子参加秋游。');
    const numbers = sheet?.getColumn(6).values.filter((cell) => typeof cell === 'number');
    expect(numbers, 'a number stays a number').toEqual([2]);
    expect(await count('notice.export_replies')).toBe(2);
  });

  test('enters what was handed in on paper: marked, recorded, never over a guardian’s own answer', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const teacher = await staff('north.teacher', 'zh-CN');
    const enter = `${at(id)}/enter/${father}`;
    const form = await (await teacher(`${enter}?child=${pupil}`)).text();
    expect(form).toContain(`代${nameOf(father)}登记回执`);
    const bad = await teacher(enter, { pupil: String(pupil), q2: '0', q6: '110105194912310 02X' });
    expect(bad.status).toBe(422);
    const text = await bad.text();
    expect(text).toContain('请选择同意或不同意。');
    expect(text).not.toContain('19491231');
    const done = await teacher(enter, { pupil: String(pupil), q1: 'agree', q2: '2', q6: '带药箱去' });
    expect([done.status, done.headers.get('location')]).toEqual([303, at(id)]);
    expect(await (await teacher(at(id))).text()).toContain('老师代填');
    const { rows } = await sql`select means, answers from notice_slip_answer where notice_id = ${id}`.execute(db);
    expect(rows).toEqual([{ means: 'told', answers: { 1: 'agree', 2: 2, 6: '带药箱去' } }]);
    const audited = await sql<{ detail: unknown }>`
      select detail from audit_event where action = 'notice.answer_for' and subject = ${`notice:${id}`}`.execute(db);
    expect(audited.rows).toEqual([{ detail: { class: classId, guardian: father, pupil } }]);
    expect(await (await app.request(linkOf(messageId, father))).text()).toContain('由老师根据您的答复代为登记');
    expect((await reply(messageId, father, pupil, { q1: 'disagree', q2: '1' })).status).toBe(303);
    const again = await teacher(enter, { pupil: String(pupil), ...yes });
    expect([again.status, (await again.text()).includes('已经自己填写')]).toEqual([422, true]);
    const stranger = cast.siblings;
    expect((await teacher(`${at(id)}/enter/${stranger.guardian}`)).status).toBe(404);
    const forged = await teacher(enter, { pupil: String(stranger.north), ...yes });
    expect(forged.status).toBe(422);
  });

  test('an answer of an ended guardianship is kept, marked, and no longer counted; a child who left is gone', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const teacher = await staff('north.teacher', 'zh-CN');
    await reply(messageId, mother, pupil, yes);
    await sql`update guardianship set ends_on = '2026-11-20' where guardian_id = ${mother}`.execute(db);
    const html = await (await teacher(at(id))).text();
    expect(html).toContain('不再计入');
    expect(html).toContain(nameOf(mother));
    expect(await (await teacher(`${at(id)}/export.csv`)).text()).toContain('不再计入');
    expect(html, 'the father is asked').toContain(`${at(id)}/enter/${father}?child=${pupil}`);
    await sql`update person set state = 'left' where id = ${pupil}`.execute(db);
    const gone = await (await teacher(at(id))).text();
    expect(gone).not.toContain(nameOf(pupil));
    await sql`update person set state = 'active' where id = ${pupil}`.execute(db);
    await sql`update guardianship set ends_on = null where guardian_id = ${mother}`.execute(db);
  });

  test('files open for the own class only; a withdrawn notice shows what there was and takes nothing', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const body = new FormData();
    for (const [name, given] of Object.entries({ child: nameOf(pupil), ...yes })) body.append(name, given);
    body.append('q7', new File([new Uint8Array(plainPdf)], '同意书.pdf'));
    await app.request(`${linkOf(messageId, mother)}/slip`, { method: 'POST', body });
    const { rows } = await sql<{ id: number }>`select max(id) as id from notice_slip_file`.execute(db);
    const file = rows[0]?.id as number;
    const teacher = await staff('north.teacher', 'zh-CN');
    const opened = await teacher(`${at(id)}/files/${file}`);
    expect([opened.status, opened.headers.get('content-type'), opened.headers.get('cache-control')]).toEqual([
      ...[200, 'application/pdf', 'no-store'],
    ]);
    expect(await (await teacher(at(id))).text()).toContain('同意书.pdf');
    const south = await staff('south.teacher');
    const elsewhere = cast.south.classes[0]?.organisation.id;
    expect((await south(`/desk/class-notices/${id}/${elsewhere}/replies/files/${file}`)).status).toBe(404);
    expect((await (await staff('north.editor'))(`/desk/notices/${id}/replies/names/files/${file}`)).status).toBe(200);
    expect((await (await staff('south.editor'))(`/desk/notices/${id}/replies/names/files/${file}`)).status).toBe(404);
    expect((await (await staff('bureau.editor'))(`/desk/notices/${id}/replies/names/files/${file}`)).status).toBe(404);
    value(await withdraw(services, spec.author, id, '改期'));
    expect(await (await teacher(at(id))).text()).toContain('已撤回');
    expect((await teacher(`${at(id)}/enter/${father}?child=${pupil}`)).status).toBe(404);
    expect((await teacher(`${at(id)}/enter/${father}`, { pupil: String(pupil), ...yes })).status).toBe(422);
  });
});

describe('the office', () => {
  test('the bureau gets figures without names and without 1 to 4; nothing while there are few', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    const bureau = await staff('bureau.editor', 'zh-CN');
    const page = `/desk/notices/${id}/replies`;
    expect(await (await bureau(`/desk/notices/${id}`)).text()).toContain(`href="${page}"`);
    await reply(messageId, mother, pupil, yes);
    expect(await (await bureau(page)).text()).toContain('回执少于 5 份');
    let n = await everybody(messageId, classId, (k) => ({
      q1: 'agree',
      q2: k === 0 ? '2' : '0',
      q3: '1',
      q6: `写${k}`,
    }));
    n += await everybody(messageId, secondClass, () => ({ q1: 'agree', q2: '1', q3: '1' }));
    const html = await (await bureau(page)).text();
    expect(n).toBeGreaterThan(12);
    const main = html.slice(html.indexOf('<main'));
    for (const name of names.values()) expect(main).not.toContain(name);
    expect(html).toContain('少于5');
    expect(html).toContain(`合计 ${n}人`);
    expect(html).not.toContain('写1');
    expect(html).not.toContain('style=');
    expect(html).toContain('<svg aria-hidden="true"');
    const csv = await (await bureau(`${page}/export.csv`)).text();
    expect(csv).toContain('怎样到校？,步行,少于5');
    for (const name of names.values()) expect(csv).not.toContain(name);
    expect((await bureau(`${page}/names`)).status).toBe(404);

    // The other guardian of the same child: the child counts once, and what they differ in counts as that.
    await reply(messageId, father, pupil, { q1: 'agree', q2: '0', q3: '3' });
    await reply(messageId, mother, pupil, { q1: 'agree', q2: '0', q3: '1' });
    const again = await (await bureau(`${page}/export.csv`)).text();
    expect(again).toContain(`我同意孩子参加秋游。,同意,${n}`);
    expect(again).toContain(`,${n - 1}\r\n`);
  });

  test('the school’s own office sees names of its classes, and not who is missing; a sibling sees nothing', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    await reply(messageId, mother, pupil, { ...yes, q6: '记得带水' });
    const editor = await staff('north.editor', 'zh-CN');
    const page = `/desk/notices/${id}/replies/names?class=${classId}`;
    const html = await (await editor(page)).text();
    expect(html).toContain(nameOf(mother));
    expect(html).toContain('记得带水');
    const missing = cast.north.classes[0]?.pupils[1] as number;
    expect(html).not.toContain(nameOf(missing));
    const csv = await (await editor(`/desk/notices/${id}/replies/names/export.csv`)).text();
    expect(csv).toContain(nameOf(mother));
    expect(csv).not.toContain(nameOf(missing));
    const south = await staff('south.editor', 'zh-CN');
    const elsewhere = await (await south(page)).text();
    expect(elsewhere).not.toContain(nameOf(mother));
    expect(await (await south(`/desk/notices/${id}/replies/names/export.csv`)).text()).not.toContain(nameOf(mother));
    expect((await (await staff('north.approver'))(page)).status).toBe(403);
  });

  test('one reply of each guardian: both of a child are listed', async () => {
    const meeting = [question('choice', '哪天家长会？', 'Which day?', { options: outing[1]?.options ?? [] })];
    const { id, messageId } = await makeSlipNotice(services, spec, 'guardian', meeting);
    await reply(messageId, mother, pupil, { q1: '1' });
    const html = await (await (await staff('north.teacher', 'zh-CN'))(at(id))).text();
    expect(html).toContain('应填家长');
    expect(html.indexOf(nameOf(mother))).toBeGreaterThan(0);
    expect(html.indexOf(nameOf(father))).toBeGreaterThan(html.indexOf('还没有回执'));
  });

  test('the questions are printed for families whom no message reaches', async () => {
    await sql`update contact_point set opted_out_at = ${clock.now()} where person_id = ${father}`.execute(db);
    const { id } = await makeSlipNotice(services, spec);
    for (const [who, path] of [
      ['north.teacher', `/desk/class-notices/${id}/${classId}/paper`],
      ['north.editor', `/desk/notices/${id}/paper`],
    ] as const) {
      const html = await (await (await staff(who, 'zh-CN'))(path)).text();
      expect(html, path).toContain('家长签名');
      expect(html, path).toContain('怎样到校？');
    }
    await sql`update contact_point set opted_out_at = null where person_id = ${father}`.execute(db);
  });

  test('replies are forgotten a year after the deadline, files too', async () => {
    const { id, messageId } = await makeSlipNotice(services, spec);
    await reply(messageId, mother, pupil, yes);
    const left = async () =>
      (await sql<{ n: number }>`select count(*) as n from notice_slip_answer where notice_id = ${id}`.execute(db))
        .rows[0]?.n;
    await forgetReplies(services, '2027-11-27');
    expect(await left()).toBe(1);
    expect(await forgetReplies(services, '2027-11-30')).toBeGreaterThan(0);
    expect(await left()).toBe(0);
    expect((await sql<{ n: number }>`select count(*) as n from notice_slip_file`.execute(db)).rows[0]?.n).toBe(0);
  });
});
