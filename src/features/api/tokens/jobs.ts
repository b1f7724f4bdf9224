/** Daily: administrators are told before a token of theirs ends. */
import type { Job } from '#platform/jobs.ts';
import { warnOfEnds } from './actions.ts';

export const tokenJobs: readonly Job[] = [
  // 23:20 UTC is the early morning in China.
  { name: 'api.warn_of_ends', cron: '20 23 * * *', run: async (services) => void (await warnOfEnds(services)) },
];
