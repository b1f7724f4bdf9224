/** Documents that were made and kept. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Format } from '#platform/documents/model.ts';

/** The file made for this content, if there is one. */
export async function keptDocument(
  db: Database,
  noticeId: number,
  format: Format,
  content: Buffer,
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ sha256: Buffer }>`select sha256 from notice_document
    where notice_id = ${noticeId} and format = ${format} and content = ${content}`.execute(db);
  return rows[0]?.sha256;
}

/** Keeps a document; two who made the same at once agree. */
export async function insertDocument(
  trx: Transaction,
  made: {
    noticeId: number;
    format: Format;
    content: Buffer;
    version: number;
    language: string;
    sha256: Buffer;
    at: Date;
  },
): Promise<void> {
  await sql`insert into notice_document (notice_id, format, content, version, language, sha256, made_at)
    values (${made.noticeId}, ${made.format}, ${made.content}, ${made.version}, ${made.language}, ${made.sha256},
      ${made.at}) on conflict do nothing`.execute(trx);
}
