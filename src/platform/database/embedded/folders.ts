import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { OperatorError } from '../../operator-error.ts';
import type { Account } from './account.ts';
import { run } from './run.ts';

/** The kernel's limit for the path of a unix socket, without the closing zero byte. */
const longestSocketPath = 107;
const socketName = '.s.PGSQL.5432';

/** Where data lies when the operator names no folder: /var/lib/belfry for root, else the user's own data folder. */
export function defaultDataDir(env: Record<string, string | undefined>, uid: number | undefined): string {
  if (uid === 0) return '/var/lib/belfry';
  if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, 'belfry');
  if (env.HOME) return join(env.HOME, '.local/share/belfry');
  throw new OperatorError('There is no HOME to keep data in: say where with --data DIR.');
}

/** Makes the data folder (parents with usual rights) and proves that the account can get into it. */
export async function prepareDataDir(dataDir: string, account: Account): Promise<void> {
  const folder = resolve(dataDir);
  try {
    await mkdir(dirname(folder), { recursive: true });
    const before = await lstat(folder).catch(() => undefined);
    // Owned by root but run under another account: the others may pass through, not look around.
    const root = process.geteuid?.() === 0;
    const mode = root ? 0o711 : 0o700;
    if (!before) await mkdir(folder, { mode });
    // One that others may already pass through stays so: a web server passes to the status page (deploy/belfry.service).
    const loose = root || ((before?.mode ?? 0) & 0o066) !== 0;
    if (!before || (loose && (await isUntouched(folder)))) await chmod(folder, mode);
  } catch (cause) {
    throw new OperatorError(`The data folder ${folder} cannot be made: ${(cause as Error).message}`, { cause });
  }
  const closed = await firstClosedFolder(folder, account);
  if (closed) {
    throw new OperatorError(
      `The account ${account.name} that runs the database cannot enter ${closed}: choose another folder with --data, or run chmod o+x ${closed}.`,
    );
  }
}

/** The 0700 folder of the socket: beside the data, or under a short name when the path would be too long for a socket. */
export async function prepareSocketDir(dataDir: string, account: Account): Promise<string> {
  const beside = join(resolve(dataDir), 'run');
  const fits = Buffer.byteLength(join(beside, socketName)) <= longestSocketPath;
  const folder = fits ? beside : shortFolder(resolve(dataDir), account);
  await makePrivate(folder, account);
  return folder;
}

/** Makes a 0700 folder that belongs to the account; refuses a link or a folder of somebody else in its place. */
export async function makePrivate(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(folder);
  const own = found.isDirectory() && (found.uid === account.uid || found.uid === process.geteuid?.());
  // In a shared folder like /tmp another user could have put his own folder or a link there and wait for our socket.
  if (!own) throw new OperatorError(`The folder ${folder} belongs to another account: remove it.`);
  if (process.geteuid?.() === 0) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
}

function shortFolder(dataDir: string, account: Account): string {
  const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  if (process.geteuid?.() === 0) return `/run/belfry-${mark}`;
  const name = `belfry-${account.uid}-${mark}`;
  const usual = join(tmpdir(), name);
  return Buffer.byteLength(join(usual, socketName)) <= longestSocketPath ? usual : join('/tmp', name);
}

async function isUntouched(folder: string): Promise<boolean> {
  const found = await lstat(folder);
  return found.uid === process.geteuid?.() && (await readdir(folder)).length === 0;
}

// Asked of the shell under that account, because mode bits alone know nothing of access lists and mount options.
async function firstClosedFolder(folder: string, account: Account): Promise<string | undefined> {
  const parents: string[] = [];
  for (let path = folder; ; path = dirname(path)) {
    parents.unshift(path);
    if (path === dirname(path)) break;
  }
  const script = 'for d; do [ -x "$d" ] || { printf %s "$d"; exit 1; }; done';
  const { stdout } = await run(account, '/bin/sh', ['-c', script, 'sh', ...parents]);
  return stdout || undefined;
}
