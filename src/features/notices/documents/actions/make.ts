/** A notice as PDF or DOCX: kept where it was made before, else made now. */
import { createHash } from 'node:crypto';
import { type Format, mediaTypes, type OfficialDocument } from '#platform/documents/model.ts';
import { type Pressed, pressOf } from '#platform/documents/press.ts';
import { fileByHash, insertFile, type StoredFile } from '#platform/files/queries.ts';
import type { Services } from '#platform/services.ts';
import type { Notice } from '../../model/notice.ts';
import { insertDocument, keptDocument } from '../queries/kept.ts';

/** Raised when a document with the same content would look otherwise. */
const layout = 1;

export type Document = { ok: true; file: StoredFile; sha256: Buffer } | Extract<Pressed, { ok: false }>;

/** What is out is kept; a draft is made anew each time, since it changes with each word. */
export async function documentFile(
  services: Services,
  notice: Pick<Notice, 'id' | 'version'>,
  document: OfficialDocument,
  format: Format,
): Promise<Document> {
  const { db } = services;
  const content = createHash('sha256')
    .update(JSON.stringify([layout, document]))
    .digest();
  const isOut = document.draftMark === null;
  const kept = isOut ? await keptDocument(db, notice.id, format, content) : undefined;
  const file = kept && (await fileByHash(db, kept));
  if (kept && file) return { ok: true, file, sha256: kept };
  const made = await pressOf(services).make(format, document);
  if (!made.ok) return made;
  const bytes = Buffer.from(made.bytes);
  const sha256 = createHash('sha256').update(bytes).digest();
  const mediaType = mediaTypes[format];
  if (isOut) {
    const at = services.clock.now();
    await db.transaction().execute(async (trx) => {
      await insertFile(trx, { sha256, mediaType, content: bytes, at });
      const { id, version } = notice;
      await insertDocument(trx, { noticeId: id, format, content, version, language: document.language, sha256, at });
    });
  }
  return { ok: true, file: { mediaType, size: bytes.length, content: bytes }, sha256 };
}
