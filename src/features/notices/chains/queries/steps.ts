/** The chain of one notice. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { PlannedStep, Step } from '../model/chain.ts';

export async function stepsOf(db: Database | Transaction, noticeId: number): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select s.position, s.place, s.organisation_id as "organisationId", o.name as organisation, o.path::text as path,
      s.remind_after as "remindAfter", s.since, s.approved_at as "approvedAt", s.account_id as "accountId",
      s.principal_id as "principalId", s.content_hash as "contentHash", s.people
    from notice_approval_step s join organisation o on o.id = s.organisation_id
    where s.notice_id = ${noticeId} order by s.position`.execute(db);
  return rows;
}

/** The whole chain anew; the first step's turn begins now. */
export async function replaceSteps(
  trx: Transaction,
  noticeId: number,
  steps: readonly PlannedStep[],
  rule: { id: number | null; remindAfter: number },
  at: Date,
): Promise<void> {
  await clearSteps(trx, noticeId);
  await sql`insert into notice_approval_step (notice_id, position, place, organisation_id, rule_id, remind_after, since)
    select ${noticeId}::bigint, n, place, organisation_id, ${rule.id}::bigint, ${rule.remindAfter}::smallint,
      case when n = 1 then ${at}::timestamptz end
    from unnest(${steps.map((step) => step.place)}::text[], ${steps.map((step) => step.organisation.id)}::bigint[])
      with ordinality as step (place, organisation_id, n)`.execute(trx);
}

export async function clearSteps(trx: Transaction, noticeId: number): Promise<void> {
  await sql`delete from notice_approval_step where notice_id = ${noticeId}`.execute(trx);
}

/** Notes an approval; the next step's turn begins. */
export async function markApproved(
  trx: Transaction,
  noticeId: number,
  position: number,
  approval: { accountId: number; principalId: number | null; contentHash: Buffer; people: number; at: Date },
): Promise<void> {
  const { accountId, principalId, contentHash, people, at } = approval;
  await sql`update notice_approval_step set approved_at = ${at}, account_id = ${accountId},
      principal_id = ${principalId}, content_hash = ${contentHash}, people = ${people}
    where notice_id = ${noticeId} and position = ${position}`.execute(trx);
  await sql`update notice_approval_step set since = ${at}
    where notice_id = ${noticeId} and position = ${position + 1}`.execute(trx);
}

export interface WaitingStep {
  noticeId: number;
  position: number;
  since: Date;
  remindAfter: number;
}

/**
 * Steps of notices in review that wait for at least so many calendar days as their rule gives working days, and of which
 * nothing was said today: the caller counts the working days.
 */
export async function waitingSteps(trx: Transaction, zone: string, today: string): Promise<WaitingStep[]> {
  const { rows } = await sql<WaitingStep>`
    select s.notice_id as "noticeId", s.position, s.since, s.remind_after as "remindAfter"
    from notice_approval_step s join notice n on n.id = s.notice_id
    where s.approved_at is null and (s.since at time zone ${zone}::text)::date <= ${today}::date - s.remind_after
      and n.state = 'in_review' and (s.reminded_on is null or s.reminded_on < ${today}::date)
    order by s.since, s.notice_id limit 1000`.execute(trx);
  return rows;
}

/** Notes that these are spoken of today; returns those that nobody else has noted meanwhile. */
export async function markReminded(
  trx: Transaction,
  steps: readonly WaitingStep[],
  on: string,
): Promise<WaitingStep[]> {
  const { rows } = await sql<WaitingStep>`update notice_approval_step s set reminded_on = ${on}
    from unnest(${steps.map((s) => s.noticeId)}::bigint[], ${steps.map((s) => s.position)}::smallint[])
      as due (notice_id, position)
    where s.notice_id = due.notice_id and s.position = due.position and s.approved_at is null
      and (s.reminded_on is null or s.reminded_on < ${on}::date)
    returning s.notice_id as "noticeId", s.position, s.since, s.remind_after as "remindAfter"`.execute(trx);
  return rows;
}

export async function markTold(trx: Transaction, noticeId: number, position: number, on: string): Promise<void> {
  await sql`update notice_approval_step set told_on = ${on}
    where notice_id = ${noticeId} and position = ${position}`.execute(trx);
}

/** Whether this person may get such a mail today; notes it. Two processes at once: one of them. */
export async function takeDailyMail(trx: Transaction, accountId: number, on: string): Promise<boolean> {
  await sql`delete from approver_reminder where sent_on < ${on}::date - 30`.execute(trx);
  const { rows } = await sql`insert into approver_reminder (account_id, sent_on) values (${accountId}, ${on})
    on conflict do nothing returning account_id`.execute(trx);
  return rows.length > 0;
}
