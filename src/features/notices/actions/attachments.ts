/** Files that go with a notice. */
import { type CheckedFile, checkFile } from '#platform/files/check.ts';
import { insertFile } from '#platform/files/queries.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { limits } from '../model/notice.ts';
import { attachmentsOf } from '../queries/notices.ts';
import { deleteAttachment, insertAttachment } from '../queries/write.ts';
import { type By, edit } from './by.ts';

export interface Upload {
  name: string;
  content: Buffer;
}

/** Checks and attaches files: all of them, or none and a trouble for each that is refused. */
export async function addAttachments(
  services: Services,
  by: By,
  id: number,
  revision: number,
  uploads: readonly Upload[],
): Promise<Outcome<{ revision: number }>> {
  if (uploads.length === 0) return refused('files', 'fileMissing');
  if (uploads.length > limits.attachments) return refused('files', 'tooManyFiles', { most: limits.attachments });
  const files: CheckedFile[] = [];
  const troubles: Trouble[] = [];
  // One after the other: each picture is drawn anew and takes memory.
  for (const upload of uploads) {
    const outcome = await checkFile('files', upload.name, upload.content);
    if (outcome.ok) files.push(outcome.value);
    else troubles.push(...outcome.troubles);
  }
  if (troubles.length > 0) return { ok: false, troubles };
  const at = services.clock.now();
  return edit(services, by, id, revision, async (trx) => {
    const before = await attachmentsOf(trx, id);
    if (before.length + files.length > limits.attachments) {
      return refused('files', 'tooManyFiles', { most: limits.attachments });
    }
    const bytes = [...before.map((a) => a.size), ...files.map((f) => f.content.length)].reduce((a, b) => a + b, 0);
    if (bytes > limits.attachmentBytes) {
      return refused('files', 'filesTooLarge', { megabytes: limits.attachmentBytes / 1024 / 1024 });
    }
    for (const file of files) {
      await insertFile(trx, { sha256: file.sha256, mediaType: file.mediaType, content: file.content, at });
      await insertAttachment(trx, id, { ...file, size: file.content.length });
    }
    return done(null);
  });
}

export function removeAttachment(
  services: Services,
  by: By,
  id: number,
  revision: number,
  attachment: number,
): Promise<Outcome<{ revision: number }>> {
  return edit(services, by, id, revision, async (trx) => {
    await deleteAttachment(trx, id, attachment);
    return done(null);
  });
}
