/**
 * What became of a notice of the past, one statement for all of its recipients. Chance is a hash of the person and of
 * the notice's place in the history: the same district on the same day has the same history.
 */
import { sql } from 'kysely';
import { type Audience, audienceRows } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';

export interface PastNoticeRow {
  organisationId: number;
  kind: string;
  number: string | null;
  state: 'published' | 'withdrawn';
  authorId: number;
  approverId: number;
  request: 'none' | 'acknowledge' | 'slip';
  deadlineOn: string | null;
  isPublic: boolean;
  frozenSize: number;
  createdAt: Date;
  publishedAt: Date;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
}

/** Inserts the notice as published; its hash and message are set afterwards. */
export async function insertPastNotice(trx: Transaction, row: PastNoticeRow): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into notice (organisation_id, kind, number, state, author_id, approver_id, request, deadline_on, is_public,
      frozen_size, frozen_hash, published_at, withdrawn_at, withdrawn_reason, created_at, updated_at)
    values (${row.organisationId}, ${row.kind}, ${row.number}, ${row.state}, ${row.authorId}, ${row.approverId},
      ${row.request}, ${row.deadlineOn}, ${row.isPublic}, ${row.frozenSize}, '\\x',
      ${row.publishedAt}, ${row.withdrawnAt}, ${row.withdrawnReason}, ${row.createdAt},
      ${row.withdrawnAt ?? row.publishedAt}) returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

export async function setFrozen(
  trx: Transaction,
  id: number,
  hash: Buffer,
  size: number,
  messageId: number,
): Promise<void> {
  await sql`update notice set frozen_hash = ${hash}, frozen_size = ${size}, message_id = ${messageId}
    where id = ${id}`.execute(trx);
}

export interface PastMessage {
  messageId: number;
  period: string;
  audience: Audience;
  /** Its number in the history: what the hash depends on beside the person. */
  nth: number;
  at: Date;
}

/** A number below 10,000 from a person and the notice; `salt` gives independent ones. */
const chance = (person: string, nth: number, salt: number) =>
  sql<number>`((((${sql.ref(person)} * 48271 + ${nth * 69621 + salt * 7877}) % 2147483647) * 16807) % 2147483647 % 10000)`;

/**
 * All recipients with what became of their message, and the counts, in one statement: of mails one in 170 is refused
 * for good, of text messages some are refused or never answered for. Returns the number of recipients.
 */
export async function insertPastDeliveries(trx: Transaction, message: PastMessage, today: string): Promise<number> {
  const { messageId, period, audience, nth, at } = message;
  const { rows } = await sql<{ n: number }>`
    with drawn as (
      select a.*, ${chance('a.person_id', nth, 1)} as c from (${audienceRows(audience, today, ['email', 'sms'])}) a),
    added as (
      insert into delivery (message_id, person_id, organisation_id, contact_point_id, period, ready_at, settled_at,
        district_id, channel, state, attempts, reason)
      select ${messageId}::bigint, person_id, organisation_id, contact_point_id, ${period}::date, ${at}::timestamptz,
        ${at}::timestamptz + c * interval '0.12 second', district_id, channel,
        case when channel = 0 then 4 when channel = 1 and c < 60 or channel = 2 and c < 30 then 3
          when channel = 2 and c < 45 then 5 else 2 end,
        case when channel = 0 then 0 when channel = 1 and c < 15 then 10 else 1 end,
        case when channel = 0 then 'no_contact' when channel = 1 and c < 15 then 'too_many_attempts'
          when channel = 1 and c < 60 then 'refused:550 5.1.1' when channel = 2 and c < 30 then 'refused'
          when channel = 2 and c < 45 then 'no_answer' end
      from drawn
      returning organisation_id, channel, state),
    grouped as (select organisation_id, channel, state, count(*) as n from added group by 1, 2, 3),
    counted as (
      insert into delivery_count (message_id, organisation_id, channel, state, n)
      select ${messageId}::bigint, organisation_id, channel, 0, sum(n) from grouped group by 1, 2, 3
      union all
      select ${messageId}::bigint, organisation_id, channel, state, n from grouped)
    select coalesce(sum(n), 0)::int8 as n from grouped`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** The message is over: everybody is settled, and no worker looks at it. */
export async function finishPastMessage(trx: Transaction, messageId: number, size: number, at: Date): Promise<void> {
  await sql`update message set state = 'finished', frozen_size = ${size}, expanded_at = ${at}::timestamptz,
      finished_at = ${at}::timestamptz + interval '20 minutes',
      cursor_person_id = (select max(id) from person)
    where id = ${messageId}`.execute(trx);
}

/**
 * Acknowledgements: most on the first two days, more at some schools than at others; those without a channel are told
 * by the class teacher at the end. None lies after today.
 */
export async function insertPastAcknowledgements(
  trx: Transaction,
  notice: { id: number; messageId: number; period: string; nth: number; day: string; deadlineOn: string },
  today: string,
): Promise<void> {
  const { id, messageId, period, nth, day, deadlineOn } = notice;
  await sql`
    with drawn as (
      select d.person_id, d.organisation_id, d.state, ${chance('d.person_id', nth, 2)} as c,
        (-1.7 * ln(1 - ${chance('d.person_id', nth, 3)} / 10000.0))::int as days,
        7100 + (case when nlevel(o.path) > 1 then (subpath(o.path, 1, 1)::text)::int8 else 0 end * 7919 % 2000)
          + (o.id * 104729 % 600) as rate
      from delivery d join organisation o on o.id = d.organisation_id
      where d.message_id = ${messageId} and d.period = ${period}::date),
    answered as (
      select person_id, organisation_id, 'link' as means, ${day}::date + days as acknowledged_on
      from drawn where state = 2 and c < rate
      union all
      select person_id, organisation_id, 'told', ${deadlineOn}::date from drawn where state in (3, 4) and c < 6200),
    added as (
      insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
      select ${id}::bigint, person_id, organisation_id, means, acknowledged_on from answered
      where acknowledged_on < ${today}::date and acknowledged_on <= ${deadlineOn}::date + 3
      returning organisation_id)
    insert into notice_acknowledgement_count (notice_id, organisation_id, n)
    select ${id}::bigint, organisation_id, count(*) from added group by organisation_id`.execute(trx);
}

/** After so many rows the planner should know about them before the first page is asked for. */
export async function analyze(db: Database): Promise<void> {
  await sql`analyze`.execute(db);
}
