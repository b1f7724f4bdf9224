/** Planned reminders of a notice. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { PlannedReminder, SkipReason } from '../model/plan.ts';

/** The earliest first. */
export async function planOf(db: Database | Transaction, noticeId: number): Promise<PlannedReminder[]> {
  const { rows } = await sql<PlannedReminder>`
    select days_before as "daysBefore", at_minutes as "atMinutes", state, message_id as "messageId", reason
    from notice_reminder_plan where notice_id = ${noticeId} order by days_before desc`.execute(db);
  return rows;
}

/**
 * What is still planned becomes these days at this time. What has run stays; what is taken away stays as cancelled where
 * `keep`, so that the page tells it.
 */
export async function replacePlan(
  trx: Transaction,
  noticeId: number,
  plan: { days: readonly number[]; atMinutes: number; accountId: number; at: Date },
  keep: boolean,
): Promise<void> {
  const gone = sql`notice_id = ${noticeId} and state = 'planned' and days_before <> all (${[...plan.days]}::smallint[])`;
  if (keep) {
    await sql`update notice_reminder_plan set state = 'cancelled', settled_at = ${plan.at} where ${gone}`.execute(trx);
  } else {
    await sql`delete from notice_reminder_plan where ${gone}`.execute(trx);
  }
  await sql`insert into notice_reminder_plan (notice_id, days_before, at_minutes, account_id)
    select ${noticeId}::bigint, days, ${plan.atMinutes}::smallint, ${plan.accountId}::bigint
    from unnest(${[...plan.days]}::smallint[]) days
    on conflict (notice_id, days_before) do update set at_minutes = excluded.at_minutes,
      account_id = excluded.account_id, state = 'planned', settled_at = null
    where notice_reminder_plan.state in ('planned', 'cancelled')`.execute(trx);
}

export interface DueReminder {
  noticeId: number;
  daysBefore: number;
  accountId: number;
  dueAt: Date;
}

/** Of notices that are out and whose deadline has not passed: planned reminders whose time has come. */
export async function dueReminders(db: Database, now: Date, zone: string, today: string): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    select * from (
      select p.notice_id as "noticeId", p.days_before as "daysBefore", p.account_id as "accountId",
        ((n.deadline_on - p.days_before::int) + make_interval(mins => p.at_minutes)) at time zone ${zone}::text as "dueAt"
      from notice_reminder_plan p join notice n on n.id = p.notice_id
      where p.state = 'planned' and n.state = 'published' and n.published_at <= ${now}
        and n.deadline_on >= ${today}::date) due
    where "dueAt" <= ${now} order by "dueAt", "noticeId" limit 200`.execute(db);
  return rows;
}

/** Locks one that is still planned; nothing if another process has it or it ran. */
export async function lockPlanned(trx: Transaction, noticeId: number, daysBefore: number): Promise<boolean> {
  const { rows } = await sql`select 1 from notice_reminder_plan
    where notice_id = ${noticeId} and days_before = ${daysBefore} and state = 'planned'
    for update skip locked`.execute(trx);
  return rows.length > 0;
}

export async function settlePlanned(
  trx: Transaction,
  { noticeId, daysBefore }: Pick<DueReminder, 'noticeId' | 'daysBefore'>,
  result: { messageId: number } | { reason: SkipReason },
  at: Date,
): Promise<void> {
  const sent = 'messageId' in result;
  await sql`update notice_reminder_plan set state = ${sent ? 'sent' : 'skipped'}, settled_at = ${at},
      message_id = ${sent ? result.messageId : null}, reason = ${sent ? null : result.reason}
    where notice_id = ${noticeId} and days_before = ${daysBefore}`.execute(trx);
}
