import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { poolOf, roleOf } from './connect.ts';

const { db, appUrl } = await testDatabase();

test('values arrive in the types that tables.ts promises', async () => {
  const { rows } = await sql`select 7::bigint as whole, array[7, null]::bigint[] as wholes, 1.50::numeric as exact,
    date '2024-02-29' as day, array[date '2024-02-29'] as days,
    timestamptz '2024-02-29 08:00+08' as moment`.execute(db);
  expect(rows).toEqual([
    {
      whole: 7,
      wholes: [7, null],
      exact: '1.50',
      day: '2024-02-29',
      days: ['2024-02-29'],
      moment: new Date('2024-02-29T00:00:00Z'),
    },
  ]);
});

test('an integer that a number cannot hold is an error, not a rounded figure', async () => {
  await expect(sql`select 9007199254740993::bigint`.execute(db)).rejects.toThrow('too large to be exact');
});

test('the pool is reachable for COPY, and the role is read from the address', async () => {
  const { rows } = await poolOf(db).query('select current_user as name');
  expect(rows).toEqual([{ name: 'belfry_app' }]);
  expect(roleOf(appUrl)).toBe('belfry_app');
  expect(roleOf('postgres://someone@db.example/belfry')).toBe('someone');
});
