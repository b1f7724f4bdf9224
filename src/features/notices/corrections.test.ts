/** Correcting in public: versions, the difference, who is told, whose acknowledgement holds. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { saveCorrection, startCorrection, stopCorrectionMessage } from './actions/correct.ts';
import { saveText } from './actions/draft.ts';
import { publish, schedule, withdraw } from './actions/publish.ts';
import { approve, submit } from './actions/review.ts';
import { applyable } from './corrections.fixture.ts';
import { makePublished, troublesOf, value } from './factory.ts';
import { noticeById, wholeOf } from './queries/notices.ts';

const { db, clock, services, app, cast, spec, linkOf, staff, expandAll, deliver } = await noticeScene();
const corrected = applyable(services, spec);

const acknowledgementsOf = async (id: number) =>
  (
    await sql`select person_id, version from notice_acknowledgement where notice_id = ${id} order by person_id`.execute(
      db,
    )
  ).rows;
const countOf = async (id: number) =>
  (
    await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from (
      select n from notice_acknowledgement_count where notice_id = ${id}
      union all select n from notice_acknowledgement_delta where notice_id = ${id}) x`.execute(db)
  ).rows[0]?.n;

describe('a correction', () => {
  test('needs a second person, a reason and a change, and leaves office and audience alone', async () => {
    const { id } = await makePublished(services, spec);
    const draft = value(await startCorrection(services, spec.author, id));
    expect(value(await startCorrection(services, spec.author, id)).id, 'one at a time').toBe(draft.id);
    expect(troublesOf(await submit(services, spec.author, draft.id, 1))).toEqual(['correctionReasonMissing']);
    const plan = { reason: '', told: 'nobody' as const, renews: false, deadlineOn: '2026-11-27' };
    expect(troublesOf(await saveCorrection(services, spec.author, draft.id, 1, plan))).toEqual(['reasonMissing']);
    const renewing = { ...plan, reason: '日期有误', renews: true };
    expect(troublesOf(await saveCorrection(services, spec.author, draft.id, 1, renewing))).toEqual([
      'renewalTellsNobody',
    ]);
    const late = { ...plan, reason: '日期有误', deadlineOn: '2026-11-01' };
    expect(troublesOf(await saveCorrection(services, spec.author, draft.id, 1, late))).toEqual(['deadlinePast']);
    const { revision } = value(
      await saveCorrection(services, spec.author, draft.id, 1, { ...plan, reason: '日期有误' }),
    );
    expect(troublesOf(await submit(services, spec.author, draft.id, revision))).toEqual(['nothingCorrected']);
    const text = { language: 'zh-CN' as const, title: '关于冬季作息时间调整的通知', body: '各位家长：推迟三十分钟。' };
    const saved = value(await saveText(services, spec.author, draft.id, revision, text));
    value(await submit(services, spec.author, draft.id, saved.revision, { olderConfirmed: true }));
    expect(troublesOf(await approve(services, spec.author, draft.id, saved.revision, ''))).toEqual([
      'authorCannotApprove',
    ]);
    value(await approve(services, spec.approver, draft.id, saved.revision, ''));
    const later = new Date(clock.now().getTime() + 3_600_000);
    expect(troublesOf(await schedule(services, spec.author, draft.id, later))).toEqual(['correctionNotLater']);
    expect((await noticeById(db, id))?.version).toBe(1);
    value(await publish(services, spec.author, draft.id));
    expect(await noticeById(db, id)).toMatchObject({ version: 2, state: 'published', correctionReason: '日期有误' });
    expect((await noticeById(db, draft.id))?.state).toBe('applied');
    expect(troublesOf(await publish(services, spec.author, draft.id))).toEqual(['notNow']);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit_event
      where action = 'notice.correct' and subject = ${`notice:${id}`}`.execute(db);
    expect(rows[0]?.n).toBe(1);
  });

  test('old versions stay readable at their own address, with the difference, for everybody and behind the link', async () => {
    const { id, messageId } = await makePublished(services, spec);
    await expandAll();
    await corrected(id, { body: '各位家长：**推迟**三十分钟。' });
    const link = linkOf(messageId, cast.separated.mother);
    const member = await staff('bureau.editor');
    const places: [string, (path: string) => Promise<Response> | Response][] = [
      [`/notices/${id}`, (path) => app.request(path, { headers: { 'accept-language': 'en' } })],
      [link, (path) => app.request(path, { headers: { 'accept-language': 'en' } })],
      [`/desk/notices/${id}`, (path) => member(path)],
    ];
    for (const [below, ask] of places) {
      const newest = await (await ask(`${below}?lang=zh-CN`)).text();
      expect(newest, below).toContain('三十分钟写成了二十分钟');
      expect(newest, below).toContain(`${below}/versions/1`);
      const old = await ask(`${below}/versions/1?lang=zh-CN`);
      expect(old.status, below).toBe(200);
      const page = await old.text();
      expect(page).toContain('二十');
      expect(page).not.toContain('三十分钟。</p>');
      const changes = await (await ask(`${below}/versions/2/changes`)).text();
      expect(changes).toMatch(/<del>.*二十.*<\/del>/);
      expect(changes).toMatch(/<ins>.*三十.*<\/ins>/);
      expect((await ask(`${below}/versions/2`)).status, 'the newest is the notice itself').toBe(303);
      for (const nothing of ['versions/3', 'versions/1/changes', 'versions/0', 'versions/x']) {
        expect((await ask(`${below}/${nothing}`)).status, `${below}/${nothing}`).toBe(404);
      }
    }
    expect((await app.request('/m/nothing/versions/1')).status).toBe(404);
    value(await withdraw(services, spec.author, id, '作废'));
    expect((await app.request(`/notices/${id}/versions/1`)).status, 'only the tombstone').toBe(303);
  });

  test('the feed says when it was corrected and why', async () => {
    const { id } = await makePublished(services, spec);
    clock.pass(3_600_000);
    await corrected(id, { body: '各位家长：推迟三十分钟。' });
    const feed = await (await app.request('/notices.atom', { headers: { 'accept-language': 'zh-CN' } })).text();
    const entry = feed.split('<entry').find((part) => part.includes(`/notices/${id}<`)) ?? '';
    expect(entry).toContain(`<updated>${clock.now().toISOString()}</updated>`);
    expect(entry).toContain('已更正：三十分钟写成了二十分钟');
  });

  test('what was acknowledged stays, as of its version; those who had are told', async () => {
    const { id, messageId } = await makePublished(services, spec);
    await expandAll();
    const { mother, father } = cast.separated;
    await app.request(linkOf(messageId, mother), { method: 'POST' });
    await corrected(id, { body: '各位家长：推迟三十分钟。', told: 'acknowledged' });
    expect(await acknowledgementsOf(id)).toEqual([{ person_id: mother, version: 1 }]);
    const told = (await noticeById(db, id))?.correctionMessageId as number;
    clock.pass(61_000);
    await expandAll();
    const { rows } = await sql`select person_id from delivery where message_id = ${told}`.execute(db);
    expect(rows).toEqual([{ person_id: mother }]);
    const page = await (await app.request(`${linkOf(told, mother)}?lang=en`)).text();
    expect(page).toContain('You acknowledged version 1');
    await app.request(linkOf(messageId, father), { method: 'POST' });
    expect(await acknowledgementsOf(id)).toContainEqual({ person_id: father, version: 2 });
  });

  test('asking anew: earlier answers are kept with their version and no longer count', async () => {
    const { id, messageId } = await makePublished(services, spec);
    await expandAll();
    const { mother } = cast.separated;
    const read = await (await app.request(linkOf(messageId, mother))).text();
    expect(read).toContain('name="version" value="1"');
    await app.request(linkOf(messageId, mother), { method: 'POST' });
    expect(await countOf(id)).toBe(1);
    await corrected(id, { body: '各位家长：推迟三十分钟。', told: 'everybody', renews: true });
    expect(await countOf(id)).toBe(0);
    const again = await (await app.request(`${linkOf(messageId, mother)}?lang=en`)).text();
    expect(again).toContain('please acknowledge again');
    // The page of the old version, still open in a browser, acknowledges nothing.
    const stale = { method: 'POST', body: new URLSearchParams({ version: '1' }) };
    expect((await app.request(linkOf(messageId, mother), stale)).status).toBe(303);
    expect(await countOf(id)).toBe(0);
    await app.request(linkOf(messageId, mother), { method: 'POST', body: new URLSearchParams({ version: '2' }) });
    expect(await countOf(id)).toBe(1);
    const { rows } = await sql`select person_id, version from notice_earlier_acknowledgement
      where notice_id = ${id}`.execute(db);
    expect(rows).toEqual([{ person_id: mother, version: 1 }]);
    expect(await acknowledgementsOf(id)).toEqual([{ person_id: mother, version: 2 }]);
  });

  test('whoever is still queued gets the corrected text; the message about it can be stopped for a minute', async () => {
    const { id, messageId } = await makePublished(services, spec);
    await corrected(id, { body: '各位家长：推迟三十分钟。', told: 'everybody' });
    const { rows } = await sql<{ text: string; revision: number }>`
      select c.text_body as text, m.contents_revision as revision from message_content c
      join message m on m.id = c.message_id where m.id = ${messageId} and c.language = 'zh-CN'`.execute(db);
    expect(rows[0]?.text).toContain('推迟三十分钟');
    expect(rows[0]?.revision).toBe(2);
    value(await stopCorrectionMessage(services, spec.author, id));
    const told = (await noticeById(db, id))?.correctionMessageId as number;
    const { rows: state } = await sql`select state from message where id = ${told}`.execute(db);
    expect(state).toEqual([{ state: 'stopped' }]);
    await corrected(id, { body: '各位家长：推迟四十分钟。', told: 'everybody' });
    clock.pass(61_000);
    expect(troublesOf(await stopCorrectionMessage(services, spec.author, id))).toEqual(['tooLateToStop']);
    await expandAll();
    await deliver((await noticeById(db, id))?.correctionMessageId as number);
    expect((await noticeById(db, id))?.version).toBe(3);
  });

  test('files: those that stay keep their address, removed ones stay with their version', async () => {
    const { id } = await makePublished(services, spec);
    const add = (name: string) =>
      sql`insert into stored_file (sha256, media_type, size, content)
      values (sha256(${name}::bytea), 'text/plain', 3, ${name}::bytea) on conflict do nothing`.execute(db);
    await add('stays');
    await add('goes');
    await sql`insert into notice_attachment (notice_id, sha256, name, media_type, size)
      select ${id}::bigint, sha256(n::bytea), n || '.txt', 'text/plain', 3 from unnest(array['stays', 'goes']) n`.execute(
      db,
    );
    const before = (await wholeOf(db, (await noticeById(db, id))!)).attachments;
    await corrected(id, { body: '各位家长：推迟三十分钟。', without: 'goes.txt' });
    const after = (await wholeOf(db, (await noticeById(db, id))!)).attachments;
    expect(after).toEqual(before.filter((file) => file.name === 'stays.txt'));
    const old = await (await app.request(`/notices/${id}/versions/1`)).text();
    expect(old).toContain('goes.txt');
    expect(old).toContain('stays.txt');
    const changes = await (await app.request(`/notices/${id}/versions/2/changes`)).text();
    expect(changes).toContain('goes.txt');
    expect(changes).not.toContain('stays.txt');
  });
});
