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
