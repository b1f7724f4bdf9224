/** The internal log, the public updates, what schools are open. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Entry, EntrySort, SchoolRow, SchoolState, Update } from '../model/incident.ts';
import type { Level } from '../model/kinds.ts';

type Db = Database | Transaction;

export interface NewEntry {
  sort: EntrySort;
  at: Date;
  accountId: number | null;
  text?: string;
  detail?: Record<string, string | number>;
}

export function addEntry(trx: Transaction, incidentId: number, entry: NewEntry): Promise<void> {
  return addEntries(trx, incidentId, [entry]);
}

/** Several at once, in their order: what is said of four hundred schools is one statement. */
export async function addEntries(trx: Transaction, incidentId: number, entries: readonly NewEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({ text: '', detail: {}, ...entry }));
  await sql`insert into incident_entry (incident_id, sort, at, account_id, text, detail)
    select ${incidentId}::bigint, e.sort, e.at, e."accountId", e.text, e.detail
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as (sort text, at timestamptz, "accountId" bigint, text text, detail jsonb)) with ordinality
      as e (sort, at, "accountId", text, detail, turn) order by turn`.execute(trx);
}

/** The newest first. `before`: older than this entry. */
export async function entriesOf(
  db: Db,
  incidentId: number,
  options: { before?: number | null; limit: number },
): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select id, sort, at, account_id as "accountId", text, detail from incident_entry
    where incident_id = ${incidentId} and (${options.before ?? null}::bigint is null or id < ${options.before ?? null})
    order by id desc limit ${options.limit}`.execute(db);
  return rows;
}

/** From the beginning on. */
export async function oldestEntries(db: Db, incidentId: number, limit: number): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select id, sort, at, account_id as "accountId", text, detail from incident_entry
    where incident_id = ${incidentId} order by at, id limit ${limit}`.execute(db);
  return rows;
}

export interface NewUpdate {
  at: Date;
  level: Level;
  texts: Update['texts'];
  nextUpdateAt: Date | null;
  accountId: number | null;
  offlineId?: string | null;
}

/** False if this one was merged before. */
export async function addUpdate(trx: Transaction, incidentId: number, update: NewUpdate): Promise<boolean> {
  const result = await sql`
    insert into incident_update (incident_id, at, level, texts, next_update_at, account_id, offline_id)
    values (${incidentId}, ${update.at}, ${update.level}, ${JSON.stringify(update.texts)}::jsonb, ${update.nextUpdateAt},
      ${update.accountId}, ${update.offlineId ?? null}::uuid)
    on conflict (offline_id) do nothing`.execute(trx);
  return result.numAffectedRows === 1n;
}

/** The newest first. */
export async function updatesOf(db: Db, incidentId: number, limit: number): Promise<Update[]> {
  const { rows } = await sql<Update>`
    select id, at, level, texts, next_update_at as "nextUpdateAt" from incident_update
    where incident_id = ${incidentId} order by at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export async function beginSchools(
  trx: Transaction,
  incidentId: number,
  organisationIds: readonly number[],
  at: Date,
): Promise<void> {
  await sql`insert into incident_school (incident_id, organisation_id, at)
    select ${incidentId}, unnest(${[...organisationIds]}::bigint[]), ${at} on conflict do nothing`.execute(trx);
}

export async function schoolsOf(db: Db, incidentId: number): Promise<SchoolRow[]> {
  const { rows } = await sql<SchoolRow>`
    select s.organisation_id as "organisationId", o.name, o.path::text as path, s.state, s.at
    from incident_school s join organisation o on o.id = s.organisation_id
    where s.incident_id = ${incidentId} order by string_to_array(o.path::text, '.')::int8[]`.execute(db);
  return rows;
}

/** Returns the ids of those that changed. */
export async function setSchools(
  trx: Transaction,
  incidentId: number,
  states: readonly { organisationId: number; state: SchoolState }[],
  at: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update incident_school s set state = n.state, at = ${at}
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as n ("organisationId" bigint, state text)
    where s.incident_id = ${incidentId} and s.organisation_id = n."organisationId" and s.state <> n.state
    returning s.organisation_id as id`.execute(trx);
  return rows.map((row) => row.id);
}
