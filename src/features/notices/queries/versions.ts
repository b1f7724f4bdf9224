/** Versions of a published notice: what stood before a correction, and the step from one to the next. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Attachment, Notice, Text } from '../model/notice.ts';
import { takeOverRecordings } from '../recordings/queries/recordings.ts';

export interface Version {
  version: number;
  number: string | null;
  deadlineOn: string | null;
  mainLanguage: string;
  /** Why it replaced the one before; null of the first. */
  reason: string | null;
  outAt: Date;
  /** Null of the newest. */
  replacedAt: Date | null;
}

type Newest = Pick<
  Notice,
  'id' | 'version' | 'number' | 'deadlineOn' | 'mainLanguage' | 'correctionReason' | 'correctedAt' | 'publishedAt'
>;

/** All versions, the newest first. */
export async function versionsOf(db: Database | Transaction, notice: Newest): Promise<Version[]> {
  const newest: Version = {
    ...{ version: notice.version, number: notice.number, deadlineOn: notice.deadlineOn },
    ...{ mainLanguage: notice.mainLanguage, reason: notice.correctionReason, replacedAt: null },
    outAt: notice.correctedAt ?? (notice.publishedAt as Date),
  };
  if (notice.version === 1) return [newest];
  const { rows } = await sql<Version>`
    select version, number, deadline_on as "deadlineOn", main_language as "mainLanguage", reason, out_at as "outAt",
      replaced_at as "replacedAt"
    from notice_version where notice_id = ${notice.id} order by version desc`.execute(db);
  return [newest, ...rows];
}

/** Texts of a version that was replaced. */
export async function textsOfVersion(db: Database | Transaction, id: number, version: number): Promise<Text[]> {
  const { rows } = await sql<Text>`
    select language, title, body from notice_version_text where notice_id = ${id} and version = ${version}
    order by array_position(array['zh-CN', 'en', 'bo', 'qxs'], language)`.execute(db);
  return rows;
}

export async function attachmentsOfVersion(
  db: Database | Transaction,
  id: number,
  version: number,
): Promise<Attachment[]> {
  const { rows } = await sql<Attachment>`
    select id, name, media_type as "mediaType", size, encode(sha256, 'hex') as sha256 from notice_attachment
    where notice_id = ${id} and from_version <= ${version} and (until_version is null or until_version > ${version})
    order by position, id`.execute(db);
  return rows;
}

