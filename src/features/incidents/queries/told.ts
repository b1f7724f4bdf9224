/** Guardians who were told by phone of a warning that reached them by no channel. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Subject } from '#platform/keeping.ts';

type Db = Database | Transaction;

/** Of one warning, by name: for whoever must phone. */
export async function toldOf(db: Db, alertId: number): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select person_id as id from phone_told where alert_id = ${alertId}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** A guardian of two classes is told once; two who phone at once note it once. */
export async function insertTold(
  trx: Transaction,
  alertId: number,
  classId: number,
  personIds: readonly number[],
): Promise<number> {
  const result = await sql`insert into phone_told (alert_id, organisation_id, person_id)
    select ${alertId}, ${classId}, unnest(${[...personIds]}::bigint[]) on conflict do nothing`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

export async function deleteTold(trx: Transaction, alertId: number, personId: number): Promise<number> {
  const result = await sql`delete from phone_told
    where alert_id = ${alertId} and person_id = ${personId}`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** How many were told of a warning: of one whose list is gone the number that was kept. */
export async function countTold(db: Db, alertId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(s.told, (select count(*) from phone_told d where d.alert_id = s.alert_id))::int as n
    from incident_alert_send s where s.alert_id = ${alertId}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** By class, while the list stands. */
export async function toldByClass(db: Db, alertId: number): Promise<{ organisationId: number; told: number }[]> {
  const { rows } = await sql<{ organisationId: number; told: number }>`
    select organisation_id as "organisationId", count(*)::int as told from phone_told
    where alert_id = ${alertId} group by 1`.execute(db);
  return rows;
}

/**
 * The names go, their number stays: of these warnings, or of all that have run out. Who ticks at this moment waits for the
 * row of the warning, and finds its list gone.
 */
export async function forgetTold(
  trx: Transaction,
  gone: { alertIds: readonly number[] } | { before: Date },
): Promise<void> {
  const which =
    'alertIds' in gone
      ? sql`s.alert_id = any (${[...gone.alertIds]}::bigint[])`
      : sql`exists (select from incident_alert a where a.id = s.alert_id and a.expires_at <= ${gone.before})`;
  const { rows } = await sql<{ id: number }>`select s.alert_id as id from incident_alert_send s
    where s.told is null and ${which} order by s.alert_id for update`.execute(trx);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return;
  await sql`update incident_alert_send s set told =
    (select count(*) from phone_told d where d.alert_id = s.alert_id)
    where s.alert_id = any (${ids}::bigint[])`.execute(trx);
  await sql`delete from phone_told where alert_id = any (${ids}::bigint[])`.execute(trx);
}

/** Whether the list of this warning still stands; locked, so that none is ticked after it went. */
export async function lockTold(trx: Transaction, alertId: number): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select told is null as open from incident_alert_send
    where alert_id = ${alertId} for update`.execute(trx);
  return rows[0]?.open ?? false;
}

/** In a restored database: lists that went since the backup would be there again. */
export async function toldRestored(trx: Transaction): Promise<void> {
  await sql`update incident_alert_send s set told =
    (select count(*) from phone_told d where d.alert_id = s.alert_id)
    where s.told is null and exists (select from phone_told d where d.alert_id = s.alert_id)`.execute(trx);
  await sql`delete from phone_told`.execute(trx);
}

export async function countToldOf(db: Db, { ids }: Subject): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from phone_told where person_id = any (${[...ids]}::bigint[])`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function eraseTold(trx: Transaction, { ids }: Subject): Promise<void> {
  await sql`delete from phone_told where person_id = any (${[...ids]}::bigint[])`.execute(trx);
}
