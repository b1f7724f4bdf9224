/** Runs of retention, their results, holds on rules. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Hold, RetentionRun, RuleResult } from '../model/retention.ts';

type Db = Database | Transaction;

export async function startRun(db: Db, at: Date, accountId: number | null): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into retention_run (started_at, account_id) values (${at}, ${accountId}) returning id`.execute(db);
  return (rows[0] as { id: number }).id;
}

export async function endRun(db: Db, id: number, at: Date): Promise<void> {
  await sql`update retention_run set finished_at = ${at} where id = ${id}`.execute(db);
}

export async function putResult(
  db: Db,
  runId: number,
  result: Pick<RuleResult, 'kind' | 'gone' | 'outcome'> & { finishedAt: Date | null },
): Promise<void> {
  await sql`insert into retention_result (run_id, kind, gone, outcome, finished_at)
    values (${runId}, ${result.kind}, ${result.gone}, ${result.outcome}, ${result.finishedAt})
    on conflict (run_id, kind) do update set gone = excluded.gone, outcome = excluded.outcome,
      finished_at = excluded.finished_at`.execute(db);
}

export async function lastRuns(db: Db, limit: number): Promise<RetentionRun[]> {
  const { rows } = await sql<RetentionRun>`
    select id, started_at as "startedAt", finished_at as "finishedAt", account_id as "accountId"
    from retention_run order by id desc limit ${limit}`.execute(db);
  return rows;
}

/** What came of each rule the last time. */
export async function lastResults(db: Db): Promise<Map<string, RuleResult>> {
  const { rows } = await sql<RuleResult>`
    select distinct on (x.kind) x.kind, x.gone, x.outcome, r.started_at as "startedAt", x.finished_at as "finishedAt"
    from retention_result x join retention_run r on r.id = x.run_id order by x.kind, x.run_id desc`.execute(db);
  return new Map(rows.map((row) => [row.kind, row]));
}

const holdColumns = sql`id, kind, reason, until_on as "untilOn", proposed_by as "proposedBy", proposed_at as "proposedAt",
  confirmed_by as "confirmedBy", confirmed_at as "confirmedAt"`;

export async function openHolds(db: Db): Promise<Hold[]> {
  const { rows } = await sql<Hold>`
    select ${holdColumns} from retention_hold where ended_at is null order by id`.execute(db);
  return rows;
}

export async function lockHold(trx: Transaction, id: number): Promise<Hold | undefined> {
  const { rows } = await sql<Hold>`
    select ${holdColumns} from retention_hold where id = ${id} and ended_at is null for update`.execute(trx);
  return rows[0];
}

/** Null if there is an open one for the rule. */
export async function insertHold(
  trx: Transaction,
  hold: { kind: string; reason: string; untilOn: string; by: number; at: Date },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into retention_hold (kind, reason, until_on, proposed_by, proposed_at)
    values (${hold.kind}, ${hold.reason}, ${hold.untilOn}, ${hold.by}, ${hold.at})
    on conflict (kind) where ended_at is null do nothing returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

export async function confirmHold(trx: Transaction, id: number, by: number, at: Date): Promise<void> {
  await sql`update retention_hold set confirmed_by = ${by}, confirmed_at = ${at} where id = ${id}`.execute(trx);
}

export async function endHold(trx: Transaction, id: number, by: number | null, at: Date): Promise<void> {
  await sql`update retention_hold set ended_by = ${by}, ended_at = ${at} where id = ${id}`.execute(trx);
}

/** Holds whose day is over are ended, so that the rule can be suspended anew. */
export async function endPassedHolds(db: Db, today: string, at: Date): Promise<void> {
  await sql`update retention_hold set ended_at = ${at} where ended_at is null and until_on < ${today}::date`.execute(
    db,
  );
}

export async function forgetRuns(db: Database, before: Date, most: number): Promise<number> {
  const result = await sql`delete from retention_run where id in (
    select id from retention_run where started_at < ${before} order by id limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
