/** Notices that one person published alone. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

export async function markUrgent(
  trx: Transaction,
  id: number,
  urgent: { at: Date; by: number; reason: string } | null,
): Promise<void> {
  await sql`update notice set urgent_at = ${urgent?.at ?? null}, urgent_by = ${urgent?.by ?? null},
    urgent_reason = ${urgent?.reason ?? null} where id = ${id}`.execute(trx);
}

export async function markCountersigned(trx: Transaction, id: number, accountId: number, at: Date): Promise<void> {
  await sql`update notice set approver_id = ${accountId}, countersigned_at = ${at}, updated_at = ${at}
    where id = ${id}`.execute(trx);
}

/** Whether somebody has published alone what nobody has countersigned within its time. */
export async function hasOverdue(trx: Transaction, accountId: number, before: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from notice where urgent_by = ${accountId} and urgent_at <= ${before}
    and countersigned_at is null and state = 'published' limit 1`.execute(trx);
  return rows.length > 0;
}

/** Notices whose countersignature is overdue, and of which it was not told since. */
export async function overdueNotices(db: Database, before: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from notice where urgent_at <= ${before} and countersigned_at is null and state = 'published'
      and (escalated_at is null or escalated_at <= ${before}) order by urgent_at limit 200`.execute(db);
  return rows.map((row) => row.id);
}

export async function markEscalated(trx: Transaction, id: number, at: Date): Promise<void> {
  await sql`update notice set escalated_at = ${at}, updated_at = ${at} where id = ${id}`.execute(trx);
}
