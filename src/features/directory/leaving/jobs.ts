import type { Job } from '#platform/jobs.ts';
import { settleLeavings } from './actions.ts';

/** Every ten minutes, and so within ten after midnight, whatever the district's zone. */
export const leavingJob: Job = {
  name: 'directory.settle_leavings',
  cron: '*/10 * * * *',
  run: async (services) => {
    await settleLeavings(services);
  },
};
