/** The door of operation: backups, restores, what the operator looks at. */
import type { Feature } from '#platform/feature.ts';
import { forgetAllProcesses } from '#platform/processes.ts';
import { jobs } from './jobs.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { permissions } from './policy.ts';
import { settleOwnRun } from './queries/runs.ts';
import { routes } from './routes.tsx';
import { standing } from './standing.ts';
import { waiting } from './waiting.ts';

export { type BackupGround, type MadeBackup, makeBackup } from './actions/backup.ts';
export { finishRestore, headsBeyond, type RestoreReport, restore } from './actions/restore.ts';

export { examine } from './doctor/doctor.ts';
export type { Line } from './doctor/line.ts';
export { backupName } from './model.ts';

export const operation: Feature = {
  name: 'operation',
  permissions,
  routes,
  jobs,
  words,
  standing,
  waiting,
  keeping,
  restored: async (trx, at) => {
    await settleOwnRun(trx, at);
    await forgetAllProcesses(trx);
  },
};
