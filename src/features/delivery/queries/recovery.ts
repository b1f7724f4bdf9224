/**
 * What the housekeeper does: workers seen, stalled claims taken back, rows of stopped messages settled. Leases run by the
 * database's clock: the hosts of several workers may disagree about the time.
 */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { Place } from '#platform/place.ts';

/** A claim is the worker's id times this, plus the number of its batch. */
export const claimsPerWorker = 1_000_000;

export async function registerWorker(db: Database, place: Place): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into delivery_worker (host, machine, process_id, started_at, seen_at)
    values (${place.host}, ${place.machine}, ${place.processId}, now(), now())
    returning id`.execute(db);
  return (rows[0] as { id: number }).id;
}

/** Workers that have registered from a machine, with their process ids there. */
export async function workersOf(db: Database, machine: string): Promise<{ id: number; processId: number }[]> {
  const { rows } = await sql<{ id: number; processId: number }>`
    select id, process_id as "processId" from delivery_worker where machine = ${machine}`.execute(db);
  return rows;
}

/** Says that the worker lives, and what in its process hangs; false if its row was removed as dead (it must register anew). */
export async function seeWorker(db: Database, id: number, hung: string | null): Promise<boolean> {
  const result =
    await sql`update delivery_worker set seen_at = now(), hung = ${hung?.slice(0, 300) ?? null} where id = ${id}`.execute(
      db,
    );
  return result.numAffectedRows === 1n;
}

/** Keeps the interruption that a worker has come back from. */
export async function noteInterruption(
  db: Database,
  id: number,
  trouble: string,
  from: Date,
  until: Date,
): Promise<void> {
  await sql`update delivery_worker set trouble = ${trouble.slice(0, 300)}, trouble_from = ${from}, trouble_until = ${until}
    where id = ${id}`.execute(db);
}

export async function removeWorker(db: Database, id: number): Promise<void> {
  await sql`delete from delivery_worker where id = ${id}`.execute(db);
}

/** Removes the rows of workers not seen for so many seconds: their claims have no owner any more. How many are left. */
export async function removeDeadWorkers(db: Database, deadAfterSeconds: number): Promise<number> {
  const { rows } = await sql<{ living: number }>`
    with dead as (
      delete from delivery_worker where seen_at < now() - make_interval(secs => ${deadAfterSeconds}) returning 1)
    select (select count(*) from delivery_worker)::int - (select count(*) from dead)::int as living`.execute(db);
  return rows[0]?.living ?? 0;
}

/** Lets go of claims of which nothing was sent: their batches were interrupted before. */
export async function releaseClaims(db: Database, claims: readonly number[]): Promise<void> {
  await sql`
    with mails as (
      update direct_mail set state = 'queued', claimed_at = null, attempts = attempts - 1
      where state = 'claimed' and claim = any (${claims}::bigint[]))
    update delivery set state = 0, claimed_at = null, attempts = attempts - 1
    where state = 1 and claim = any (${claims}::bigint[])`.execute(db);
}

/**
 * Takes back claims that are older than so many seconds or whose worker is gone. Mail goes back into the queue: it may
 * leave twice, with the same Message-ID. A text message may have been sent and has no such mark: it becomes unknown
 * and is never sent again. Returns how many of each.
 */
export async function takeBack(
  db: Database,
  now: Date,
  stalledAfterSeconds: number,
): Promise<{ queued: number; unknown: number }> {
  const { rows } = await sql<{ queued: number; unknown: number }>`
    with stalled as materialized (
      select message_id, person_id, period, district_id from delivery
      where state = 1 and (claimed_at < now() - make_interval(secs => ${stalledAfterSeconds})
        or not exists (select from delivery_worker w where w.id = claim / ${claimsPerWorker}))
      limit 20000 for update skip locked),
    changed as (
      update delivery d set state = case when d.channel = 2 then 5 else 0 end, claimed_at = null,
        reason = case when d.channel = 2 then 'no_answer' end, settled_at = case when d.channel = 2 then ${now}::timestamptz end
      from stalled s
      where d.message_id = s.message_id and d.person_id = s.person_id and d.period = s.period
        and d.district_id = s.district_id
      returning d.message_id, d.organisation_id, d.channel, d.state),
    grouped as (
      select message_id, channel, state, organisation_id, count(*)::integer as n from changed where state = 5
      group by 1, 2, 3, 4),
    counted as (
      insert into delivery_count_delta (message_id, channel, state, n, organisations, counts)
      select message_id, channel, state, sum(n), array_agg(organisation_id), array_agg(n)
      from grouped group by message_id, channel, state)
    select count(*) filter (where state = 0)::int as queued, count(*) filter (where state = 5)::int as unknown
    from changed`.execute(db);
  return rows[0] ?? { queued: 0, unknown: 0 };
}

/** Settles queued rows of a stopped message, at most `limit` in one committed piece. */
export async function settleStopped(
  db: Database,
  message: { id: number; period: string; stoppedReason?: string | null },
  now: Date,
  limit: number,
): Promise<number> {
  const own = ['alert_ended', 'alert_replaced'].find((reason) => reason === message.stoppedReason);
  const { rows } = await sql<{ n: number }>`
    with picked as materialized (
      select person_id, district_id from delivery
      where message_id = ${message.id} and period = ${message.period} and state = 0
      limit ${limit} for update skip locked),
    changed as (
      update delivery d set state = 6, settled_at = ${now}, reason = ${own ?? 'message_stopped'}
      from picked p
      where d.message_id = ${message.id} and d.period = ${message.period} and d.person_id = p.person_id
        and d.district_id = p.district_id
      returning d.organisation_id, d.channel),
    grouped as (select channel, organisation_id, count(*)::integer as n from changed group by 1, 2),
    counted as (
      insert into delivery_count_delta (message_id, channel, state, n, organisations, counts)
      select ${message.id}, channel, 6::smallint, sum(n), array_agg(organisation_id), array_agg(n)
      from grouped group by channel)
    select count(*)::int as n from changed`.execute(db);
  return rows[0]?.n ?? 0;
}
