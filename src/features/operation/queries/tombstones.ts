/** SQL of tombstones on their way into the file. */
import { sql } from 'kysely';
import type { Tombstone } from '#platform/database/backup/tombstones.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';

/** True if this transaction is the only one that copies tombstones now. */
export async function lockTombstones(trx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('belfry tombstones')) as got`.execute(trx);
  return rows[0]?.got ?? false;
}

/** The oldest that are not in the file yet. */
export async function waitingTombstones(
  trx: Transaction,
  limit: number,
): Promise<{ positions: number[]; tombstones: Tombstone[] }> {
  const { rows } = await sql<Tombstone & { position: number }>`
    select position, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, relation, operation, key, changed
    from tombstone where kept_at is null order by position limit ${limit}`.execute(trx);
  return {
    positions: rows.map((row) => row.position),
    tombstones: rows.map(({ position: _, ...tombstone }) => tombstone),
  };
}

export async function markKept(trx: Transaction, positions: readonly number[], at: Date): Promise<void> {
  await sql`update tombstone set kept_at = ${at} where position = any (${positions}::bigint[])`.execute(trx);
}

/** How many wait for the file, and since when. */
export async function waitingSince(db: Database): Promise<{ n: number; since: Date | null }> {
  const { rows } = await sql<{ n: number; since: Date | null }>`
    select count(*)::int as n, min(at) as since from tombstone where kept_at is null`.execute(db);
  return rows[0] ?? { n: 0, since: null };
}
