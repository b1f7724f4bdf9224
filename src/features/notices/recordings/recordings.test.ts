/** A notice to listen to, from the upload to the listener, through correction, forwarding and withdrawal. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../../test/support/notices.ts';
import { silence, tone } from '../../../../test/support/sound.ts';
import { startCorrection } from '../actions/correct.ts';
import { createNotice, saveText } from '../actions/draft.ts';
import { forwardToClass, startForward } from '../actions/forward.ts';
import { publish, withdraw } from '../actions/publish.ts';
import { approve, submit } from '../actions/review.ts';
import { composeContents } from '../compose.ts';
import { applyable } from '../corrections.fixture.ts';
import { byAt, makeDraft, makePublished, troublesOf, value } from '../factory.ts';
import type { Notice } from '../model/notice.ts';
import { forgetFiles } from '../queries/keeping.ts';
import { noticeById, wholeOf } from '../queries/notices.ts';
import { removeRecording, saveRecording } from './actions/recordings.ts';
import { recordingsOf, recordingsOfVersion } from './queries/recordings.ts';

const { db, clock, services, app, cast, spec, linkOf, cookie, staff } = await noticeScene();
const chinese = await silence('m4a', 80);
const qiang = await silence('webm', 3);
const program = Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(3000, 7)]);
const get = async (id: number) => (await noticeById(db, id)) as Notice;

async function upload(id: number, revision: number, language: string, content: Buffer, name = '家里录的.m4a') {
  const body = new FormData();
  body.set('revision', String(revision));
  body.set('language', language);
  body.append('recording', new File([new Uint8Array(content)], name));
  const headers = { cookie: await cookie('bureau.editor'), 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  return app.request(`/desk/notices/${id}/recordings`, { method: 'POST', body, headers });
}

/** A published notice with a Chinese recording. */
async function spoken(more: Partial<typeof spec> = {}) {
  const draft = await makeDraft(services, { ...spec, ...more });
  const saved = value(
    await saveRecording(services, spec.author, draft.id, draft.revision, { language: 'zh-CN', content: chinese }),
  );
  value(await submit(services, spec.author, draft.id, saved.revision));
  value(await approve(services, spec.approver, draft.id, saved.revision, ''));
  value(await publish(services, spec.author, draft.id));
  clock.pass(61_000);
  const [recording] = await recordingsOf(db, draft.id);
  return { id: draft.id, recording: recording?.id as number, messageId: (await get(draft.id)).messageId as number };
}

