/** Attempts to sign in, counted by keyed hashes: the table tells no login and no address. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';

/** Serialises all attempts under these keys until the transaction ends, in one order, so that two never wait in a ring. */
export async function lockAttempts(trx: Transaction, keys: readonly Buffer[]): Promise<void> {
  const numbers = keys.map((key) => key.readBigInt64BE(0)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  await sql`select pg_advisory_xact_lock(n) from unnest(${numbers.map(String)}::bigint[]) with ordinality as k (n, i)
    order by i`.execute(trx);
}

/** The times of the last attempts under a key since a moment, newest first. */
export async function lastAttempts(trx: Transaction, key: Buffer, since: Date, limit: number): Promise<Date[]> {
  const { rows } = await sql<{ at: Date }>`
    select at from sign_in_attempt where key = ${key} and at > ${since} order by at desc limit ${limit}`.execute(trx);
  return rows.map((row) => row.at);
}

export async function insertAttempts(trx: Transaction, keys: readonly Buffer[], at: Date): Promise<void> {
  await sql`insert into sign_in_attempt (key, at)
    select decode(key, 'hex'), ${at}::timestamptz from unnest(${keys.map((k) => k.toString('hex'))}::text[]) as k (key)`.execute(
    trx,
  );
}

/** After a success: the owner's attempts are forgiven. */
export async function deleteAttempts(trx: Transaction, key: Buffer): Promise<void> {
  await sql`delete from sign_in_attempt where key = ${key}`.execute(trx);
}

/** Takes back the one attempt that turned out to be right, so that a busy school behind one address is not locked out. */
export async function deleteOneAttempt(trx: Transaction, key: Buffer, at: Date): Promise<void> {
  await sql`delete from sign_in_attempt where ctid = (
    select ctid from sign_in_attempt where key = ${key} and at = ${at} limit 1)`.execute(trx);
}

export async function sweepAttempts(trx: Transaction, before: Date): Promise<void> {
  await sql`delete from sign_in_attempt where at < ${before}`.execute(trx);
}
