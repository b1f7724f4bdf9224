/** Records and letters of the law as official documents: what stands in them, who may have them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { fixedClock } from '../../platform/clock.ts';
import type { Language } from '../../platform/i18n.ts';
import { words } from './messages.ts';
import { questions, type RecordKind } from './model/records.ts';
import { documentPath, editRecordPath, letterPath, lettersPath, recordPath, recordsPath, stepPath } from './paths.ts';

const database = await testDatabase();
const clock = fixedClock(new Date('2026-11-20T01:00:00Z'));
const services = testServices(database.db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } });
const app = createApp(services);
const folder = mkdtempSync(join(tmpdir(), 'belfry-privacy-documents-'));
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

async function ask(name: CastName, path: string, options: { form?: Record<string, string>; language?: Language } = {}) {
  const { form, language = 'zh-CN' } = options;
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': language };
  const body = form && new URLSearchParams(form);
  return app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
}

async function begin(kind: RecordKind, form: Record<string, string>): Promise<number> {
  const { headers } = await ask('bureau.administrator', recordsPath(kind), { form });
  return Number(/records\/(\d+)\/edit/.exec(headers.get('location') ?? '')?.[1]);
}

const filled = (kind: RecordKind) => Object.fromEntries(questions[kind].map((key) => [key, `关于${key}的说明`]));

async function pdfText(answer: Response): Promise<string> {
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const file = join(folder, 'x.pdf');
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
}

async function docxText(answer: Response): Promise<string> {
  expect(answer.status).toBe(200);
  const entries = unzipSync(Buffer.from(await answer.arrayBuffer()));
  return strFromU8(entries['word/document.xml'] as Uint8Array).replace(/<[^>]+>/g, '');
}

test('an assessment: facts, numbered questions, the draft’s mark until a second person has approved it', async () => {
  const id = await begin('assessment', { title: '通知业务个人信息保护影响评估报告' });
  const answers = { ...filled('assessment'), dangers: '<b>链接</b>被转发\n#import "x"\n第二段' };
  const form = { title: '通知业务个人信息保护影响评估报告', version: '1', ...answers };
  expect((await ask('bureau.administrator', editRecordPath(id), { form })).status).toBe(303);
  const draft = await pdfText(await ask('bureau.auditor', documentPath(id, 'pdf')));
  expect(draft).toContain('通知业务个人信息保护影响评估报告');
  expect(draft).toContain('一、评估对象');
  expect(draft).toContain('九、结论');
  // Typed text is text: nothing of it is the typesetter's.
  expect(draft).toContain('<b>链接</b>被转发#import"x"第二段');
  expect(draft).toMatch(/稿[^草]*草|草[^稿]*稿/);
  await ask('bureau.second_administrator', recordPath(id), { form: { act: 'approve' } });
  const approved = await pdfText(await ask('bureau.auditor', documentPath(id, 'pdf')));
  expect(approved).not.toContain('草');
  expect(approved).toContain('批准');
  expect(approved).toMatch(/青溪县教育局2026年11月20日—2—$/);
  const english = await docxText(await ask('bureau.auditor', documentPath(id, 'docx'), { language: 'en' }));
  expect(english).toContain('1. What is assessed');
  expect(english).toContain('Impact assessments');
});

test('a breach: its duties and steps; letters in both languages, marked while something is missing', async () => {
  const id = await begin('breach', { title: '遗失一块备份硬盘', foundAt: '2026-11-20T08:00' });
  const incomplete = await docxText(await ask('bureau.auditor', letterPath(id, 'persons', 'zh-CN', 'docx')));
  expect(incomplete).toContain('（请补充）');
  expect(await pdfText(await ask('bureau.auditor', letterPath(id, 'authority', 'en', 'pdf')))).toContain(
    'tobefilledin',
  );
  await ask('bureau.administrator', editRecordPath(id), {
    form: { title: '遗失一块备份硬盘', version: '1', ...filled('breach') },
  });
  await ask('bureau.administrator', stepPath(id), {
    form: { kind: 'authority', doneAt: '2026-11-20T08:30', text: '电话报告' },
  });
  const record = await pdfText(await ask('bureau.auditor', documentPath(id, 'pdf')));
  expect(record).toContain('电话报告');
  expect(record).toContain('谁须在何时得到通知');
  expect(record).not.toMatch(/稿[^草]*草|草[^稿]*稿/);
  const t = words('zh-CN');
  const letter = await docxText(await ask('bureau.auditor', letterPath(id, 'authority', 'zh-CN', 'docx')));
  for (const part of [t('letter_title_authority'), t('letter_to_authority'), '二、涉及的个人信息种类', '特此报告。'])
    expect(letter).toContain(part);
  expect(letter, 'what only the office learns from it stays in the register').not.toContain('关于lessons的说明');
  expect(letter).not.toContain('草稿');
  const people = await pdfText(await ask('bureau.auditor', letterPath(id, 'persons', 'zh-CN', 'pdf')));
  expect(people).toContain('特此告知。青溪县教育局2026年11月20日');
  expect(people, 'how many people is for the authority').not.toContain('关于people的说明');
  const page = await (await ask('bureau.auditor', lettersPath(id))).text();
  for (const language of ['zh-CN', 'en']) expect(page).toContain(letterPath(id, 'persons', language, 'docx'));
});

test('no document of what is not there, and none for a school', async () => {
  const id = await begin('processing', { title: '处理活动记录' });
  expect((await ask('bureau.auditor', letterPath(id, 'persons', 'en', 'pdf'))).status, 'no breach').toBe(404);
  expect((await ask('bureau.auditor', letterPath(id, 'persons', 'bo', 'pdf'))).status).toBe(404);
  expect((await ask('bureau.auditor', letterPath(id, 'press', 'en', 'pdf'))).status).toBe(404);
  expect((await ask('bureau.auditor', documentPath(999_999, 'pdf'))).status).toBe(404);
  expect((await ask('north.administrator', documentPath(id, 'docx'))).status).toBe(403);
  expect((await ask('bureau.editor', documentPath(id, 'docx'))).status).toBe(403);
});
