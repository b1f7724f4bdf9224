/** SQL of webhooks, their messages and attempts. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type Attempt, claimed, type Webhook, type WebhookMessage } from './model.ts';

const columns = sql`w.id, w.organisation_id as "organisationId", o.name as organisation, o.path::text as path, w.url,
  w.events, w.generation, w.overlap_until as "overlapUntil", w.state, w.failing_since as "failingSince", w.made_at as "madeAt"`;
const tables = sql`webhook w join organisation o on o.id = w.organisation_id`;
const messageColumns = sql`m.id, m.webhook_id as "webhookId", m.kind, m.body, m.state, m.attempts, m.created_at as "createdAt"`;

export async function webhooksWithin(db: Database, reach: Reach): Promise<Webhook[]> {
  const { rows } = await sql<Webhook>`select ${columns} from ${tables}
    where w.state <> 'removed' and o.path <@ any (${[...reach.paths]}::ltree[]) order by w.id limit 200`.execute(db);
  return rows;
}

export async function webhookWithin(
  db: Database | Transaction,
  reach: Reach,
  id: number,
  lock = false,
): Promise<Webhook | undefined> {
  const { rows } = await sql<Webhook>`select ${columns} from ${tables}
    where w.id = ${id} and w.state <> 'removed' and o.path <@ any (${[...reach.paths]}::ltree[])
    ${lock ? sql`for update of w` : sql``}`.execute(db);
  return rows[0];
}

export async function insertWebhook(
  trx: Transaction,
  webhook: { organisationId: number; url: string; events: readonly string[]; madeBy: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into webhook (organisation_id, url, events, made_by, made_at)
    values (${webhook.organisationId}, ${webhook.url}, ${[...webhook.events]}::text[], ${webhook.madeBy}, ${webhook.at})
    returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function setState(trx: Transaction, id: number, state: Webhook['state']): Promise<void> {
  await sql`update webhook set state = ${state}, failing_since = null where id = ${id}`.execute(trx);
  if (state !== 'active') {
    await sql`update webhook_message set state = 'held' where webhook_id = ${id} and state = 'waiting'`.execute(trx);
  }
}

export async function renewSecret(trx: Transaction, id: number, overlapUntil: Date): Promise<number> {
  const { rows } = await sql<{ generation: number }>`
    update webhook set generation = generation + 1, overlap_until = ${overlapUntil} where id = ${id} returning generation`.execute(
    trx,
  );
  return rows[0]?.generation as number;
}

/**
 * Makes a message of each event that is due for each webhook that wants it: of its organisation, of those below it, and,
 * for a webhook of the district, of the district's channels; for one that is disabled it is held. Returns how many events
 * were told.
 */
