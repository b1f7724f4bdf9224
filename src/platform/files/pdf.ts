/** PDF without what tells who made it, with what and when. It is written anew by a library. */
import { inThread } from './thread.ts';

/**
 * The same pages without metadata; undefined for what is protected, broken or too large when unpacked. One that is signed
 * comes back as it is: its signature would be void.
 */
export async function withoutPdfMetadata(content: Buffer): Promise<Buffer | undefined> {
  if (/\/ByteRange\s*\[/.test(content.toString('latin1'))) return content;
  const bytes = await inThread<Uint8Array>(new URL('./pdf-worker.ts', import.meta.url), content);
  return bytes && Buffer.from(bytes);
}

export const mostPlainPages = 100;

/**
 * Pages and nothing else, for somebody who must not be known: without metadata; `pages` for one with too many, `active`
 * for one with scripts, other files or a signature in it, undefined for what is protected, broken or too large when unpacked.
 */
export async function plainPdf(content: Buffer): Promise<Buffer | 'pages' | 'active' | undefined> {
  if (/\/ByteRange\s*\[/.test(content.toString('latin1'))) return 'active';
  const script = new URL('./pdf-plain-worker.ts', import.meta.url);
  const answer = await inThread<Uint8Array | 'pages' | 'active'>(script, content);
  return answer instanceof Uint8Array ? Buffer.from(answer) : answer;
}
