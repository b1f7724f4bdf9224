/** A year of notices to every guardian of the district: the deliveries, acknowledgements and counts of a large one. */
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database/connect.ts';

const days = 390;

/**
 * As many copies of the published notice as bring the deliveries up to `wanted`, spread over 13 months; every second one
 * asks for acknowledgement. Returns their ids, the oldest first.
 */
export async function fillMassNotices(owner: Database, published: number, wanted: number): Promise<number[]> {
  const source = await sql<{ messageId: number; size: number; present: number }>`
    select n.message_id as "messageId", (select count(*) from delivery d where d.message_id = n.message_id) as size,
      (select count(*) from delivery) as present
    from notice n where n.id = ${published}`.execute(owner);
  const { messageId, size, present } = source.rows[0] as { messageId: number; size: number; present: number };
  const copies = Math.max(2, Math.ceil((wanted - present) / size));
  const ids: number[] = [];
  for (let copy = 0; copy < copies; copy += 1) {
    const daysAgo = Math.round(days - (copy * (days - 20)) / copies);
    ids.push(await copyNotice(owner, { published, messageId, daysAgo, asks: copy % 2 === 0 }));
  }
  return ids;
}

async function copyNotice(
  owner: Database,
  { published, messageId, daysAgo, asks }: { published: number; messageId: number; daysAgo: number; asks: boolean },
): Promise<number> {
  const at = sql`(now() - make_interval(days => ${daysAgo}::int))`;
  const { rows } = await sql<{ notice: number; message: number; period: string; partition: unknown }>`
    with copied as (
      insert into message (period, organisation_id, subject, purpose, audience, frozen_size, cursor_person_id, state,
        release_at, link_expires_at, created_at, expanded_at, finished_at)
      select date_trunc('month', ${at})::date, organisation_id, subject, purpose, audience, frozen_size, cursor_person_id,
        'finished', ${at}, ${at} + interval '40 days', ${at}, ${at}, ${at} + interval '2 hours'
      from message where id = ${messageId} returning id, period),
    made as (
      insert into notice (organisation_id, kind, number, state, author_id, approver_id, request, deadline_on, is_public,
        frozen_size, frozen_hash, published_at, created_at, updated_at, message_id)
      select organisation_id, kind, '大教〔2026〕' || ${daysAgo}::int || '号', 'published', author_id, approver_id,
        ${asks ? 'acknowledge' : 'none'}, ${asks ? sql`(${at} + interval '10 days')::date` : sql`null`}, is_public,
        frozen_size, frozen_hash, ${at}, ${at}, ${at}, (select id from copied)
      from notice where id = ${published} returning id),
    texts as (
      insert into notice_text (notice_id, language, title, body, pairs)
      select made.id, language, title, body, pairs from notice_text, made where notice_id = ${published}),
    audiences as (
      insert into notice_audience (notice_id, mode, organisation_id, role)
      select made.id, mode, organisation_id, role from notice_audience, made where notice_id = ${published}),
    events as (
      insert into notice_event (notice_id, at, account_id, kind)
      select made.id, ${at}, account_id, kind from notice_event, made where notice_id = ${published})
    select made.id as notice, copied.id as message, copied.period::text as period, ensure_delivery_partition(copied.period) as partition
    from made, copied`.execute(owner);
  const { notice, message, period } = rows[0] as { notice: number; message: number; period: string };
  await sql`update message set subject = 'notice:' || ${notice}::int8 where id = ${message}`.execute(owner);
  await sql`
    insert into delivery (message_id, person_id, organisation_id, contact_point_id, period, ready_at, settled_at,
      district_id, channel, state, reason)
    select ${message}::int8, person_id, organisation_id, contact_point_id, ${period}::date, ${at}, ${at} + interval '1 hour',
      district_id, channel, state, reason
    from delivery where message_id = ${messageId} order by person_id`.execute(owner);
  await sql`
    insert into delivery_count (message_id, organisation_id, channel, state, n)
    select ${message}::int8, organisation_id, channel, state, n from delivery_count where message_id = ${messageId}
    order by organisation_id, channel, state`.execute(owner);
  if (!asks) return notice;
  await sql`
    insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
    select ${notice}::int8, person_id, organisation_id, means, ${at}::date + 1 from notice_acknowledgement
    where notice_id = ${published} order by person_id`.execute(owner);
  await sql`
    insert into notice_acknowledgement_count (notice_id, organisation_id, n)
    select ${notice}::int8, organisation_id, n from notice_acknowledgement_count where notice_id = ${published}
    order by organisation_id`.execute(owner);
  return notice;
}
