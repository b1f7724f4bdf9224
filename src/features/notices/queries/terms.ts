/** The end of a notice, and its place on top. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';

export async function setExpiry(trx: Transaction, id: number, expiresOn: string | null, at: Date): Promise<void> {
  await sql`update notice set expires_on = ${expiresOn}, updated_at = ${at} where id = ${id}`.execute(trx);
}

/** One pin at a time: the places are few. */
export async function lockPins(trx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('belfry notices pins'))`.execute(trx);
}

/** Notices that stand on top today. */
export async function pinnedNow(trx: Transaction, today: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from notice where pinned_until >= ${today}::date and state = 'published'
      and (expires_on is null or expires_on >= ${today}::date)`.execute(trx);
  return rows.map((row) => row.id);
}

export async function setPin(
  trx: Transaction,
  id: number,
  until: string | null,
  accountId: number | null,
  at: Date,
): Promise<void> {
  await sql`update notice set pinned_until = ${until}, pinned_by = ${accountId}, updated_at = ${at}
    where id = ${id}`.execute(trx);
}
