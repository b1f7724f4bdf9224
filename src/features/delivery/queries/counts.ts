/** Counts of deliveries: folded rows plus the deltas that no job has folded yet, read in one statement. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

/** Rows of a message by state; state 0 counts all rows (see the schema). */
export async function countsByState(db: Database | Transaction, messageId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ state: number; n: number }>`
    select state, sum(n)::bigint as n from (
      select state, n from delivery_count where message_id = ${messageId}
      union all
      select state, n from delivery_count_delta where message_id = ${messageId}) both_
    group by state`.execute(db);
  return new Map(rows.map((row) => [row.state, row.n]));
}

/** The same by the class or office through which people are reached. */
export async function countsByOrganisationAndState(
  db: Database | Transaction,
  messageId: number,
): Promise<Map<number, Map<number, number>>> {
  const { rows } = await sql<{ organisation: number; state: number; n: number }>`
    select organisation, state, sum(n)::bigint as n from (
      select organisation_id as organisation, state, n from delivery_count where message_id = ${messageId}
      union all
      select u.organisation, d.state, u.n
      from delivery_count_delta d, unnest(d.organisations, d.counts) as u (organisation, n)
      where d.message_id = ${messageId}) both_
    group by organisation, state order by organisation`.execute(db);
  const result = new Map<number, Map<number, number>>();
  for (const row of rows) {
    let counts = result.get(row.organisation);
    if (!counts) {
      counts = new Map();
      result.set(row.organisation, counts);
    }
    counts.set(row.state, row.n);
  }
  return result;
}

/** `select organisation_id, state, n` for adding up elsewhere: state 0 counts all rows, see the schema. */
export function countRows(messageId: number): RawBuilder<unknown> {
  return sql`
    select organisation_id, state, n::integer as n from delivery_count where message_id = ${messageId}
    union all
    select u.organisation, d.state, u.n
    from delivery_count_delta d, unnest(d.organisations, d.counts) as u (organisation, n)
    where d.message_id = ${messageId}`;
}

/**
 * Moves deltas into the counts: taken and added in one statement, so that a reader sees each either here or there.
 * Deltas of a batch that commits meanwhile stay for the next time. Returns how many were folded.
 */
export async function foldDeltas(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with lock as materialized (select pg_try_advisory_xact_lock(hashtext('belfry delivery fold')) as mine),
    taken as (
      delete from delivery_count_delta where id in (
        select id from delivery_count_delta where (select mine from lock) order by id limit 20000)
      returning message_id, channel, state, organisations, counts),
    summed as (
      select message_id, u.organisation, channel, state, sum(u.n)::bigint as n
      from taken, unnest(organisations, counts) as u (organisation, n)
      group by message_id, u.organisation, channel, state),
    added as (
      insert into delivery_count as c (message_id, organisation_id, channel, state, n)
      select message_id, organisation, channel, state, n from summed
      order by message_id, organisation, channel, state
      on conflict (message_id, organisation_id, channel, state) do update set n = c.n + excluded.n)
    select count(*)::int as n from taken`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Failed and unknown deliveries of a message by their reason, the most frequent first. */
export async function reasonCounts(
  db: Database | Transaction,
  message: { id: number; period: string },
): Promise<{ reason: string; n: number }[]> {
  const { rows } = await sql<{ reason: string; n: number }>`
    select coalesce(reason, 'no_answer') as reason, count(*)::int as n from delivery
    where message_id = ${message.id} and period = ${message.period} and state in (3, 5)
    group by 1 order by n desc, reason limit 100`.execute(db);
  return rows;
}

/** How many chose not to receive this kind of message. */
export async function refusedCount(
  db: Database | Transaction,
  message: { id: number; period: string },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from delivery
    where message_id = ${message.id} and period = ${message.period} and state = 4 and reason = 'opted_out'`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface DeliveryState {
  personId: number;
  organisationId: number;
  state: number;
  channel: number;
  reason: string | null;
}

export async function statesOfPeople(
  db: Database | Transaction,
  message: { id: number; period: string },
  personIds: readonly number[],
): Promise<DeliveryState[]> {
  const { rows } = await sql<DeliveryState>`
    select person_id as "personId", organisation_id as "organisationId", state, channel, reason from delivery
    where message_id = ${message.id} and period = ${message.period}
      and person_id = any (${personIds}::bigint[])`.execute(db);
  return rows;
}

/** People whom any of these messages reached and another one did not; each counts once. */
export async function distinctReached(
  db: Database | Transaction,
  messageIds: readonly number[],
  besides: number | null,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct d.person_id)::int8 as n from delivery d
    where d.message_id = any (${[...messageIds]}::bigint[]) and d.state = 2
      and not exists (select from delivery o where o.message_id = ${besides} and o.person_id = d.person_id
        and o.state = 2)`.execute(db);
  return rows[0]?.n ?? 0;
}
