/** Drafts that recur. */
import type { Job } from '#platform/jobs.ts';
import { runSeries } from './actions/series.ts';

export const seriesJobs: readonly Job[] = [
  {
    name: 'notices.make_next',
    cron: '5 * * * *',
    run: async (services) => {
      const made = await runSeries(services);
      if (made > 0) services.log.info({ made }, 'drafts of recurring series were made');
    },
  },
];
