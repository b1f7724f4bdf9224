/** Attachments from the upload to the reader: refused by content, served safely, only where the notice is. */
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { plainPdf } from '../../../test/support/pdf.ts';
import { withoutPdfMetadata } from '../../platform/files/pdf.ts';
import { addAttachments } from './actions/attachments.ts';
import { publish, withdraw } from './actions/publish.ts';
import { approve, submit } from './actions/review.ts';
import { makeDraft, troublesOf, value } from './factory.ts';
import { attachmentsOf, noticeById } from './queries/notices.ts';

const { db, clock, services, app, cast, spec, linkOf, cookie } = await noticeScene();

const pdf = plainPdf;
const written = (await withoutPdfMetadata(pdf)) as Buffer;
const program = Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(300)]);

async function upload(id: number, revision: number, files: [string, Buffer][]) {
  const body = new FormData();
  body.set('revision', String(revision));
  for (const [name, content] of files) body.append('files', new File([new Uint8Array(content)], name));
  const headers = { cookie: await cookie('bureau.editor'), 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  return app.request(`/desk/notices/${id}/attachments`, { method: 'POST', body, headers });
}

describe('attachments', () => {
  test('a program renamed to pdf is refused by name, and nothing of the form is stored', async () => {
    const { id, revision } = await makeDraft(services, spec);
    const answer = await upload(id, revision, [
      ['时刻表.pdf', pdf],
      ['游戏.pdf', program],
    ]);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('The content of “游戏.pdf” is of no allowed kind');
    expect(await attachmentsOf(db, id)).toEqual([]);
  });

  test('at most ten', async () => {
    const { id, revision } = await makeDraft(services, spec);
    const eleven = Array.from({ length: 11 }, (_, n) => ({ name: `${n}.pdf`, content: pdf }));
    expect(troublesOf(await addAttachments(services, spec.author, id, revision, eleven))).toEqual(['tooManyFiles']);
  });

  test('readers get it with safe headers, by the public page and by their link, until it is withdrawn', async () => {
    const draft = await makeDraft(services, spec);
    expect((await upload(draft.id, draft.revision, [['冬季校车 时刻表.pdf', pdf]])).status).toBe(303);
    const { id } = draft;
    const [file] = await attachmentsOf(db, id);
    const revision = draft.revision + 1;
    const open = `/notices/${id}/files/${file?.id}`;
    value(await submit(services, spec.author, id, revision));
    value(await approve(services, spec.approver, id, revision, ''));
    value(await publish(services, spec.author, id));
    expect((await app.request(open)).status).toBe(404);
    clock.pass(61_000);
    const answer = await app.request(open);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(written);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="____ ___.pdf"; filename*=UTF-8\'\'%E5%86%AC%E5%AD%A3%E6%A0%A1%E8%BD%A6%20%E6%97%B6%E5%88%BB%E8%A1%A8.pdf',
    );
    const etag = answer.headers.get('etag') as string;
    expect((await app.request(open, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const { messageId } = (await noticeById(db, id)) as { messageId: number };
    const personal = `${linkOf(messageId, cast.separated.mother)}/files/${file?.id}`;
    expect((await app.request(personal)).status).toBe(200);
    // Of another notice it is not found, whatever the number says.
    const other = await makeDraft(services, spec);
    const headers = { cookie: await cookie('bureau.editor') };
    expect((await app.request(`/desk/notices/${other.id}/files/${file?.id}`, { headers })).status).toBe(404);
    value(await withdraw(services, spec.author, id, '时间有误'));
    expect((await app.request(open)).status).toBe(404);
    expect((await app.request(personal)).status).toBe(410);
  });
});
