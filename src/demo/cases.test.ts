/** The demo's cases: a year of them, in every state, none refused; some answered in public, and figures of them. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeCast } from '../../test/support/cast.ts';
import { cloneDatabase } from '../../test/support/database.ts';
import { testServices } from '../../test/support/services.ts';
import { wordsOf } from '../features/voice/published/model/search.ts';
import { publishedAnswers } from '../features/voice/published/queries/search.ts';
import { releaseByCode, releases } from '../features/voice/statistics/queries/release.ts';
import { fixedClock } from '../platform/clock.ts';
import type { Database } from '../platform/database/connect.ts';
import { writeCases } from './cases.ts';
import type { Filled } from './fill.ts';

/** The year ends on different days: what was to happen later has not happened yet, and nothing is refused. */
test.each(['2026-07-15', '2026-11-29', '2027-02-08'])('on %s', { timeout: 60_000 }, async (day) => {
  const database = await cloneDatabase();
  try {
    const { district, north, south, members } = await makeCast(database);
    const services = testServices(database.db, { clock: fixedClock(new Date(`${day}T02:00:00Z`)) });
    const place = ({ id, path, name }: { id: number; path: string; name: string }) => ({ id, path, name });
    const shown = [
      { key: 'case_handler', accountId: members['bureau.case_handler'].accountId },
      { key: 'second_case_handler', accountId: members['bureau.approver'].accountId },
      { key: 'ombudsperson', accountId: members['bureau.ombudsperson'].accountId },
    ];
    const schools = [place(north.organisation), place(south.organisation)];
    const filled = { places: { bureau: place(district), departments: new Map(), schools }, staff: { shown } };
    expect(await writeCases(services, filled as unknown as Filled)).toBeGreaterThan(100);
    await inEveryState(database.db, day);
    await inPublic(database.db);
    await inFigures(database.db);
  } finally {
    await database.drop();
  }
});

async function inEveryState(db: Database, day: string): Promise<void> {
  const { rows } = await sql<{ state: string }>`select distinct state from voice_case order by 1`.execute(db);
  expect(rows.map((row) => row.state)).toEqual(
    ['accepted', 'answered', 'closed', 'declined', 'merged', 'passed_on', 'received', 'withdrawn'].sort(),
  );
  const { rows: late } = await sql<{ n: number }>`select count(*)::int as n from voice_case
    where state in ('received', 'accepted') and due_on < ${day}::date`.execute(db);
  expect(late[0]?.n).toBeGreaterThan(0);
  const { rows: sealed } = await sql<{ way: string; n: number }>`select c.way, count(s)::int as n
    from voice_case c left join voice_sealed s on s.case_id = c.id group by 1 order by 1`.execute(db);
  expect(sealed).toEqual([
    { way: 'anonymous', n: 0 },
    { way: 'sealed', n: 3 },
  ]);
}

async function inPublic(db: Database): Promise<void> {
  const search = async (text: string) => {
    const wish = { words: wordsOf(text), category: '', officeId: undefined, before: undefined, limit: 31 };
    return (await publishedAnswers(db, wish)).map(({ title }) => title);
  };
  expect(await search('校车 站台')).toEqual(['永河村口校车站台被洪水冲坏']);
  expect(await search('street lamps')).toEqual(['Street lamps on the way to school are out']);
  // A text that was taken back is found no more; its place stays.
  expect(await search('课后服务怎么收费')).toEqual([]);
  const { rows: order } = await sql<{ day: string }>`
    select published_on::text as day from voice_published order by seq`.execute(db);
  expect(order).toEqual([...order].sort((a, b) => (a.day < b.day ? -1 : 1)));
  const { rows } = await sql<{ all: number; corrected: number; grounds: string[] }>`
    select count(*)::int as all, count(corrected_on)::int as corrected,
      array_agg(withdrawn_ground order by withdrawn_ground) filter (where withdrawn_on is not null) as grounds
    from voice_published`.execute(db);
  expect(rows).toEqual([{ all: 9, corrected: 1, grounds: ['outdated', 'permission'] }]);
}

async function inFigures(db: Database): Promise<void> {
  const all = await releases(db);
  const figures = (await Promise.all(all.map(({ code }) => releaseByCode(db, code)))).map((one) => one?.figures);
  const told = figures.filter((one) => one && !one.few);
  expect(told.length).toBeGreaterThan(1);
  // Somewhere a figure is withheld because it is small, beside others that are told.
  const cells = told.flatMap((one) => one?.categories.rows.flatMap(({ n }) => n) ?? []);
  expect(cells).toContain(null);
  expect(cells.some((n) => n !== null && n >= 5)).toBe(true);
}