describe('making one', () => {
  test('bad input is refused with its reason, and nothing is stored', async () => {
    const { id, revision } = await makeDraft(services, spec);
    const reasons: [string, Buffer, string][] = [
      ['zh-CN', program, 'is no sound that can be used'],
      ['zh-CN', tone(3).subarray(0, 40_000), 'The file is not complete'],
      ['zh-CN', await silence('ogg', 320), 'longer than 5 minutes'],
      ['fr', chinese, 'Choose the language that is spoken'],
      ['zh-CN', Buffer.alloc(0), 'Record something, or choose a sound file'],
    ];
    for (const [language, content, reason] of reasons) {
      const answer = await upload(id, revision, language, content);
      expect(answer.status, reason).toBe(422);
      expect(await answer.text()).toContain(reason);
    }
    expect(await recordingsOf(db, id)).toEqual([]);
    expect((await get(id)).revision).toBe(revision);
    const stored = await sql<{ n: number }>`select count(*)::int as n from stored_file`.execute(db);
    expect(stored.rows[0]?.n).toBe(0);
  });

  test('one a language: the next replaces it; a language without a text may be spoken', async () => {
    const { id, revision } = await makeDraft(services, spec);
    expect((await upload(id, revision, 'zh-CN', chinese)).status).toBe(303);
    expect((await upload(id, revision + 1, 'qxs', qiang)).status).toBe(303);
    expect((await upload(id, revision + 2, 'zh-CN', tone(2))).status).toBe(303);
    const found = await recordingsOf(db, id);
    expect(found.map(({ language, mediaType, seconds }) => [language, mediaType, seconds])).toEqual([
      ['zh-CN', 'audio/mpeg', 2],
      ['qxs', 'audio/ogg', 3],
    ]);
    const stale = await upload(id, revision, 'zh-CN', chinese);
    expect(stale.status).toBe(422);
    const ask = await staff('bureau.editor');
    const page = await (await ask(`/desk/notices/${id}/recordings`)).text();
    expect(page).toContain('Listen in 中文');
    // Read out beside the text itself.
    expect(page).toContain('各位家长：');
    const gone = await ask(`/desk/notices/${id}/recordings/${found[1]?.id}/remove`, { revision: String(revision + 3) });
    expect(gone.status).toBe(303);
    expect((await recordingsOf(db, id)).map(({ language }) => language)).toEqual(['zh-CN']);
  });

  test('the microphone is allowed on its page and on no other', async () => {
    const { id } = await makeDraft(services, spec);
    const ask = await staff('bureau.editor');
    const here = await ask(`/desk/notices/${id}/recordings`);
    expect(here.headers.get('permissions-policy')).toContain('microphone=(self)');
    expect((await ask(`/desk/notices/${id}`)).headers.get('permissions-policy')).toContain('microphone=()');
  });

  test('a text that is changed afterwards marks it, for the desk, the reviewer and the reader', async () => {
    const { id, revision } = await makeDraft(services, spec);
    const first = value(
      await saveRecording(services, spec.author, id, revision, { language: 'zh-CN', content: chinese }),
    );
    expect((await recordingsOf(db, id))[0]?.isOlder).toBe(false);
    const text = { language: 'zh-CN' as const, title: '改期', body: '推迟三十分钟。' };
    const second = value(await saveText(services, spec.author, id, first.revision, text));
    expect((await recordingsOf(db, id))[0]?.isOlder).toBe(true);
    const ask = await staff('bureau.editor');
    expect(await (await ask(`/desk/notices/${id}`)).text()).toContain('The text was changed since');
    expect(await (await ask(`/desk/notices/${id}/check`)).text()).toContain(
      'Recorded before the text was changed: 中文',
    );
    const again = { language: 'zh-CN', content: tone(1) };
    value(await saveRecording(services, spec.author, id, second.revision, again));
    expect((await recordingsOf(db, id))[0]?.isOlder).toBe(false);
  });

  test('what is approved is frozen with it', async () => {
    const draft = await makeDraft(services, spec);
    const { id } = draft;
    const saved = value(
      await saveRecording(services, spec.author, id, draft.revision, { language: 'zh-CN', content: chinese }),
    );
    value(await submit(services, spec.author, id, saved.revision));
    value(await approve(services, spec.approver, id, saved.revision, ''));
    expect(
      troublesOf(await saveRecording(services, spec.author, id, saved.revision, { language: 'en', content: chinese })),
    ).toEqual(['notDraft']);
    const [recording] = await recordingsOf(db, id);
    expect(
      troublesOf(await removeRecording(services, spec.author, id, saved.revision, recording?.id as number)),
    ).toEqual(['notDraft']);
    // Changed behind the back of the application, it is not published.
    await sql`update notice_recording set language = 'en' where notice_id = ${id}`.execute(db);
    expect(troublesOf(await publish(services, spec.author, id))).not.toEqual([]);
  });
});

