import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';

const { db } = await testDatabase();
const services = testServices(db);
const app = createApp(services);

test('a process that only serves pages is not well while nobody sends', async () => {
  const before = await app.request('/healthz');
  expect([before.status, await before.text()]).toEqual([503, 'delivery: no sending process was seen lately\n']);
  const now = services.clock.now();
  await sql`insert into delivery_worker (host, process_id, started_at, seen_at)
    values ('elsewhere', 1, ${now}, ${now})`.execute(db);
  const after = await app.request('/healthz');
  expect([after.status, await after.text()]).toEqual([200, 'ok\n']);
  for (const path of ['/livez', '/readyz']) expect((await app.request(path)).status).toBe(200);
});
