/** Reminders: at most one a day, by their key. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

export interface Reminder {
  on: string;
  messageId: number;
}

export async function insertReminder(
  trx: Transaction,
  reminder: { noticeId: number; on: string; accountId: number; messageId: number },
): Promise<void> {
  await sql`insert into notice_reminder (notice_id, sent_on, account_id, message_id)
    values (${reminder.noticeId}, ${reminder.on}, ${reminder.accountId}, ${reminder.messageId})`.execute(trx);
}

/** One that was stopped before it left: another may follow on the same day. */
export async function deleteReminder(trx: Transaction, noticeId: number, on: string): Promise<void> {
  await sql`delete from notice_reminder where notice_id = ${noticeId} and sent_on = ${on}`.execute(trx);
}

/** The newest first. */
export async function remindersOf(db: Database | Transaction, noticeId: number): Promise<Reminder[]> {
  const { rows } = await sql<Reminder>`
    select sent_on as "on", message_id as "messageId" from notice_reminder
    where notice_id = ${noticeId} order by sent_on desc limit 100`.execute(db);
  return rows;
}

/** Port of delivery: a reminder goes to nobody who acknowledged or was told, unless a reply is still due. */
export function leftOutOfReminder(subject: string) {
  const id = Number(/^notice:(\d+)$/.exec(subject)?.[1] ?? 0);
  return sql`select person_id from notice_acknowledgement where notice_id = ${id} and not reply_due`;
}
