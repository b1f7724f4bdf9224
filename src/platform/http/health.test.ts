import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { inTurn } from '../loops.ts';

const { db } = await testDatabase();
const services = testServices(db);
const app = createApp(services);

test('a sender that hangs elsewhere is told', async () => {
  const now = services.clock.now();
  await sql`insert into delivery_worker (host, process_id, started_at, seen_at, hung)
    values ('far', 7, ${now}, ${now}, 'delivery lane: has not finished a turn for 700 s')`.execute(db);
  const answer = await app.request('/healthz');
  expect([answer.status, await answer.text()]).toEqual([
    503,
    'process 7 on far: delivery lane: has not finished a turn for 700 s\n',
  ]);
  await sql`delete from delivery_worker`.execute(db);
});

test('a loop of this process that hangs is told', async () => {
  const now = services.clock.now();
  await sql`insert into delivery_worker (host, process_id, started_at, seen_at)
    values ('elsewhere', 1, ${now}, ${now})`.execute(db);
  let finish = (): void => undefined;
  const turn = inTurn('audit sealer', -1, () => new Promise<void>((resolve) => (finish = resolve)));
  const hung = await app.request('/healthz');
  expect([hung.status, await hung.text()]).toEqual([503, 'audit sealer: has not finished a turn for 0 s\n']);
  finish();
  await turn;
  expect((await app.request('/healthz')).status).toBe(200);
  await sql`delete from delivery_worker`.execute(db);
});

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
