/** Swaps that were asked for, and calendars by secret link. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Swap } from '../model/roster.ts';

type Db = Database | Transaction;

const columns = sql`w.id, w.shift_id as "shiftId", s.roster_id as "rosterId", r.name as roster,
  s.starts_at as "startsAt", s.ends_at as "endsAt", w.from_id as "fromId", w.to_id as "toId",
  w.other_shift_id as "otherShiftId", x.starts_at as "otherStartsAt", x.ends_at as "otherEndsAt", w.state`;
const source = sql`duty_swap w join duty_shift s on s.id = w.shift_id join duty_roster r on r.id = s.roster_id
  left join duty_shift x on x.id = w.other_shift_id`;

/** Open ones that somebody has asked for, or is asked for. */
export async function openSwaps(db: Db, accountId: number, now: Date): Promise<Swap[]> {
  const { rows } = await sql<Swap>`select ${columns} from ${source}
    where w.state = 'asked' and (w.from_id = ${accountId} or w.to_id = ${accountId}) and s.ends_at > ${now}
    order by s.starts_at limit 50`.execute(db);
  return rows;
}

export async function lockSwap(trx: Transaction, id: number): Promise<Swap | undefined> {
  const { rows } = await sql<Swap>`select ${columns} from ${source} where w.id = ${id} for update of w, s`.execute(trx);
  return rows[0];
}

/** Null if one is asked for already. */
export async function insertSwap(
  trx: Transaction,
  swap: Pick<Swap, 'shiftId' | 'fromId' | 'toId' | 'otherShiftId'>,
  at: Date,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into duty_swap (shift_id, from_id, to_id, other_shift_id, asked_at)
    values (${swap.shiftId}, ${swap.fromId}, ${swap.toId}, ${swap.otherShiftId}, ${at})
    on conflict do nothing returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

export async function decideSwap(trx: Transaction, id: number, state: Swap['state'], at: Date): Promise<void> {
  await sql`update duty_swap set state = ${state}, decided_at = ${at} where id = ${id}`.execute(trx);
}

export async function putCalendar(trx: Transaction, accountId: number, hash: Buffer, at: Date): Promise<void> {
  await sql`insert into duty_calendar (account_id, token_hash, made_at) values (${accountId}, ${hash}, ${at})
    on conflict (account_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`.execute(trx);
}

export async function removeCalendar(trx: Transaction, accountId: number): Promise<boolean> {
  const result = await sql`delete from duty_calendar where account_id = ${accountId}`.execute(trx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

export async function calendarMadeAt(db: Db, accountId: number): Promise<Date | null> {
  const { rows } = await sql<{
    at: Date;
  }>`select made_at as at from duty_calendar where account_id = ${accountId}`.execute(db);
  return rows[0]?.at ?? null;
}

/** Whose calendar a secret opens; nobody's once the account has ended. */
export async function calendarOwner(db: Db, hash: Buffer): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select c.account_id as id from duty_calendar c
    join account a on a.id = c.account_id and a.state = 'active' where c.token_hash = ${hash}`.execute(db);
  return rows[0]?.id;
}
