/** A school office's workbook, from the upload to the directory. */
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { makePupil } from '../factory.ts';
import { settled } from '../roster/background.ts';
import { rosterPaths } from '../roster/paths.ts';
import { sweepUploads } from './actions.ts';
import type { SheetKind } from './fields.ts';
import { sheetPaths } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const services = testServices(db);
const app = createApp(services);
let cast: Cast;
let school: number;

beforeAll(async () => {
  cast = await makeCast(database);
  school = cast.north.organisation.id;
});

async function ask(
  path: string,
  as: CastName,
  body?: FormData | URLSearchParams,
  language = 'zh-CN',
): Promise<Response> {
  const cookie = await cookieOf(database, cast.members[as], services.clock.now());
  const headers = { 'accept-language': language, 'sec-fetch-site': 'same-origin', cookie };
  return app.request(path, { method: body ? 'POST' : 'GET', headers, body });
}

const office = 'north.administrator';

async function send(
  kind: SheetKind,
  bytes: Uint8Array | string,
  name: string,
  as: CastName = office,
): Promise<Response> {
  const data = new FormData();
  data.set('file', new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name));
  return ask(sheetPaths.upload(school, kind), as, data);
}

/** The selects of the columns' page as they stand, with changes. */
function columnsForm(html: string, scope: string, changed: Record<string, string> = {}): URLSearchParams {
  const form = new URLSearchParams({ scope });
  for (const [, name = '', options = ''] of html.matchAll(/<select[^>]* name="(column\d+)"[^>]*>(.*?)<\/select>/gs)) {
    form.set(name, changed[name] ?? /<option value="([^"]*)" selected/.exec(options)?.[1] ?? '');
  }
  return form;
}

/** Uploads and takes the columns as they were recognised; the address of the import. */
async function compared(
  kind: SheetKind,
  bytes: Uint8Array | string,
  scope = 'additions',
  name = '名册.xlsx',
): Promise<string> {
  const sent = await send(kind, bytes, name);
  expect(sent.status, await sent.clone().text()).toBe(303);
  const columns = sent.headers.get('location') as string;
  const html = await (await ask(columns, office)).text();
  const answer = await ask(columns, office, columnsForm(html, scope));
  expect(answer.status, await answer.clone().text()).toBe(303);
  return answer.headers.get('location') as string;
}

async function applied(path: string, more: Record<string, string> = {}): Promise<string> {
  await ask(`${path}/apply`, office, new URLSearchParams(more));
  await settled();
  return (await ask(path, office)).text();
}

async function book(fill: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const made = new ExcelJS.Workbook();
  fill(made);
  return new Uint8Array((await made.xlsx.writeBuffer()) as ArrayBuffer);
}

/** The people below north with classes and numbers, as text. */
async function pupilsOf(schoolId: number): Promise<{ name: string; class: string; guardians: string[] }[]> {
  const { rows } = await sql<{ name: string; class: string; guardians: string[] }>`
    select p.full_name as name, o.name as class,
      coalesce((select array_agg(g.full_name || ' ' || coalesce((select string_agg(c.address, '/' order by c.rank)
          from contact_point c where c.person_id = g.id and c.kind = 'sms'), '-') order by g.id)
        from guardianship s join person g on g.id = s.guardian_id where s.pupil_id = p.id and s.ends_on is null), '{}') as guardians
    from membership m join person p on p.id = m.person_id and p.state = 'active' join organisation o on o.id = m.organisation_id
    where m.position = 'pupil' and m.ends_on is null and o.path <@ (select path from organisation where id = ${schoolId})
    order by p.id`.execute(db);
  return rows;
}

