/** The district's own records about personal data. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Answers, BreachStep, PrivacyRecord, RecordKind } from '../model/records.ts';

type Db = Database | Transaction;

const columns = sql`r.id, r.kind, r.title, r.state, r.version, r.created_by as "createdBy", r.created_at as "createdAt",
  v.account_id as "changedBy", v.at as "changedAt", r.approved_by as "approvedBy", r.approved_at as "approvedAt",
  r.closed_at as "closedAt", r.found_at as "foundAt", r.review_on as "reviewOn"`;
const tables = sql`privacy_record r join privacy_record_version v on v.record_id = r.id and v.version = r.version`;

/** The newest first. */
export async function recordsOfKind(
  db: Db,
  kind: RecordKind,
  before: number | null,
  limit: number,
): Promise<PrivacyRecord[]> {
  const { rows } = await sql<PrivacyRecord>`
    select ${columns} from ${tables} where r.kind = ${kind} and (${before}::bigint is null or r.id < ${before})
    order by r.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function recordById(db: Db, id: number, lock = false): Promise<PrivacyRecord | undefined> {
  const { rows } = await sql<PrivacyRecord>`
    select ${columns} from ${tables} where r.id = ${id} ${lock ? sql`for update of r` : sql``}`.execute(db);
  return rows[0];
}

export interface RecordVersion {
  version: number;
  accountId: number;
  at: Date;
}

export async function versionsOf(db: Db, id: number): Promise<RecordVersion[]> {
  const { rows } = await sql<RecordVersion>`
    select version, account_id as "accountId", at from privacy_record_version where record_id = ${id}
    order by version desc limit 100`.execute(db);
  return rows;
}

export async function answersOf(db: Db, id: number, version: number): Promise<Answers | undefined> {
  const { rows } = await sql<{ answers: Answers }>`
    select answers from privacy_record_version where record_id = ${id} and version = ${version}`.execute(db);
  return rows[0]?.answers;
}

export async function insertRecord(
  trx: Transaction,
  row: {
    kind: RecordKind;
    title: string;
    answers: Answers;
    foundAt: Date | null;
    reviewOn: string | null;
    by: number;
    at: Date;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into privacy_record (kind, title, created_by, created_at, found_at, review_on)
    values (${row.kind}, ${row.title}, ${row.by}, ${row.at}, ${row.foundAt}, ${row.reviewOn}) returning id`.execute(
    trx,
  );
  const { id } = rows[0] as { id: number };
  await insertVersion(trx, id, 1, row);
  return id;
}

async function insertVersion(
  trx: Transaction,
  id: number,
  version: number,
  { answers, by, at }: { answers: Answers; by: number; at: Date },
): Promise<void> {
  await sql`insert into privacy_record_version (record_id, version, answers, account_id, at)
    values (${id}, ${version}, ${JSON.stringify(answers)}::jsonb, ${by}, ${at})`.execute(trx);
}

/** A new version; an approval was of the one before. */
export async function addVersion(
  trx: Transaction,
  record: Pick<PrivacyRecord, 'id' | 'version'>,
  change: { title: string; answers: Answers; by: number; at: Date },
): Promise<void> {
  await insertVersion(trx, record.id, record.version + 1, change);
  await sql`update privacy_record set title = ${change.title}, version = ${record.version + 1}, state = 'draft',
      approved_by = null, approved_at = null where id = ${record.id}`.execute(trx);
}

export async function setApproved(trx: Transaction, id: number, by: number, at: Date, reviewOn: string): Promise<void> {
  await sql`update privacy_record set state = 'approved', approved_by = ${by}, approved_at = ${at}, review_on = ${reviewOn}
    where id = ${id}`.execute(trx);
}

export async function setClosed(trx: Transaction, id: number, by: number, at: Date): Promise<void> {
  await sql`update privacy_record set state = 'closed', closed_by = ${by}, closed_at = ${at} where id = ${id}`.execute(
    trx,
  );
}

export async function stepsOf(db: Db, id: number): Promise<BreachStep[]> {
  const { rows } = await sql<BreachStep>`
    select id, kind, done_at as "doneAt", account_id as "accountId", text from breach_step where record_id = ${id}
    order by done_at, id limit 500`.execute(db);
  return rows;
}

export async function insertStep(trx: Transaction, recordId: number, step: Omit<BreachStep, 'id'>): Promise<void> {
  await sql`insert into breach_step (record_id, kind, done_at, account_id, text)
    values (${recordId}, ${step.kind}, ${step.doneAt}, ${step.accountId}, ${step.text})`.execute(trx);
}

/** What is written down, and what waits: an approved register that is due for a look, breaches not yet closed. */
export async function recordFigures(
  db: Db,
  today: string,
): Promise<Record<RecordKind, { all: number; due: number; open: number }>> {
  const { rows } = await sql<{ kind: RecordKind; all: number; due: number; open: number }>`
    select kind, count(*) as all, count(*) filter (where review_on <= ${today}::date and state <> 'closed') as due,
      count(*) filter (where state = 'draft') as open
    from privacy_record group by kind`.execute(db);
  const none = { all: 0, due: 0, open: 0 };
  const of = (kind: RecordKind) => rows.find((row) => row.kind === kind) ?? none;
  return { processing: of('processing'), assessment: of('assessment'), breach: of('breach') };
}

/** Records that were closed so long ago. */
export async function forgetRecords(db: Database, closedBefore: Date, most: number): Promise<number> {
  const result = await sql`delete from privacy_record where id in (
    select id from privacy_record where state = 'closed' and closed_at < ${closedBefore} order by id limit ${most})`.execute(
    db,
  );
  return Number(result.numAffectedRows ?? 0);
}
