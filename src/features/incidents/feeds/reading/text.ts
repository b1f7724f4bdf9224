/** Bytes of an answer into text: what header, mark and declaration say must agree, and the bytes must be what they say. */
import type { Read } from '../model/feed.ts';

/** Names by which writers call what we read; GBK and GB 2312 are parts of GB 18030. */
const known: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
};

export function decode(body: Buffer, contentType: string | undefined): Read<string> {
  const said = [
    markOf(body),
    nameOf(/charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1]),
    nameOf(declared(body)),
  ].filter((one) => one !== undefined);
  const unknown = said.find((one) => !(one in known));
  if (unknown !== undefined) return { ok: false, fault: 'encoding', detail: unknown };
  const names = new Set(said.map((one) => known[one] as string));
  // Whoever says two things about the same bytes is believed in neither.
  if (names.size > 1) return { ok: false, fault: 'encoding', detail: [...names].join(' ≠ ') };
  const name = [...names][0] ?? 'utf-8';
  const label = name === 'utf-16' ? (body[0] === 0xfe ? 'utf-16be' : 'utf-16le') : name;
  try {
    return { ok: true, value: new TextDecoder(label, { fatal: true }).decode(body) };
  } catch {
    return { ok: false, fault: 'encodingBroken', detail: name };
  }
}

const nameOf = (text: string | undefined): string | undefined => text?.toLowerCase();

function markOf(body: Buffer): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if ((body[0] === 0xff && body[1] === 0xfe) || (body[0] === 0xfe && body[1] === 0xff)) return 'utf-16';
  return undefined;
}

/** What the XML declaration says; one in UTF-16 is known by its mark. */
function declared(body: Buffer): string | undefined {
  const start = body.subarray(0, 200).toString('latin1');
  return /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(start)?.[1];
}
