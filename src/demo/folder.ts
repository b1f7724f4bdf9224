/**
 * The demo's data folder. A file says that it holds the demonstration and nobody real; it is written last, so that a
 * folder whose filling was cut off is known by the other file and is filled anew from the beginning.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { demoMarker } from '#platform/config.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import type { Log } from '#platform/log.ts';
import { OperatorError } from '#platform/operator-error.ts';

const unfinishedName = 'demo-unfinished';

/** What a filled demo knows of itself: the marker's content. */
export interface DemoRecord {
  madeAt: string;
  size: 'full' | 'small';
  posts: readonly {
    accountId: number;
    'zh-CN': string;
    en: string;
    name: string;
    place: string;
    passphrase?: string;
  }[];
  notice: number;
}

/**
 * Makes the folder ready. Gives the record of a demo that is there, or undefined: it is empty now and has to be filled.
 * Refuses a folder with anything else in it.
 */
export async function prepareDemoFolder(dataDir: string, log: Log): Promise<DemoRecord | undefined> {
  const folder = resolve(dataDir);
  if (existsSync(demoMarker(folder))) return readRecord(folder);
  await mkdir(dirname(folder), { recursive: true });
  // The account of the database passes through; see platform/database/embedded/folders.ts.
  await mkdir(folder, { mode: process.geteuid?.() === 0 ? 0o711 : 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw new OperatorError(`The folder ${folder} cannot be made: ${error.message}`);
  });
  const found = await readdir(folder);
  if (found.includes(unfinishedName)) await empty(folder, found, log);
  else if (found.length > 0) {
    throw new OperatorError(`The folder ${folder} is not empty and not a demo's: choose another one with --data.`);
  }
  await writeFile(join(folder, unfinishedName), 'belfry demo is filling this folder; what is in it can be deleted\n');
  return undefined;
}

/** The demo is whole: from now on the folder is a demonstration. */
export async function finishDemoFolder(dataDir: string, record: DemoRecord): Promise<void> {
  const unfinished = join(resolve(dataDir), unfinishedName);
  await writeFile(unfinished, `${JSON.stringify(record, null, 2)}\n`);
  await rename(unfinished, demoMarker(resolve(dataDir)));
}

async function readRecord(folder: string): Promise<DemoRecord> {
  const file = demoMarker(folder);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoRecord;
  } catch (cause) {
    throw new OperatorError(`The file ${file} is damaged: delete the folder ${folder} and start the demo anew.`, {
      cause,
    });
  }
}

// A database that outlived its Belfry would go on writing into the folder while it is emptied.
async function empty(folder: string, found: readonly string[], log: Log): Promise<void> {
  if (existsSync(join(folder, 'postgres', 'PG_VERSION'))) {
    const server = await startEmbedded({ dataDir: folder, log });
    await server.stop();
    if (server.adopted) throw new OperatorError(`Another belfry demo is filling ${folder} at this moment.`);
  }
  const doomed = found.filter((name) => name !== unfinishedName);
  for (const name of doomed) await rm(join(folder, name), { recursive: true, force: true });
}
