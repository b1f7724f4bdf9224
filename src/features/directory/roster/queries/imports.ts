/** The imports themselves: what is going on, and what was done before. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type {
  Counts,
  ImportProgress,
  ImportScope,
  ImportState,
  Modes,
  Note,
  Problem,
  RosterImport,
  Who,
} from '../model.ts';

type Db = Database | Transaction;

const columns = sql`id, state, account_name as "accountName", decided_by_name as "decidedByName", file_name as "fileName",
  started_at as "startedAt", staged_at as "stagedAt", finished_at as "finishedAt", modes, progress, counts, notes, problems,
  reason, organisation_id as "organisationId", sheet_kind as "sheetKind",
  directory_print as "directoryPrint"`;

/** Begins an import; the caller holds the lock. */
export async function insertImport(
  db: Db,
  entry: Who & { fileName: string; scope?: ImportScope; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into roster_import (state, account_id, account_name, file_name, started_at, organisation_id, sheet_kind)
    values ('staging', ${entry.accountId}, ${entry.name}, ${entry.fileName}, ${entry.at},
      ${entry.scope?.organisationId ?? null}, ${entry.scope?.sheetKind ?? null}) returning id`.execute(db);
  return (rows[0] as { id: number }).id;
}

export async function importById(db: Db, id: number): Promise<RosterImport | undefined> {
  const { rows } = await sql<RosterImport>`select ${columns} from roster_import where id = ${id}`.execute(db);
  return rows[0];
}

/** The history, latest first, paged by id. */
export async function importsBefore(db: Db, before: number | null, limit: number): Promise<RosterImport[]> {
  const { rows } = await sql<RosterImport>`
    select ${columns} from roster_import where ${before}::int8 is null or id < ${before}::int8
    order by id desc limit ${limit}`.execute(db);
  return rows;
}

/** Imports that hold or held the staging area and came to no end. */
export async function openImports(db: Db): Promise<RosterImport[]> {
  const { rows } = await sql<RosterImport>`
    select ${columns} from roster_import where state in ('staging', 'ready', 'applying') order by id`.execute(db);
  return rows;
}

export interface ImportChange {
  state?: ImportState;
  decidedBy?: Who;
  stagedAt?: Date;
  finishedAt?: Date;
  modes?: Modes;
  progress?: ImportProgress;
  counts?: Counts;
  notes?: Note[];
  problems?: number;
  reason?: string;
  directoryPrint?: string | null;
}

/** Changes the row if it is still in one of these states; false if it is not. */
export async function changeImport(
  db: Db,
  id: number,
  from: readonly ImportState[],
  change: ImportChange,
): Promise<boolean> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const { numAffectedRows } = await sql`
    update roster_import set
      state = coalesce(${change.state ?? null}, state), decided_by = coalesce(${change.decidedBy?.accountId ?? null}, decided_by),
      decided_by_name = coalesce(${change.decidedBy?.name ?? null}, decided_by_name),
      staged_at = coalesce(${change.stagedAt ?? null}, staged_at),
      finished_at = coalesce(${change.finishedAt ?? null}, finished_at),
      modes = coalesce(${json(change.modes)}::jsonb, modes), progress = coalesce(${json(change.progress)}::jsonb, progress),
      counts = coalesce(${json(change.counts)}::jsonb, counts), notes = coalesce(${json(change.notes)}::jsonb, notes),
      problems = coalesce(${change.problems ?? null}, problems), reason = coalesce(${change.reason ?? null}, reason),
      directory_print = coalesce(${change.directoryPrint ?? null}, directory_print)
    where id = ${id} and state = any (${[...from]})`.execute(db);
  return numAffectedRows === 1n;
}

/** Takes the row for the time of the transaction. */
export async function lockImport(trx: Transaction, id: number): Promise<RosterImport | undefined> {
  const { rows } = await sql<RosterImport>`select ${columns} from roster_import where id = ${id} for update`.execute(
    trx,
  );
  return rows[0];
}

/** Empties the staging area. Ids that people got for a comparison that was not applied are taken back. */
export async function clearStaging(db: Db): Promise<void> {
  await sql`select roster_clear_rows(), roster_clear_plan()`.execute(db);
  const takenFrom = (table: 'organisation' | 'person' | 'membership') => sql`
    update ${sql.table(table)} r set source_id = null from gone g
    where g.relation = ${table} and r.id = g.row_id and r.source_id = g.source_id`;
  await sql`
    with gone as (delete from roster_given_id returning relation, row_id, source_id),
      organisations as (${takenFrom('organisation')}), people as (${takenFrom('person')})
    ${takenFrom('membership')}`.execute(db);
}

/** What was compared is applied: the ids stay. */
export async function keepGivenIds(trx: Transaction): Promise<void> {
  await sql`delete from roster_given_id`.execute(trx);
}

export async function clearProblems(db: Db): Promise<void> {
  await sql`select roster_clear_problems()`.execute(db);
}

export async function analyzeStaging(db: Db): Promise<void> {
  await sql`select roster_analyze('rows')`.execute(db);
}

export async function analyzeDirectory(db: Db): Promise<void> {
  await sql`select roster_analyze('directory')`.execute(db);
}

/** A database that fell over forgets what is unlogged: a preview is then empty although its import says otherwise. */
export async function stagingIsEmpty(db: Db): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    select not exists (select from roster_organisation) and not exists (select from roster_person)
      and not exists (select from roster_role) and not exists (select from roster_enrollment)
      and not exists (select from roster_session) and not exists (select from roster_class) as empty`.execute(db);
  return rows[0]?.empty ?? true;
}

export async function insertProblems(db: Db, problems: readonly Problem[]): Promise<void> {
  if (problems.length === 0) return;
  await sql`
    insert into roster_problem (file, line, column_name, key, context)
    select p.file, p.line, p."column", p.key, p.context
    from jsonb_to_recordset(${JSON.stringify(problems)}::jsonb)
      as p (file text, line integer, "column" text, key text, context jsonb)
    order by p.file, p.line nulls first`.execute(db);
}

/** Mistakes in the order of files and rows, paged by id. */
export async function problemsAfter(db: Db, after: number, limit: number): Promise<(Problem & { id: number })[]> {
  const { rows } = await sql<Problem & { id: number }>`
    select id, file, line, column_name as "column", key, context from roster_problem where id > ${after}
    order by id limit ${limit}`.execute(db);
  return rows;
}

/** Keeps the organisation tree still for the rest of the transaction: its paths are worked out as a whole. */
export async function lockTree(trx: Transaction): Promise<void> {
  await sql`lock table organisation in share row exclusive mode`.execute(trx);
}

/** The district, for the record of who did what. */
export async function districtId(db: Db): Promise<number | null> {
  const { rows } = await sql<{
    id: number;
  }>`select id from organisation where kind = 'district' order by id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}
