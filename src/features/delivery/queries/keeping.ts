/** One person's messages: to copy, to count, to erase; and what is kept long enough. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, Subject } from '#platform/keeping.ts';
import { stateName } from '../model.ts';

type Db = Database | Transaction;

const ofPerson = (ids: readonly number[]) => sql`
  select d.* from message m
  -- by the primary key of each message: there is no index on the person, which sending would pay for
  join lateral (select d.* from delivery d where d.message_id = m.id and d.period = m.period
    and d.person_id = any (${[...ids]}::bigint[]) and d.district_id = m.district_id) d on true
  where m.rows_forgotten_at is null`;

/** What was sent to the person: never of a child for a guardian, whose own messages are in the own copy. */
export async function deliveryRows(
  db: Db,
  { ids }: Subject,
  guardianId: number | null,
): Promise<Record<string, Cell>[]> {
  if (guardianId !== null) return [];
  const { rows } = await sql<Record<string, Cell> & { state: number }>`
    select coalesce((select c.subject from message_content c where c.message_id = d.message_id order by c.position limit 1), '') as message,
      case d.channel when 1 then 'email' when 2 then 'sms' else '' end as channel, d.state,
      to_char(d.settled_at, 'YYYY-MM-DD') as settled
    from (${ofPerson(ids)}) d order by d.message_id`.execute(db);
  return rows.map((row) => ({ ...row, state: stateName(row.state) }));
}

/** Mail to one of the person's addresses that is still kept (invitations, codes). */
export async function mailRows(
  db: Db,
  { addresses }: Subject,
  guardianId: number | null,
): Promise<Record<string, Cell>[]> {
  if (guardianId !== null) return [];
  const { rows } = await sql<Record<string, Cell>>`
    select address, subject, state, to_char(created_at, 'YYYY-MM-DD') as made
    from direct_mail where address = any (${[...addresses]}::text[]) order by id`.execute(db);
  return rows;
}

export async function countDeliveries(db: Db, { ids }: Subject): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (${ofPerson(ids)}) d where d.contact_point_id is not null`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function countMails(db: Db, { addresses }: Subject): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from direct_mail where address = any (${[...addresses]}::text[])`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The rows stay, or the message's counts would be wrong; they no longer say by which address. */
export async function eraseDeliveries(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`update delivery d set contact_point_id = null from message m
    where m.rows_forgotten_at is null and d.message_id = m.id and d.period = m.period and d.district_id = m.district_id
      and d.person_id = any (${[...ids]}::bigint[])`.execute(trx);
}

export async function eraseMails(trx: Transaction, { addresses }: Subject): Promise<void> {
  await sql`delete from direct_mail where address = any (${[...addresses]}::text[])`.execute(trx);
}

/** Messages that one call looks at: those without rows cost a moment each. */
const messagesAtOnce = 1_000;

/** Forgets who got messages that ended before: at most so many rows, or a message more; returns how many. */
export async function forgetRows(db: Database, endedBefore: Date, most: number): Promise<number> {
  let total = 0;
  for (let n = 0; n < messagesAtOnce && total < most; n += 1) {
    const gone = await forgetRowsOfOne(db, endedBefore, most);
    if (gone === null) break;
    total += gone;
  }
  return total;
}

/** Of the oldest such message, in one transaction. It is marked when nothing is left: a cut-off goes on. Null: there is none. */
async function forgetRowsOfOne(db: Database, endedBefore: Date, most: number): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number; period: string }>`
      select id, period::text as period from message
      where rows_forgotten_at is null and finished_at < ${endedBefore} and link_expires_at < ${endedBefore}
        and state in ('finished', 'stopped')
      order by finished_at limit 1 for update skip locked`.execute(trx);
    const [message] = rows;
    if (!message) return null;
    const gone = await sql`
      delete from delivery where message_id = ${message.id} and period = ${message.period}::date and person_id in (
        select person_id from delivery where message_id = ${message.id} and period = ${message.period}::date
        limit ${most})`.execute(trx);
    const n = Number(gone.numAffectedRows ?? 0);
    if (n < most)
      await sql`update message set rows_forgotten_at = ${endedBefore} where id = ${message.id}`.execute(trx);
    return n;
  });
}

/** Whether who got any of these messages was forgotten: then nobody can count them by person any more. */
export async function rowsForgotten(db: Db, messageIds: readonly number[]): Promise<boolean> {
  const { rows } = await sql`select from message
    where id = any (${[...messageIds]}::bigint[]) and rows_forgotten_at is not null limit 1`.execute(db);
  return rows.length > 0;
}
