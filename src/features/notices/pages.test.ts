/** Pages as people get them: the personal link, the public pages, the office's, the class teacher's. */

import ExcelJS from 'exceljs';
import { XMLParser } from 'fast-xml-parser';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { signLink } from '#features/delivery/feature.ts';
import { type Cast, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { stylesheet } from '../../ui/stylesheet.ts';
import { expandRound } from '../delivery/sender/expander.ts';
import { withdraw } from './actions/publish.ts';
import { tellInPerson } from './actions/reach-out.ts';
import { byAt, makeDraft, makePublished, movableClock, type NoticeSpec, value } from './factory.ts';
import { foldAcknowledgements } from './queries/receipts.ts';

const database = await testDatabase();
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(database.db, { clock }), clock };
const { db } = database;
const app = createApp(services);
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
    number: '清教办〔2026〕47号',
    texts: [
      { language: 'zh-CN', title: '关于冬季作息时间调整的通知', body: '各位家长：**推迟**二十分钟。' },
      { language: 'en', title: 'Winter hours', body: 'Twenty minutes later.' },
      { language: 'bo', title: 'དགུན་ཁའི་དུས་ཚོད།', body: 'ཁྱིམ་བདག་རྣམས་ལ།' },
    ],
  };
});

const linkOf = (messageId: number, personId: number, epoch = 0) =>
  `/m/${signLink(services.secrets, { messageId, personId, epoch })}`;
const acknowledgements = async (id: number) =>
  (await sql<{ n: number }>`select count(*) as n from notice_acknowledgement where notice_id = ${id}`.execute(db))
    .rows[0]?.n;
const staff = async (name: keyof Cast['members'], language = 'en') => {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  return (path: string, body?: Record<string, string>) =>
    app.request(path, {
      method: body ? 'POST' : 'GET',
      body: body && new URLSearchParams(body),
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': language },
    });
};
async function expandAll(): Promise<void> {
  while (await expandRound(services));
}

