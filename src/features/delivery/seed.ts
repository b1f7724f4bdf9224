/** Messages of the past for the demonstration: written as sent, with what became of each recipient. Nothing leaves. */
import { type RawBuilder, sql } from 'kysely';
import { audienceRows } from '#features/directory/feature.ts';
import { drawn } from '#platform/database/chance.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { waysOf } from './queries/expansion.ts';
import {
  type ContentRow,
  ensurePartition,
  insertContents,
  insertMessage,
  type MessageRow,
  messageRow,
  messagesOfAlerts,
  type NewMessage,
} from './queries/message-rows.ts';

export type PastMessage = Pick<
  NewMessage,
  'districtId' | 'organisationId' | 'subject' | 'audience' | 'releaseAt' | 'linkExpiresAt'
> & {
  contents: readonly ContentRow[];
  /** Its number in the history: what chance depends on beside the person. */
  nth: number;
};

/** Writes a message that went out to everybody at `releaseAt`, and is over. */
export async function makePastMessage(
  trx: Transaction,
  { contents, nth, ...past }: PastMessage,
  today: string,
): Promise<{ messageId: number; size: number }> {
  const at = past.releaseAt;
  const period = `${at.toISOString().slice(0, 7)}-01`;
  await ensurePartition(trx, period);
  const messageId = await insertMessage(trx, {
    ...past,
    period,
    purpose: 'notice',
    kind: null,
    frozenSize: 0,
    createdAt: at,
    mayWait: false,
    waitUntil: null,
  });
  await insertContents(trx, messageId, contents);
  const size = await insertDeliveries(trx, { messageId, period, audience: past.audience, nth, at }, today);
  await finishPast(trx, { id: messageId, period, at, size, minutes: 20 });
  return { messageId, size };
}

/** Writes the alerts of a warning of the past as sent, within half a minute: nothing of them leaves any more. */
export async function sendPastAlert(trx: Transaction, alertId: number, today: string): Promise<void> {
  for (const { id } of await messagesOfAlerts(trx, [alertId])) {
    const message = await messageRow(trx, id);
    if (!message) throw new Error(`There is no message ${id}.`);
    const { period, audience, createdAt: at } = message;
    const size = await insertDeliveries(
      trx,
      { messageId: id, period, audience, nth: alertId, at, alert: message },
      today,
    );
    await finishPast(trx, { id, period, at, size, minutes: 1 });
  }
}

async function finishPast(
  trx: Transaction,
  { id, period, at, size, minutes }: { id: number; period: string; at: Date; size: number; minutes: number },
): Promise<void> {
  await sql`update message set state = 'finished', frozen_size = ${size}, expanded_at = ${at}::timestamptz,
      finished_at = ${at}::timestamptz + make_interval(mins => ${minutes}), cursor_person_id = coalesce((select max(person_id)
        from delivery where message_id = ${id} and period = ${period}::date), 0)
    where id = ${id}`.execute(trx);
}

/** Query: `person_id, organisation_id, state` of a message's recipients. */
export function pastRecipients(messageId: number): RawBuilder<unknown> {
  return sql`select d.person_id, d.organisation_id, d.state
    from message m join delivery d on d.message_id = m.id and d.period = m.period where m.id = ${messageId}`;
}

type Sent = { messageId: number; period: string; nth: number; at: Date; alert?: MessageRow } & Pick<
  PastMessage,
  'audience'
>;

/**
 * All recipients with what became of their message, and the counts, in one statement: of mails one in 170 is refused
 * for good, of text messages some are refused or never answered for. Returns the number of recipients.
 */
async function insertDeliveries(trx: Transaction, message: Sent, today: string): Promise<number> {
  const { messageId, period, audience, nth, at, alert } = message;
  const ways = alert ? waysOf(alert, null) : {};
  const followers = sql`exists (select from delivery f where f.person_id = drawn.person_id and f.state = 2
    and f.message_id = any (${alert?.follows ?? []}::bigint[]))`;
  const only = alert
    ? sql`where contact_point_id is not null ${alert.toFollowers ? sql`and ${followers}` : sql``}`
    : sql``;
  const { rows } = await sql<{ n: number }>`
    with drawn as (
      select a.*, ${drawn('a.person_id', nth, 1)} as c from (${audienceRows(audience, today, ['email', 'sms'], undefined, ways)}) a),
    added as (
      insert into delivery (message_id, person_id, organisation_id, contact_point_id, period, ready_at, settled_at,
        district_id, channel, state, attempts, reason)
      select ${messageId}::bigint, person_id, organisation_id, contact_point_id, ${period}::date, ${at}::timestamptz,
        ${at}::timestamptz + c * make_interval(secs => ${alert ? 0.003 : 0.12}), district_id, channel,
        case when channel = 0 then 4 when channel = 1 and c < 60 or channel = 2 and c < 30 then 3
          when channel = 2 and c < 45 then 5 else 2 end,
        case when channel = 0 then 0 when channel = 1 and c < 15 then 10 else 1 end,
        case when channel = 0 then 'no_contact' when channel = 1 and c < 15 then 'too_many_attempts'
          when channel = 1 and c < 60 then 'refused:550 5.1.1' when channel = 2 and c < 30 then 'refused'
          when channel = 2 and c < 45 then 'no_answer' end
      from drawn ${only}
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
