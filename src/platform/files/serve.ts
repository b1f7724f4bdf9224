/** Answers with a stored file: never guessed at, never run, under its own name in any script. */
import type { Database } from '../database/connect.ts';
import type { Ctx } from '../http/context.ts';
import { NotFound } from '../http/respond.ts';
import { filePart, type StoredFile } from './queries.ts';

/** The file as a download. `shared` answers may be kept by browsers and proxies, since their address is public. */
export function fileAnswer(c: Ctx, file: StoredFile, name: string, sha256: Buffer, shared: boolean): Response {
  const etag = `"${sha256.toString('hex').slice(0, 32)}"`;
  c.header('etag', etag);
  c.header('cache-control', shared ? 'public, max-age=3600' : 'private, no-cache');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  c.header('content-type', file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType);
  c.header('content-disposition', contentDisposition(name));
  c.header('x-content-type-options', 'nosniff');
  c.header('cross-origin-resource-policy', 'same-origin');
  return c.body(new Uint8Array(file.content));
}

export interface Sound {
  hash: Buffer;
  size: number;
  mediaType: string;
  name: string;
  shared: boolean;
}

/** A recording for a player: whole, or the part that it asks for (RFC 9110, 14: one range of bytes). */
export async function soundAnswer(c: Ctx, db: Database, sound: Sound): Promise<Response> {
  const etag = `"${sound.hash.toString('hex').slice(0, 32)}"`;
  c.header('etag', etag);
  c.header('cache-control', sound.shared ? 'public, max-age=3600' : 'private, no-cache');
  c.header('accept-ranges', 'bytes');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  const ifRange = c.req.header('if-range');
  const range = ifRange === undefined || ifRange === etag ? rangeOf(c.req.header('range'), sound.size) : undefined;
  if (range === 'outside') {
    c.header('content-range', `bytes */${sound.size}`);
    return c.body(null, 416);
  }
  const [first, last] = range ?? [0, sound.size - 1];
  const content = await filePart(db, sound.hash, first, last);
  if (!content) throw new NotFound();
  c.header('content-type', sound.mediaType);
  c.header('content-disposition', `inline; filename="${sound.name}"`);
  c.header('x-content-type-options', 'nosniff');
  c.header('cross-origin-resource-policy', 'same-origin');
  if (range) c.header('content-range', `bytes ${first}-${last}/${sound.size}`);
  return c.body(new Uint8Array(content), range ? 206 : 200);
}

/** First and last byte; undefined for what is no single range of bytes, which is then left aside as the standard says. */
export function rangeOf(header: string | undefined, size: number): [number, number] | 'outside' | undefined {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, from = '', to = ''] = found ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return Number(to) === 0 ? 'outside' : [Math.max(0, size - Number(to)), size - 1];
  if (to !== '' && Number(to) < Number(from)) return undefined;
  if (Number(from) >= size) return 'outside';
  return [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)];
}

/** `attachment` with the name in ASCII for old clients and in UTF-8 (RFC 5987, RFC 6266) for all others. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