describe('the personal link', () => {
  test('GET and HEAD never acknowledge; one POST does, once, of the day', async () => {
    const { id, messageId } = await makePublished(services, spec);
    const link = linkOf(messageId, cast.separated.mother);
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await app.request(link, { method })).status).toBe(200);
    }
    expect((await app.request(`${link}?acknowledge=yes`)).status).toBe(200);
    expect(await acknowledgements(id)).toBe(0);
    const answer = await app.request(link, { method: 'POST' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, link]);
    await app.request(link, { method: 'POST' });
    const { rows } =
      await sql`select person_id, means, acknowledged_on from notice_acknowledgement where notice_id = ${id}`.execute(
        db,
      );
    expect(rows).toEqual([{ person_id: cast.separated.mother, means: 'link', acknowledged_on: '2026-11-20' }]);
    expect(await (await app.request(link)).text()).toContain('您已确认收到');
    const deltas = await sql<{
      n: number;
    }>`select sum(n)::int as n from notice_acknowledgement_delta where notice_id = ${id}`.execute(db);
    expect(deltas.rows[0]?.n).toBe(1);
    while ((await foldAcknowledgements(db)) > 0);
    const folded = await sql<{
      n: number;
    }>`select sum(n)::int as n from notice_acknowledgement_count where notice_id = ${id}`.execute(db);
    expect(folded.rows[0]?.n).toBe(1);
  });

  test('opening stores nothing, and sets no cookie', async () => {
    const { messageId } = await makePublished(services, spec);
    const count = async () =>
      (await sql`select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as n from pg_stat_xact_user_tables`.execute(db))
        .rows;
    const before = await count();
    const answer = await app.request(linkOf(messageId, cast.separated.mother), { headers: { cookie: 'session=x' } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(await count()).toEqual(before);
  });

  test('forwarded, it shows no child, no name and no phone; the whole page is under 50 KB', async () => {
    const { messageId } = await makePublished(services, spec);
    const html = await (await app.request(linkOf(messageId, cast.separated.mother))).text();
    const { rows } = await sql<{ full_name: string }>`select full_name from person`.execute(db);
    expect(rows.length).toBeGreaterThan(30);
    for (const { full_name } of rows) expect(html).not.toContain(full_name);
    for (const { name } of [...cast.north.classes, ...cast.south.classes].map((c) => c.organisation))
      expect(html).not.toContain(name);
    const { size } = new Blob([html, stylesheet()]);
    expect(size).toBeLessThan(50 * 1024);
  });

  test('each reads in the own language, and may change it by the address', async () => {
    await sql`update person set language = 'bo' where id = ${cast.separated.father}`.execute(db);
    const { messageId } = await makePublished(services, spec);
    const link = linkOf(messageId, cast.separated.father);
    const own = await (await app.request(link, { headers: { 'accept-language': 'en' } })).text();
    expect(own).toContain('<h1 lang="bo">དགུན་ཁའི་དུས་ཚོད།</h1>');
    expect(own).toContain('我已收到');
    const english = await (await app.request(`${link}?lang=en`)).text();
    expect(english).toContain('I have received it');
    expect(english).toContain('Twenty minutes later');
    const missing = await (await app.request(`${link}?lang=qxs`)).text();
    expect(missing).toContain('关于冬季作息时间调整的通知');
    const tapped = await app.request(`${link}?lang=en`, { method: 'POST' });
    expect(tapped.headers.get('location')).toBe(`${link}?lang=en`);
  });

  test('it ends with the guardianship, the epoch, the date, the withdrawal; late answers still count', async () => {
    const { id, messageId } = await makePublished(services, spec);
    const mother = linkOf(messageId, cast.separated.mother);
    expect((await app.request(linkOf(messageId, cast.separated.mother, 1))).status).toBe(410);
    expect((await app.request('/m/AAAAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
    const wasNow = clock.now();
    clock.set('2026-12-10T01:00:00Z');
    expect(await (await app.request(mother)).text()).toContain('仍可确认');
    clock.set('2027-01-10T01:00:00Z');
    const old = await app.request(mother);
    expect(old.status).toBe(410);
    expect(await old.text()).toContain(`href="/notices/${id}"`);
    expect((await app.request(mother, { method: 'POST' })).status).toBe(410);
    clock.set(wasNow);
    await sql`update guardianship set ends_on = '2026-11-20' where guardian_id = ${cast.separated.mother}`.execute(db);
    const ended = await app.request(mother);
    expect(ended.status).toBe(410);
    const text = await ended.text();
    expect(text).toContain('这个链接已失效');
    expect(text).not.toContain('推迟');
    expect((await app.request(mother, { method: 'POST' })).status).toBe(410);
    await sql`update guardianship set ends_on = null where guardian_id = ${cast.separated.mother}`.execute(db);
    expect((await app.request(mother)).status).toBe(200);
    value(await withdraw(services, spec.author, id, '时间有误'));
    const gone = await app.request(mother);
    expect(gone.status).toBe(410);
    expect(await gone.text()).toContain('时间有误');
    expect((await app.request(mother, { method: 'POST' })).status).toBe(410);
    expect(await acknowledgements(id)).toBe(0);
  });

  test('who taps without end is slowed down, by the link alone', async () => {
    const { messageId } = await makePublished(services, spec);
    const link = linkOf(messageId, cast.siblings.guardian);
    const statuses = [];
    for (let i = 0; i < 22; i += 1) statuses.push((await app.request(link, { method: 'POST' })).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(303));
    expect(statuses.slice(20)).toEqual([429, 429]);
  });
});

describe('public pages', () => {
  test('before the minute has passed nothing is public; drafts and others never are', async () => {
    const { id } = await makeDraft(services, spec);
    expect((await app.request(`/notices/${id}`)).status).toBe(404);
    const closed = await makePublished(services, { ...spec, isPublic: false });
    expect((await app.request(`/notices/${closed.id}`)).status).toBe(404);
    clock.pass(-120_000);
    const open = await makePublished(services, spec);
    clock.pass(-30_000);
    expect((await app.request(`/notices/${open.id}`)).status).toBe(404);
    clock.pass(60_000);
    const page = await app.request(`/notices/${open.id}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<strong>推迟</strong>');
  });

  test('rendered once a change: ETag, 304, languages, and a tombstone at once after withdrawal', async () => {
    const { id } = await makePublished(services, spec);
    const first = await app.request(`/notices/${id}`);
    const etag = first.headers.get('etag') as string;
    expect(first.headers.get('last-modified')).toBeTruthy();
    expect(first.headers.getSetCookie()).toEqual([]);
    const again = await app.request(`/notices/${id}`, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(await (await app.request(`/notices/${id}?lang=en`)).text()).toContain('Twenty minutes later');
    const odd = await (await app.request(`/notices/${id}?x=evil`)).text();
    expect(odd).toContain('evil');
    expect(await (await app.request(`/notices/${id}`)).text()).not.toContain('evil');
    value(await withdraw(services, spec.author, id, '站点有误'));
    clock.pass(1001);
    const gone = await (await app.request(`/notices/${id}`)).text();
    expect(gone).toContain('站点有误');
    expect(gone).not.toContain('推迟');
  });

  test('two Chinese characters are found; so is a number; signs of LIKE are letters', async () => {
    const { id } = await makePublished(services, {
      ...spec,
      number: '清教安〔2026〕9号',
      texts: [{ language: 'zh-CN', title: '校车改道', body: '因修路，东门站取消 100%。' }],
    });
    const found = async (text: string) =>
      (await (await app.request(`/notices?text=${encodeURIComponent(text)}`)).text()).includes(`/notices/${id}"`);
    expect(await found('东门')).toBe(true);
    expect(await found('东门 修路')).toBe(true);
    expect(await found('清教安〔2026〕9号')).toBe(true);
    expect(await found('门东')).toBe(false);
    expect(await found('西门')).toBe(false);
    expect(await found('%%')).toBe(false);
    const office = await (await app.request(`/notices?office=${cast.north.organisation.id}`)).text();
    expect(office).not.toContain(`/notices/${id}"`);
    expect(await (await app.request('/notices?year=2026')).text()).toContain(`/notices/${id}"`);
    expect(await (await app.request('/notices?year=2025')).text()).not.toContain(`/notices/${id}"`);
    expect(await (await app.request('/')).text()).toContain(`/notices/${id}"`);
  });

  test('the feed is Atom, and its content is escaped HTML', async () => {
    const { id } = await makePublished(services, {
      ...spec,
      texts: [{ language: 'zh-CN', title: '<b>&"x"', body: '</content>\u0001 **a**' }],
    });
    const answer = await app.request('/notices.atom');
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const { feed } = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => ['entry', 'link'].includes(name),
    }).parse(await answer.text(), true);
    expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom');
    for (const part of ['id', 'title', 'updated', 'author']) expect(feed[part], part).toBeTruthy();
    expect(feed.link.find((l: Record<string, string>) => l['@_rel'] === 'self')['@_href']).toBe(
      'http://belfry.test/notices.atom',
    );
    const ids = new Set<string>();
    for (const entry of feed.entry) {
      ids.add(entry.id);
      expect(entry.id).toMatch(/^http:\/\/belfry\.test\/notices\/\d+$/);
      expect(entry.updated).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(entry.author.name).toBeTruthy();
      expect(entry.link.some((l: Record<string, string>) => l['@_rel'] === 'alternate')).toBe(true);
    }
    expect(ids.size).toBe(feed.entry.length);
    const own = feed.entry.find((entry: { id: string }) => entry.id.endsWith(`/${id}`));
    expect(own.title).toBe('<b>&"x"');
    expect(own.content['#text']).toContain('<strong>a</strong>');
  });
});

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
    expect(values.filter((v) => typeof v === 'number' && v < 5)).toEqual([]);
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
