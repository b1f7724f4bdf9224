/** The demo's cases: a year of them, in every state, none refused. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Cast, makeCast } from '../../test/support/cast.ts';
import { testDatabase } from '../../test/support/database.ts';
import { testServices } from '../../test/support/services.ts';
import { fixedClock } from '../platform/clock.ts';
import { writeCases } from './cases.ts';
import type { Filled } from './fill.ts';

const database = await testDatabase();
const { db } = database;

/** The year ends on different days: what was to happen later has not happened yet, and nothing is refused. */
test.each(['2026-07-15', '2026-11-29', '2027-02-08'])('on %s', async (day) => {
  await sql`delete from voice_case`.execute(db);
  await sql`delete from voice_key`.execute(db);
  const cast: Cast = await castOnce();
  const services = testServices(db, { clock: fixedClock(new Date(`${day}T02:00:00Z`)) });
  const { district, north, south, members } = cast;
  const place = ({ id, path, name }: { id: number; path: string; name: string }) => ({ id, path, name });
  const shown = [
    { key: 'case_handler', accountId: members['bureau.case_handler'].accountId },
    { key: 'second_case_handler', accountId: members['bureau.approver'].accountId },
    { key: 'ombudsperson', accountId: members['bureau.ombudsperson'].accountId },
  ];
  const filled = {
    places: { bureau: place(district), schools: [place(north.organisation), place(south.organisation)] },
    staff: { shown },
  } as unknown as Filled;
  expect(await writeCases(services, filled)).toBeGreaterThan(30);
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
});

let made: Promise<Cast> | undefined;
function castOnce(): Promise<Cast> {
  made ??= makeCast(database);
  return made;
}
