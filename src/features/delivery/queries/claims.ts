/** Claiming, recording, taking back: the life of delivery rows after their expansion. */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import { soonPurposes } from '../model.ts';

/** A message and channel of which something can be claimed now. */
export interface Ready {
  messageId: number;
  period: string;
  channel: number;
  /** It brings a warning of an incident. */
  alert?: boolean;
  /** It asks what an incident asks: before ordinary messages. */
  soon?: boolean;
}

/**
 * That message `m` may leave by channel `c` now. The pause of a channel holds alerts only where it says so expressly; an
 * alert whose warning has run out stays.
 */
const mayGo = (now: Date) => sql`m.state in ('expanding', 'sending') and m.paused_at is null
  and case when m.alert_id is null then c.paused_at is null
    else c.alerts_paused_at is null and m.link_expires_at > ${now} end`;

/**
 * What can be claimed now: alerts of incidents before all others, then roll calls, then the oldest release; channels and messages that
 * are paused have nothing.
 */
export async function readyMessages(db: Database, now: Date, limit = 100): Promise<Ready[]> {
  const { rows } = await sql<Ready>`
    select m.id as "messageId", m.period, c.id as channel, m.alert_id is not null as alert,
      m.purpose = any (${[...soonPurposes]}) as soon
    from message m cross join channel c
    where m.release_at <= ${now} and ${mayGo(now)}
      -- in the order of the claims' index, else a scan of the table is chosen
      and (select true from delivery d where d.message_id = m.id and d.period = m.period and d.channel = c.id
        and d.state = 0 and d.ready_at <= ${now} order by d.ready_at limit 1)
    order by m.alert_id is null, m.purpose <> all (${[...soonPurposes]}), m.release_at, m.id limit ${limit}`.execute(
    db,
  );
  return rows;
}

export interface Claimed {
  personId: number;
  organisationId: number;
  contactPointId: number | null;
  attempts: number;
  /** What came of the attempt before. */
  reason: string | null;
}

/**
 * Takes up to `limit` queued rows for one batch. The message's and the channel's state are read in the same statement,
 * so a pause or stop that has committed is never overtaken.
 */
