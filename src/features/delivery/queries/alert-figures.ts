/** Figures of one warning over the messages of its channels. A person counts once, by whatever reached them first. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { AlertMessage } from './message-rows.ts';

type Messages = readonly Pick<AlertMessage, 'id' | 'period'>[];

/** Milliseconds from the click until it was handed over to so many of a hundred; null: it was not yet. */
export interface Clock {
  ms50: number | null;
  ms95: number | null;
  ms99: number | null;
}

/**
 * The clock over everybody who has a row by any channel: whoever has none can't be handed anything, and is on the list of
 * those to be phoned. `addressed`: how many they are.
 */
export async function alertClock(
  db: Database | Transaction,
  messages: Messages,
  from: Date,
): Promise<Clock & { addressed: number }> {
  const { rows } = await sql<Clock & { addressed: number }>`
    with people as materialized (
      select person_id, min(settled_at) filter (where state = 2) as at from delivery
      where message_id = any (${messages.map((message) => message.id)}::bigint[])
        and period = any (${messages.map((message) => message.period)}::date[]) group by person_id),
    n as (select count(*) as n from people),
    reached as (select at, row_number() over (order by at) as nth from people where at is not null)
    select (select n from n)::int8 as addressed, ${nth(50)} as ms50, ${nth(95)} as ms95, ${nth(99)} as ms99`.execute(
    db,
  );
  return rows[0] ?? { addressed: 0, ms50: null, ms95: null, ms99: null };

  function nth(percent: number) {
    return sql`(select greatest(0, round(extract(epoch from r.at - ${from}::timestamptz) * 1000))::int8
      from reached r, n where r.nth = ceil(n.n * ${percent}::numeric / 100))`;
  }
}

/**
 * Of these people, whom a warning was handed over to by any channel, and for whom it still waits; the others are to be
 * told otherwise. While recipients are being looked for, whoever has no row waits.
 */
export async function alertStanding(
  db: Database | Transaction,
  alertId: number,
  personIds: readonly number[],
): Promise<{ reached: Set<number>; waiting: Set<number> }> {
  const { rows } = await sql<{ id: number; reached: boolean; waiting: boolean }>`
    select p.id, coalesce(bool_or(d.state = 2), false) as reached,
      coalesce(bool_or(d.state in (0, 1) or m.state in ('waiting', 'expanding')), false) as waiting
    from unnest(${[...personIds]}::bigint[]) as p (id)
    join message m on m.alert_id = ${alertId}
    left join delivery d on d.message_id = m.id and d.period = m.period and d.district_id = m.district_id
      and d.person_id = p.id
    group by p.id`.execute(db);
  const of = (pick: (row: (typeof rows)[number]) => boolean) => new Set(rows.filter(pick).map((row) => row.id));
  return { reached: of((row) => row.reached), waiting: of((row) => row.waiting && !row.reached) };
}

/** How many people were reached, by the class or office through which they are. */
export async function reachedByOrganisation(
  db: Database | Transaction,
  alertId: number,
): Promise<{ organisationId: number; reached: number }[]> {
  const { rows } = await sql<{ organisationId: number; reached: number }>`
    select d.organisation_id as "organisationId", count(distinct d.person_id)::int8 as reached from message m
    join delivery d on d.message_id = m.id and d.period = m.period and d.district_id = m.district_id and d.state = 2
    where m.alert_id = ${alertId} group by 1`.execute(db);
  return rows;
}
