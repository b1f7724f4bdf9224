/** SQL of backup runs. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { BackupRun } from '../model.ts';

export async function startRun(
  db: Database,
  run: Pick<BackupRun, 'by' | 'host' | 'file' | 'startedAt'>,
): Promise<number | null> {
  // Before an upgrade the table may not be there yet.
  const { rows: found } = await sql<{ there: boolean }>`
    select to_regclass('public.backup_run') is not null as there`.execute(db);
  if (!found[0]?.there) return null;
  const { rows } = await sql<{ id: number }>`
    insert into backup_run (by, host, file, started_at) values (${run.by}, ${run.host}, ${run.file}, ${run.startedAt})
    returning id`.execute(db);
  return rows[0]?.id ?? null;
}

export async function endRun(
  db: Database,
  id: number,
  end: Pick<BackupRun, 'finishedAt' | 'verifiedAt' | 'bytes' | 'rows' | 'encrypted' | 'error'>,
): Promise<void> {
  await sql`update backup_run set finished_at = ${end.finishedAt}, verified_at = ${end.verifiedAt}, bytes = ${end.bytes},
    row_count = ${end.rows}, encrypted = ${end.encrypted}, error = ${end.error} where id = ${id}`.execute(db);
}

const runColumns = sql`id, by, host, file, started_at as "startedAt", finished_at as "finishedAt",
  verified_at as "verifiedAt", bytes, row_count as rows, encrypted, error, removed_at as "removedAt"`;

/** Newest first, those with a lower id than `before`. */
export async function backupRuns(db: Database, before: number | null, limit: number): Promise<BackupRun[]> {
  const { rows } = await sql<BackupRun>`
    select ${runColumns} from backup_run where ${before}::bigint is null or id < ${before}
    order by id desc limit ${limit}`.execute(db);
  return rows;
}

export async function lastGoodRun(db: Database): Promise<BackupRun | undefined> {
  const { rows } = await sql<BackupRun>`
    select ${runColumns} from backup_run where finished_at is not null and error is null
    order by started_at desc limit 1`.execute(db);
  return rows[0];
}

/**
 * After a restore: the run that wrote the backup stands in it as unfinished, because it was. The restore has read it to
 * its end.
 */
export async function settleOwnRun(trx: Transaction, at: Date): Promise<void> {
  await sql`update backup_run set finished_at = started_at, verified_at = ${at}
    where finished_at is null and id = (select max(id) from backup_run)`.execute(trx);
}

export async function lastScheduledStart(db: Database): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(started_at) as at from backup_run where by = 'schedule'`.execute(db);
  return rows[0]?.at ?? null;
}

export async function markRemoved(db: Database, files: readonly string[], at: Date): Promise<void> {
  await sql`update backup_run set removed_at = ${at} where file = any (${files}::text[]) and removed_at is null`.execute(
    db,
  );
}

/** Runs of more than a year ago, whose files are long gone. */
export async function forgetRuns(db: Database, before: Date): Promise<void> {
  await sql`delete from backup_run where started_at < ${before}`.execute(db);
}
