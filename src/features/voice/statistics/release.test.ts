/** Releases over a year of cases: on the grid alone, once, frozen, and no difference of two of them tells anything. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDesk } from '../../../../test/support/voice.ts';
import { words } from '../messages.ts';
import type { DeclineReason } from '../model/reasons.ts';
import { releaseDue } from './actions/release.ts';
import { csvFor } from './export.ts';
import { fields } from './model/open-data.ts';
import { duePeriods } from './model/release.ts';
import { dictionaryPath, releaseFilePath, releasePath, statisticsPath } from './paths.ts';
import { releaseByCode, releases } from './queries/release.ts';

const desk = await makeDesk('2026-01-15T02:00:00Z');
const { app, ask, services, db, clock, made } = desk;
const zh = words('zh-CN');

beforeAll(async () => {
  await desk.begin();
  // The school in the north is large, the one in the south is not.
  for (const [id, pupils] of [
    [north(), 900],
    [south(), 120],
  ])
    await sql`insert into organisation_count (organisation_id, pupils, guardians, guardians_unreachable, staff, counted_at)
      values (${id}, ${pupils}, 0, 0, 0, now())`.execute(db);
});
beforeEach(async () => {
  await desk.owner('delete from voice_release');
  await sql`delete from voice_case`.execute(db);
});
const district = () => desk.cast().district.id;
const north = () => desk.cast().north.organisation.id;
const south = () => desk.cast().south.organisation.id;
const day = (on: string) => clock.set(`${on}T23:30:00Z`);

/** So many cases of an office, received on this day, answered so many days later. */
async function cases(
  n: number,
  office: number | null,
  on: string,
  more: { days?: number; category?: string; rating?: number; declined?: DeclineReason } = {},
) {
  const ids: string[] = [];
  for (let i = 0; i < n; i += 1) {
    const { days, category = 'fees', rating, declined } = more;
    const one = await made({ officeId: office, receivedOn: on, dueOn: '2099-01-01', category });
    ids.push(one.id);
    if (declined !== undefined) {
      await sql`update voice_case set state = 'declined', closed_on = ${on}::date where id = ${one.id}::uuid`.execute(
        db,
      );
      await sql`insert into voice_step (case_id, n, day, act, reason)
        values (${one.id}::uuid, 90, ${on}::date, 'declined', ${declined})`.execute(db);
    }
    if (days === undefined) continue;
    await sql`insert into voice_answer (case_id, n, round, day, writers, approver_id, text)
      values (${one.id}::uuid, 1, 0, ${on}::date + ${days}::int, array[1]::bigint[], ${desk.cast().members['bureau.case_handler'].accountId}, 'x')`.execute(
      db,
    );
    await sql`update voice_case set state = 'answered', answered_on = ${on}::date + ${days}::int, due_on = ${on}::date + 28,
      rating = ${rating ?? null}::smallint where id = ${one.id}::uuid`.execute(db);
  }
  return ids;
}

async function everybody(path: string, language = 'zh-CN') {
  const answer = await app.request(path, { headers: { 'accept-language': language } });
  return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') };
}

test('the grid: quarters a quarter after their end, years after their quarters', () => {
  const codes = (first: string, today: string) => duePeriods(first, today).map(({ code }) => code);
  expect(codes('2026-02-10', '2026-06-30')).toEqual([]);
  expect(codes('2026-02-10', '2026-07-01')).toEqual(['2026-Q1']);
  expect(codes('2026-04-01', '2027-03-31')).toEqual(['2026-Q2', '2026-Q3']);
  expect(codes('2026-04-01', '2027-04-01')).toEqual(['2026-Q2', '2026-Q3', '2026-Q4', '2026']);
  expect(duePeriods('2024-01-01', '2024-07-01')).toEqual([
    { code: '2024-Q1', grid: 'quarter', from: '2024-01-01', until: '2024-03-31', releaseOn: '2024-07-01' },
  ]);
});