/** As it comes from a school: a title, two rows of headings, merges, numbers as numbers, a hidden sheet. */
const workbook = () =>
  book((made) => {
    const sheet = made.addWorksheet('新生');
    sheet.addRow(['北山小学二〇二六年秋季新生名册']);
    sheet.mergeCells('A1:H1');
    sheet.addRow(['序号', '班级', '学生姓名', '身份证号', '父亲', '', '母亲', '']);
    sheet.addRow(['', '', '', '', '姓名', '联系电话', '姓名', '联系电话']);
    for (const range of ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:F2', 'G2:H2']) sheet.mergeCells(range);
    sheet.addRow([
      1,
      '九年级（１）班',
      '张 三',
      '513221201109151235',
      '张强',
      13800000001,
      '李　芳',
      '１３９０００００００２',
    ]);
    sheet.addRow([2, '', '张四', '513221201109151235', '张强', 13800000001, '', '']);
    sheet.mergeCells('B4:B5');
    sheet.addRow([]);
    sheet.addRow(['合计', '', '2人']);
    sheet.addRow(['备注：信息由家长提供']);
    const hidden = made.addWorksheet('底稿');
    hidden.state = 'hidden';
    hidden.addRow(['姓名', '班级']);
    hidden.addRow(['不该出现', '一年级1班']);
  });

describe('a workbook of pupils', () => {
  test('is recognised, compared, applied; nothing of another school moves, and nothing sensitive is kept', async () => {
    const south = await pupilsOf(cast.south.organisation.id);
    const before = await pupilsOf(school);
    const sent = await send('pupils', await workbook(), '新生名册.xlsx');
    const columns = sent.headers.get('location') as string;
    const page = await (await ask(columns, office)).text();
    expect(page).toContain('父亲姓名');
    expect(page).toContain('身份证号');
    expect(page).not.toContain('513221');
    expect(page).not.toContain('不该出现');
    expect(page).toContain('隐藏的工作表');
    const { rows: kept } = await sql<{ content: string }>`select content::text as content from sheet_upload`.execute(
      db,
    );
    expect(kept[0]?.content).not.toMatch(/513221|不该出现/);
    const answer = await ask(columns, office, columnsForm(page, 'additions'));
    const path = answer.headers.get('location') as string;
    const preview = await (await ask(path, office)).text();
    expect(preview).toContain('等待确认');
    expect(await (await ask(`${path}/changes?kind=people&change=added`, office)).text()).toContain('张三');
    expect(await pupilsOf(school)).toEqual(before);
    expect(await applied(path)).toContain('已应用');
    const now = await pupilsOf(school);
    expect(now.slice(0, before.length)).toEqual(before);
    expect(now.slice(before.length)).toEqual([
      { name: '张三', class: '九年级（1）班', guardians: ['张强 13800000001', '李芳 13900000002'] },
      { name: '张四', class: '九年级（1）班', guardians: ['张强 13800000001'] },
    ]);
    expect(await pupilsOf(cast.south.organisation.id)).toEqual(south);
    await sweepUploads(services);
    expect((await sql`select id from sheet_upload`.execute(db)).rows).toEqual([]);
  });

  test('the same again changes nothing; a new number and a missing pupil are seen', async () => {
    expect(await (await ask(await compared('pupils', await workbook()), office)).text()).toContain('没有差异');
    const csv = '﻿姓名,班级,家长姓名,联系电话\n张三,九年级1班,张强,13800000009\n';
    const path = await compared('pupils', csv, 'classes', '九一班.csv');
    const preview = await (await ask(`${path}/changes?kind=people&change=left`, office)).text();
    expect(preview).toContain('张四');
    expect(await applied(path)).toContain('已应用');
    const now = (await pupilsOf(school)).filter((row) => row.class === '九年级（1）班');
    // 李芳, whom this file doesn't name, stays.
    expect(now).toEqual([
      { name: '张三', class: '九年级（1）班', guardians: ['张强 13800000009', '李芳 13900000002'] },
    ]);
    const { rows } = await sql`select state from person where full_name = '张四'`.execute(db);
    expect(rows).toEqual([{ state: 'left' }]);
  });

  test('a pupil who changed the class keeps person and guardians; two of one name are refused with the reason', async () => {
    const [classOne, classTwo] = cast.north.classes.map((one) => one.organisation.name) as [string, string];
    const pupil = (await pupilsOf(school)).find((row) => row.class === classOne) as { name: string };
    const gbk = `姓名,班级\n${pupil.name},${classTwo}\n`;
    const path = await compared('pupils', gbk, 'additions', 'a.csv');
    const preview = await (await ask(`${path}/changes?kind=memberships&change=changed`, office)).text();
    expect(preview).toContain(pupil.name);
    const twice = await compared('pupils', `姓名,班级\n王小明,${classOne}\n王小明,${classOne}\n`, 'additions', 'a.csv');
    const html = await (await ask(twice, office)).text();
    expect(html).toContain('文件有误');
    expect(html).toMatch(/同一个人在表格中出现了两次/);
  });

  test('over 20 % of a school asks again', async () => {
    const path = await compared('pupils', '姓名,班级\n张三,九年级1班\n', 'school', 'a.csv');
    const html = await (await ask(path, office)).text();
    expect(html).toContain('将终止大量记录');
    expect(await (await ask(`${path}/apply`, office, new URLSearchParams({}))).text()).toContain('请核对后勾选');
    await ask(`${path}/discard`, office, new URLSearchParams({}));
  });

  test('a school waits while the bureau looks at its own import', async () => {
    const waiting = await compared('pupils', '姓名,班级\n张三,九年级1班\n', 'additions', 'a.csv');
    const id = Number(waiting.split('/').at(-1));
    await sql`update roster_import set organisation_id = null, sheet_kind = null where id = ${id}`.execute(db);
    const sent = await send('pupils', '姓名,班级\n张三,九年级1班\n', 'b.csv');
    const columns = sent.headers.get('location') as string;
    const form = columnsForm(await (await ask(columns, office)).text(), 'additions');
    const refusal = await ask(columns, office, form);
    expect(refusal.status).toBe(422);
    expect(await refusal.text()).toContain('正在核对导入的差异');
    await sql`update roster_import set staged_at = staged_at - interval '1 hour' where id = ${id}`.execute(db);
    expect((await ask(columns, office, form)).status).toBe(303);
  });

  test('columns are mended by hand and remembered; a field chosen twice is said at the field', async () => {
    const csv = '全名,班,电话一,电话二\n钱多多,九年级1班,13700000001,13700000002\n';
    const sent = await send('pupils', csv.replace('全名', '姓名'), 'b.csv');
    const columns = sent.headers.get('location') as string;
    const html = await (await ask(columns, office)).text();
    const wrong = await ask(columns, office, columnsForm(html, 'additions', { column2: 'class' }));
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('同一含义只能选一列');
    const none = await ask(columns, office, columnsForm(html, 'additions', { column0: '' }));
    expect(await none.text()).toContain('请指明哪一列是姓名');
    const right = await ask(columns, office, columnsForm(html, 'additions', { column2: 'phone' }));
    expect(right.status).toBe(303);
    const again = await send('pupils', csv.replace('全名', '姓名'), 'b.csv');
    const next = await (await ask(again.headers.get('location') as string, office)).text();
    expect(columnsForm(next, 'additions').get('column2')).toBe('phone');
  });
});

describe('a sheet of staff', () => {
  test('makes teachers, a head and a class teacher', async () => {
    const className = cast.north.classes[0]?.organisation.name as string;
    const rows = `姓名,职务,班主任班级,手机\n孙老师,教师,,13600000001\n周校长,校长,,13600000002\n吴老师,教师,${className},13600000003\n`;
    expect(await applied(await compared('staff', rows, 'additions', 'staff.csv'))).toContain('已应用');
    const { rows: made } = await sql`select p.full_name as name, m.position, o.kind from membership m
      join person p on p.id = m.person_id join organisation o on o.id = m.organisation_id
      where p.full_name in ('孙老师', '周校长', '吴老师') order by p.id`.execute(db);
    expect(made).toEqual([
      { name: '孙老师', position: 'teacher', kind: 'school' },
      { name: '周校长', position: 'head', kind: 'school' },
      { name: '吴老师', position: 'class_teacher', kind: 'class' },
    ]);
  });
});

describe('what can’t be read', () => {
  const cases: [string, () => Promise<Uint8Array> | Uint8Array | string, RegExp][] = [
    ['an old .xls', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), /旧格式的 .xls/],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /不是 Excel 工作簿/],
    ['a broken zip', async () => (await workbook()).slice(0, 3000), /ZIP|工作簿/],
    ['a sheet without headings', () => '1,2,3\n4,5,6\n', /没有找到标题行/],
    ['nothing', () => '', /请选择/],
  ];
  test.each(cases)('%s', async (_, make, words) => {
    const answer = await send('pupils', await make(), 'x.xlsx');
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toMatch(words);
    expect(html).not.toMatch(/at .*\.ts:\d/);
  });

  test('a bomb, and XML with a document type', async () => {
    const parts = {
      'xl/workbook.xml': new Uint8Array(64 * 1024 ** 2),
      'xl/_rels/workbook.xml.rels': new Uint8Array(1),
    };
    const bomb = await send('pupils', zipSync(parts, { level: 9 }), 'x.xlsx');
    expect(bomb.status).toBe(422);
    expect(await bomb.text()).toContain('压缩比例异常');
    const laughing = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>';
    const typed = { 'xl/workbook.xml': strToU8(laughing), 'xl/_rels/workbook.xml.rels': strToU8('<Relationships/>') };
    expect(await (await send('pupils', zipSync(typed), 'x.xlsx')).text()).toContain('工作簿已损坏');
  });
});

