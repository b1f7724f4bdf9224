/** Mail to one address (invitations, codes): queued by other features through the outbox port. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { DirectMail } from '#platform/mail.ts';
import { claimsPerWorker } from './recovery.ts';

export async function insertDirectMail(trx: Transaction, mail: DirectMail): Promise<void> {
  await sql`
    insert into direct_mail (address, language, subject, text_body, html_body, unsubscribe)
    values (${mail.address}, ${mail.language}, ${mail.subject}, ${mail.text}, ${mail.html}, ${mail.unsubscribe ?? ''})`.execute(
    trx,
  );
}

export interface ClaimedMail {
  id: number;
  address: string;
  language: string;
  subject: string;
  text: string;
  html: string;
  /** Empty: nobody can unsubscribe from it. */
  unsubscribe: string;
  attempts: number;
}

export async function claimDirectMail(
  db: Database,
  batch: { claim: number; now: Date; limit: number },
): Promise<ClaimedMail[]> {
  const { rows } = await sql<ClaimedMail>`
    update direct_mail m set state = 'claimed', claimed_at = now(), claim = ${batch.claim}, attempts = attempts + 1
    from (
      select id from direct_mail where channel = 1 and state = 'queued' and (attempts = 0 or ready_at <= ${batch.now})
        and exists (select from channel where id = 1 and paused_at is null)
      order by ready_at limit ${batch.limit} for update skip locked) p
    where m.id = p.id
    returning m.id, m.address, m.language, m.subject, m.text_body as text, m.html_body as html, m.unsubscribe, m.attempts`.execute(
    db,
  );
  return rows;
}

export interface DirectResult {
  id: number;
  state: 'queued' | 'delivered' | 'failed';
  reason: string | null;
  readyAt: Date | null;
}

/**
 * Records what became of claimed mail; the bodies of settled ones are blanked: they may hold codes and links. What can be
 * unsubscribed from leaves no row: nobody asks after it by name, and who follows no more is forgotten here too.
 */
export async function recordDirectMail(
  db: Database,
  batch: { claim: number; now: Date },
  results: readonly DirectResult[],
): Promise<void> {
  await sql`
    with o (id, state, reason, ready_at) as (
      select * from unnest(${results.map((r) => r.id)}::bigint[], ${results.map((r) => r.state)}::text[],
        ${results.map((r) => r.reason)}::text[], ${results.map((r) => r.readyAt)}::timestamptz[])),
    followed as (
      delete from direct_mail m using o where m.id = o.id and o.state <> 'queued' and m.unsubscribe <> ''
        and m.state = 'claimed' and m.claim = ${batch.claim})
    update direct_mail m set state = o.state, reason = o.reason, claimed_at = null,
      ready_at = coalesce(o.ready_at, m.ready_at),
      settled_at = case when o.state <> 'queued' then ${batch.now}::timestamptz end,
      text_body = case when o.state = 'queued' then m.text_body else '' end,
      html_body = case when o.state = 'queued' then m.html_body else '' end,
      variables = case when o.state = 'queued' or m.variables is null then m.variables else '{}' end
    from o where m.id = o.id and (o.state = 'queued' or m.unsubscribe = '')
      and m.state = 'claimed' and m.claim = ${batch.claim}`.execute(db);
}

/** Takes back what still waits of something that its reader follows no more; what is leaving at this moment leaves. */
export async function deleteWaiting(trx: Transaction, unsubscribe: string): Promise<void> {
  await sql`delete from direct_mail where state = 'queued' and unsubscribe = ${unsubscribe}`.execute(trx);
}

export async function takeBackDirectMail(db: Database, stalledAfterSeconds: number): Promise<number> {
  const result = await sql`
    update direct_mail set state = 'queued', claimed_at = null
    where channel = 1 and state = 'claimed' and (claimed_at < now() - make_interval(secs => ${stalledAfterSeconds})
      or not exists (select from delivery_worker w where w.id = claim / ${claimsPerWorker}))`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

/** Removes what was settled before; addresses are not kept without need. */
export async function forgetDirectMail(db: Database, settledBefore: Date, most: number): Promise<number> {
  const result = await sql`
    delete from direct_mail where id in (select id from direct_mail
      where state in ('delivered', 'failed') and settled_at < ${settledBefore} limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
