/** Text messages to one number (codes): handed over once at most, and never after their time. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { DirectText } from '#platform/mail.ts';
import { claimsPerWorker } from './recovery.ts';

export async function insertDirectText(trx: Transaction, text: DirectText): Promise<void> {
  await sql`
    insert into direct_mail (channel, address, language, subject, text_body, html_body, template, variables, good_until)
    values (2, ${text.number}, ${text.language}, ${text.subject}, ${text.body}, '', ${text.template},
      ${JSON.stringify(text.variables)}::jsonb, ${text.goodUntil})`.execute(trx);
}

export interface ClaimedText {
  id: number;
  number: string;
  subject: string;
  body: string;
  template: string;
  variables: Record<string, string>;
  attempts: number;
}

export async function claimDirectText(
  db: Database,
  batch: { claim: number; now: Date; limit: number },
): Promise<ClaimedText[]> {
  const { rows } = await sql<ClaimedText>`
    update direct_mail m set state = 'claimed', claimed_at = now(), claim = ${batch.claim}, attempts = attempts + 1
    from (
      select id from direct_mail where channel = 2 and state = 'queued' and (attempts = 0 or ready_at <= ${batch.now})
        and good_until > ${batch.now} and exists (select from channel where id = 2 and paused_at is null)
      order by ready_at limit ${batch.limit} for update skip locked) p
    where m.id = p.id
    returning m.id, m.address as number, m.subject, m.text_body as body, m.template, m.variables, m.attempts`.execute(
    db,
  );
  return rows;
}

/**
 * Settles what is too late to send, and what a worker took and never came back with: it may have been sent, and is not
 * sent again.
 */
export async function settleLateTexts(db: Database, now: Date, stalledAfterSeconds: number): Promise<void> {
  const gone = sql`state = 'failed', claimed_at = null, settled_at = ${now}, text_body = '', variables = '{}'`;
  await sql`update direct_mail set reason = 'link_expired', ${gone}
    where channel = 2 and state = 'queued' and good_until <= ${now}`.execute(db);
  await sql`update direct_mail set reason = 'no_answer', ${gone}
    where channel = 2 and state = 'claimed' and (claimed_at < now() - make_interval(secs => ${stalledAfterSeconds})
      or not exists (select from delivery_worker w where w.id = claim / ${claimsPerWorker}))`.execute(db);
}
