/**
 * Whether this process may write the folder of the public page. The folder bears an id of its own, which tells the database
 * whether two hosts share it; one machine holds the lease of each folder, and its processes write in turn.
 *
 * A host that was stopped in the middle may wake up when another has taken over:
 *   A: holds, asks at 0 · writes · stands still            · wakes at 30: its own clock says that the lease is over, and writes no more
 *   B:                              · lease over at 10, takes it, writes
 * A file that A was just renaming when it stood still can still come over B's: B looks over the whole folder once more when
 * a lease's time has passed.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#platform/database/connect.ts';
import { machine } from '#platform/place.ts';
import { giveUpLease, keepLease, type Lease, leaseSeconds } from '../queries/writer.ts';

export interface Writer {
  machine: string;
  host: string;
}
export const thisMachine: Writer = { machine, host: hostname() };

/** A machine stops to write so long before the others may take over: clocks run at slightly different speeds. */
const marginMs = 2_000;
/** After a failure the others have so long to take the lease before this machine wants it again. */
const restMs = 3_000;
/** A shared disk shows what another host has written after half a minute at the latest (NFS keeps folders so long). */
const sharedAfterMs = 90_000;

interface Standing {
  /** On this process's steady clock: until when it may write. */
  until: number;
  restUntil: number;
  /** When the folder is looked over once more after a take-over. */
  lookAgainAt: number | null;
  /** Since when the holder says that the page is written and the folder here is an older one. */
  olderSince: number | null;
}
const standings = new Map<string, Standing>();

function standingOf(dataDir: string, self: Writer): Standing {
  const key = `${self.machine} ${dataDir}`;
  const known = standings.get(key);
  if (known) return known;
  const made = { until: 0, restUntil: 0, lookAgainAt: null, olderSince: null };
  standings.set(key, made);
  return made;
}

export interface Turn extends Lease {
  folder: string;
  /** Whether it may still write, by this process's own clock: asked before each file. */
  may: () => boolean;
  /** The whole folder is to be compared once more. */
  lookAgain: boolean;
}

/** Asks for the lease of the folder. `here`: the revision that the folder shows now; undefined where there is none. */
export async function askTurn(
  db: Database,
  dataDir: string,
  here: number | undefined,
  self: Writer = thisMachine,
): Promise<Turn> {
  const standing = standingOf(dataDir, self);
  const folder = await folderId(dataDir);
  const asked = performance.now();
  const lease = await keepLease(db, folder, self, asked >= standing.restUntil);
  if (!lease.mine) {
    standing.until = 0;
    if (await isCopy(dataDir, standing, lease, here)) return askTurn(db, dataDir, here, self);
    return { ...lease, folder, may: () => false, lookAgain: false };
  }
  standing.olderSince = null;
  // What is known for sure: at the moment of asking six tenths of the lease were left.
  standing.until = asked + leaseSeconds * 600 - marginMs;
  if (lease.taken) standing.lookAgainAt = asked + leaseSeconds * 1000 + marginMs;
  const lookAgain = standing.lookAgainAt !== null && asked >= standing.lookAgainAt;
  if (lookAgain) standing.lookAgainAt = null;
  return { ...lease, folder, may: () => performance.now() < standing.until, lookAgain };
}

/** This machine could not write (a full disk, a folder of another account): another may be able to. */
export async function passOn(db: Database, dataDir: string, self: Writer = thisMachine): Promise<void> {
  standingOf(dataDir, self).restUntil = performance.now() + restMs;
  await giveUpLease(db, await folderId(dataDir), self.machine);
}

/** This process stops: who else writes here need not wait. Another process of this machine takes it again. */
export async function leave(services: { db: Database; config: { dataDir: string } }): Promise<void> {
  await giveUpLease(services.db, await folderId(services.config.dataDir), machine);
}

/**
 * A host whose data folder was copied from another's has its id, but a folder of its own, which the holder never writes.
 * It shows: the holder says that the page is written, and here it stays as it was.
 */
async function isCopy(
  dataDir: string,
  standing: Standing,
  { host, revision, written }: Lease,
  here: number | undefined,
): Promise<boolean> {
  if (host === null || written !== revision || here === revision) {
    standing.olderSince = null;
    return false;
  }
  standing.olderSince ??= performance.now();
  if (performance.now() - standing.olderSince < sharedAfterMs) return false;
  standing.olderSince = null;
  await rm(idFile(dataDir), { force: true });
  return true;
}

const idFile = (dataDir: string): string => join(dataDir, 'status-folder');
const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of the folder: made by whoever comes first, also of two hosts at once. */
export async function folderId(dataDir: string): Promise<string> {
  const path = idFile(dataDir);
  const there = await readId(path);
  if (there) return there;
  await mkdir(dataDir, { recursive: true });
  const beside = `${path}.${randomUUID()}`;
  await writeFile(beside, `${randomUUID()}\n`, { flush: true });
  try {
    await link(beside, path);
  } catch (error) {
    // Some file systems know no links; there the later of two is the one that holds.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !(await readId(path))) await rename(beside, path);
  }
  await rm(beside, { force: true });
  const made = await readId(path);
  if (!made) throw new Error(`The id of the folder of the public page can't be read: ${path}.`);
  return made;
}

async function readId(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return idPattern.test(text.trim()) ? text.trim() : undefined;
}
