/**
 * What may be attached, decided by the content and never by the name: pictures are drawn anew so that no camera data
 * (place, time, device) goes along, PDF and Office files lose their author and program, texts become UTF-8; everything
 * must be what it says it is.
 */
import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { done, type Outcome, refused } from '../trouble.ts';
import { withoutOfficeFacts } from './office.ts';
import { withoutPdfMetadata } from './pdf.ts';

/** Allowed kinds by the media type that the content shows. */
const kinds: Readonly<Record<string, { extension: string; picture?: 'jpeg' | 'png' | 'webp' }>> = {
  'application/pdf': { extension: 'pdf' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { extension: 'docx' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { extension: 'xlsx' },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': { extension: 'pptx' },
  'image/jpeg': { extension: 'jpg', picture: 'jpeg' },
  'image/png': { extension: 'png', picture: 'png' },
  'image/webp': { extension: 'webp', picture: 'webp' },
  'text/plain': { extension: 'txt' },
};

/** For the `accept` of a file field; the server looks at the content all the same. */
export const acceptedExtensions = Object.values(kinds)
  .map((kind) => `.${kind.extension}`)
  .join(',');

export const maxFileBytes = 10 * 1024 * 1024;
const maxPixels = 60_000_000;
const longestSide = 2560;

export interface CheckedFile {
  /** Cleaned, with the extension of what it really is. */
  name: string;
  mediaType: string;
  sha256: Buffer;
  content: Buffer;
}

/**
 * Checks one uploaded file. Troubles: `fileEmpty`, `fileTooLarge` (megabytes), `fileKind`, `filePicture`, `fileUnreadable`; each
 * carries the file's name.
 */
export async function checkFile(field: string, name: string, content: Buffer): Promise<Outcome<CheckedFile>> {
  const shown = cleanName(name);
  if (content.length === 0) return refused(field, 'fileEmpty', { name: shown });
  if (content.length > maxFileBytes) {
    return refused(field, 'fileTooLarge', { name: shown, megabytes: maxFileBytes / 1024 / 1024 });
  }
  const found = await fileTypeFromBuffer(new Uint8Array(content)).catch(() => undefined);
  const text = found ? undefined : asText(content);
  const mediaType = found?.mime ?? (text ? 'text/plain' : '');
  const kind = kinds[mediaType];
  if (!kind) return refused(field, 'fileKind', { name: shown });
  const clean = kind.picture
    ? await redrawn(content, kind.picture)
    : (text ?? (await withoutFacts(content, mediaType)));
  if (!clean) return refused(field, kind.picture ? 'filePicture' : 'fileUnreadable', { name: shown });
  const sha256 = createHash('sha256').update(clean).digest();
  return done({ name: withExtension(shown, kind.extension), mediaType, sha256, content: clean });
}

/** Without what tells who wrote it; nothing if it cannot be read. */
async function withoutFacts(content: Buffer, mediaType: string): Promise<Buffer | undefined> {
  return mediaType === 'application/pdf' ? withoutPdfMetadata(content) : withoutOfficeFacts(content);
}

/** The picture drawn anew, upright and without metadata; nothing if it cannot be read. */
async function redrawn(content: Buffer, format: 'jpeg' | 'png' | 'webp'): Promise<Buffer | undefined> {
  try {
    const picture = sharp(content, { limitInputPixels: maxPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
    if (format === 'jpeg') return await picture.jpeg({ quality: 82, mozjpeg: true }).toBuffer();
    if (format === 'webp') return await picture.webp({ quality: 82 }).toBuffer();
    return await picture.png({ compressionLevel: 9 }).toBuffer();
  } catch {
    return undefined;
  }
}

// Office computers still write GBK; a text that is neither is no text.
function asText(content: Buffer): Buffer | undefined {
  const bytes = content.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? content.subarray(3) : content;
  if (bytes.includes(0)) return undefined;
  for (const decode of [utf8, gbk]) {
    const text = decode(bytes);
    if (text !== undefined && !unreadable(text)) return Buffer.from(text, 'utf8');
  }
  return undefined;
}

function unreadable(text: string): boolean {
  for (const sign of text) {
    const code = sign.codePointAt(0) as number;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127 || code === 0xfffd) return true;
  }
  return false;
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function gbk(bytes: Buffer): string | undefined {
  return iconv.decode(bytes, 'gb18030');
}

/** A file's name without folders, control and direction signs, at most 120 characters. */
export function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).pop() ?? '';
  const visible = last
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim();
  return Array.from(visible).slice(-120).join('') || 'file';
}

function withExtension(name: string, extension: string): string {
  const given = extname(name).slice(1).toLowerCase();
  if (given === extension || (extension === 'jpg' && given === 'jpeg')) return name;
  return `${/^[a-z0-9]{1,5}$/.test(given) ? name.slice(0, -given.length - 1) : name}.${extension}`;
}
