import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import type { Collection } from './model.ts';
import { readPage } from './read.ts';

const database = await testDatabase();
const { db } = database;
const cast = await makeCast(database);
const minute = 60_000;
const place = { scope: { today: '2026-11-20', paths: [String(cast.district.id)] }, root: '' };

async function page(collection: Collection, now: number, offset = 0, limit = 1000) {
  const wish = { filter: null, sort: null, descending: false, fields: null, limit, offset };
  const { objects, total } = await readPage(db, collection, place, [], wish, now);
  return { ids: objects.map(({ sourcedId }) => sourcedId), total };
}

test('a walk keeps its list for a while, without those who have left; the next walk has a new one', async () => {
  const first = await page('users', 0);
  expect(first.ids.length).toBe(first.total);
  expect(first.total).toBeGreaterThan(5);
  const [gone] = (
    await sql<{ id: number; name: string }>`
    select id, coalesce(source_id, 'belfry-p' || id) as name from person where state = 'active'
      and id in (select person_id from membership) order by id limit 1`.execute(db)
  ).rows;
  await sql`update person set state = 'left' where id = ${gone!.id}`.execute(db);

  const second = await page('users', minute - 1);
  expect(second.total).toBe(first.total);
  expect(second.ids).toEqual(first.ids.filter((id) => id !== gone!.name));
  expect((await page('users', 9 * minute, 2, 1)).ids).toEqual([first.ids[2]]);
  // Whoever begins again after a minute gets who is here now.
  expect((await page('users', 9 * minute)).total).toBe(first.total - 1);
});

test('pages of classes and enrolments, put together, are the whole, each once', async () => {
  for (const collection of ['classes', 'enrollments'] as const) {
    const whole = await page(collection, 0);
    const parts: unknown[] = [];
    for (let offset = 0; offset < whole.total; offset += 3) parts.push(...(await page(collection, 1, offset, 3)).ids);
    expect(parts, collection).toEqual(whole.ids);
    expect(new Set(parts).size).toBe(whole.total);
    expect(whole.total).toBeGreaterThan(3);
  }
});
