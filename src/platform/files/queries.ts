/** Files in the database, by the hash of their content: the same file is stored once, and a backup has them all. */
import { sql } from 'kysely';
import type { Database, Transaction } from '../database/connect.ts';

export interface StoredFile {
  mediaType: string;
  size: number;
  content: Buffer;
}

/** Stores a file unless it is there already. */
export async function insertFile(
  trx: Transaction,
  file: { sha256: Buffer; mediaType: string; content: Buffer; at: Date },
): Promise<void> {
  await sql`insert into stored_file (sha256, media_type, size, content, created_at)
    values (${file.sha256}, ${file.mediaType}, ${file.content.length}, ${file.content}, ${file.at})
    on conflict (sha256) do nothing`.execute(trx);
}

/** Some bytes of a file, from the first one to the last one, both counted from 0. */
export async function filePart(db: Database, sha256: Buffer, first: number, last: number): Promise<Buffer | undefined> {
  const { rows } = await sql<{ content: Buffer }>`
    select substring(content from ${first + 1}::int for ${last - first + 1}::int) as content
    from stored_file where sha256 = ${sha256}`.execute(db);
  return rows[0]?.content;
}

export async function fileByHash(db: Database | Transaction, sha256: Buffer): Promise<StoredFile | undefined> {
  const { rows } = await sql<StoredFile>`
    select media_type as "mediaType", size, content from stored_file where sha256 = ${sha256}`.execute(db);
  return rows[0];
}
