/** What handlers write beside a case: drafts for a second person, answers, memos, tasks, who keeps out. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { RedactionGround } from '../../model/reasons.ts';
import type { Proposal, ProposalSort } from '../model/proposal.ts';
import type { Memo, Task } from '../model/rows.ts';

type Db = Database | Transaction;

export async function conflictOf(db: Db, caseId: string, accountId: number): Promise<boolean | undefined> {
  const { rows } = await sql<{ out: boolean }>`
    select out from voice_conflict where case_id = ${caseId}::uuid and account_id = ${accountId}`.execute(db);
  return rows[0]?.out;
}

/** Who is out stays out: a later "no" changes nothing. */
export async function putConflict(
  trx: Transaction,
  conflict: { caseId: string; accountId: number; day: string; out: boolean },
): Promise<void> {
  const { caseId, accountId, day, out } = conflict;
  await sql`insert into voice_conflict (case_id, account_id, day, out)
    values (${caseId}::uuid, ${accountId}, ${day}::date, ${out})
    on conflict (case_id, account_id) do update set out = true, day = excluded.day
    where excluded.out and not voice_conflict.out`.execute(trx);
}

export async function proposalsOf(db: Db, caseId: string): Promise<Proposal[]> {
  const { rows } = await sql<Proposal>`
    select sort, revision, day::text as day, writers, text, due_on::text as "dueOn", message, ground
    from voice_proposal where case_id = ${caseId}::uuid order by sort`.execute(db);
  return rows.map((row) => ({ ...row, writers: row.writers.map(Number) }));
}

export async function proposalOf(db: Db, caseId: string, sort: ProposalSort): Promise<Proposal | undefined> {
  return (await proposalsOf(db, caseId)).find((one) => one.sort === sort);
}

/** Writes it, or writes on: whoever changes it is one of the writers from then on. Under the lock of the case. */
export async function putProposal(
  trx: Transaction,
  caseId: string,
  accountId: number,
  wish: {
    sort: ProposalSort;
    day: string;
    text: string;
    dueOn?: string;
    message?: number;
    ground?: RedactionGround;
  },
): Promise<void> {
  await sql`insert into voice_proposal (case_id, sort, day, writers, text, due_on, message, ground)
    values (${caseId}::uuid, ${wish.sort}, ${wish.day}::date, array[${accountId}]::bigint[], ${wish.text},
      ${wish.dueOn ?? null}::date, ${wish.message ?? null}::smallint, ${wish.ground ?? null}::text)
    on conflict (case_id, sort) do update set revision = voice_proposal.revision + 1, day = excluded.day,
      text = excluded.text, due_on = excluded.due_on, message = excluded.message, ground = excluded.ground,
      writers = case when ${accountId}::bigint = any (voice_proposal.writers) then voice_proposal.writers
        else voice_proposal.writers || ${accountId}::bigint end`.execute(trx);
}

export async function dropProposal(trx: Transaction, caseId: string, sort: ProposalSort): Promise<void> {
  await sql`delete from voice_proposal where case_id = ${caseId}::uuid and sort = ${sort}`.execute(trx);
}

/** The case is over: nothing of it waits any more. */
export async function dropProposals(trx: Transaction, caseId: string): Promise<void> {
  await sql`delete from voice_proposal where case_id = ${caseId}::uuid`.execute(trx);
}

export async function insertAnswer(
  trx: Transaction,
  answer: {
    caseId: string;
    round: number;
    day: string;
    writers: readonly number[];
    approverId: number;
    text: string;
    corrects: number | null;
  },
): Promise<void> {
  await sql`insert into voice_answer (case_id, n, round, day, writers, approver_id, text, corrects)
    select ${answer.caseId}::uuid, coalesce(max(n), 0) + 1, ${answer.round}::smallint, ${answer.day}::date,
      ${[...answer.writers]}::bigint[], ${answer.approverId}::bigint, ${answer.text}, ${answer.corrects}::smallint
    from voice_answer where case_id = ${answer.caseId}::uuid`.execute(trx);
}

/** Who wrote or approved an answer in an earlier round: a review is for others. */
export async function hadAHand(db: Db, caseId: string, beforeRound: number): Promise<Set<number>> {
  const { rows } = await sql<{ id: string }>`
    select distinct unnest(writers || approver_id) as id from voice_answer
    where case_id = ${caseId}::uuid and round < ${beforeRound}`.execute(db);
  return new Set(rows.map((row) => Number(row.id)));
}

export async function memosOf(db: Db, caseId: string): Promise<Memo[]> {
  const { rows } = await sql<Memo>`select n, day::text as day, account_id as "accountId", text from voice_memo
    where case_id = ${caseId}::uuid order by n`.execute(db);
  return rows;
}

export async function addMemo(
  trx: Transaction,
  memo: { caseId: string; day: string; accountId: number; text: string },
): Promise<void> {
  await sql`insert into voice_memo (case_id, n, day, account_id, text)
    select ${memo.caseId}::uuid, coalesce(max(n), 0) + 1, ${memo.day}::date, ${memo.accountId}::bigint, ${memo.text}
    from voice_memo where case_id = ${memo.caseId}::uuid`.execute(trx);
}

const taskColumns = sql`t.id, t.text, t.due_on::text as "dueOn", t.account_id as "accountId", t.done_on::text as "doneOn"`;

export async function tasksOf(db: Db, caseId: string): Promise<Task[]> {
  const { rows } = await sql<Task>`select ${taskColumns} from voice_task t where t.case_id = ${caseId}::uuid
    order by t.done_on nulls first, t.due_on, t.id`.execute(db);
  return rows;
}

export async function addTask(
  trx: Transaction,
  task: { caseId: string; text: string; dueOn: string; accountId: number },
): Promise<void> {
  await sql`insert into voice_task (case_id, text, due_on, account_id)
    values (${task.caseId}::uuid, ${task.text}, ${task.dueOn}::date, ${task.accountId})`.execute(trx);
}

/** False where it is done already, or of another case. */
export async function endTask(trx: Transaction, caseId: string, id: string, day: string): Promise<boolean> {
  const result = await sql`update voice_task set done_on = ${day}::date
    where id = ${id}::uuid and case_id = ${caseId}::uuid and done_on is null`.execute(trx);
  return Number(result.numAffectedRows ?? 0) === 1;
}

/** Writes another text in the place of the one; the one is nowhere then. */
export async function replaceText(trx: Transaction, caseId: string, message: number, text: string): Promise<void> {
  if (message === 0) await sql`update voice_case set text = ${text} where id = ${caseId}::uuid`.execute(trx);
  else {
    await sql`update voice_message set text = ${text} where case_id = ${caseId}::uuid and n = ${message}`.execute(trx);
  }
}

export async function countRedaction(
  trx: Transaction,
  redaction: { caseId: string; day: string; ground: RedactionGround },
): Promise<void> {
  await sql`insert into voice_redaction (case_id, n, day, ground)
    select ${redaction.caseId}::uuid, coalesce(max(n), 0) + 1, ${redaction.day}::date, ${redaction.ground}
    from voice_redaction where case_id = ${redaction.caseId}::uuid`.execute(trx);
}
