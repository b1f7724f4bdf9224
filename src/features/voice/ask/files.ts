/**
 * Files of somebody who must not be known: pictures are drawn anew, PDFs are pages and nothing else, texts lose what can't be
 * seen; names are dropped. Office files are refused: they keep authors, changes and macros where no cleaning is sure to find them.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { checkFile } from '#platform/files/check.ts';
import { mostPlainPages, plainPdf } from '#platform/files/pdf.ts';
import type { Secrets } from '#platform/secrets.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { NewFile } from '../model/brought.ts';
import { largestMb } from './model/limits.ts';
import { tidied } from './model/tidy.ts';

const taken = /^(image\/(jpeg|png|webp)|application\/pdf|text\/plain)$/;

/**
 * Troubles, with the file's number in the order of choosing (its name is not looked at): `fileLarge`, `fileEmptyN`,
 * `fileOffice`, `fileKindN`, `fileBroken`, `filePages`, `fileActive`, `identityNumber`.
 */
export async function cleanFile(n: number, content: Buffer): Promise<Outcome<NewFile>> {
  if (content.length > largestMb * 1024 * 1024) return refused('files', 'fileLarge', { n, megabytes: largestMb });
  return content.subarray(0, 5).toString('latin1') === '%PDF-' ? pages(n, content) : other(n, content);
}

async function pages(n: number, content: Buffer): Promise<Outcome<NewFile>> {
  const plain = await plainPdf(content);
  if (plain === undefined) return refused('files', 'fileBroken', { n });
  if (plain === 'pages') return refused('files', 'filePages', { n, pages: mostPlainPages });
  if (plain === 'active') return refused('files', 'fileActive', { n });
  return done({ mediaType: 'application/pdf', content: plain });
}

async function other(n: number, content: Buffer): Promise<Outcome<NewFile>> {
  const checked = await checkFile('files', `${n}`, content);
  if (!checked.ok) {
    const key = { fileEmpty: 'fileEmptyN', fileKind: 'fileKindN' }[checked.troubles[0]?.key ?? ''] ?? 'fileBroken';
    return refused('files', key, { n });
  }
  const { mediaType } = checked.value;
  if (mediaType.includes('officedocument')) return refused('files', 'fileOffice', { n });
  // A PDF that hides behind something else in front of it.
  if (!taken.test(mediaType) || mediaType === 'application/pdf') return refused('files', 'fileKindN', { n });
  if (mediaType !== 'text/plain') return done({ mediaType, content: checked.value.content });
  return done({ mediaType, content: Buffer.from(tidied(checked.value.content.toString('utf8')).text) });
}

/**
 * Between preview and sending a cleaned file waits in the form itself and nowhere on the server: `type mac content`. The
 * HMAC says that it was cleaned here.
 */
export function fileInForm(secrets: Secrets, { mediaType, content }: NewFile): string {
  return `${mediaType} ${macOf(secrets, mediaType, content).toString('base64url')} ${content.toString('base64')}`;
}

/** Undefined for what was not cleaned here. */
export function fileFromForm(secrets: Secrets, text: string): NewFile | undefined {
  const [mediaType = '', mac = '', base64 = ''] = text.split(' ');
  const content = Buffer.from(base64, 'base64');
  const given = Buffer.from(mac, 'base64url');
  const right = macOf(secrets, mediaType, content);
  return given.length === right.length && timingSafeEqual(given, right) ? { mediaType, content } : undefined;
}

function macOf(secrets: Secrets, mediaType: string, content: Buffer): Buffer {
  return createHmac('sha256', secrets.deriveKey('voice/file-in-form'))
    .update(`${mediaType}\n`)
    .update(content)
    .digest();
}
