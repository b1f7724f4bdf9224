/** What comes again by the clock: copying tombstones, the nightly backup. */
import type { Job } from '#platform/jobs.ts';
import { scheduledBackup } from './actions/backup.ts';
import { keepTombstones } from './actions/tombstones.ts';

export const jobs: readonly Job[] = [
  {
    name: 'operation.tombstones',
    cron: '* * * * *',
    async run(services) {
      await keepTombstones(services);
    },
  },
  {
    name: 'operation.backup',
    cron: '*/5 * * * *',
    async run(services) {
      await scheduledBackup(services);
    },
  },
];
