/** What the clocks ask for, over all open cases at once. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { ofComplaint } from './scope.ts';

/** Cases of one office, and, where they complain, of what: nobody who belongs there is told of them. */
export interface Due {
  officeId: number | null;
  office: string | null;
  /** ltree paths. */
  officePath: string | null;
  concerned: string | null;
  late: number;
  soon: number;
  toAccept: number;
}

/** One pass over what is open. */
export async function dueByOffice(db: Database | Transaction, today: string): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with clocks as (select code, version, (rules ->> 'remind')::int as remind from voice_clock),
    counted as (
      select c.office_id, case when ${ofComplaint} then c.organisation_id end as concerned,
        count(*) filter (where c.due_on < ${today}::date)::int as late,
        count(*) filter (where c.due_on >= ${today}::date and c.due_on - k.remind <= ${today}::date)::int as soon,
        count(*) filter (where c.state = 'received')::int as to_accept
      from voice_case c join clocks k on k.code = c.clock and k.version = c.clock_version
      where c.state in ('received', 'accepted') group by 1, 2)
    select d.office_id as "officeId", o.name as office, o.path::text as "officePath", w.path::text as concerned, d.late, d.soon,
      d.to_accept as "toAccept"
    from counted d left join organisation o on o.id = d.office_id left join organisation w on w.id = d.concerned
    where d.late > 0 or d.soon > 0 or d.to_accept > 0
    order by o.path, w.path`.execute(db);
  return rows;
}

/** The same of the cases that somebody keeps out of, to be taken off what they are told. */
export async function dueKeptOut(
  db: Database | Transaction,
  today: string,
): Promise<{ accountId: number; officeId: number | null; late: number; soon: number; toAccept: number }[]> {
  const { rows } = await sql<{
    accountId: number;
    officeId: number | null;
    late: number;
    soon: number;
    toAccept: number;
  }>`
    select x.account_id as "accountId", c.office_id as "officeId",
      count(*) filter (where c.due_on < ${today}::date)::int as late,
      count(*) filter (where c.due_on >= ${today}::date and c.due_on - (k.rules ->> 'remind')::int <= ${today}::date)::int as soon,
      count(*) filter (where c.state = 'received')::int as "toAccept"
    from voice_conflict x join voice_case c on c.id = x.case_id
      join voice_clock k on k.code = c.clock and k.version = c.clock_version
    where x.out and c.state in ('received', 'accepted') group by 1, 2`.execute(db);
  return rows;
}

/** Answered cases whose period to ask for a review is over, or that have no further round: closed, with a step each. */
export async function closeOver(trx: Transaction, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with closed as (
      update voice_case set state = 'closed', closed_on = ${today}::date
      where state = 'answered' and coalesce(ask_until, answered_on) < ${today}::date
      returning id, round, office_id),
    dropped as (delete from voice_proposal p using closed where p.case_id = closed.id and p.sort = 'extension'),
    told as (
      insert into voice_step (case_id, n, day, act, round, office_id)
      select c.id, coalesce((select max(s.n) from voice_step s where s.case_id = c.id), 0) + 1, ${today}::date, 'closed',
        c.round, c.office_id from closed c returning 1)
    select count(*)::int as n from told`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** True for the first who asks on a day; days of last year are dropped. */
export async function firstOfDay(trx: Transaction, today: string): Promise<boolean> {
  await sql`delete from voice_day where day < ${today}::date - 365`.execute(trx);
  const { rows } =
    await sql`insert into voice_day (day) values (${today}::date) on conflict do nothing returning 1`.execute(trx);
  return rows.length > 0;
}
