/** Recordings of a notice: at most one a language in each of its versions. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { CheckedRecording } from '#platform/files/audio.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Recording } from '../../model/notice.ts';

const columns = sql`r.id, r.language, r.media_type as "mediaType", r.size, r.seconds, encode(r.sha256, 'hex') as sha256`;
const inOrder = sql`array_position(array['zh-CN', 'en', 'bo', 'qxs'], r.language)`;

/** What is read out: the text in the language, else the main one; null while nothing is written. */
const written = (noticeId: RawBuilder<unknown>, language: RawBuilder<unknown>) => sql`(
  select sha256(convert_to(t.title || chr(10) || t.body, 'UTF8')) from notice_text t join notice n on n.id = t.notice_id
  where t.notice_id = ${noticeId} and t.language in (${language}, n.main_language)
  order by t.language = ${language} desc limit 1)`;

export async function recordingsOf(db: Database | Transaction, noticeId: number): Promise<Recording[]> {
  const { rows } = await sql<Recording>`
    select ${columns}, r.said is distinct from ${written(sql`r.notice_id`, sql`r.language`)} as "isOlder"
    from notice_recording r where r.notice_id = ${noticeId} and r.until_version is null order by ${inOrder}`.execute(
    db,
  );
  return rows;
}

/** Those of a version that was replaced. */
export async function recordingsOfVersion(
  db: Database | Transaction,
  noticeId: number,
  version: number,
): Promise<Recording[]> {
  const { rows } = await sql<Recording>`
    select ${columns}, false as "isOlder" from notice_recording r where r.notice_id = ${noticeId}
      and r.from_version <= ${version} and (r.until_version is null or r.until_version > ${version})
    order by ${inOrder}`.execute(db);
  return rows;
}

/** One recording of a notice, of whatever version, with the hash by which its file is stored. */
export async function recordingOf(
  db: Database,
  noticeId: number,
  id: number,
): Promise<(Recording & { hash: Buffer }) | undefined> {
  const { rows } = await sql<Recording & { hash: Buffer }>`
    select ${columns}, false as "isOlder", r.sha256 as hash from notice_recording r
    where r.notice_id = ${noticeId} and r.id = ${id}`.execute(db);
  return rows[0];
}

/** Replaces what was there in this language. */
export async function putRecording(
  trx: Transaction,
  noticeId: number,
  language: ContentLanguage,
  found: CheckedRecording,
): Promise<void> {
  await sql`delete from notice_recording where notice_id = ${noticeId} and language = ${language}
    and until_version is null`.execute(trx);
  await sql`insert into notice_recording (notice_id, language, sha256, media_type, size, seconds, said)
    values (${noticeId}, ${language}, ${found.sha256}, ${found.mediaType}, ${found.content.length}, ${found.seconds},
      ${written(sql`${noticeId}::bigint`, sql`${language}::text`)})`.execute(trx);
}

export async function deleteRecording(trx: Transaction, noticeId: number, id: number): Promise<void> {
  await sql`delete from notice_recording where notice_id = ${noticeId} and id = ${id}`.execute(trx);
}

/** With the texts, into a copy, a correction or a forward. */
export async function copyRecordings(trx: Transaction, from: number, to: number): Promise<void> {
  await sql`insert into notice_recording (notice_id, language, sha256, media_type, size, seconds, said)
    select ${to}::bigint, language, sha256, media_type, size, seconds, said from notice_recording
    where notice_id = ${from} and until_version is null`.execute(trx);
}

export async function clearRecordings(trx: Transaction, id: number): Promise<void> {
  await sql`delete from notice_recording where notice_id = ${id}`.execute(trx);
}

/** Those of a correction into the notice, whose version was raised; what stays is one row through both versions. */
export async function takeOverRecordings(trx: Transaction, id: number, draft: number): Promise<void> {
  const same = sql`d.sha256 = r.sha256 and d.language = r.language and d.said is not distinct from r.said`;
  await sql`update notice_recording r set until_version = n.version from notice n
    where n.id = ${id} and r.notice_id = n.id and r.until_version is null
      and not exists (select from notice_recording d where d.notice_id = ${draft} and ${same})`.execute(trx);
  await sql`insert into notice_recording (notice_id, language, sha256, media_type, size, seconds, said, from_version)
    select n.id, d.language, d.sha256, d.media_type, d.size, d.seconds, d.said, n.version
    from notice_recording d, notice n where d.notice_id = ${draft} and n.id = ${id}
      and not exists (select from notice_recording r where r.notice_id = n.id and r.until_version is null and ${same})`.execute(
    trx,
  );
}
