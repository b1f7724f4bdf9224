/** Keys of the ombudspersons: public halves, and wrapped private ones for their own browser. Days are `YYYY-MM-DD`. */
import { sql } from 'kysely';
import { postsInForce } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Opener, Seat } from '../model/box.ts';
import type { Key, Wrapped } from '../model/wrap.ts';

type Db = Database | Transaction;

/** Keys to which names may be sealed; whether their holders are still ombudspersons is asked elsewhere. */
export async function keysNow(db: Db): Promise<Opener[]> {
  const { rows } = await sql<Opener>`
    select id as "keyId", seat, account_id as "accountId", public_key as "publicKey" from voice_key
    where retired_on is null and ended_on is null order by seat`.execute(db);
  return rows;
}

const columns = sql`k.id, k.account_id as "accountId", k.seat, k.public_key as "publicKey", k.wrapped,
  k.made_on::text as "madeOn", k.retired_on::text as "retiredOn", k.ended_on::text as "endedOn", k.lost_by as "lostBy",
  k.lost, (select count(*)::int from voice_sealed s where s.key_id = k.id) as names`;

/** All keys of which something is left to say, those in use first. */
export async function allKeys(db: Db): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select ${columns} from voice_key k
    order by k.ended_on is not null, k.retired_on is not null, k.seat, k.made_on desc, k.id limit 50`.execute(db);
  return rows;
}

export async function keysOf(db: Db, accountId: number): Promise<Key[]> {
  return (await allKeys(db)).filter((key) => key.accountId === accountId);
}

/** Under its lock: one person at a time changes a key. */
export async function lockKey(trx: Transaction, id: string): Promise<Key | undefined> {
  const { rows } = await sql<Key>`select ${columns} from voice_key k where k.id = ${id}::uuid for update of k`.execute(
    trx,
  );
  return rows[0];
}

/** Gives the id; undefined if somebody else's key has the seat. */
export async function insertKey(
  trx: Transaction,
  key: { accountId: number; seat: Seat; publicKey: Buffer; wrapped: Wrapped; madeOn: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into voice_key (account_id, seat, public_key, wrapped, made_on)
    values (${key.accountId}, ${key.seat}, ${key.publicKey}, ${JSON.stringify(key.wrapped)}::jsonb, ${key.madeOn}::date)
    on conflict (seat) where retired_on is null and ended_on is null do nothing returning id`.execute(trx);
  return rows[0]?.id;
}

export async function setWrapped(trx: Transaction, id: string, wrapped: Wrapped): Promise<void> {
  await sql`update voice_key set wrapped = ${JSON.stringify(wrapped)}::jsonb where id = ${id}::uuid`.execute(trx);
}

export async function retireKey(trx: Transaction, id: string, day: string): Promise<void> {
  await sql`update voice_key set retired_on = coalesce(retired_on, ${day}::date) where id = ${id}::uuid`.execute(trx);
}

/** Ends a key that was given up, once nothing lies under it. Gives whether it did. */
export async function endIfEmpty(trx: Transaction, id: string, day: string): Promise<boolean> {
  const { rows } = await sql`
    update voice_key k set ended_on = ${day}::date where k.id = ${id}::uuid and k.retired_on is not null
      and k.ended_on is null and not exists (select from voice_sealed s where s.key_id = k.id) returning 1`.execute(
    trx,
  );
  return rows.length > 0;
}

export async function setLostBy(trx: Transaction, id: string, accountId: number | null): Promise<void> {
  await sql`update voice_key set lost_by = ${accountId}::bigint where id = ${id}::uuid and ended_on is null`.execute(
    trx,
  );
}

export async function endLost(trx: Transaction, id: string, day: string): Promise<void> {
  await sql`update voice_key set lost = true, ended_on = ${day}::date where id = ${id}::uuid and ended_on is null`.execute(
    trx,
  );
}

/** Which of these accounts have a post in the organisation with this path or below it. */
export async function accountsWithin(
  db: Db,
  accountIds: readonly number[],
  path: string,
  today: string,
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select distinct a.id from account a join (${postsInForce(today)}) m on m.person_id = a.person_id
    where a.id = any (${[...accountIds]}::bigint[]) and m.path <@ ${path}::ltree`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Whether the account has a post in the bureau itself: at the district or in one of its departments, not in a school. */
export async function worksInBureau(db: Db, accountId: number, today: string): Promise<boolean> {
  const { rows } = await sql`
    select from account a join (${postsInForce(today)}) m on m.person_id = a.person_id
    where a.id = ${accountId} and m.kind in ('district', 'department')
      and not exists (select from organisation s where s.kind = 'school' and s.path @> m.path) limit 1`.execute(db);
  return rows.length > 0;
}

/** By the id of a lost key: how many names under it no other key opens. */
export async function closedUnder(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; n: number }>`
    select k.id, count(*)::int as n from voice_key k join voice_sealed s on s.key_id = k.id
    where k.lost and not exists (
      select from voice_sealed o join voice_key j on j.id = o.key_id where o.case_id = s.case_id and j.ended_on is null)
    group by k.id`.execute(db);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** The day on which a key was last ended as lost, while names are still closed by it. */
export async function lastLoss(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`
    select ended_on::text as day from voice_key k where k.lost and exists (select from voice_sealed s where s.key_id = k.id)
    order by ended_on desc limit 1`.execute(db);
  return rows[0]?.day;
}