/** Starts the draft of a correction with all that the notice has now. */
export async function insertCorrection(
  trx: Transaction,
  of: number,
  row: { authorId: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into notice (district_id, organisation_id, kind, number, number_latin, is_public, main_language, is_own_class, request,
      deadline_on, state, author_id, corrects_id, created_at, updated_at)
    select district_id, organisation_id, kind, number, number_latin, is_public, main_language, is_own_class,
      case when request = 'acknowledge' then 'acknowledge' else 'none' end,
      case when request = 'acknowledge' then deadline_on end, 'draft', ${row.authorId}::bigint, id,
      ${row.at}::timestamptz, ${row.at}::timestamptz
    from notice where id = ${of} returning id`.execute(trx);
  return rows[0]?.id as number;
}

/** The correction that is being written, if there is one. */
export async function openCorrectionOf(db: Database | Transaction, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from notice where corrects_id = ${id} and state not in ('applied', 'discarded')`.execute(db);
  return rows[0]?.id;
}

export interface CorrectionPlan {
  reason: string;
  told: 'nobody' | 'acknowledged' | 'everybody';
  renews: boolean;
  deadlineOn: string | null;
}

export async function updateCorrection(trx: Transaction, id: number, plan: CorrectionPlan): Promise<void> {
  await sql`update notice set correction_reason = ${plan.reason}, correction_told = ${plan.told},
    correction_renews = ${plan.renews}, deadline_on = ${plan.deadlineOn} where id = ${id}`.execute(trx);
}

/** Keeps what the notice says now as one of its versions. */
export async function keepVersion(trx: Transaction, id: number, at: Date): Promise<void> {
  await sql`insert into notice_version (notice_id, version, number, request, deadline_on, main_language, reason, out_at,
      replaced_at)
    select id, version, number, request, deadline_on, main_language, correction_reason,
      coalesce(corrected_at, published_at), ${at}::timestamptz from notice where id = ${id}`.execute(trx);
  await sql`insert into notice_version_text (notice_id, version, language, title, body)
    select t.notice_id, n.version, t.language, t.title, t.body from notice_text t join notice n on n.id = t.notice_id
    where n.id = ${id}`.execute(trx);
}

/** Takes texts, files, recordings, deadline and reason of the correction over into the notice, as its next version. */
export async function takeOver(trx: Transaction, id: number, draft: number, at: Date): Promise<void> {
  await sql`update notice n set version = n.version + 1, corrected_at = ${at}, correction_reason = d.correction_reason,
      correction_told = d.correction_told, correction_renews = d.correction_renews, correction_message_id = null,
      deadline_on = case when d.request = 'none' or n.request = 'none' then n.deadline_on else d.deadline_on end, updated_at = ${at}
    from notice d where n.id = ${id} and d.id = ${draft}`.execute(trx);
  await sql`delete from notice_text where notice_id = ${id}`.execute(trx);
  await sql`insert into notice_text (notice_id, language, title, body, pairs, source_language, source_title, source_body)
    select ${id}::bigint, language, title, body, pairs, source_language, source_title, source_body from notice_text where notice_id = ${draft}`.execute(
    trx,
  );
  await sql`update notice_attachment a set until_version = n.version from notice n
    where n.id = ${id} and a.notice_id = n.id and a.until_version is null
      and not exists (select from notice_attachment d where d.notice_id = ${draft} and d.sha256 = a.sha256
        and d.name = a.name)`.execute(trx);
  await sql`insert into notice_attachment (notice_id, sha256, name, media_type, size, position, from_version)
    select n.id, d.sha256, d.name, d.media_type, d.size, d.position, n.version
    from notice_attachment d, notice n where d.notice_id = ${draft} and n.id = ${id}
      and not exists (select from notice_attachment a where a.notice_id = n.id and a.until_version is null
        and a.sha256 = d.sha256 and a.name = d.name)
    order by d.position, d.id`.execute(trx);
  await takeOverRecordings(trx, id, draft);
}

/** Everybody is asked anew: what they answered is kept with its version, and no longer counts. */
export async function renewAcknowledgements(trx: Transaction, id: number): Promise<void> {
  await sql`
    with gone as (
      delete from notice_acknowledgement where notice_id = ${id}
      returning notice_id, person_id, version, organisation_id, means, acknowledged_on),
    kept as (
      insert into notice_earlier_acknowledgement (notice_id, person_id, version, organisation_id, means,
        acknowledged_on)
      select * from gone)
    insert into notice_acknowledgement_delta (notice_id, organisation_id, n)
    select notice_id, organisation_id, -count(*)::int from gone group by 1, 2`.execute(trx);
}

export async function setCorrectionMessage(trx: Transaction, id: number, messageId: number): Promise<void> {
  await sql`update notice set correction_message_id = ${messageId} where id = ${id}`.execute(trx);
}

/** The version that a person had acknowledged before all were asked anew; the latest of them. */
export async function earlierAcknowledgement(
  db: Database | Transaction,
  noticeId: number,
  personId: number,
): Promise<{ version: number; on: string } | undefined> {
  const { rows } = await sql<{ version: number; on: string }>`
    select version, acknowledged_on as "on" from notice_earlier_acknowledgement
    where notice_id = ${noticeId} and person_id = ${personId} order by version desc limit 1`.execute(db);
  return rows[0];
}

/**
 * Port of delivery: where a correction is told only to those who had acknowledged, all others are left out. The port
 * gives the person in question as `a.person_id`.
 */
export function leftOutOfCorrection(subject: string) {
  const id = Number(/^notice:(\d+)$/.exec(subject)?.[1] ?? 0);
  return sql`select a.person_id
    where exists (select from notice n where n.id = ${id} and n.correction_told = 'acknowledged')
      and not exists (select from notice_acknowledgement k where k.notice_id = ${id} and k.person_id = a.person_id)
      and not exists (select from notice_earlier_acknowledgement k
        where k.notice_id = ${id} and k.person_id = a.person_id)`;
}