describe('a release', () => {
  test('counts what was received in its quarter as it stands then, and leaves small schools to the year', async () => {
    await cases(9, district(), '2026-02-10', { days: 10, rating: 4 });
    await cases(6, district(), '2026-02-11', { days: 40, category: 'teaching' });
    await cases(12, north(), '2026-03-31', { days: 4, category: 'teaching' });
    await cases(7, null, '2026-03-01');
    await cases(8, south(), '2026-03-01', { days: 3 });
    await cases(5, district(), '2026-04-01');
    day('2026-06-29');
    expect(await releaseDue(services)).toEqual([]);
    day('2026-06-30');
    expect(await releaseDue(services)).toEqual(['2026-Q1']);
    const { figures } = (await releaseByCode(db, '2026-Q1')) ?? {};
    expect(figures).toMatchObject({ received: 34, columns: ['inTime', 'late', 'ended', 'open'], n: [21, 6, 0, 7] });
    expect(figures?.medianDays).toBe(10);
    const page = (await everybody(releasePath('2026-Q1'))).text;
    expect(page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toContain(` ${zh('figuresAnswered')} 27 `);
    expect(figures?.rating).toEqual({ n: 9, mean: 4 });
    expect(figures?.offices.rows.map(({ key, received }) => [Number(key), received])).toEqual([
      [district(), 22],
      [north(), 12],
    ]);
    const table = figures?.categories.rows.map(({ key, received }) => [key, received]);
    expect(table).toEqual(
      expect.arrayContaining([
        ['fees', 16],
        ['teaching', 18],
      ]),
    );
  });

  test('tells why cases were declined or passed on; a reason below five is told with others', async () => {
    await cases(9, district(), '2026-02-10', { days: 10 });
    await cases(9, district(), '2026-02-11', { declined: 'other_route' });
    await cases(7, district(), '2026-02-12', { declined: 'no_matter' });
    await cases(2, district(), '2026-02-13', { declined: 'same_again' });
    await cases(8, district(), '2026-02-13', { declined: 'not_competent' });
    day('2026-07-01');
    await releaseDue(services);
    const { figures } = (await releaseByCode(db, '2026-Q1')) ?? {};
    expect(figures?.ended).toEqual([{ end: 'declined', n: 26 }]);
    expect(figures?.reasons).toEqual([
      { end: 'declined', reason: 'other_route', n: 9 },
      { end: 'declined', reason: 'not_competent', n: 8 },
    ]);
    const page = (await everybody(releasePath('2026-Q1'))).text;
    const line = zh('figuresReason', { end: zh('state_declined'), reason: zh('reason_other_route'), n: 9 });
    expect(page).toContain(line);
    expect(page).not.toContain(zh('reason_same_again'));
    const csv = (await everybody(releaseFilePath('2026-Q1', 'csv'))).text;
    expect(csv).toContain('reason,declined/other_route,,received,9');
    expect(csv).not.toMatch(/no_matter|same_again/);
  });

  test('fewer than five: nothing but that is said, by page and by file', async () => {
    await cases(4, district(), '2026-02-10', { days: 10 });
    day('2026-07-01');
    await releaseDue(services);
    expect((await everybody(statisticsPath)).text).toContain(zh('figuresFew'));
    const release = await releaseByCode(db, '2026-Q1');
    expect(JSON.stringify(release?.figures)).not.toMatch(/[1-9]/);
    expect((await everybody(releaseFilePath('2026-Q1', 'csv'))).text).not.toMatch(/,[1-9]\d*\r\n/);
  });

  test('is frozen: what happens afterwards changes nothing, and the application may not change it', async () => {
    await cases(9, district(), '2026-02-10');
    day('2026-07-01');
    await releaseDue(services);
    const before = await releaseByCode(db, '2026-Q1');
    await sql`update voice_case set state = 'withdrawn', closed_on = '2026-07-02'`.execute(db);
    await cases(3, district(), '2026-02-12');
    day('2026-09-01');
    expect(await releaseDue(services), 'once').toEqual([]);
    expect(await releaseByCode(db, '2026-Q1')).toEqual(before);
    await sql`delete from voice_case`.execute(db);
    expect(await releaseByCode(db, '2026-Q1')).toEqual(before);
    await expect(sql`update voice_release set as_of = as_of + 1`.execute(db)).rejects.toThrow(/permission denied/);
    await expect(sql`delete from voice_release`.execute(db)).rejects.toThrow(/permission denied/);
  });

  test('two at once: one of them releases', async () => {
    await cases(9, district(), '2026-02-10');
    day('2026-07-01');
    const both = await Promise.all([releaseDue(services), releaseDue(services)]);
    expect(both.flat()).toEqual(['2026-Q1']);
  });
});

test('every case is counted in one release: whatever two of them differ by, it is other cases', async () => {
  const quarterly = await cases(12, district(), '2026-02-10', { days: 5 });
  const yearly = await cases(8, south(), '2026-02-10', { days: 5 });
  await cases(7, south(), '2026-08-10', { days: 5 });
  const late = await cases(6, north(), '2026-11-02', { days: 5 });
  day('2026-07-01');
  await releaseDue(services);
  // Moved afterwards: a case of a quarter to a small school, and one of a small school away from it.
  await sql`update voice_case set office_id = ${south()} where id = ${quarterly[0] ?? ''}::uuid`.execute(db);
  await sql`update voice_case set office_id = ${district()} where id = ${yearly[0] ?? ''}::uuid`.execute(db);
  day('2027-04-01');
  expect(await releaseDue(services)).toEqual(['2026-Q2', '2026-Q3', '2026-Q4', '2026']);
  const received = Object.fromEntries(
    await Promise.all(
      (await releases(db)).map(async ({ code }) => [code, (await releaseByCode(db, code))?.figures.received]),
    ),
  );
  expect(received).toEqual({ '2026-Q1': 12, '2026-Q2': null, '2026-Q3': null, '2026-Q4': late.length, '2026': 15 });
  const { rows } = await sql<{ code: string; n: number }>`
    select counted_in as code, count(*)::int as n from voice_case group by 1 order by 1`.execute(db);
  expect(rows).toEqual([
    { code: '2026', n: 15 },
    { code: '2026-Q1', n: 12 },
    { code: '2026-Q4', n: 6 },
  ]);
});

test('pages, files and the dictionary say the same, and staff have no other figures', async () => {
  await cases(15, district(), '2026-02-10', { days: 10 });
  await cases(3, district(), '2026-02-11', { category: 'teaching' });
  await cases(11, north(), '2026-02-11', { category: 'teaching', days: 50 });
  expect((await everybody(statisticsPath)).text).toContain(zh('figuresNone'));
  day('2026-07-01');
  await releaseDue(services);
  const page = await everybody(releasePath('2026-Q1'));
  expect(page.text).toContain('2026年第1季度');
  expect(page.text).toContain('>29<');
  expect((await everybody(releasePath('2026-Q1'), 'en')).text).toContain('Quarter 1 of 2026');
  const release = await releaseByCode(db, '2026-Q1');
  const json = await everybody(releaseFilePath('2026-Q1', 'json'));
  expect(JSON.parse(json.text)).toEqual(release);
  const csv = await everybody(releaseFilePath('2026-Q1', 'csv'));
  // Reading it as text takes the byte order mark away.
  expect(`\ufeff${csv.text}`).toBe(release && csvFor(release, 'zh-CN'));
  expect(csv.text.split('\r\n')[0]).toBe(fields.join(','));
  expect(csv.text).toContain('total,,,received,29');
  const dictionary = await everybody(dictionaryPath);
  for (const field of fields) expect(dictionary.text).toContain(zh(`field_${field}`).split('：')[0]);
  for (const path of [releasePath('2026-Q2'), releaseFilePath('2026-Q2', 'csv'), `${statisticsPath}/x`])
    expect((await everybody(path)).status, path).toBe(404);
  expect((await ask('bureau.case_handler', '/desk/cases')).text).toContain(statisticsPath);
});
