/**
 * Heads of the chain kept outside the database: one line each time it grew, in the data folder. Whoever changes the
 * database and not this file (nor the auditors' mails) is found.
 */
import { createReadStream, existsSync } from 'node:fs';
import { appendFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Head, readHead } from './model.ts';

export function headFile(dataDir: string): string {
  return join(dataDir, 'audit-head.jsonl');
}

/** Appends a head, unless the file ends with it already. */
export async function keepHead(dataDir: string, head: Head, at: Date): Promise<void> {
  const file = headFile(dataDir);
  const last = await lastLine(file);
  if (last && headIn(last)?.hash === head.hash) return;
  await appendFile(file, `${JSON.stringify({ position: head.position, hash: head.hash, at: at.toISOString() })}\n`, {
    mode: 0o600,
  });
}

/**
 * Says that the database was exchanged for a backup whose chain ends at this head: what was kept before and lies beyond
 * belongs to the database that is gone.
 */
export async function markRestored(dataDir: string, head: Head | null, at: Date): Promise<void> {
  const restored = { position: head?.position ?? 0, hash: head?.hash ?? '' };
  await appendFile(headFile(dataDir), `${JSON.stringify({ restored, at: at.toISOString() })}\n`, { mode: 0o600 });
}

export interface KeptHeads {
  heads: Head[];
  unreadable: number;
  /** Heads beyond the end of a backup that was restored later: told, never compared. */
  setAside: Head[];
}

/** All heads of the file; lines that can't be read are counted. */
export async function keptHeads(dataDir: string): Promise<KeptHeads> {
  const file = headFile(dataDir);
  let heads: Head[] = [];
  const setAside: Head[] = [];
  let unreadable = 0;
  if (!existsSync(file)) return { heads, unreadable, setAside };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const restored = restoredIn(line);
    if (restored !== undefined) {
      setAside.push(...heads.filter((head) => head.position > restored));
      heads = heads.filter((head) => head.position <= restored);
      continue;
    }
    const head = headIn(line);
    if (head) heads.push(head);
    else unreadable += 1;
  }
  return { heads, unreadable, setAside };
}

function restoredIn(line: string): number | undefined {
  try {
    const { restored } = JSON.parse(line) as { restored?: { position?: unknown } };
    return typeof restored?.position === 'number' ? restored.position : undefined;
  } catch {
    return undefined;
  }
}

function headIn(line: string): Head | undefined {
  try {
    const { position, hash } = JSON.parse(line) as { position?: unknown; hash?: unknown };
    return readHead(`${position}:${hash}`);
  } catch {
    return undefined;
  }
}

async function lastLine(file: string): Promise<string | undefined> {
  if (!existsSync(file)) return undefined;
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, 1024);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').trimEnd().split('\n').at(-1);
  } finally {
    await handle.close();
  }
}