describe('walls', () => {
  test('another school finds nothing of it', async () => {
    expect((await ask(sheetPaths.school(school), 'south.administrator')).status).toBe(404);
    expect((await send('pupils', '姓名,班级\n张三,一年级1班\n', 'x.csv', 'south.administrator')).status).toBe(404);
    const sent = await send('pupils', '姓名,班级\n张三,一年级1班\n', 'x.csv');
    const columns = sent.headers.get('location') as string;
    expect((await ask(columns, 'south.administrator')).status).toBe(404);
    const path = await compared('pupils', '姓名,班级\n郑七,一年级1班\n', 'additions', 'x.csv');
    for (const room of ['', '/apply', '/discard', '/changes', '/progress']) {
      expect((await ask(`${path}${room}`, 'south.administrator')).status, room).toBe(404);
    }
    expect((await ask(path, 'bureau.administrator')).status).toBe(200);
    expect((await ask(rosterPaths.home(), office)).status).toBe(404);
    expect((await ask(sheetPaths.home(), office)).headers.get('location')).toBe(sheetPaths.school(school));
    expect((await ask(sheetPaths.home(), 'bureau.administrator')).status).toBe(200);
  });

  test.each(['zh-CN', 'en'])('the template in %s is recognised whole', async (language) => {
    const answer = await ask(sheetPaths.template('pupils'), office, undefined, language);
    expect(answer.headers.get('content-disposition')).toMatch(/xlsx/);
    const made = new ExcelJS.Workbook();
    await made.xlsx.load(await answer.arrayBuffer());
    const row = language === 'en' ? ['1', 'Zhao Li', 'Grade 9 Class 1'] : ['1', '赵丽', '九年级1班'];
    made.worksheets[0]?.addRow([...row, 'Zhao Gang', '13500000001', 'Li Na', '13500000002', '2026-09-01']);
    const path = await compared('pupils', new Uint8Array((await made.xlsx.writeBuffer()) as ArrayBuffer));
    expect(await (await ask(`${path}/changes?kind=contacts&change=added`, office)).text()).toContain('13500000002');
  });
});

describe('ids in the roster', () => {
  test('are given for a comparison, taken back when it is discarded, and kept when it is applied', async () => {
    const given = async () =>
      (
        await sql<{ n: number }>`select (select count(*) from person where source_id is not null)
          + (select count(*) from membership where source_id is not null)
          + (select count(*) from organisation where source_id is not null) as n`.execute(db)
      ).rows[0]?.n;
    await makePupil(db, (cast.north.classes[1] as Cast['north']['classes'][number]).organisation, { guardians: 2 });
    const before = await given();
    const path = await compared('pupils', await workbook());
    expect(await given(), 'there is something to take back').toBeGreaterThan(before as number);
    expect((await ask(`${path}/discard`, office, new URLSearchParams())).status).toBe(303);
    expect(await given()).toBe(before);
    // Another comparison in its place takes them back as well; nothing is left behind in the end.
    await compared('pupils', await workbook());
    const again = await compared('pupils', await workbook());
    await applied(again);
    expect(await given()).toBeGreaterThan(before as number);
    const { rows } = await sql`select from roster_given_id`.execute(db);
    expect(rows).toEqual([]);
  });
});
