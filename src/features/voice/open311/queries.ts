/** What leaves by Open311: what a handler let out of a case about a thing in the world, whose person allowed it. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { ofComplaint } from '../handling/queries/scope.ts';
import { type ListedRequest, mostRequests, openStates, type RequestWish } from './model/request.ts';

type Db = Database | Transaction;

/** Whoever withdraws takes the text back; that there was one stays to be seen. */
const columns = sql`c.number, c.category, k.titles, case when c.state <> 'withdrawn' then r.text end as text,
  case when c.state <> 'withdrawn' then r.address end as address,
  case when c.state <> 'withdrawn' then c.latitude end as latitude,
  case when c.state <> 'withdrawn' then c.longitude end as longitude,
  c.state, o.name as office, c.received_on::text as "receivedOn", c.due_on::text as "dueOn",
  greatest(c.received_on, c.accepted_on, c.answered_on, c.closed_on, r.day)::text as "updatedOn"`;
const tables = sql`voice_open311 r join voice_case c on c.id = r.case_id join voice_category k on k.code = c.category
  left join organisation o on o.id = c.office_id`;
/** What complains of somebody never leaves, whatever its category says of places. */
const leaves = sql<boolean>`k.place and c.may_publish and not ${ofComplaint}`;

/** By number where numbers are asked for, else of the days; the newest first, at most `mostRequests`. */
export async function listedRequests(db: Db, wish: RequestWish): Promise<ListedRequest[]> {
  const { numbers, categories, status, from, to } = wish;
  const open = sql<boolean>`c.state = any (${[...openStates]}::text[])`;
  const conditions: RawBuilder<boolean>[] =
    numbers.length > 0
      ? [sql`c.number = any (${[...numbers]}::text[])`]
      : [
          sql`c.received_on between ${from}::date and ${to}::date`,
          ...(categories.length > 0 ? [sql<boolean>`c.category = any (${[...categories]}::text[])`] : []),
          ...(status === undefined ? [] : [status === 'open' ? open : sql<boolean>`not ${open}`]),
        ];
  const { rows } = await sql<ListedRequest>`
    select ${columns} from ${tables} where ${leaves} and ${sql.join(conditions, sql` and `)}
    order by c.received_on desc, c.number limit ${mostRequests}`.execute(db);
  return rows;
}

export async function listedRequest(db: Db, number: string): Promise<ListedRequest | undefined> {
  const { rows } = await sql<ListedRequest>`
    select ${columns} from ${tables} where ${leaves} and c.number = ${number}`.execute(db);
  return rows[0];
}

export interface Release {
  day: string;
  text: string;
  address: string | null;
}

/** `may`: about a thing in the world, and the person allowed it. */
export async function releaseOf(db: Db, caseId: string): Promise<{ may: boolean; release: Release | undefined }> {
  const { rows } = await sql<{ may: boolean; day: string | null; text: string; address: string | null }>`
    select ${leaves} as may, r.day::text as day, r.text, r.address
    from voice_case c join voice_category k on k.code = c.category left join voice_open311 r on r.case_id = c.id
    where c.id = ${caseId}::uuid`.execute(db);
  const [row] = rows;
  const { may = false, day = null, text = '', address = null } = row ?? {};
  return { may, release: day === null ? undefined : { day, text, address } };
}

/** Under the lock of the case. */
export async function putRelease(
  trx: Transaction,
  release: Release & { caseId: string; accountId: number },
): Promise<void> {
  const { caseId, day, accountId, text, address } = release;
  await sql`insert into voice_open311 (case_id, day, account_id, text, address)
    values (${caseId}::uuid, ${day}::date, ${accountId}::bigint, ${text}, ${address})
    on conflict (case_id) do update set day = excluded.day, account_id = excluded.account_id, text = excluded.text,
      address = excluded.address`.execute(trx);
}

/** False where nothing was let out. */
export async function dropRelease(trx: Transaction, caseId: string): Promise<boolean> {
  const result = await sql`delete from voice_open311 where case_id = ${caseId}::uuid`.execute(trx);
  return Number(result.numAffectedRows ?? 0) > 0;
}
