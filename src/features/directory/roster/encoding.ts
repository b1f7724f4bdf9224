/** Which encoding a file has, and its text piece by piece. UTF-8 is the standard; GBK is what Excel in China writes. */
import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import type { ArchiveFile } from './archive.ts';
import { FileRefused } from './trouble.ts';

export type Encoding = 'utf8' | 'gb18030';

/**
 * Reads the whole file once, without keeping it: all of it must be UTF-8, or all of it GBK. Deciding by the first
 * letters would be wrong: two letters of GBK can be valid UTF-8 by chance.
 */
export async function inspect(file: ArchiveFile): Promise<Encoding> {
  let rest: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const chunk of readAll(file)) {
    if (first && (startsWith(chunk, 0xff, 0xfe) || startsWith(chunk, 0xfe, 0xff)))
      throw new FileRefused(file.name, 'utf16');
    if (first && startsWith(chunk, 0x50, 0x4b, 0x03)) throw new FileRefused(file.name, 'notText');
    first = false;
    if (chunk.includes(0)) throw new FileRefused(file.name, 'notText');
    const joined = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    const cut = wholeCharacters(joined);
    if (!isUtf8(joined.subarray(0, cut))) return inspectGbk(file);
    rest = Buffer.from(joined.subarray(cut));
  }
  if (rest.length > 0) return inspectGbk(file);
  return 'utf8';
}

/**
 * Nearly any bytes can be read as GB18030, so this asks as well whether they are UTF-8 with a few broken letters: that
 * file is damaged, and reading it as GBK would turn every name into other characters.
 */
async function inspectGbk(file: ArchiveFile): Promise<Encoding> {
  const decoder = iconv.getDecoder('gb18030');
  const lenient = new TextDecoder('utf-8');
  const seen = { line: 1, whole: 0, broken: 0, firstBroken: 0 };
  for await (const chunk of readAll(file)) {
    const asUtf8 = lenient.decode(chunk, { stream: true });
    const at = asUtf8.indexOf('\ufffd');
    if (at >= 0 && seen.firstBroken === 0) seen.firstBroken = seen.line + lines(asUtf8.slice(0, at));
    seen.broken += asUtf8.match(/\ufffd/g)?.length ?? 0;
    seen.whole += asUtf8.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
    const wrong = decoder.write(chunk).indexOf('\ufffd');
    if (wrong >= 0) throw new FileRefused(file.name, 'encoding', { line: seen.firstBroken || seen.line });
    seen.line += lines(asUtf8);
  }
  const damaged = seen.whole > seen.broken;
  if (damaged || decoder.end()?.includes('\ufffd')) {
    throw new FileRefused(file.name, 'encoding', { line: seen.firstBroken || seen.line });
  }
  return 'gb18030';
}

/** The file's text in pieces, without a byte order mark. */
export async function* textOf(file: ArchiveFile, encoding: Encoding): AsyncGenerator<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const gbk = iconv.getDecoder('gb18030');
  for await (const chunk of readAll(file)) {
    yield encoding === 'utf8' ? utf8.decode(chunk, { stream: true }) : gbk.write(chunk);
  }
  const last = encoding === 'utf8' ? utf8.decode() : gbk.end();
  if (last) yield last;
}

async function* readAll(file: ArchiveFile): AsyncGenerator<Buffer> {
  const stream = await file.open();
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    // yauzl counts: a file that inflates to more (or less) than it says ends here, as does a broken one.
    throw new FileRefused(file.name, /too many bytes/.test((error as Error).message) ? 'zipBomb' : 'zipBroken');
  } finally {
    stream.destroy();
  }
}

/** Up to where the bytes hold whole UTF-8 characters; the rest belongs to the next piece. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function startsWith(chunk: Buffer, ...bytes: number[]): boolean {
  return bytes.every((byte, index) => chunk[index] === byte);
}

function lines(text: string): number {
  return text.split('\n').length - 1;
}
