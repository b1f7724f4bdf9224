/** What was read of a sheet is personal data: it goes when it was applied, and after a day in every case. */
import type { Job } from '#platform/jobs.ts';
import { sweepUploads } from './actions.ts';

export const sheetJob: Job = {
  name: 'directory.sweep_sheets',
  cron: '35 * * * *',
  run: async (services) => {
    await sweepUploads(services);
  },
};
