/** A notice as PDF and DOCX: for everybody, behind a link, at the desk; kept per version. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { publish, withdraw } from '../actions/publish.ts';
import { applyable } from '../corrections.fixture.ts';
import { byAt, makeApproved, makeDraft, makePublished, value } from '../factory.ts';
import { stopWindow } from '../model/states.ts';
import { addCode } from '../numbers/actions/codes.ts';
import { noticeById } from '../queries/notices.ts';

const { db, clock, services, app, cast, spec, staff, linkOf } = await noticeScene();
const folder = mkdtempSync(join(tmpdir(), 'belfry-notice-documents-'));
const texts = [
  { language: 'zh-CN' as const, title: '关于冬季作息的通知', body: '各位家长：\n\n到校时间推迟二十分钟。' },
  {
    language: 'en' as const,
    title: 'Winter school hours',
    body: 'Dear parents,\n\nSchool starts twenty minutes later.',
  },
];
const wordsOf = async (answer: Response): Promise<string> => {
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const file = join(folder, 'x.pdf');
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
};
const get = (path: string) => app.request(path, { headers: { 'accept-language': 'zh-CN' } });
const keptOf = async (id: number) =>
  (
    await sql<{ version: number; format: string; language: string }>`
    select version, format, language from notice_document where notice_id = ${id} order by version, format, language`.execute(
      db,
    )
  ).rows;

test('what is out is there for everybody, with its number, and made once', async () => {
  const administrator = byAt(cast.members['bureau.administrator']);
  const code = { organisationId: cast.district.id, code: '甲教', latin: null };
  const { id: numberCodeId } = value(await addCode(services, administrator, code));
  const { id } = await makePublished(services, { ...spec, texts, numberCodeId });
  const page = await (await get(`/notices/${id}`)).text();
  expect(page).toContain(`/notices/${id}/document.pdf?lang=zh-CN`);
  const words = await wordsOf(await get(`/notices/${id}/document.pdf`));
  expect(words).toContain('文件甲教〔2026〕1号关于冬季作息的通知各位家长：到校时间推迟二十分钟。');
  expect(words).toContain('2026年11月20日印发');
  const first = await get(`/notices/${id}/document.docx?lang=en`);
  expect(first.headers.get('content-disposition')).toContain('.docx');
  const again = await get(`/notices/${id}/document.docx?lang=en`);
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  expect(await keptOf(id)).toEqual([
    { version: 1, format: 'docx', language: 'en' },
    { version: 1, format: 'pdf', language: 'zh-CN' },
  ]);
});

test('a correction has a document of its own; the one before stays', async () => {
  const { id } = await makePublished(services, { ...spec, texts });
  await get(`/notices/${id}/document.pdf`);
  await applyable(services, spec)(id, { body: '各位家长：\n\n到校时间推迟三十分钟。' });
  const words = await wordsOf(await get(`/notices/${id}/document.pdf`));
  expect(words).toContain('推迟三十分钟');
  expect(words).toContain('更正后的第2版');
  expect((await keptOf(id)).map((row) => row.version)).toEqual([1, 2]);
});

test('nothing of what is not out, stopped or withdrawn', async () => {
  const draft = await makeDraft(services, { ...spec, texts });
  expect((await get(`/notices/${draft.id}/document.pdf`)).status).toBe(404);
  const going = await makeApproved(services, { ...spec, texts });
  value(await publish(services, spec.author, going));
  expect((await get(`/notices/${going}/document.pdf`)).status).toBe(404);
  clock.pass(stopWindow + 1000);
  expect((await get(`/notices/${going}/document.pdf`)).status).toBe(200);
  value(await withdraw(services, spec.author, going, '有误'));
  expect((await get(`/notices/${going}/document.pdf`)).status).toBe(404);
  const editor = await staff('bureau.editor');
  expect((await editor(`/desk/notices/${going}/document.pdf`)).status).toBe(404);
});

test('behind a personal link, also of a notice that is not public, with nobody’s name', async () => {
  const { id, messageId } = await makePublished(services, { ...spec, texts, isPublic: false });
  expect((await get(`/notices/${id}/document.pdf`)).status).toBe(404);
  const link = linkOf(messageId, cast.separated.mother);
  expect(await (await get(link)).text()).toContain(`${link}/document.pdf`);
  const words = await wordsOf(await get(`${link}/document.pdf?lang=en`));
  expect(words).toContain('Schoolstartstwentyminuteslater.');
  const { rows } = await sql<{
    name: string;
  }>`select full_name as name from person where id = ${cast.separated.mother}`.execute(db);
  expect(words).not.toContain(rows[0]?.name);
  expect(words).not.toContain('/m/');
  expect((await get('/m/none/document.pdf')).status).toBe(404);
});

test('at the desk a draft bears its mark, and is not kept', async () => {
  const { id } = await makeDraft(services, { ...spec, texts });
  const editor = await staff('bureau.editor', 'zh-CN');
  expect(await (await editor(`/desk/notices/${id}/preview`)).text()).toContain('document.pdf');
  // It stands across the page, so that its signs are read one by one.
  expect(await wordsOf(await editor(`/desk/notices/${id}/document.pdf`))).toMatch(/稿[^草]*草|草[^稿]*稿/);
  expect((await editor(`/desk/notices/${id}/document.docx`)).status).toBe(200);
  expect(await keptOf(id)).toEqual([]);
  expect((await (await staff('south.editor'))(`/desk/notices/${id}/document.pdf`)).status).toBe(404);
  expect((await noticeById(db, id))?.state).toBe('draft');
});
