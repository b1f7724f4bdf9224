/** The channels' own rows, and what the operator's page shows. No personal data. */
import { sql } from 'kysely';
import { mailDomainOf } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import {
  type ChannelRow,
  type DatabaseFacts,
  type PausedProvider,
  queueCounted,
  type RunningMessage,
  rateHours,
  type WorkerRow,
} from '../model.ts';

export async function channelRows(db: Database, now: Date): Promise<ChannelRow[]> {
  const { rows } = await sql<ChannelRow>`
    select c.id, c.name, c.paused_at as "pausedAt", c.paused_by as "pausedBy", c.paused_reason as "pausedReason",
      c.alerts_paused_at as "alertsPausedAt",
      c.last_success_at as "lastSuccessAt", c.last_error_at as "lastErrorAt", c.last_error as "lastError",
      q.n::int as queued, q.oldest as "oldestAt", t.good + t.bad as attempts, t.bad as errors
    from channel c cross join lateral (
      select coalesce(sum(good), 0)::int8 as good, coalesce(sum(bad), 0)::int8 as bad from channel_tally
      where channel_id = c.id and at > ${now}::timestamptz - make_interval(hours => ${rateHours})) t cross join lateral (
      select count(*) as n, min(ready_at) as oldest from (
        (select d.ready_at from message m join delivery d on d.message_id = m.id and d.period = m.period
         where m.state in ('expanding', 'sending') and d.channel = c.id and d.state = 0 and d.ready_at <= ${now}
         limit ${queueCounted + 1})
        union all
        (select ready_at from direct_mail where c.id = 1 and state = 'queued' and ready_at <= ${now} limit 1000)) w) q
    order by c.id`.execute(db);
  return rows;
}

/** Whether mail is paused, by an operator or after a restore. */
export async function emailHeld(db: Database): Promise<boolean> {
  const { rows } = await sql<{
    held: boolean;
  }>`select paused_at is not null as held from channel where name = 'email'`.execute(db);
  return rows[0]?.held ?? false;
}

/** Mail providers that are not tried just now because they refused very many, and what waits for them; of so many rows at most. */
export async function pausedProviders(db: Database, now: Date): Promise<PausedProvider[]> {
  const { rows } = await sql<PausedProvider>`
    select ${mailDomainOf('w.contact_point_id')} as provider, count(*)::int as waiting, max(w.ready_at) as until
    from (select d.contact_point_id, d.ready_at from message m
      join delivery d on d.message_id = m.id and d.period = m.period
      where m.state in ('expanding', 'sending') and d.channel = 1 and d.state = 0 and d.ready_at > ${now}
        and d.reason = 'provider_paused' limit ${queueCounted}) w
    group by 1 order by waiting desc, provider limit 20`.execute(db);
  return rows;
}

export async function addTally(
  db: Database,
  channel: number,
  { at, good, bad }: { at: Date; good: number; bad: number },
): Promise<void> {
  await sql`insert into channel_tally (channel_id, at, good, bad) values (${channel}, ${at}, ${good}, ${bad})`.execute(
    db,
  );
}

/** Of no use any more for the rate of errors. */
export async function dropTallies(db: Database, now: Date): Promise<void> {
  await sql`delete from channel_tally where at < ${now}::timestamptz - make_interval(hours => ${2 * rateHours})`.execute(
    db,
  );
}

export async function noteSuccess(db: Database, channel: number, at: Date): Promise<void> {
  await sql`update channel set last_success_at = ${at} where id = ${channel}
    and (last_success_at is null or last_success_at < ${at})`.execute(db);
}

export async function noteError(db: Database, channel: number, error: string, at: Date): Promise<void> {
  await sql`update channel set last_error_at = ${at}, last_error = ${error} where id = ${channel}`.execute(db);
}

/** Sets or clears a channel's pause; false if it is so already. `alerts`: alerts of incidents are held too. */
export async function setChannelPaused(
  trx: Transaction,
  name: string,
  pause: { at: Date; by: number | null; reason: string; alerts: boolean } | null,
): Promise<boolean> {
  const result = pause
    ? await sql`
        update channel set paused_at = coalesce(paused_at, ${pause.at}), paused_by = ${pause.by}, paused_reason = ${pause.reason},
          alerts_paused_at = case when ${pause.alerts} then ${pause.at}::timestamptz else alerts_paused_at end
        where name = ${name} and (paused_at is null or (${pause.alerts} and alerts_paused_at is null))`.execute(trx)
    : await sql`
        update channel set paused_at = null, paused_by = null, paused_reason = null, alerts_paused_at = null
        where name = ${name} and paused_at is not null`.execute(trx);
  return result.numAffectedRows === 1n;
}

/** Messages under way, the oldest release first, after the given one. */
export async function runningMessages(db: Database, after: number, limit: number): Promise<RunningMessage[]> {
  const { rows } = await sql<RunningMessage>`
    select m.id, m.organisation_id as "organisationId", m.purpose, m.state, m.paused_at as "pausedAt",
      m.release_at as "releaseAt", m.expanded_at is not null as expanded, m.frozen_size as "frozenSize",
      coalesce(c.total, 0)::bigint as total, coalesce(c.settled, 0)::bigint as settled
    from message m left join lateral (
      select sum(n) filter (where state = 0) as total, sum(n) filter (where state <> 0) as settled from (
        select state, n from delivery_count where message_id = m.id
        union all select state, n from delivery_count_delta where message_id = m.id) both_) c on true
    where m.state in ('waiting', 'expanding', 'sending') and m.id > ${after}
    order by m.id limit ${limit}`.execute(db);
  return rows;
}

export async function workerRows(db: Database): Promise<WorkerRow[]> {
  const { rows } = await sql<WorkerRow>`
    select id, host, process_id as "processId", started_at as "startedAt", seen_at as "seenAt",
      trouble, trouble_from as "troubleFrom", trouble_until as "troubleUntil"
    from delivery_worker order by seen_at desc limit 50`.execute(db);
  return rows;
}

/** The sending processes that were seen within so many seconds, by the database's clock. */
export async function workersSeen(
  db: Database,
  withinSeconds: number,
): Promise<{ host: string; machine: string; processId: number; hung: string | null }[]> {
  const { rows } = await sql<{ host: string; machine: string; processId: number; hung: string | null }>`
    select host, machine, process_id as "processId", hung from delivery_worker
    where seen_at > now() - make_interval(secs => ${withinSeconds}) order by id`.execute(db);
  return rows;
}

export async function databaseFacts(db: Database): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      pg_postmaster_start_time() as "startedAt",
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections`.execute(db);
  return rows[0] as DatabaseFacts;
}
