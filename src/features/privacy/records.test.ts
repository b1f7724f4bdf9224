/** Register of processing, impact assessments, breaches: versions, two people, deadlines, letters. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { movableClock } from '../notices/factory.ts';
import { recordMessages } from './messages/records.ts';
import { requestMessages } from './messages/requests.ts';
import { retentionMessages } from './messages/retention.ts';
import { words } from './messages.ts';
import { momentIn } from './model/moments.ts';
import { questions, required } from './model/records.ts';
import { editRecordPath, lettersPath, recordPath, recordsPath, stepPath, versionPath } from './paths.ts';
import { forgetRecords } from './queries/records.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock, env: { BELFRY_SITE_NAME: '青溪县教育局' } }), clock };
const app = createApp(services);
const t = words('en');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

async function ask(name: CastName, path: string, form?: Record<string, string>, language = 'en') {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': language };
  const body = form && new URLSearchParams(form);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
}

async function begin(kind: 'processing' | 'assessment' | 'breach', form: Record<string, string> = {}, language = 'en') {
  const answer = await ask('bureau.administrator', recordsPath(kind), { title: 'A record', ...form }, language);
  expect(answer.status).toBe(303);
  return Number(/records\/(\d+)\/edit/.exec(answer.location)?.[1]);
}

const filled = (kind: 'processing' | 'assessment' | 'breach') =>
  Object.fromEntries(questions[kind].map((key) => [key, `said of ${key}`]));

test('a time typed on the clock of the district', () => {
  expect(momentIn('2026-11-20T09:30', 'Asia/Shanghai')?.toISOString()).toBe('2026-11-20T01:30:00.000Z');
  expect(momentIn('2026-07-01T12:00', 'Europe/Berlin')?.toISOString()).toBe('2026-07-01T10:00:00.000Z');
  for (const wrong of ['', 'now', '2026-11-20', '2026-13-40T10:00'])
    expect(momentIn(wrong, 'Asia/Shanghai')).toBeUndefined();
});

describe('the register', () => {
  test('comes filled in with what this service does, in the writer’s language', async () => {
    for (const [language, expected] of [
      ['en', ['Reply slips', 'A year after the deadline', 'none in use']],
      ['zh-CN', ['家庭填写的回执及附件', '回执期限后一年', '青溪县教育局']],
    ] as const) {
      const id = await begin('processing', {}, language);
      const shown = await ask('bureau.administrator', editRecordPath(id), undefined, language);
      for (const text of expected) expect(shown.text).toContain(text);
    }
  });

  test('each saving is a version; who was slower is told; a second person approves what is complete', async () => {
    const id = await begin('processing');
    const form = { title: 'Notices', version: '1', ...filled('processing') };
    expect((await ask('bureau.administrator', editRecordPath(id), { ...form, title: '' })).status).toBe(422);
    const long = await ask('bureau.administrator', editRecordPath(id), { ...form, purposes: 'x'.repeat(10_001) });
    expect(long.status).toBe(422);
    expect(long.text).toContain('said of security');
    expect((await ask('bureau.administrator', editRecordPath(id), { ...form, security: '' })).status).toBe(303);
    const slower = await ask('bureau.second_administrator', editRecordPath(id), form);
    expect(slower.status).toBe(422);
    expect(slower.text).toContain(t('recordMoved'));
    expect((await ask('bureau.administrator', recordPath(id), { act: 'approve' })).text).toContain(
      'Another administrator',
    );
    expect((await ask('bureau.second_administrator', recordPath(id), { act: 'approve' })).text).toContain(
      t('answersMissing'),
    );
    await ask('bureau.administrator', editRecordPath(id), { ...form, version: '2' });
    expect((await ask('bureau.second_administrator', recordPath(id), { act: 'approve' })).status).toBe(303);
    expect((await ask('bureau.auditor', recordPath(id))).text).toContain(t('rstate_approved'));
    expect((await ask('bureau.auditor', versionPath(id, 1))).status).toBe(200);
    expect((await ask('bureau.auditor', versionPath(id, 9))).status).toBe(404);
    expect((await ask('bureau.auditor', editRecordPath(id))).status).toBe(403);
    expect((await ask('north.administrator', recordPath(id))).status).toBe(403);
    // What is changed afterwards is a draft again.
    await ask('bureau.administrator', editRecordPath(id), { ...form, version: '3' });
    expect((await ask('bureau.auditor', recordPath(id))).text).not.toContain(t('rstate_approved'));
    const { rows } = await sql<{ action: string }>`select action from audit_event
      where subject = ${`privacy_record:${id}`} order by id`.execute(db);
    expect(rows.map((row) => row.action.split('.')[1])).toEqual(['start', 'save', 'save', 'approve', 'save']);
  });

  test('is looked at again after a year', async () => {
    const list = async () => (await ask('bureau.auditor', recordsPath('processing'))).text;
    expect(await list()).not.toContain(t('reviewDue'));
    clock.set('2027-11-21T01:00:00Z');
    expect(await list()).toContain(t('reviewDue'));
    expect((await ask('bureau.auditor', '/desk/privacy')).text).toMatch(/\d to be looked at again/);
    clock.set('2026-11-20T01:00:00Z');
  });
});

describe('a breach', () => {
  test('says when it was noticed, not in the future', async () => {
    const start = (form: Record<string, string>) => ask('bureau.administrator', recordsPath('breach'), form);
    expect((await start({ title: 'A lost disk' })).text).toContain(t('foundMissing'));
    expect((await start({ title: 'A lost disk', foundAt: 'yesterday' })).status).toBe(422);
    expect((await start({ title: 'A lost disk', foundAt: '2026-11-20T09:30' })).text).toContain(t('foundLater'));
    expect((await start({ title: '', foundAt: '2026-11-20T08:30' })).status).toBe(422);
  });

  test('tells who must be told by when, keeps what was done, writes the letters, closes with lessons', async () => {
    const id = await begin('breach', { title: 'A lost disk', foundAt: '2026-11-20T08:00' });
    const shown = (await ask('bureau.auditor', recordPath(id))).text;
    expect(shown).toContain('PIPL Art. 57: at once');
    // Four hours after eight, by measures that nobody has read: to be checked.
    expect(shown).toContain('12:00');
    expect(shown.match(/Check with legal/g)).toHaveLength(3);
    expect(shown).not.toContain(`>${t('late')}<`);

    const wrongs: Record<string, string>[] = [
      {},
      { kind: 'authority' },
      { kind: 'authority', doneAt: '2026-11-20T10:00' },
      { kind: 'authority', doneAt: '2026-11-20T07:00' },
      { kind: 'nobody', doneAt: '2026-11-20T08:30' },
    ];
    for (const wrong of wrongs) {
      expect((await ask('bureau.administrator', stepPath(id), wrong)).status, JSON.stringify(wrong)).toBe(422);
    }
    const step = { kind: 'authority', doneAt: '2026-11-20T08:40', text: 'By telephone and letter' };
    expect((await ask('bureau.administrator', stepPath(id), step)).status).toBe(303);
    const after = (await ask('bureau.auditor', recordPath(id))).text;
    expect(after).toContain('By telephone and letter');
    expect(after).toContain('Told, ');

    const unfinished = { ...filled('breach'), lessons: '' };
    await ask('bureau.administrator', editRecordPath(id), { title: 'A lost disk', version: '1', ...unfinished });
    const letters = (await ask('bureau.administrator', lettersPath(id))).text;
    for (const text of [
      '关于个人信息安全事件的报告',
      'Report on a personal data breach',
      'said of advice',
      '青溪县教育局',
    ]) {
      expect(letters).toContain(text);
    }
    expect((await ask('bureau.administrator', recordPath(id), { act: 'close' })).text).toContain(t('answersMissing'));
    await ask('bureau.administrator', editRecordPath(id), { title: 'A lost disk', version: '2', ...filled('breach') });
    expect((await ask('bureau.administrator', recordPath(id), { act: 'close' })).status).toBe(303);
    expect((await ask('bureau.administrator', stepPath(id), step)).text).toContain(t('recordClosed'));
    const form = { title: 'x', version: '3', ...filled('breach') };
    expect((await ask('bureau.administrator', editRecordPath(id), form)).text).toContain(t('recordClosed'));
  });

  test('what is not filled in is left to be filled in in the letter', async () => {
    const id = await begin('breach', { title: 'Another', foundAt: '2026-11-20T08:00' });
    expect((await ask('bureau.administrator', lettersPath(id))).text).toContain(t('toFill'));
    const other = await begin('assessment');
    expect((await ask('bureau.administrator', lettersPath(other))).status).toBe(404);
  });
});

test('closed records go after five years, open ones stay', async () => {
  const counted = async () =>
    (await sql<{ n: number }>`select count(*) as n from privacy_record`.execute(db)).rows[0]?.n ?? 0;
  const before = await counted();
  const day = new Date('2026-12-01T00:00:00Z');
  const closed = (await sql`select from privacy_record where state = 'closed'`.execute(db)).rows.length;
  expect(closed).toBeGreaterThan(0);
  expect(await forgetRecords(db, new Date('2026-01-01T00:00:00Z'), 100)).toBe(0);
  expect(await forgetRecords(db, day, 100)).toBe(closed);
  expect(await counted()).toBe(before - closed);
});

test('what is required is asked', () => {
  for (const kind of ['processing', 'assessment', 'breach'] as const) {
    for (const key of required[kind]) expect(questions[kind] as readonly string[]).toContain(key);
  }
});

test('no word hides another of the same key', () => {
  const keys = [retentionMessages, requestMessages, recordMessages].flatMap((messages) => Object.keys(messages));
  expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([]);
});
