/** Sealed names, as the ombudsperson's desk lists them: by number and day, never by who wrote; of the matter nothing. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Box } from '../model/box.ts';
import type { NameRow, NamesWish } from '../model/rows.ts';

type Db = Database | Transaction;

export async function insertBoxes(trx: Db, caseId: string, boxes: readonly Box[]): Promise<void> {
  for (const { keyId, sealed } of boxes) {
    await sql`insert into voice_sealed (case_id, key_id, sealed) values (${caseId}::uuid, ${keyId}::uuid, ${sealed})`.execute(
      trx,
    );
  }
}

/** For cases that are made past the public door. */
export async function setSealed(trx: Db, caseId: string): Promise<void> {
  await sql`update voice_case set way = 'sealed' where id = ${caseId}::uuid`.execute(trx);
}

/** The last day on which the office did or said something that the person can read. */
const newsOn = sql`greatest(
  (select max(t.day) from voice_step t where t.case_id = c.id and t.account_id is not null),
  (select max(m.day) from voice_message m where m.case_id = c.id and not m.from_person),
  (select max(a.day) from voice_answer a where a.case_id = c.id))`;

/**
 * Cases whose name lies under a key of this account that has not ended: what waits for word first asked for, then the newest.
 * Paged by day and number.
 */
export async function namesUnder(db: Db, accountId: number, wish: NamesWish): Promise<NameRow[]> {
  const { after, number, limit } = wish;
  const where: RawBuilder<unknown>[] = [
    sql`exists (select from voice_sealed s join voice_key k on k.id = s.key_id
      where s.case_id = c.id and k.account_id = ${accountId} and k.ended_on is null)`,
  ];
  if (number) where.push(sql`c.number = ${number}`);
  if (wish.show === 'asked') where.push(sql`r.asked_on is not null`);
  if (wish.show === 'news') where.push(sql`n.news_on > coalesce(r.sent_on, c.received_on - 1)`);
  if (after) where.push(sql`(c.received_on, c.number) < (${after.day}::date, ${after.number})`);
  const { rows } = await sql<NameRow>`
    select c.number, c.received_on::text as "receivedOn", r.asked_on::text as "askedOn", r.sent_on::text as "sentOn",
      case when n.news_on > coalesce(r.sent_on, c.received_on - 1) then n.news_on::text end as "newsOn"
    from voice_case c left join voice_relay r on r.case_id = c.id
      cross join lateral (select ${newsOn} as news_on) n
    where ${sql.join(where, sql` and `)}
    order by c.received_on desc, c.number desc limit ${limit}`.execute(db);
  return rows;
}

/**
 * How many wait for word, up to a thousand. `alone`: those that no key of the first ombudsperson in use opens, so that the one
 * from outside is not told of what is the first one's work.
 */
export async function countWaiting(db: Db, accountId: number, alone = false): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select from voice_relay r where r.asked_on is not null and exists (
      select from voice_sealed s join voice_key k on k.id = s.key_id
      where s.case_id = r.case_id and k.account_id = ${accountId} and k.ended_on is null)
    and not (${alone}::boolean and exists (
      select from voice_sealed s join voice_key k on k.id = s.key_id
      where s.case_id = r.case_id and k.seat = 'first' and k.ended_on is null)) limit 1000) one`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface HeldBox {
  caseId: string;
  language: 'zh-CN' | 'en';
  keyId: string;
  sealed: Buffer;
}

/** The boxes of one case that this account's keys open. */
export async function boxesOf(db: Db, accountId: number, number: string): Promise<HeldBox[]> {
  const { rows } = await sql<HeldBox>`
    select s.case_id as "caseId", c.language, s.key_id as "keyId", s.sealed from voice_sealed s
      join voice_key k on k.id = s.key_id join voice_case c on c.id = s.case_id
    where c.number = ${number} and k.account_id = ${accountId} and k.ended_on is null
    order by k.retired_on nulls first`.execute(db);
  return rows;
}

/** Whether a case has a sealed name that somebody can still open, and what became of word to the person. */
export async function relayOf(
  db: Db,
  caseId: string,
): Promise<{ openable: boolean; askedOn: string | null; sentOn: string | null }> {
  const { rows } = await sql<{ openable: boolean; askedOn: string | null; sentOn: string | null }>`
    select exists (select from voice_sealed s join voice_key k on k.id = s.key_id
        where s.case_id = ${caseId}::uuid and k.ended_on is null) as openable,
      r.asked_on::text as "askedOn", r.sent_on::text as "sentOn"
    from (select 1) one left join voice_relay r on r.case_id = ${caseId}::uuid`.execute(db);
  return rows[0] ?? { openable: false, askedOn: null, sentOn: null };
}

export async function askRelay(trx: Transaction, caseId: string, accountId: number, day: string): Promise<void> {
  await sql`insert into voice_relay (case_id, asked_on, asked_by) values (${caseId}::uuid, ${day}::date, ${accountId})
    on conflict (case_id) do update set asked_on = excluded.asked_on, asked_by = excluded.asked_by`.execute(trx);
}

/** Word was sent: what was asked for is answered by it. */
export async function noteSent(trx: Transaction, caseId: string, day: string): Promise<void> {
  await sql`insert into voice_relay (case_id, sent_on) values (${caseId}::uuid, ${day}::date)
    on conflict (case_id) do update set sent_on = excluded.sent_on, asked_on = null, asked_by = null`.execute(trx);
}

/** The person takes the name back: the case goes on as an anonymous one. Under the lock of the case; gives how many boxes there were. */
export async function dropName(trx: Transaction, caseId: string): Promise<number> {
  const { rows } = await sql`delete from voice_sealed where case_id = ${caseId}::uuid returning 1`.execute(trx);
  await sql`update voice_case set way = 'anonymous' where id = ${caseId}::uuid`.execute(trx);
  await sql`delete from voice_relay where case_id = ${caseId}::uuid`.execute(trx);
  return rows.length;
}
