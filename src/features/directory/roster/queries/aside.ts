/**
 * The first roster of a whole city: indexes and foreign keys are set aside while its rows come in, and built afterwards, in
 * the same transaction. Whoever read the directory meanwhile would wait, so it happens only while nobody is served.
 */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';

/** From so many people on it is worth it; below, the ordinary way takes half a minute at most. */
export const leastPeople = 200_000;

/**
 * Sets the indexes aside if the roster is by far the largest part of what will be there, no process of Belfry serves, and
 * nobody else holds the tables. True: `putBack` has to be called before the transaction ends.
 */
export async function setAside(trx: Transaction, least: number): Promise<boolean> {
  const { rows } = await sql<{ worth: boolean }>`
    with added as (select count(*) as n from roster_plan_person where action = 'added')
    select n >= ${least} and n >= 2 * (select count(*) from (select from person limit n / 2 + 1) there)
      and not exists (select from service_process where lost_at is null and seen_at > now() - interval '1 minute') as worth
    from added`.execute(trx);
  if (!rows[0]?.worth) return false;
  await sql`savepoint aside`.execute(trx);
  try {
    await sql`select set_config('lock_timeout', '2s', true), roster_set_indexes_aside()`.execute(trx);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== lockNotAvailable) throw error;
    // Somebody is looking after all (a backup, another program): the ordinary way, which lets everybody go on.
    await sql`rollback to savepoint aside`.execute(trx);
    return false;
  } finally {
    await sql`select set_config('lock_timeout', '0', true)`.execute(trx).catch(() => undefined);
  }
}

/** Builds what was set aside. */
export async function putBack(trx: Transaction): Promise<void> {
  await sql`select roster_put_indexes_back()`.execute(trx);
}

/** PostgreSQL's name of it: lock_not_available. */
const lockNotAvailable = '55P03';
