/** Ends what was left unfinished: nothing of it was applied, and its rows are personal data that nobody needs. */
import type { Database } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { whileLocked } from './lock.ts';
import { changeImport, clearProblems, clearStaging, openImports } from './queries/imports.ts';

/** What the import needs of the services. */
export type Needed = Pick<Services, 'db' | 'clock' | 'config' | 'log'>;

/** After a day a preview is too old to decide on, and its rows are personal data that nobody needs. */
const previewHours = 24;

/** Ends imports whose process died, and previews that nobody decided on. False: an import is at work. */
export async function sweep(services: Needed): Promise<boolean> {
  const outcome = await whileLocked(services.db, async () => {
    await sweepLocked(services);
    return true;
  });
  return outcome ?? false;
}

/** The same, for whoever holds the lock. */
export async function sweepLocked({ db, clock, log }: Needed): Promise<void> {
  const at = clock.now();
  for (const open of await openImports(db)) {
    const old = at.getTime() - open.startedAt.getTime() > previewHours * 3_600_000;
    if (open.state === 'ready' && !old) continue;
    const reason = open.state === 'ready' ? 'tooOld' : 'interrupted';
    log.warn({ import: open.id, reason }, 'ended an unfinished roster import; nothing of it was applied');
    await giveUp(db, open.id, reason, at);
    await clearProblems(db);
  }
}

/** Ends an import of which nothing was applied. */
export async function giveUp(db: Database, id: number, reason: string, at: Date): Promise<void> {
  await clearStaging(db);
  await changeImport(db, id, ['staging', 'ready', 'applying'], {
    state: 'failed',
    reason,
    finishedAt: at,
    progress: {},
  });
}
