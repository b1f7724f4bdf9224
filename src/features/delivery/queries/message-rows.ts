/** Rows of `message` and `message_content`. */
import { sql } from 'kysely';
import type { Audience } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type MessageState, soonPurposes } from '../model.ts';

export interface MessageRow {
  id: number;
  districtId: number;
  period: string;
  organisationId: number;
  subject: string;
  purpose: string;
  /** The key under which people may refuse it by channel; null: it reaches everybody. */
  kind: string | null;
  audience: Audience;
  frozenSize: number;
  cursor: number;
  state: MessageState;
  releaseAt: Date;
  linkExpiresAt: Date;
  createdAt: Date;
  pausedAt: Date | null;
  expandedAt: Date | null;
  finishedAt: Date | null;
  stoppedReason: string | null;
  /** People who came into the audience later and got it then. */
  joined: number;
  /** Whether it may wait for the daily mail of those who chose it, and before when that must come. */
  mayWait: boolean;
  waitUntil: Date | null;
  /** The warning of an incident that it brings: then it leaves before all others. Null for every other message. */
  alertId: number | null;
  /** Only by this channel, to everybody who has it; null: each person by the first that works. */
  channel: number | null;
  /** Earlier messages of the same thread, the oldest first. */
  follows: number[];
  /** Only to people whom one of those may have reached. */
  toFollowers: boolean;
}

export interface ContentRow {
  language: string;
  subject: string;
  text: string;
  html: string;
  short: string;
}

const columns = sql`id, district_id as "districtId", period, organisation_id as "organisationId", subject, purpose, kind, audience,
  frozen_size as "frozenSize", cursor_person_id as "cursor", state, release_at as "releaseAt",
  link_expires_at as "linkExpiresAt", created_at as "createdAt", paused_at as "pausedAt", expanded_at as "expandedAt",
  finished_at as "finishedAt", stopped_reason as "stoppedReason", joined, may_wait as "mayWait", wait_until as "waitUntil",
  alert_id as "alertId", channel, follows, to_followers as "toFollowers"`;

export interface NewMessage {
  districtId: number;
  period: string;
  organisationId: number;
  subject: string;
  purpose: string;
  kind: string | null;
  audience: Audience;
  frozenSize: number;
  releaseAt: Date;
  linkExpiresAt: Date;
  createdAt: Date;
  mayWait: boolean;
  waitUntil: Date | null;
  alert?: Pick<MessageRow, 'channel' | 'follows' | 'toFollowers'> & { id: number };
}

export async function ensurePartition(db: Database | Transaction, period: string): Promise<void> {
  await sql`select ensure_delivery_partition(${period}::date)`.execute(db);
}

export async function insertMessage(trx: Transaction, message: NewMessage): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into message (district_id, period, organisation_id, subject, purpose, kind, audience, frozen_size, release_at,
      link_expires_at, created_at, may_wait, wait_until, alert_id, channel, follows, to_followers)
    values (${message.districtId}, ${message.period}, ${message.organisationId}, ${message.subject}, ${message.purpose}, ${message.kind},
      ${JSON.stringify(message.audience)}::jsonb, ${message.frozenSize}, ${message.releaseAt}, ${message.linkExpiresAt},
      ${message.createdAt}, ${message.mayWait}, ${message.waitUntil}, ${message.alert?.id ?? null},
      ${message.alert?.channel ?? null}, ${message.alert?.follows ?? []}::bigint[], ${message.alert?.toFollowers ?? false})
    returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

export async function insertContents(
  trx: Transaction,
  messageId: number,
  contents: readonly ContentRow[],
): Promise<void> {
  await sql`
    insert into message_content (message_id, language, position, subject, text_body, html_body, short_body)
    select ${messageId}, language, row_number() over () - 1, subject, text, html, short
    from jsonb_to_recordset(${JSON.stringify(contents)}::jsonb)
      as c (language text, subject text, text text, html text, short text)`.execute(trx);
}

export async function messageRow(db: Database | Transaction, id: number): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`select ${columns} from message where id = ${id}`.execute(db);
  return rows[0];
}

/** The row, locked against other changes of it until the transaction ends. */
export async function lockMessage(trx: Transaction, id: number): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`select ${columns} from message where id = ${id} for update`.execute(trx);
  return rows[0];
}

/** Puts other contents in the place of a message's: who is still queued and who joins later gets these. */
export async function replaceContentRows(
  trx: Transaction,
  messageId: number,
  contents: readonly ContentRow[],
  linkExpiresAt: Date,
): Promise<void> {
  await sql`delete from message_content where message_id = ${messageId}`.execute(trx);
  await insertContents(trx, messageId, contents);
  await sql`update message set contents_revision = contents_revision + 1,
    link_expires_at = greatest(link_expires_at, ${linkExpiresAt}) where id = ${messageId}`.execute(trx);
}

