/** Notices that were passed on: by whom, and how far they went. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Notice } from '../model/notice.ts';
import { clearRecordings } from '../recordings/queries/recordings.ts';
import { noticeColumns, pathsOf } from './notices.ts';

/**
 * A notice that may be passed on by offices within a reach: out, of the bureau or one of its departments, no forward
 * itself, and public or addressed to people there.
 */
export async function forwardable(db: Database, reach: Reach, id: number, now: Date): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id
    where n.id = ${id} and ${mayBePassedOn(reach, now)}`.execute(db);
  return rows[0];
}

export interface ForwardableRow {
  id: number;
  title: string;
  language: string;
  organisationId: number;
  publishedAt: Date;
}

/** The same as a list, the newest first. */
export async function forwardables(db: Database, reach: Reach, now: Date, limit: number): Promise<ForwardableRow[]> {
  const { rows } = await sql<ForwardableRow>`
    select n.id, t.title, t.language, n.organisation_id as "organisationId", n.published_at as "publishedAt"
    from notice n join organisation o on o.id = n.organisation_id
    join notice_text t on t.notice_id = n.id and t.language = n.main_language
    where ${mayBePassedOn(reach, now)} order by n.published_at desc, n.id desc limit ${limit}`.execute(db);
  return rows;
}

function mayBePassedOn(reach: Reach, now: Date) {
  // Who may write nowhere passes nothing on.
  if (reach.paths.length === 0) return sql<boolean>`false`;
  return sql<boolean>`n.state = 'published' and n.published_at <= ${now} and n.forwards_id is null
    and o.kind in ('district', 'department') and not o.path <@ any (${pathsOf(reach)})
    and (n.is_public or exists (select from notice_audience a join organisation ao on ao.id = a.organisation_id
      where a.notice_id = n.id and a.mode = 'include' and ao.path @> any (${pathsOf(reach)})))`;
}

/** The draft that passes a notice on, with its number, language and what it asks. */
export async function insertForward(
  trx: Transaction,
  of: number,
  row: { organisationId: number; authorId: number; preface: string; at: Date; today: string },
): Promise<number> {
  const asks = sql`request = 'acknowledge' and deadline_on >= ${row.today}::date`;
  const { rows } = await sql<{ id: number }>`
    insert into notice (district_id, organisation_id, kind, number, number_latin, is_public, main_language, request, deadline_on,
      expires_on, state, author_id, forwards_id, forwards_version, foreword, created_at, updated_at)
    select district_id, ${row.organisationId}::bigint, kind, number, number_latin, false, main_language,
      case when ${asks} then 'acknowledge' else 'none' end, case when ${asks} then deadline_on end, expires_on, 'draft',
      ${row.authorId}::bigint, id, version, ${row.preface}::text, ${row.at}::timestamptz, ${row.at}::timestamptz
    from notice where id = ${of} returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function updatePreface(trx: Transaction, id: number, preface: string): Promise<void> {
  await sql`update notice set foreword = ${preface} where id = ${id}`.execute(trx);
}

/** Forwards that are out with their messages; of several offices. */
export async function forwardsOut(
  db: Database | Transaction,
  id: number,
): Promise<{ id: number; organisationId: number; messageId: number }[]> {
  const { rows } = await sql<{ id: number; organisationId: number; messageId: number }>`
    select id, organisation_id as "organisationId", message_id as "messageId" from notice
    where forwards_id = ${id} and state = 'published' and message_id is not null order by id limit 20000`.execute(db);
  return rows;
}

/** The original was withdrawn: so is what passed it on, and what would have. Returns the messages that must stop. */
export async function withdrawForwards(trx: Transaction, id: number, reason: string, at: Date): Promise<number[]> {
  const { rows } = await sql<{ messageId: number | null; correctionMessageId: number | null }>`
    with gone as (
      update notice set state = case when state = 'published' then 'withdrawn' else 'discarded' end,
        withdrawn_at = case when state = 'published' then ${at}::timestamptz end,
        withdrawn_reason = case when state = 'published' then ${reason}::text end,
        publish_at = null, updated_at = ${at}::timestamptz
      where forwards_id = ${id} and state in ('draft', 'in_review', 'approved', 'scheduled', 'published')
      returning id, message_id, correction_message_id),
    told as (
      insert into notice_event (notice_id, at, kind, comment)
      select id, ${at}::timestamptz, 'original_withdrawn', ${reason}::text from gone)
    select g.message_id as "messageId", g.correction_message_id as "correctionMessageId" from gone g
    union all
    select r.message_id, null from gone g join notice_reminder r on r.notice_id = g.id`.execute(trx);
  return rows.flatMap((row) => [row.messageId, row.correctionMessageId]).filter((found) => found !== null);
}

/** Forwards whose original was corrected since, with the correction that they have to follow. */
export async function forwardsBehind(db: Database): Promise<{ id: number; correction: number; version: number }[]> {
  const { rows } = await sql<{ id: number; correction: number; version: number }>`
    select f.id, o.version, (select max(d.id) from notice d where d.corrects_id = o.id and d.state = 'applied') as correction
    from notice f join notice o on o.id = f.forwards_id and o.state = 'published' and o.version > f.forwards_version
    where f.state in ('draft', 'in_review', 'approved', 'scheduled', 'published') order by f.id limit 500`.execute(db);
  return rows;
}

export async function setForwardsVersion(trx: Transaction, id: number, version: number): Promise<void> {
  await sql`update notice set forwards_version = ${version} where id = ${id}`.execute(trx);
}

/** Takes the corrected text over into a forward that is not out yet. */
export async function clearParts(trx: Transaction, id: number): Promise<void> {
  await sql`delete from notice_text where notice_id = ${id}`.execute(trx);
  await sql`delete from notice_attachment where notice_id = ${id}`.execute(trx);
  await clearRecordings(trx, id);
}
