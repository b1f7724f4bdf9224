import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { until } from '../../test/support/delivery.ts';
import { testServices } from '../../test/support/services.ts';
import { createApp } from '../app.tsx';
import { agreeOnKey } from './database/key-mark.ts';
import { silentLog } from './log.ts';
import { bePresent, forgetProcess, serviceProcesses } from './processes.ts';
import { secretsFrom } from './secrets.ts';

const { db } = await testDatabase();
const services = testServices(db);
const app = createApp(services);
const log = silentLog();

async function elsewhere(host: string, role: string, secondsAgo: number, pools: string[] = []): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into service_process (host, machine, process_id, role, job_pools, seen_at)
    values (${host}, ${`machine of ${host}`}, 7, ${role}, ${pools}, now() - make_interval(secs => ${secondsAgo})) returning id`.execute(
    db,
  );
  return (rows[0] as { id: number }).id;
}

/** A job of a worker on another host, as the queue notes it. */
async function jobHeldBy(pool: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`select id from graphile_worker.add_job('some.job')`.execute(db);
  const id = (rows[0] as { id: number }).id;
  await sql`update graphile_worker._private_jobs set locked_by = ${pool}, locked_at = now() where id = ${id}`.execute(
    db,
  );
  return id;
}

async function holder(job: number): Promise<string | null | undefined> {
  const { rows } = await sql<{ locked_by: string | null }>`
    select locked_by from graphile_worker._private_jobs where id = ${job}`.execute(db);
  return rows[0]?.locked_by;
}

test('a host that is away is named on /healthz, until somebody says that it will not come back', async () => {
  await sql`insert into delivery_worker (host, process_id, started_at, seen_at) values ('far', 1, now(), now())`.execute(
    db,
  );
  const here = await elsewhere('w1', 'worker', 2);
  const away = await elsewhere('w2', 'web', 45);
  const answer = await app.request('/healthz');
  expect(answer.status).toBe(503);
  expect(await answer.text()).toMatch(/^host w2: its web process 7 has not been seen for 4\d s\n$/);
  expect((await app.request('/readyz')).status).toBe(200);
  expect(await db.transaction().execute((trx) => forgetProcess(trx, here)), 'one that is there stays').toBeUndefined();
  expect(await db.transaction().execute((trx) => forgetProcess(trx, away))).toEqual({ host: 'w2' });
  expect((await app.request('/healthz')).status).toBe(200);
  await sql`delete from service_process`.execute(db);
});

test('a process enters and leaves, and stands in for one of its host and role that was lost', async () => {
  const id = await elsewhere('away', 'web', 45);
  await sql`update service_process set lost_at = now() where id = ${id}`.execute(db);
  const presence = await bePresent(db, 'web', log);
  const [own] = await serviceProcesses(db);
  expect(own).toMatchObject({ role: 'web', processId: process.pid, away: false });
  await sql`update service_process set host = ${own?.host ?? ''} where id = ${id}`.execute(db);
  const second = await bePresent(db, 'web', log);
  expect((await serviceProcesses(db)).map((row) => row.away)).not.toContain(true);
  await presence.leave();
  await second.leave();
  expect(await serviceProcesses(db)).toEqual([]);
});

test('what a killed process of this machine held is free at the next start', async () => {
  const job = await jobHeldBy('pool-of-the-dead');
  const { machine } = await import('./place.ts');
  // Process ids end before this number.
  await sql`insert into service_process (host, machine, process_id, role, job_pools)
    values ('here', ${machine}, 99999999, 'all', '{pool-of-the-dead}')`.execute(db);
  const presence = await bePresent(db, 'all', log);
  expect(await holder(job)).toBeNull();
  expect(await serviceProcesses(db)).toHaveLength(1);
  await presence.leave();
});

test('the jobs of a host that is away go back to the queue, those of the others stay', {
  timeout: 60_000,
}, async () => {
  const [lost, kept] = [await jobHeldBy('pool-w1'), await jobHeldBy('pool-w2')];
  await elsewhere('w1', 'worker', 45, ['pool-w1']);
  const w2 = await elsewhere('w2', 'worker', 0, ['pool-w2']);
  const presence = await bePresent(db, 'worker', log);
  // Whoever has only just come says nothing about others: they may have had no chance to be seen.
  expect(await holder(lost)).toBe('pool-w1');
  await until(
    async () => {
      await sql`update service_process set seen_at = now() where id = ${w2}`.execute(db);
      return holder(lost);
    },
    (by) => by === null,
    55_000,
  );
  expect(await holder(kept)).toBe('pool-w2');
  await presence.leave();
  await sql`delete from service_process`.execute(db);
});

test('a host with another master key does not start, unless the old key is said to be lost', async () => {
  const where = { dataDir: '/var/lib/belfry', accept: false, at: services.clock.now() };
  const [first, other] = [secretsFrom(Buffer.alloc(32, 1)), secretsFrom(Buffer.alloc(32, 2))];
  await agreeOnKey(db, first, where);
  await agreeOnKey(db, first, where);
  await expect(agreeOnKey(db, other, where)).rejects.toThrow('another master key');
  await agreeOnKey(db, first, where);
  await agreeOnKey(db, other, { ...where, accept: true });
  await expect(agreeOnKey(db, first, where)).rejects.toThrow('another master key');
});
