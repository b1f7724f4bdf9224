import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { movableClock } from '../../notices/factory.ts';
import { shuffleVoice } from './actions/shuffle.ts';
import { submitCase } from './actions/submit.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-01T01:00:00Z');
const services = { ...testServices(db, { clock }), clock };
await makeCast(database);

async function bring(text: string): Promise<void> {
  const outcome = await submitCase(services, {
    ...{ kind: 'suggestion', category: 'suggestion', language: 'zh-CN', organisationId: null, text, mayPublish: false },
    ...{ way: 'anonymous', via: 'page', files: [{ mediaType: 'text/plain', content: randomBytes(20_000) }] },
  });
  expect(outcome.ok).toBe(true);
}

const tables = ['voice_case', 'voice_file', 'voice_message', 'voice_step'] as const;

/** All that is stored, whatever its order. */
async function contents(): Promise<string[]> {
  const prints: string[] = [];
  for (const table of tables) {
    const { rows } = await sql<{ print: string }>`
      select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${sql.table(table)} t`.execute(
      db,
    );
    prints.push(rows[0]?.print ?? '');
  }
  return prints;
}

async function order(): Promise<number[]> {
  const { rows } = await sql<{ text: string }>`
    select text from voice_case where received_on > '2026-11-10' order by ctid`.execute(db);
  return rows.map(({ text }) => Number(text.slice(2)));
}

test('the rows of the last days are put in again in random order, by one transaction; the others stay as they were', async () => {
  await bring('旧的');
  clock.set('2026-11-20T01:00:00Z');
  for (let n = 0; n < 40; n += 1) await bring(`建议${n}`);
  await sql`insert into voice_step (case_id, n, day, act) select id, 1, '2026-11-20', 'accepted' from voice_case
    where received_on > '2026-11-10'`.execute(db);
  await sql`insert into voice_message (case_id, n, day, from_person, text) select id, 1, '2026-11-20', true, '补充'
    from voice_case where received_on > '2026-11-10'`.execute(db);
  // One that was merged into a case of today, long ago and today.
  await sql`update voice_case set state = 'merged', merged_into = (select id from voice_case where text = '建议7')
    where text in ('旧的', '建议9')`.execute(db);
  const before = await contents();
  const old = await sql<{ xmin: string }>`select xmin::text as xmin from voice_case where text = '旧的'`.execute(db);
  expect(await shuffleVoice(services)).toBe(40);
  expect(await contents()).toEqual(before);
  const shuffled = await order();
  expect(shuffled).toHaveLength(40);
  expect(shuffled).not.toEqual([...shuffled].sort((a, b) => a - b));
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`
      select count(distinct t.xmin::text)::int as n from ${sql.table(table)} t
      where t.ctid > '(0,0)' and t.${sql.ref(table === 'voice_case' ? 'id' : 'case_id')} in
        (select id from voice_case where received_on > '2026-11-10')`.execute(db);
    expect(rows, table).toEqual([{ n: 1 }]);
  }
  const still = await sql<{ xmin: string }>`select xmin::text as xmin from voice_case where text = '旧的'`.execute(db);
  expect(still.rows).toEqual(old.rows);
  await shuffleVoice(services);
  expect(await order()).not.toEqual(shuffled);
  expect(await contents()).toEqual(before);
});

test('an old case in which something is written today moves too', async () => {
  clock.set('2027-03-01T01:00:00Z');
  expect(await shuffleVoice(services)).toBe(0);
  await sql`insert into voice_message (case_id, n, day, from_person, text)
    select id, 9, '2027-03-01', true, '再补充' from voice_case where text = '建议3'`.execute(db);
  expect(await shuffleVoice(services)).toBe(1);
});
