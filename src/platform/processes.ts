/**
 * The processes of the service, on all hosts, as they see each other in the database. Each says every few seconds that
 * it lives. One that is silent is away: its jobs are given back to the queue, and /healthz names it until it is back,
 * was started anew or is forgotten. All times are the database's.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database, Transaction } from './database/connect.ts';
import type { Log } from './log.ts';
import { type Place, place, runsHere } from './place.ts';

const beatEvery = 5_000;
/** A process that was silent for so long is away. */
export const awayAfterSeconds = 30;
/** For so long an absent process is told of, unless somebody says that it is no more. */
const forgetAfter = '7 days';

export interface ServiceProcess extends Place {
  id: number;
  role: 'all' | 'web' | 'worker';
  startedAt: Date;
  seenAt: Date;
  away: boolean;
}

export interface Presence {
  /** Under which name this process holds jobs; told at the next beat. */
  holdsJobsAs(pool: string): void;
  /** Says goodbye: nobody shall miss this process. */
  leave(): Promise<void>;
}

/** Enters this process and keeps it seen until it leaves. Failures are logged once: the database may be away for a while. */
export async function bePresent(db: Database, role: ServiceProcess['role'], log: Log): Promise<Presence> {
  const self = place();
  const stopped = new AbortController();
  const pools: string[] = [];
  let id = await enter(db, self, role);
  /** Since when the database has answered without a break: before, the others had no chance to be seen either. */
  let goodSince = performance.now();
  let silent = false;
  const beat = async (): Promise<void> => {
    try {
      if (!(await beSeen(db, id, pools))) id = await enter(db, self, role);
      if (silent) goodSince = performance.now();
      silent = false;
      if (role !== 'web' && performance.now() - goodSince > awayAfterSeconds * 1000) {
        for (const lost of await giveUpLost(db))
          log.warn({ host: lost.host, process: lost.processId }, 'away; its jobs go to others');
      }
    } catch (error) {
      if (!silent) log.warn({ err: error }, 'cannot say that this process lives');
      silent = true;
    }
  };
  const beating = (async () => {
    while (!stopped.signal.aborted) {
      await sleep(beatEvery, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (!stopped.signal.aborted) await beat();
    }
  })();
  return {
    holdsJobsAs: (pool) => void pools.push(pool),
    async leave() {
      stopped.abort();
      await Promise.race([beating, sleep(2_000, undefined, { ref: false })]);
      await sql`delete from service_process where id = ${id}`.execute(db).catch(() => undefined);
    },
  };
}

/** How many processes answer the web now; one at least. */
export async function webProcesses(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from service_process
    where role <> 'worker' and seen_at >= now() - make_interval(secs => ${awayAfterSeconds})`.execute(db);
  return Math.max(1, rows[0]?.n ?? 0);
}

/** All processes, those that are seen first. */
export async function serviceProcesses(db: Database): Promise<ServiceProcess[]> {
  const { rows } = await sql<ServiceProcess>`
    select id, host, machine, process_id as "processId", role, started_at as "startedAt", seen_at as "seenAt",
      seen_at < now() - make_interval(secs => ${awayAfterSeconds}) as away
    from service_process order by away, host, role, id limit 200`.execute(db);
  return rows;
}

/** Somebody says that an absent process will not come back; false if it is there. */
export async function forgetProcess(db: Transaction, id: number): Promise<{ host: string } | undefined> {
  const { rows } = await sql<{ host: string }>`
    delete from service_process where id = ${id} and seen_at < now() - make_interval(secs => ${awayAfterSeconds})
    returning host`.execute(db);
  return rows[0];
}

/** After a restore: the processes of the time of the backup are nobody's business any more. */
export async function forgetAllProcesses(trx: Transaction): Promise<void> {
  await sql`delete from service_process`.execute(trx);
}

/** One reason a line for each process that is away. */
export async function absences(db: Database): Promise<string[]> {
  const now = (await sql<{ now: Date }>`select now()`.execute(db)).rows[0]?.now.getTime() ?? 0;
  return (await serviceProcesses(db))
    .filter(({ away }) => away)
    .map(({ host, role, processId, seenAt }) => {
      const seconds = Math.floor((now - seenAt.getTime()) / 1000);
      return `host ${host}: its ${role === 'all' ? 'service' : role} process ${processId} has not been seen for ${seconds} s`;
    });
}

// Those that this one stands in for are forgotten: of the same machine and gone, or silent and of the same host and role.
async function enter(db: Database, self: Place, role: ServiceProcess['role']): Promise<number> {
  const { rows: same } = await sql<{ id: number; processId: number }>`
    select id, process_id as "processId" from service_process where machine = ${self.machine}`.execute(db);
  const gone = same.filter(({ processId }) => !runsHere(processId)).map((row) => row.id);
  await sql`select graphile_worker.force_unlock_workers(job_pools) from service_process where id = any (${gone}::bigint[])`.execute(
    db,
  );
  await sql`
    delete from service_process where id = any (${gone}::bigint[])
      or (host = ${self.host} and role = ${role} and lost_at is not null)
      or seen_at < now() - ${forgetAfter}::interval`.execute(db);
  const { rows } = await sql<{ id: number }>`
    insert into service_process (host, machine, process_id, role)
    values (${self.host}, ${self.machine}, ${self.processId}, ${role}) returning id`.execute(db);
  return (rows[0] as { id: number }).id;
}

async function beSeen(db: Database, id: number, pools: readonly string[]): Promise<boolean> {
  const result = await sql`
    update service_process set seen_at = now(), lost_at = null, job_pools = ${pools}::text[] where id = ${id}`.execute(
    db,
  );
  return result.numAffectedRows === 1n;
}

/** The jobs of those that are away go back to the queue, once; a job may run twice, which is every job's own rule. */
async function giveUpLost(db: Database): Promise<{ host: string; processId: number }[]> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ host: string; processId: number; jobPools: string[] }>`
      update service_process set lost_at = now()
      where lost_at is null and seen_at < now() - make_interval(secs => ${awayAfterSeconds})
      returning host, process_id as "processId", job_pools as "jobPools"`.execute(trx);
    const pools = rows.flatMap((row) => row.jobPools);
    if (pools.length > 0) await sql`select graphile_worker.force_unlock_workers(${pools}::text[])`.execute(trx);
    return rows;
  });
}
