/** What happens to published answers by itself. */
import type { Job } from '#platform/jobs.ts';
import { publishDue } from './actions/publish.ts';

// After the daily run of the desk, which is at 22:35 UTC.
export const publishedJobs: readonly Job[] = [
  { name: 'voice.publish', cron: '50 22 * * *', run: async (services) => void (await publishDue(services)) },
];