export async function claimBatch(
  db: Database,
  from: Ready,
  batch: { claim: number; now: Date; limit: number },
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with picked as materialized (
      select person_id, district_id from delivery
      where message_id = ${from.messageId} and period = ${from.period} and channel = ${from.channel} and state = 0
        and ready_at <= ${batch.now}
        and exists (select from message m, channel c where m.id = ${from.messageId} and c.id = ${from.channel}
          and ${mayGo(batch.now)})
      order by ready_at limit ${batch.limit}
      for update skip locked)
    update delivery d set state = 1, claimed_at = now(), claim = ${batch.claim}, attempts = d.attempts + 1
    from picked p
    where d.message_id = ${from.messageId} and d.period = ${from.period} and d.person_id = p.person_id
      and d.district_id = p.district_id
    returning d.person_id as "personId", d.organisation_id as "organisationId",
      d.contact_point_id as "contactPointId", d.attempts, d.reason`.execute(db);
  return rows;
}

/**
 * Asked once more for what was claimed before and waits its turn: whether the message may still leave by the channel,
 * and which of the people are still this claim's. Those of a worker that was cut off may have been taken back meanwhile.
 */
export async function mayLeave(
  db: Database,
  from: Ready,
  claim: number,
  personIds: readonly number[],
  now: Date,
): Promise<{ good: boolean; held: ReadonlySet<number> }> {
  const { rows } = await sql<{ good: boolean; held: number[] }>`
    select exists (select from message m, channel c where m.id = ${from.messageId} and c.id = ${from.channel}
      and ${mayGo(now)}) as good,
    array(select person_id from delivery where message_id = ${from.messageId} and period = ${from.period}
      and person_id = any (${personIds}::bigint[]) and (state = 1) is true and claim = ${claim}) as held`.execute(db);
  return { good: rows[0]?.good ?? false, held: new Set(rows[0]?.held) };
}

/** What became of one claimed row. `readyAt` goes with state 0 (queued again). */
export interface Result {
  personId: number;
  state: number;
  reason: string | null;
  readyAt: Date | null;
  /** For a row that goes to another contact of the person; null leaves both as they are. */
  channel: number | null;
  contactPointId: number | null;
  /** False where nothing was tried: the attempt is given back. */
  tried: boolean;
}

// `(state = 1) is true` keeps the partial index of claimed rows out of the plans below: it would be read through for
// each batch.

/**
 * Records a batch in one statement: rows and counts change together or not at all. Rows whose claim was taken back
 * meanwhile are left alone. Returns how many were recorded.
 */
export async function recordBatch(
  db: Database,
  batch: { messageId: number; period: string; channel: number; claim: number; now: Date },
  results: readonly Result[],
): Promise<number> {
  const column = <T>(pick: (result: Result) => T) => results.map(pick);
  const { rows } = await sql<{ n: number }>`
    with outcome as (
      select * from unnest(${column((r) => r.personId)}::bigint[], ${column((r) => r.state)}::smallint[],
        ${column((r) => r.reason)}::text[], ${column((r) => r.readyAt)}::timestamptz[],
        ${column((r) => r.channel)}::smallint[], ${column((r) => r.contactPointId)}::bigint[],
        ${column((r) => r.tried)}::boolean[])
        as o (person_id, state, reason, ready_at, channel, contact_point_id, tried)),
    changed as (
      update delivery d set state = o.state, reason = o.reason, claimed_at = null,
        settled_at = case when o.state >= 2 then ${batch.now}::timestamptz end,
        ready_at = coalesce(o.ready_at, d.ready_at), channel = coalesce(o.channel, d.channel),
        contact_point_id = coalesce(o.contact_point_id, d.contact_point_id),
        attempts = d.attempts - case when o.tried then 0 else 1 end
      from outcome o
      where d.message_id = ${batch.messageId} and d.period = ${batch.period} and d.person_id = o.person_id
        and (d.state = 1) is true and d.claim = ${batch.claim}
      returning d.organisation_id, d.channel, d.state, o.channel as moved),
    ${countChanges(batch)}
    select count(*)::int as n from changed`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The short form of recordBatch for rows that were all handed over, as nearly all batches are. */
export async function recordDelivered(
  db: Database,
  batch: { messageId: number; period: string; claim: number; now: Date },
  personIds: readonly number[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with changed as (
      update delivery d set state = 2, reason = null, claimed_at = null, settled_at = ${batch.now}
      where d.message_id = ${batch.messageId} and d.period = ${batch.period}
        and d.person_id = any (${personIds}::bigint[]) and (d.state = 1) is true and d.claim = ${batch.claim}
      returning d.organisation_id, d.channel, d.state),
    grouped as (select channel, state, organisation_id, count(*)::integer as n from changed group by 1, 2, 3),
    counted as (
      insert into delivery_count_delta (message_id, channel, state, n, organisations, counts)
      select ${batch.messageId}, channel, state, sum(n), array_agg(organisation_id), array_agg(n)
      from grouped group by channel, state)
    select count(*)::int as n from changed`.execute(db);
  return rows[0]?.n ?? 0;
}

// Settled rows add to their state. A row that went to another channel moves there with its share of "all" (state 0):
// its old channel is the one by which the batch was claimed.
function countChanges({ messageId, channel }: { messageId: number; channel: number }): RawBuilder<unknown> {
  return sql`
    flows as (
      select organisation_id, channel, state, 1 as n from changed where state >= 2
      union all select organisation_id, moved, 0::smallint, 1 from changed where moved is not null
      union all select organisation_id, ${channel}::smallint, 0::smallint, -1 from changed where moved is not null),
    grouped as (select channel, state, organisation_id, sum(n)::integer as n from flows group by 1, 2, 3),
    counted as (
      insert into delivery_count_delta (message_id, channel, state, n, organisations, counts)
      select ${messageId}, channel, state, sum(n), array_agg(organisation_id), array_agg(n)
      from grouped group by channel, state)`;
}
