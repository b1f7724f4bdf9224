/** Corrections are forgotten in time. */
import type { Job } from '#platform/jobs.ts';
import { sweepCorrections } from './actions.ts';

export const correctionJob: Job = {
  name: 'directory.sweep_corrections',
  cron: '50 3 * * *',
  run: async (services) => {
    await sweepCorrections(services);
  },
};
