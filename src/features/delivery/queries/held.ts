/** After a restore: everything is held, and old queues are shown before a person decides about them. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

/** Pauses every channel, and forgets the sending processes of the time of the backup: their claims have no owner. */
export async function holdChannels(trx: Transaction, at: Date, reason: string): Promise<void> {
  await sql`update channel set paused_at = coalesce(paused_at, ${at}), alerts_paused_at = coalesce(alerts_paused_at, ${at}),
    paused_reason = ${reason}`.execute(trx);
  await sql`delete from delivery_worker`.execute(trx);
}

export async function releaseChannels(trx: Transaction): Promise<void> {
  await sql`update channel set paused_at = null, alerts_paused_at = null, paused_by = null, paused_reason = null`.execute(
    trx,
  );
}

export interface WaitingMessage {
  id: number;
  organisationId: number;
  purpose: string;
  createdAt: Date;
  /** Not sent when the backup was made; since then it may have been. */
  waiting: number;
}

/** Messages that would go on sending, the oldest first, after the given one. */
export async function waitingMessages(db: Database, after: number, limit: number): Promise<WaitingMessage[]> {
  const { rows } = await sql<WaitingMessage>`
    select m.id, m.organisation_id as "organisationId", m.purpose, m.created_at as "createdAt",
      case when m.expanded_at is null then greatest(m.frozen_size, q.n) else q.n end::int as waiting
    from message m cross join lateral (
      select count(*) as n from delivery d where d.message_id = m.id and d.period = m.period and d.state in (0, 1)) q
    where m.state in ('waiting', 'expanding', 'sending') and m.id > ${after}
    order by m.id limit ${limit}`.execute(db);
  return rows;
}

export async function waitingDirectMail(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from direct_mail where state in ('queued', 'claimed')`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Stops every open message made before; the housekeeper settles their rows. Returns how many. */
export async function stopOpenMessages(trx: Transaction, before: Date, reason: string): Promise<number> {
  const result = await sql`
    update message set state = 'stopped', stopped_reason = ${reason}
    where state in ('waiting', 'expanding', 'sending') and created_at < ${before}`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** Settles mail to one address that was queued before, as at every end (recordDirectMail). Returns how many. */
export async function dropDirectMail(trx: Transaction, before: Date, at: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with followed as (
      delete from direct_mail where state in ('queued', 'claimed') and created_at < ${before} and unsubscribe <> '' returning id),
    dropped as (
      update direct_mail set state = 'failed', reason = 'message_stopped', claimed_at = null, settled_at = ${at},
        text_body = '', html_body = ''
      where state in ('queued', 'claimed') and created_at < ${before} and unsubscribe = '' returning id)
    select ((select count(*) from followed) + (select count(*) from dropped))::int as n`.execute(trx);
  return rows[0]?.n ?? 0;
}