describe('listening', () => {
  test('on the public and the personal page, with ranges, kept by browsers, until it is withdrawn', async () => {
    const { id, recording, messageId } = await spoken();
    const open = `/notices/${id}/recordings/${recording}`;
    const page = await (await app.request(`/notices/${id}`, { headers: { 'accept-language': 'zh-CN' } })).text();
    expect(page).toContain(`<source src="${open}" type="audio/mp4"`);
    expect(page).toContain('听通知');
    expect(page).toContain('1分20秒');
    const english = await (
      await app.request(`/notices/${id}?lang=en`, { headers: { 'accept-language': 'en' } })
    ).text();
    expect(english).toContain('Listen in 中文');

    const whole = await app.request(open);
    expect(whole.status).toBe(200);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(whole.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(whole.headers.get('content-disposition')).toBe(`inline; filename="notice-${id}-zh-CN.m4a"`);
    expect(whole.headers.get('content-security-policy')).toContain("media-src 'self'");
    const part = await app.request(open, { headers: { range: 'bytes=10-19' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    const tail = await app.request(open, { headers: { range: 'bytes=-7' } });
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(bytes.subarray(-7));
    const beyond = await app.request(open, { headers: { range: `bytes=${bytes.length}-` } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    const etag = whole.headers.get('etag') as string;
    expect((await app.request(open, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const other = await app.request(open, { headers: { range: 'bytes=0-1', 'if-range': '"other"' } });
    expect(other.status, 'another recording since: the whole').toBe(200);

    const link = linkOf(messageId, cast.separated.mother);
    expect(await (await app.request(link)).text()).toContain(`${link}/recordings/${recording}`);
    const own = await app.request(`${link}/recordings/${recording}`, { headers: { range: 'bytes=0-1' } });
    expect([own.status, own.headers.get('cache-control')]).toEqual([206, 'private, no-cache']);
    // Of another notice it is not found, whatever the number says.
    const another = await makePublished(services, spec);
    clock.pass(61_000);
    expect((await app.request(`/notices/${another.id}/recordings/${recording}`)).status).toBe(404);
    value(await withdraw(services, spec.author, id, '时间有误'));
    expect((await app.request(open)).status).toBe(404);
    expect((await app.request(`${link}/recordings/${recording}`)).status).toBe(404);
  });

  test('playing it writes nothing anywhere', async () => {
    const { id, recording, messageId } = await spoken();
    const counts = async () => {
      const { rows } = await sql<{ table: string; n: string }>`
        select table_name as table, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', table_name),
          false, true, '')))[1]::text as n
        from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(
        db,
      );
      return rows;
    };
    const before = await counts();
    expect(before.length).toBeGreaterThan(50);
    const link = linkOf(messageId, cast.separated.mother);
    for (const address of [`/notices/${id}/recordings/${recording}`, `${link}/recordings/${recording}`]) {
      expect((await app.request(address)).status).toBe(200);
    }
    expect(await counts()).toEqual(before);
  });

  test('mail and text message say that it can be listened to; the sound itself stays at home', async () => {
    const { id } = await spoken();
    const issuer = { office: '清溪县教育局', publicUrl: 'https://example.org', purpose: 'notice' as const };
    const [main, english] = composeContents(await wholeOf(db, await get(id)), issuer);
    expect(main?.text).toContain('这份通知可以听：打开链接，点“听通知”（1分20秒）');
    expect(main?.html).toContain('<a href="{{link}}#listen">');
    expect(main?.short).toContain('（可以听）');
    expect(english?.text).toContain('You can listen to this notice');
    const silent = await makePublished(services, spec);
    const [plain] = composeContents(await wholeOf(db, await get(silent.id)), issuer);
    expect(plain?.text).not.toContain('可以听');
  });
});

describe('afterwards', () => {
  const correct = applyable(services, spec);

  test('a correction of the text marks the recording; one that replaces it keeps the old one with its version', async () => {
    const { id, recording } = await spoken();
    await correct(id, { body: '各位家长：**推迟**三十分钟。' });
    clock.pass(61_000);
    const [kept] = await recordingsOf(db, id);
    expect(kept).toMatchObject({ id: recording, isOlder: true });
    expect(await (await app.request(`/notices/${id}`, { headers: { 'accept-language': 'zh-CN' } })).text()).toContain(
      '录音之后文字有改动，以文字为准。',
    );
    const draft = value(await startCorrection(services, spec.author, id)).id;
    const again = { language: 'zh-CN', content: tone(2) };
    value(await saveRecording(services, spec.author, draft, (await get(draft)).revision, again));
    const ask = await staff('bureau.editor');
    expect(await (await ask(`/desk/notices/${draft}/difference`)).text()).toContain('Recordings added');
    await sql`update notice set state = 'discarded' where id = ${draft}`.execute(db);
  });

  test('old versions keep what they said', async () => {
    const { id, recording } = await spoken();
    const draft = value(await startCorrection(services, spec.author, id)).id;
    const { saveCorrection } = await import('../actions/correct.ts');
    const plan = { reason: '录音重录', told: 'nobody' as const, renews: false, deadlineOn: '2026-11-27' };
    let { revision } = value(await saveCorrection(services, spec.author, draft, (await get(draft)).revision, plan));
    const again = { language: 'zh-CN', content: tone(2) };
    revision = value(await saveRecording(services, spec.author, draft, revision, again)).revision;
    value(await submit(services, spec.author, draft, revision));
    value(await approve(services, spec.approver, draft, revision, ''));
    value(await publish(services, spec.author, draft));
    clock.pass(61_000);
    expect((await recordingsOf(db, id)).map(({ seconds }) => seconds)).toEqual([2]);
    expect((await recordingsOfVersion(db, id, 1)).map(({ seconds }) => seconds)).toEqual([80]);
    const old = await (await app.request(`/notices/${id}/versions/1`)).text();
    expect(old).toContain(`/notices/${id}/recordings/${recording}`);
    const changes = await app.request(`/notices/${id}/versions/2/changes`, { headers: { 'accept-language': 'en' } });
    expect(await changes.text()).toContain('Recordings taken out');
  });

  test('a forward carries it along; a class teacher may read it out in the families’ own language', async () => {
    const { id } = await spoken();
    const north = cast.north.organisation.id;
    const editor = byAt(cast.members['north.editor']);
    const input = { organisationId: north, preface: '请转告老人。' };
    const forward = value(await startForward(services, editor, id, input)).id;
    expect((await recordingsOf(db, forward)).map(({ language }) => language)).toEqual(['zh-CN']);

    const own = cast.north.classes[0]?.organisation.id as number;
    const teacher = { ...byAt(cast.members['north.teacher']), ownClassIds: [own] };
    const toClass = { organisationId: own, preface: '请听。' };
    const count = async () =>
      Number((await sql<{ n: string }>`select count(*) as n from notice`.execute(db)).rows[0]?.n);
    const before = await count();
    expect(
      troublesOf(await forwardToClass(services, teacher, id, toClass, { language: 'qxs', content: program })),
    ).toEqual(['recordingKind']);
    expect(await count(), 'nothing was started').toBe(before);
    const passed = value(await forwardToClass(services, teacher, id, toClass, { language: 'qxs', content: qiang }));
    expect((await get(passed.id)).state).toBe('in_review');
    expect((await recordingsOf(db, passed.id)).map(({ language }) => language)).toEqual(['zh-CN', 'qxs']);
  });

  test('a copy takes it along; the file stays while something bears it, and goes when nothing does', async () => {
    const { id } = await spoken();
    const { organisationId, kind, isPublic, mainLanguage } = await get(id);
    const copy = value(
      await createNotice(services, spec.author, { organisationId, kind, isPublic, mainLanguage }, id),
    ).id;
    const [recording] = await recordingsOf(db, copy);
    expect(recording?.isOlder).toBe(false);
    const later = new Date(clock.now().getTime() + 86_400_000);
    const files = async () =>
      Number((await sql<{ n: string }>`select count(*) as n from stored_file`.execute(db)).rows[0]?.n);
    await forgetFiles(db, later, 1000);
    const before = await files();
    value(await removeRecording(services, spec.author, copy, (await get(copy)).revision, recording?.id as number));
    await forgetFiles(db, later, 1000);
    expect(await files(), 'the original bears it').toBe(before);
    const draft = await makeDraft(services, spec);
    const saved = value(
      await saveRecording(services, spec.author, draft.id, draft.revision, { language: 'en', content: tone(4) }),
    );
    expect(await files()).toBe(before + 1);
    const [lone] = await recordingsOf(db, draft.id);
    value(await removeRecording(services, spec.author, draft.id, saved.revision, lone?.id as number));
    await forgetFiles(db, later, 1000);
    expect(await files()).toBe(before);
  });
});
