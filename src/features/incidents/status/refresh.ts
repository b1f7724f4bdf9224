/** Keeps the folder of the public page as the database says. */

import { restoreMark } from '#platform/database/restore-mark.ts';
import type { Loop } from '#platform/jobs.ts';
import { ownMemory } from '#platform/own-memory.ts';
import type { Services } from '#platform/services.ts';
import { lockFolder, revisionOfRestore } from '../queries/page.ts';
import { noteWritten } from '../queries/writer.ts';
import { composePage } from './compose.ts';
import { fileContent, readFolder, writeFolder } from './files.ts';
import { jsonFile } from './model.ts';
import { mergeOffline } from './offline.ts';
import { askTurn, leave, passOn, thisMachine, type Writer } from './writer.ts';

/**
 * Writes the folder if it is not as the database says, and if it is this machine's turn (docs/decisions/0052); true if it was
 * written. Hosts that share a folder: one holds its lease. Hosts with folders of their own each hold the lease of theirs.
 */
export async function refresh(services: Services, self: Writer = thisMachine): Promise<boolean> {
  const { db, config } = services;
  await mergeOffline(services);
  const { dataDir, publicUrl, siteName } = config;
  const there = await readFolder(dataDir);
  const turn = await askTurn(db, dataDir, there?.revision, self);
  if (!turn.mine) return false;
  const { revision } = turn;
  const same = there?.publicUrl === publicUrl && (siteName === '' || there.site === siteName);
  const ran = there?.changesAt && there.changesAt <= services.clock.now().toISOString();
  if (there && same && !ran && !turn.lookAgain && there.revision === revision) return false;
  // What was closed since the backup runs again in a restored database: the folder knows better, until somebody has done
  // something or has released the database.
  const mark = await restoreMark(db);
  if (there && mark && !mark.releasedAt && revision === revisionOfRestore(new Date(mark.restoredAt))) return false;
  try {
    return await db.transaction().execute(async (trx) => {
      if (!(await lockFolder(trx, `${turn.folder} ${self.machine}`))) return false;
      const { page, warnings } = await composePage(services, trx);
      if (!(await writeFolder(dataDir, page, warnings, turn.may))) return false;
      await noteWritten(trx, turn.folder, self.machine, page.revision);
      return true;
    });
  } catch (error) {
    await passOn(db, dataDir, self).catch(() => undefined);
    throw error;
  }
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
        await leave(services).catch(() => undefined);
      },
    };
  },
};

const lookedBefore = ownMemory(() => ({ at: Number.NEGATIVE_INFINITY }));
const patience = 500;

/**
 * For a process that only serves pages: asked at a look at the page, at most once a second, and not waited for longer
 * than half a second, since the page must stand while the database is away.
 */
export async function refreshSoon(services: Services): Promise<void> {
  const now = performance.now();
  const before = lookedBefore(services);
  if (now - before.at < every && (await fileContent(services.config.dataDir, jsonFile))) return;
  before.at = now;
  const asked = refresh(services).catch(() => false);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([asked, late]);
  clearTimeout(timer);
}
