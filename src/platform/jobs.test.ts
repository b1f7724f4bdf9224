import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { wakeAt } from './jobs.ts';

const { db } = await testDatabase();

test('what is due later puts off nothing that is due before it, and a second has one job', async () => {
  const soon = new Date('2026-03-02T08:00:00.200Z');
  const later = new Date('2026-03-02T09:00:00Z');
  for (const at of [soon, later, soon]) await wakeAt(db, 'api.tell', at);
  const { rows } = await sql<{ at: Date }>`
    select run_at as at from graphile_worker.jobs where task_identifier = 'api.tell' order by run_at`.execute(db);
  expect(rows.map(({ at }) => at.toISOString())).toEqual(['2026-03-02T08:00:01.000Z', '2026-03-02T09:00:00.000Z']);
});
