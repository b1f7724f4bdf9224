/** Keeps the folder of the public page as the database says. */

import { restoreMark } from '#platform/database/restore-mark.ts';
import type { Loop } from '#platform/jobs.ts';
import type { Services } from '#platform/services.ts';
import { lockFolder, pageRevision, revisionOfRestore } from '../queries/page.ts';
import { composePage } from './compose.ts';
import { fileContent, folderOf, readFolder, writeFolder } from './files.ts';
import { jsonFile } from './model.ts';
import { mergeOffline } from './offline.ts';

/**
 * Writes the folder if it is not as the database says; true if it was written. Hosts that share a folder (by its path)
 * take turns: whoever does not get the lock leaves it to the other. Hosts with folders of their own each write theirs.
 */
export async function refresh(services: Services): Promise<boolean> {
  const { db, config } = services;
  await mergeOffline(services);
  const { dataDir, publicUrl, siteName } = config;
  const there = await readFolder(dataDir);
  const same = there?.publicUrl === publicUrl && (siteName === '' || there.site === siteName);
  const ran = there?.changesAt && there.changesAt <= services.clock.now().toISOString();
  const revision = await pageRevision(db);
  if (there && same && !ran && there.revision === revision) return false;
  // What was closed since the backup runs again in a restored database: the folder knows better, until somebody has done
  // something or has released the database.
  const mark = await restoreMark(db);
  if (there && mark && !mark.releasedAt && revision === revisionOfRestore(new Date(mark.restoredAt))) return false;
  return db.transaction().execute(async (trx) => {
    if (!(await lockFolder(trx, folderOf(dataDir)))) return false;
    const { page, warnings } = await composePage(services, trx);
    await writeFolder(dataDir, page, warnings);
    return true;
  });
}

const every = 1000;

/** Looks each second; while the database is away the folder stands as it is. */
export const statusLoop: Loop = {
  name: 'status page',
  start: (services) => {
    let stopped = false;
    let failing = false;
    let turn: Promise<void> = Promise.resolve();
    const look = async (): Promise<void> => {
      try {
        await refresh(services);
        failing = false;
      } catch (error) {
        if (!failing) services.log.warn({ err: error }, 'the status page was not written; it stands as it is');
        failing = true;
      }
    };
    const next = (): void => {
      turn = look().then(() => {
        if (!stopped) timer = setTimeout(next, every).unref();
      });
    };
    let timer = setTimeout(next, 0).unref();
    return {
      async stop() {
        stopped = true;
        clearTimeout(timer);
        await turn;
      },
    };
  },
};

let askedAt = Number.NEGATIVE_INFINITY;
const patience = 500;

/**
 * For a process that only serves pages: asked at a look at the page, at most once a second, and not waited for longer
 * than half a second, since the page must stand while the database is away.
 */
export async function refreshSoon(services: Services): Promise<void> {
  const now = performance.now();
  if (now - askedAt < every && (await fileContent(services.config.dataDir, jsonFile))) return;
  askedAt = now;
  const asked = refresh(services).catch(() => false);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([asked, late]);
  clearTimeout(timer);
}