/** Raised with each replacement of the contents. */
export async function contentsRevision(db: Database, messageId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select contents_revision as n from message where id = ${messageId}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Stops what of these messages has not ended; returns how many were. */
export async function markAllStopped(trx: Transaction, ids: readonly number[], reason: string): Promise<number> {
  const result = await sql`
    update message set state = 'stopped', stopped_reason = ${reason}
    where id = any (${[...ids]}::bigint[]) and state in ('waiting', 'expanding', 'sending')`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** Its contents, the main language first. */
export async function contentRows(db: Database | Transaction, messageId: number): Promise<ContentRow[]> {
  const { rows } = await sql<ContentRow>`
    select language, subject, text_body as text, html_body as html, short_body as short
    from message_content where message_id = ${messageId} order by position`.execute(db);
  return rows;
}

/** Alerts of incidents, all other messages, or both with the alerts first. */
export type Which = 'alerts' | 'ordinary' | 'all';

/** Ids of messages whose recipients have to be expanded now, the oldest release first. */
export async function messagesToExpand(db: Database, now: Date, which: Which = 'all'): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from message
    where state in ('waiting', 'expanding') and release_at <= ${now} and paused_at is null
      ${which === 'all' ? sql`` : sql`and (alert_id is not null) = ${which === 'alerts'}`}
    order by alert_id is null, purpose <> all (${[...soonPurposes]}), release_at, id limit 20`.execute(db);
  return rows.map((row) => row.id);
}

export interface AlertMessage {
  id: number;
  alertId: number;
  period: string;
  channel: number;
  state: MessageState;
  pausedAt: Date | null;
  finishedAt: Date | null;
  stoppedReason: string | null;
  createdAt: Date;
}

/** The messages of these warnings, the oldest first. */
export async function messagesOfAlerts(
  db: Database | Transaction,
  alertIds: readonly number[],
): Promise<AlertMessage[]> {
  const { rows } = await sql<AlertMessage>`
    select id, alert_id as "alertId", period, channel, state, paused_at as "pausedAt", finished_at as "finishedAt",
      stopped_reason as "stoppedReason", created_at as "createdAt"
    from message where alert_id = any (${[...alertIds]}::bigint[]) order by id`.execute(db);
  return rows;
}

/** Of the messages that this one follows, those by the same channel: the thread of a mail. */
export async function threadOf(db: Database, message: Pick<MessageRow, 'follows' | 'channel'>): Promise<number[]> {
  if (message.follows.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    select id from message where id = any (${message.follows}::bigint[]) and channel = ${message.channel}
    order by id`.execute(db);
  return rows.map((row) => row.id);
}

/** Stops alerts whose warning has run out; returns how many. */
export async function endAlerts(db: Database, now: Date): Promise<number> {
  const result = await sql`
    update message set state = 'stopped', stopped_reason = 'alert_ended'
    where alert_id is not null and state in ('waiting', 'expanding', 'sending') and link_expires_at <= ${now}`.execute(
    db,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** The row if no other process is expanding it at this moment. */
export async function lockForExpansion(trx: Transaction, id: number): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select ${columns} from message
    where id = ${id} and state in ('waiting', 'expanding') and paused_at is null
    for no key update skip locked`.execute(trx);
  return rows[0];
}

/** Moves the cursor; `done` ends the expansion. */
export async function advance(
  trx: Transaction,
  id: number,
  step: { cursor: number; done: boolean; at: Date },
): Promise<void> {
  await sql`
    update message set cursor_person_id = greatest(cursor_person_id, ${step.cursor}),
      state = ${step.done ? 'sending' : 'expanding'}, expanded_at = ${step.done ? step.at : null}
    where id = ${id}`.execute(trx);
}

/** More people have a row now: what was finished is being sent again. */
export async function noteJoined(trx: Transaction, id: number, joined: number): Promise<void> {
  await sql`update message set joined = joined + ${joined}, state = 'sending', finished_at = null
    where id = ${id} and state in ('sending', 'finished')`.execute(trx);
}

/** Ends a message's way before its time; false if it has ended already. */
export async function markStopped(trx: Transaction, id: number, reason: string): Promise<boolean> {
  const result = await sql`
    update message set state = 'stopped', stopped_reason = ${reason}
    where id = ${id} and state in ('waiting', 'expanding', 'sending')`.execute(trx);
  return result.numAffectedRows === 1n;
}

/** Sets or clears the pause; false if it has ended or is so already. */
export async function setPaused(trx: Transaction, id: number, at: Date | null): Promise<boolean> {
  const result = await sql`
    update message set paused_at = ${at}
    where id = ${id} and state in ('waiting', 'expanding', 'sending') and (paused_at is null) = ${at !== null}`.execute(
    trx,
  );
  return result.numAffectedRows === 1n;
}

/** Finishes messages of which nothing is queued or claimed any more; returns those that were not stopped. */
export async function finishMessages(
  trx: Transaction,
  now: Date,
): Promise<{ id: number; organisationId: number; subject: string; purpose: string }[]> {
  type Row = { id: number; organisationId: number; subject: string; purpose: string; state: string };
  const { rows } = await sql<Row>`
    update message m set state = case when m.state = 'sending' then 'finished' else m.state end, finished_at = ${now}
    where (m.state = 'sending' or (m.state = 'stopped' and m.finished_at is null))
      and not exists (select from delivery d where d.message_id = m.id and d.period = m.period and d.state = 0)
      and not exists (select from delivery d where d.message_id = m.id and d.period = m.period and d.state = 1)
    returning m.id, m.organisation_id as "organisationId", m.subject, m.purpose, m.state`.execute(trx);
  return rows.filter((row) => row.state === 'finished').map(({ state: _, ...row }) => row);
}

/** Messages that were stopped and may still have queued rows. */
export async function stoppingMessages(
  db: Database,
): Promise<{ id: number; period: string; stoppedReason: string | null }[]> {
  const { rows } = await sql<{ id: number; period: string; stoppedReason: string | null }>`
    select id, period, stopped_reason as "stoppedReason" from message
    where state = 'stopped' and finished_at is null order by alert_id is null, id limit 50`.execute(db);
  return rows;
}
