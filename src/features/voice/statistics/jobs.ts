/** Figures are released by a job on a fixed grid: nobody chooses when, or which. */
import type { Job } from '#platform/jobs.ts';
import { releaseDue } from './actions/release.ts';

export const statisticsJobs: readonly Job[] = [
  { name: 'voice.release', cron: '10 23 * * *', run: async (services) => void (await releaseDue(services)) },
];
