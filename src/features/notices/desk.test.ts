/** The class teacher and the office: names, figures, exports, reminders. */
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { tellInPerson } from './actions/reach-out.ts';
import { byAt, makeDraft, makePublished } from './factory.ts';

const { db, clock, services, app, cast, spec, linkOf, staff, expandAll } = await noticeScene();

const acknowledgements = async (id: number) =>
  (await sql<{ n: number }>`select count(*) as n from notice_acknowledgement where notice_id = ${id}`.execute(db))
    .rows[0]?.n;

describe('the class teacher', () => {
  test('sees names of the own class until the deadline’s end, then no more; told in person counts', async () => {
    const { id, messageId } = await makePublished(services, spec);
    await expandAll();
    const own = (cast.north.classes[0] as { organisation: { id: number } }).organisation.id;
    const ask = await staff('north.teacher');
    const path = `/desk/class-notices/${id}/${own}`;
    const name = (
      await sql<{ n: string }>`select full_name as n from person where id = ${cast.separated.mother}`.execute(db)
    ).rows[0]?.n as string;
    const before = await (await ask(path)).text();
    expect(before).toContain(`told-${cast.separated.mother}"`);
    expect(before).toContain(name);
    await app.request(linkOf(messageId, cast.separated.mother), { method: 'POST' });
    expect(await (await ask(path)).text()).not.toContain(`told-${cast.separated.mother}"`);
    expect((await ask(`${path}/told`, { people: String(cast.separated.father) })).status).toBe(303);
    const { rows } =
      await sql`select means from notice_acknowledgement where notice_id = ${id} and person_id = ${cast.separated.father}`.execute(
        db,
      );
    expect(rows).toEqual([{ means: 'told' }]);
    // A stranger to the class can't be marked, whatever the form says.
    const stranger = (cast.south.classes[0] as { guardians: number[] }).guardians[0] as number;
    await ask(`${path}/told`, { people: String(stranger) });
    expect(await acknowledgements(id)).toBe(2);
    const wasNow = clock.now();
    clock.set('2026-11-27T15:59:00Z');
    const lastEvening = await staff('north.teacher');
    expect(await (await lastEvening(path)).text()).toContain('told-');
    expect((await lastEvening(`${path}/paper`)).status).toBe(200);
    clock.set('2026-11-27T16:00:00Z');
    const nextDay = await staff('north.teacher');
    expect(await (await nextDay(path)).text()).not.toContain('told-');
    expect((await nextDay(`${path}/paper`)).status).toBe(404);
    expect(await (await nextDay(`${path}/export.csv`)).text()).not.toMatch(new RegExp(name));
    const late = await tellInPerson(services, byAt(cast.members['north.teacher']), id, own, [stranger]);
    expect(late.ok).toBe(false);
    clock.set(wasNow);
  });

  test('another class and another school are not found', async () => {
    const { id } = await makePublished(services, spec);
    const ask = await staff('north.teacher');
    const [, second] = cast.north.classes as [unknown, { organisation: { id: number } }];
    const south = cast.south.classes[0] as { organisation: { id: number } };
    for (const other of [second.organisation.id, south.organisation.id]) {
      for (const room of ['', '/paper', '/export.xlsx', '/export.csv']) {
        expect((await ask(`/desk/class-notices/${id}/${other}${room}`)).status, `${other}${room}`).toBe(404);
      }
    }
    expect((await ask(`/desk/notices/${id}`)).status).toBe(403);
  });

  test('a class that the audience leaves out has no such notice', async () => {
    const own = (cast.north.classes[0] as { organisation: { id: number } }).organisation.id;
    const exclude = [{ organisationId: own, role: 'guardians' as const }];
    const { id } = await makePublished(services, { ...spec, exclude });
    const ask = await staff('north.teacher');
    expect((await ask(`/desk/class-notices/${id}/${own}`)).status).toBe(404);
  });

  test('exports name people for the own class only, and never say when somebody read', async () => {
    const { id, messageId } = await makePublished(services, spec);
    await expandAll();
    await sql`update person set full_name = '=HYPERLINK("http://evil")' where id = ${cast.separated.father}`.execute(
      db,
    );
    await app.request(linkOf(messageId, cast.separated.mother), { method: 'POST' });
    const own = (cast.north.classes[0] as { organisation: { id: number } }).organisation.id;
    const ask = await staff('north.teacher');
    const text = Buffer.from(await (await ask(`/desk/class-notices/${id}/${own}/export.csv`)).arrayBuffer()).toString(
      'utf8',
    );
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(text).toContain('Acknowledged');
    expect(text).not.toMatch(/2026|\d\d:\d\d/);
    const answer = await ask(`/desk/class-notices/${id}/${own}/export.xlsx`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=".*\.xlsx"; filename\*=UTF-8''/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const sheet = book.worksheets[0] as ExcelJS.Worksheet;
    expect((sheet.getRow(1).values as string[]).slice(1)).toEqual(['Guardian', 'Pupils', 'Delivery', 'Situation']);
    expect(sheet.rowCount).toBeGreaterThan(10);
  });
});

describe('the office', () => {
  test('figures by school and by class; below five is not shown to anybody but the class teacher', async () => {
    const { id, messageId } = await makePublished(services, spec);
    await expandAll();
    const north = cast.north.classes[0] as { organisation: { id: number; name: string }; guardians: number[] };
    for (const guardian of north.guardians) await app.request(linkOf(messageId, guardian), { method: 'POST' });
    const ask = await staff('bureau.editor');
    const page = await (await ask(`/desk/notices/${id}`)).text();
    expect(page).toContain(cast.north.organisation.name);
    expect(page).toContain('data-live=');
    const school = await (await ask(`/desk/notices/${id}/schools/${cast.north.organisation.id}`)).text();
    expect(school).toContain('under 5');
    // 12 of 14 acknowledged: neither the 12 nor the 2 may stand there.
    const rows = school.slice(school.indexOf('<tbody>'), school.indexOf('</tbody>'));
    const cells = [...rows.matchAll(/<td class="n"[^>]*>([^<]*)<\/td>/g)].map((match) => match[1]);
    expect(cells).toContain('14');
    expect(cells).not.toContain('12');
    expect(cells).not.toContain('2');
    for (const name of ['telephone', '@example.org', 'told-']) expect(school).not.toContain(name);
    const sheet = new ExcelJS.Workbook();
    await sheet.xlsx.load(
      await (await ask(`/desk/notices/${id}/export.xlsx?school=${cast.north.organisation.id}`)).arrayBuffer(),
    );
    const values = (sheet.worksheets[0] as ExcelJS.Worksheet)
      .getSheetValues()
      .flat()
      .filter((v) => v !== undefined);
    expect(values).toContain('under 5');
    expect(values.filter((v) => typeof v === 'number' && v > 0 && v < 5)).toEqual([]);
  });

  test('a school sees its own part of the bureau’s notice, and no other', async () => {
    const { id } = await makePublished(services, spec);
    await expandAll();
    const ask = await staff('north.editor');
    const page = await (await ask(`/desk/notices/${id}`)).text();
    expect(page).toContain(cast.north.organisation.name);
    expect(page).not.toContain(cast.south.organisation.name);
    expect((await ask(`/desk/notices/${id}/schools/${cast.south.organisation.id}`)).status).toBe(404);
    expect(await (await ask(`/desk/notices/${id}/export.csv`)).text()).not.toContain(cast.south.organisation.name);
    for (const room of ['basics', 'publish', 'withdraw', 'remind', 'audience']) {
      expect((await ask(`/desk/notices/${id}/${room}`)).status, room).toBe(404);
    }
  });

  test('who of an audience has no contact is no small figure either', async () => {
    const lost = cast.siblings.guardian;
    await sql`update contact_point set bounced_at = now() where person_id = ${lost}`.execute(db);
    const draft = await makeDraft(services, spec);
    const ask = await staff('bureau.editor');
    const html = await (await ask(`/desk/notices/${draft.id}/audience/count`)).text();
    const cells = [...html.matchAll(/<td class="n"[^>]*>([^<]*)<\/td>/g)].map((match) => match[1]);
    expect(cells).toContain('under 5');
    expect(cells).not.toContain('1');
    await sql`update contact_point set bounced_at = null where person_id = ${lost}`.execute(db);
  });

  test('names without a contact are for schools: the bureau gets figures', async () => {
    const { id } = await makePublished(services, spec);
    const draft = await makeDraft(services, spec);
    await expandAll();
    const lost = cast.siblings.guardian;
    await sql`update contact_point set bounced_at = now() where person_id = ${lost}`.execute(db);
    const name = (await sql<{ n: string }>`select full_name as n from person where id = ${lost}`.execute(db)).rows[0]
      ?.n;
    for (const who of ['bureau.editor', 'bureau.administrator'] as const) {
      const ask = await staff(who);
      expect((await ask(`/desk/notices/${id}/paper`)).status, who).toBe(404);
      expect((await ask(`/desk/notices/${id}/paper?school=${cast.north.organisation.id}`)).status, who).toBe(404);
      const list = await ask(`/desk/notices/${draft.id}/audience/unreachable`);
      expect([list.status, list.headers.get('location')], who).toEqual([303, `/desk/notices/${draft.id}/audience`]);
      for (const page of [`${id}`, `${draft.id}/audience`, `${id}/schools/${cast.north.organisation.id}`]) {
        const html = await (await ask(`/desk/notices/${page}`)).text();
        expect(html).not.toContain('/paper');
        expect(html).not.toContain('/unreachable');
        expect(html).not.toContain(name as string);
      }
    }
    const school = await staff('north.editor');
    const paper = await school(`/desk/notices/${id}/paper`);
    expect([paper.status, await paper.text()]).toEqual([200, expect.stringContaining(name as string)]);
    await sql`update contact_point set bounced_at = null where person_id = ${lost}`.execute(db);
  });

  test('reminds the rest at most once a day; those who acknowledged or were told are left out', async () => {
    const { id, messageId } = await makePublished(services, spec);
    await expandAll();
    await app.request(linkOf(messageId, cast.separated.mother), { method: 'POST' });
    const ask = await staff('bureau.editor');
    expect(await (await ask(`/desk/notices/${id}/remind`)).text()).toContain('请确认：');
    expect((await ask(`/desk/notices/${id}/remind`, {})).status).toBe(303);
    expect((await ask(`/desk/notices/${id}/remind`, {})).status).toBe(422);
    clock.pass(61_000);
    await expandAll();
    const { rows } = await sql<{
      id: number;
    }>`select id from message where subject = ${`notice:${id}`} and purpose = 'reminder'`.execute(db);
    expect(rows.length).toBe(1);
    const people = await sql<{
      id: number;
    }>`select person_id as id from delivery where message_id = ${rows[0]?.id} and state in (0, 4)`.execute(db);
    const ids = people.rows.map((row) => row.id);
    expect(ids).toContain(cast.separated.father);
    expect(ids).not.toContain(cast.separated.mother);
  });

  test('a stale form keeps the text that was typed and says what is saved', async () => {
    const { id, revision } = await makeDraft(services, spec);
    const ask = await staff('bureau.editor');
    const path = `/desk/notices/${id}/text/zh-CN`;
    expect((await ask(path, { revision: String(revision), title: '甲', body: '甲的正文' })).status).toBe(303);
    const late = await ask(path, { revision: String(revision), title: '乙', body: '乙的<正文>' });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain('乙的&lt;正文&gt;');
    expect(html).toContain('甲的正文');
    expect(html).toContain(`name="revision" value="${revision + 1}"`);
  });

  test('the review page lets no author approve', async () => {
    const both = { ...spec, author: byAt(cast.members['bureau.editor']) };
    const { id, revision } = await makeDraft(services, both);
    const editor = await staff('bureau.editor');
    expect((await editor(`/desk/notices/${id}/check`, { revision: String(revision) })).status).toBe(303);
    expect((await editor(`/desk/notices/${id}/review`)).status).toBe(403);
    const approver = await staff('bureau.approver');
    const list = await (await approver('/desk/notices?waiting=yes')).text();
    expect(list).toContain(`/desk/notices/${id}"`);
    expect(
      (await approver(`/desk/notices/${id}/review`, { decision: 'approve', comment: '', revision: String(revision) }))
        .status,
    ).toBe(303);
    expect(await (await approver('/desk/notices?waiting=yes&state=in_review')).text()).not.toContain(
      `/desk/notices/${id}"`,
    );
  });
});
