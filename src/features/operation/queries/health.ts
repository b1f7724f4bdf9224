/** What `belfry doctor` and /metrics ask of the database. Counts and ages only. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';

export interface ServerFacts {
  version: string;
  major: number;
  now: Date;
  settings: Record<string, string>;
  isSuper: boolean;
  owned: number;
  bytes: number;
  connections: number;
  mostConnections: number;
  /** Tables, partitions, indexes and sequences of ours. */
  relations: number;
  locksEach: number;
  /** For how many transactions the table of locks is laid out. */
  lockers: number;
}

export async function serverFacts(db: Database): Promise<ServerFacts> {
  const { rows } = await sql<ServerFacts>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major,
      clock_timestamp() as now,
      (select jsonb_object_agg(name, setting) from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')) as settings,
      (select rolsuper from pg_roles where rolname = current_user) as "isSuper",
      (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace
        and relowner = (select oid from pg_roles where rolname = current_user)) as owned,
      pg_database_size(current_database()) as bytes,
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
      current_setting('max_connections')::int as "mostConnections",
      (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p', 'i', 'I', 'S')) as relations,
      current_setting('max_locks_per_transaction')::int as "locksEach",
      current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int as lockers`.execute(
    db,
  );
  return rows[0] as ServerFacts;
}

/** Jobs that gave up, those that failed and will be tried again, and the oldest that should have run. */
export async function jobFacts(
  db: Database,
): Promise<{ dead: string[]; failing: string[]; waiting: number; oldest: Date | null }> {
  const { rows } = await sql<{ dead: string[] | null; failing: string[] | null; waiting: number; oldest: Date | null }>`
    select array_agg(distinct task_identifier) filter (where attempts >= max_attempts and locked_at is null) as dead,
      array_agg(distinct task_identifier) filter (where attempts < max_attempts and last_error is not null) as failing,
      count(*) filter (where run_at <= now() and locked_at is null and attempts < max_attempts)::int as waiting,
      min(run_at) filter (where run_at <= now() and locked_at is null and attempts < max_attempts) as oldest
    from graphile_worker.jobs`.execute(db);
  const [row] = rows;
  return {
    dead: row?.dead ?? [],
    failing: row?.failing ?? [],
    waiting: row?.waiting ?? 0,
    oldest: row?.oldest ?? null,
  };
}

/** The sending processes that were seen within so many seconds, and when the audit chain was last sealed. */
export async function livelyFacts(
  db: Database,
  withinSeconds: number,
): Promise<{ workers: number; sealedAt: Date | null; unsealedSince: Date | null; sealed: number }> {
  const { rows } = await sql<{ workers: number; sealedAt: Date | null; unsealedSince: Date | null; sealed: number }>`
    select (select count(*)::int from delivery_worker where seen_at > now() - make_interval(secs => ${withinSeconds})) as workers,
      (select sealed_at from audit_chain order by position desc limit 1) as "sealedAt",
      (select coalesce(max(position), 0) from audit_chain) as sealed,
      (select min(at) from (select at, id from audit_event order by id desc limit 1000) e
        where not exists (select from audit_chain c where c.event_id = e.id)) as "unsealedSince"`.execute(db);
  return rows[0] as { workers: number; sealedAt: Date | null; unsealedSince: Date | null; sealed: number };
}

/** Rows of deliveries by state, from the kept counts: no table is walked through. */
export async function deliveryTotals(db: Database): Promise<{ channel: number; state: number; n: number }[]> {
  const { rows } = await sql<{ channel: number; state: number; n: number }>`
    select channel, state, sum(n)::bigint as n from (
      select channel, state, n from delivery_count union all select channel, state, n from delivery_count_delta) both_
    group by channel, state order by channel, state`.execute(db);
  return rows;
}
