/**
 * Takes the one file of an upload form off the wire into a temporary file, piece by piece. The file has no name from
 * the moment it is opened: whatever happens afterwards, nothing of it stays on the disk.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { done, type Outcome, refused } from '#platform/trouble.ts';

export interface Received {
  fd: number;
  name: string;
  size: number;
}

const longestHead = 8192;

/** Reads the first file field of a multipart body. Troubles stand at the field `file`. */
export async function receiveFile(request: Request, maxBytes: number): Promise<Outcome<Received>> {
  const boundary = /boundary="?([^";]{1,70})"?/.exec(request.headers.get('content-type') ?? '')?.[1];
  if (!boundary || !request.body) return refused('file', 'fileNeeded');
  const path = join(tmpdir(), `belfry-upload-${randomBytes(12).toString('hex')}`);
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  let kept = false;
  try {
    const outcome = await takeFile(request.body, boundary, maxBytes, (bytes) => writeSync(fd, bytes));
    if (!outcome.ok) return outcome;
    kept = true;
    return done({ fd, ...outcome.value });
  } finally {
    if (!kept) closeSync(fd);
  }
}

async function takeFile(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  maxBytes: number,
  write: (bytes: Buffer) => void,
): Promise<Outcome<{ name: string; size: number }>> {
  const end = Buffer.from(`\r\n--${boundary}`);
  // The body starts with a boundary that has no line break before it: with one in front, all look alike.
  let rest: Buffer = Buffer.from('\r\n');
  let name: string | undefined;
  let size = 0;
  for await (const chunk of body) {
    rest = Buffer.concat([rest, chunk]);
    if (name === undefined) {
      const found = findFile(rest, end);
      if (found === 'more') continue;
      if (found === 'none') break;
      name = found.name;
      rest = rest.subarray(found.start);
    }
    const stop = rest.indexOf(end);
    // The end of the piece may be the beginning of the boundary.
    const sure = stop >= 0 ? stop : Math.max(0, rest.length - end.length);
    size += sure;
    if (size > maxBytes) return refused('file', 'fileTooLarge', { limit: Math.floor(maxBytes / 1024 ** 2) });
    write(rest.subarray(0, sure));
    if (stop >= 0) return name === '' || size === 0 ? refused('file', 'fileNeeded') : done({ name, size });
    rest = Buffer.from(rest.subarray(sure));
  }
  return refused('file', name === undefined ? 'fileNeeded' : 'fileCutOff');
}

/** The first part that is a file, and where its content begins. Other parts are small and skipped. */
function findFile(bytes: Buffer, end: Buffer): { name: string; start: number } | 'more' | 'none' {
  let at = bytes.indexOf(end);
  while (at >= 0) {
    const head = bytes.indexOf('\r\n\r\n', at + end.length);
    if (head < 0) return bytes.length - at > longestHead ? 'none' : 'more';
    const text = bytes.subarray(at + end.length, head).toString('utf8');
    const name = /filename="((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
    if (name !== undefined) return { name, start: head + 4 };
    const next = bytes.indexOf(end, head);
    if (next < 0) return bytes.length > 16 * longestHead ? 'none' : 'more';
    at = next;
  }
  return bytes.length > 16 * longestHead ? 'none' : 'more';
}
