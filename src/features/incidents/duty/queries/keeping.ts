/** Shifts as they are forgotten, copied and erased. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, Subject } from '#platform/keeping.ts';

/** Those that ended so long ago, with what was handed over. */
export async function forgetShifts(db: Database, endedBefore: Date, most: number): Promise<number> {
  const result = await sql`delete from duty_shift where id in (
    select id from duty_shift where ends_at < ${endedBefore} order by ends_at limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

export async function shiftRows(db: Database, { accountId }: Subject): Promise<Record<string, Cell>[]> {
  if (accountId === null) return [];
  const { rows } = await sql<Record<string, Cell>>`
    select r.name as roster, to_char(s.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as starts,
      to_char(s.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as ends,
      case when s.account_id = ${accountId} then 'on duty' else 'stand-in' end as "as"
    from duty_shift s join duty_roster r on r.id = s.roster_id
    where s.account_id = ${accountId} or s.stand_in_id = ${accountId} order by s.starts_at`.execute(db);
  return rows;
}

export async function countCalendars(db: Database | Transaction, { accountId }: Subject): Promise<number> {
  const { rows } = await sql<{ n: number }>`select ((select count(*) from duty_calendar where account_id = ${accountId})
    + (select count(*) from duty_member where account_id = ${accountId}))::int as n`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function eraseCalendars(trx: Transaction, { accountId }: Subject): Promise<void> {
  await sql`delete from duty_calendar where account_id = ${accountId}`.execute(trx);
  await sql`delete from duty_member where account_id = ${accountId}`.execute(trx);
}