export async function spreadEvents(db: Database, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with due as (
      select e.id, e.kind, e.data, e.at, o.path, e.organisation_id from event e join organisation o on o.id = e.organisation_id
      where e.told_at is null and e.at <= ${now} order by e.at limit 500 for update of e skip locked),
    made as (
      insert into webhook_message (webhook_id, state, kind, body, next_at, created_at)
      select w.id, case w.state when 'active' then 'waiting' else 'held' end, due.kind, jsonb_build_object('type', due.kind, 'timestamp',
        to_char(due.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'data', due.data || jsonb_build_object('organisationId', due.organisation_id))::text, ${now}, ${now}
      from due join webhook w on w.state <> 'removed' and due.kind = any (w.events)
      join organisation wo on wo.id = w.organisation_id and due.path <@ wo.path),
    told as (update event set told_at = ${now} where id in (select id from due) returning id)
    select count(*)::int as n from told`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Webhooks of which something is due. */
export async function dueWebhooks(db: Database, now: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select w.id from webhook w where w.state = 'active' and exists (
    select from webhook_message m where m.webhook_id = w.id and m.state = 'waiting' and m.next_at <= ${now}) order by w.id`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Claims messages of a webhook that are due; whoever claims them and dies gives them back after a minute. */
export async function claimMessages(
  db: Database,
  webhookId: number,
  now: Date,
  limit: number,
): Promise<(WebhookMessage & { webhook: Webhook })[]> {
  const { rows } = await sql<WebhookMessage & { webhook: Webhook }>`
    with due as (
      select m.id from webhook_message m join webhook w on w.id = m.webhook_id and w.state = 'active'
      where m.webhook_id = ${webhookId} and m.state = 'waiting' and m.next_at <= ${now}
      order by m.next_at, m.created_at limit ${limit} for update of m skip locked),
    claimed as (
      update webhook_message m set attempts = m.attempts + 1, next_at = ${new Date(now.getTime() + claimed)}
      from due where due.id = m.id returning m.*)
    select ${messageColumns}, jsonb_build_object('id', w.id, 'url', w.url, 'generation', w.generation,
      'overlapUntil', w.overlap_until, 'failingSince', w.failing_since, 'path', o.path::text, 'organisation', o.name,
      'organisationId', w.organisation_id) as webhook
    from claimed m join webhook w on w.id = m.webhook_id join organisation o on o.id = w.organisation_id`.execute(db);
  return rows.map(({ webhook, ...row }) => ({
    ...row,
    webhook: {
      ...webhook,
      overlapUntil: webhook.overlapUntil && new Date(webhook.overlapUntil),
      failingSince: webhook.failingSince && new Date(webhook.failingSince),
    },
  }));
}

export async function insertAttempt(trx: Transaction, messageId: string, attempt: Attempt): Promise<void> {
  await sql`insert into webhook_attempt (message_id, at, status, trouble)
    values (${messageId}, ${attempt.at}, ${attempt.status}, ${attempt.trouble})`.execute(trx);
}

/** Sent: the webhook works. */
export async function markSent(trx: Transaction, message: Pick<WebhookMessage, 'id' | 'webhookId'>): Promise<void> {
  await sql`update webhook_message set state = 'sent' where id = ${message.id}`.execute(trx);
  await sql`update webhook set failing_since = null where id = ${message.webhookId} and failing_since is not null`.execute(
    trx,
  );
}

/** Not sent: again at `next`, or no more. Returns since when nothing was taken. */
export async function markTried(
  trx: Transaction,
  message: Pick<WebhookMessage, 'id' | 'webhookId'>,
  next: Date | null,
  now: Date,
): Promise<Date> {
  // The webhook first: of several that fail at once one may disable it, and then the others wait for nobody.
  const { rows } = await sql<{ since: Date; state: Webhook['state'] }>`
    update webhook set failing_since = coalesce(failing_since, ${now}) where id = ${message.webhookId}
    returning failing_since as since, state`.execute(trx);
  const ended = rows[0]?.state !== 'active';
  await sql`update webhook_message set state = ${!next ? 'failed' : ended ? 'held' : 'waiting'},
    next_at = coalesce(${next}::timestamptz, next_at) where id = ${message.id}`.execute(trx);
  return rows[0]?.since ?? now;
}

export async function insertMessage(
  trx: Transaction,
  message: { webhookId: number; kind: string; body: string; at: Date },
): Promise<void> {
  await sql`insert into webhook_message (webhook_id, kind, body, next_at, created_at)
    values (${message.webhookId}, ${message.kind}, ${message.body}, ${message.at}, ${message.at})`.execute(trx);
}

/** One of the past, for the demonstration, with what became of it. Returns its id. */
export async function insertPastMessage(
  trx: Transaction,
  message: Pick<WebhookMessage, 'webhookId' | 'kind' | 'body' | 'state' | 'attempts'> & { at: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into webhook_message (webhook_id, kind, body, state, attempts, next_at, created_at)
    values (${message.webhookId}, ${message.kind}, ${message.body}, ${message.state}, ${message.attempts}, ${message.at},
      ${message.at}) returning id`.execute(trx);
  return rows[0]?.id as string;
}

/** Sends again, with the same id: one message, or all since a moment that were not sent. Returns how many. */
export async function replayMessages(
  trx: Transaction,
  webhookId: number,
  which: { id: string } | { since: Date },
  now: Date,
): Promise<number> {
  const chosen =
    'id' in which ? sql`id = ${which.id}::uuid` : sql`state in ('failed', 'held') and created_at >= ${which.since}`;
  const { rows } = await sql`update webhook_message set state = 'waiting', attempts = 0, next_at = ${now}
    where webhook_id = ${webhookId} and state <> 'waiting' and ${chosen} returning id`.execute(trx);
  return rows.length;
}

export async function messagesOf(
  db: Database,
  webhookId: number,
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<(WebhookMessage & { tries: Attempt[] })[]> {
  const { rows } = await sql<WebhookMessage & { tries: (Omit<Attempt, 'at'> & { at: string })[] }>`
    select ${messageColumns}, coalesce((select jsonb_agg(jsonb_build_object('at', a.at, 'status', a.status, 'trouble', a.trouble)
      order by a.id) from webhook_attempt a where a.message_id = m.id), '[]') as tries
    from webhook_message m where m.webhook_id = ${webhookId} ${before ? sql`and (m.created_at, m.id) < (${before.at}, ${before.id}::uuid)` : sql``}
    order by m.created_at desc, m.id desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, tries: row.tries.map((one) => ({ ...one, at: new Date(one.at) })) }));
}

/** Old messages, events that were told, and removed webhooks of which nothing is left. */
export async function forgetOld(db: Database, before: Date): Promise<void> {
  await sql`delete from webhook_message where created_at < ${before}`.execute(db);
  await sql`delete from event where told_at < ${before}`.execute(db);
  await sql`delete from webhook w where w.state = 'removed'
    and not exists (select from webhook_message m where m.webhook_id = w.id)`.execute(db);
}

/** After a restore: what was waiting is old news; an administrator may send it again. */
export async function holdAll(trx: Transaction, at: Date): Promise<void> {
  await sql`update webhook_message set state = 'held' where state = 'waiting'`.execute(trx);
  await sql`update event set told_at = ${at} where told_at is null`.execute(trx);
}
