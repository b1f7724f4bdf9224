/** Answers with a stored file: never guessed at, never run, under its own name in any script. */
import type { Ctx } from '../http/context.ts';
import type { StoredFile } from './queries.ts';

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

/** `attachment` with the name in ASCII for old clients and in UTF-8 (RFC 5987, RFC 6266) for all others. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
