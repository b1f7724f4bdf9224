/** Telling at once when something happened, and each minute what is to be tried again. */
import { tellJob } from '#platform/events.ts';
import type { Job } from '#platform/jobs.ts';
import { tell } from './sending.ts';

export const webhookJobs: readonly Job[] = [
  { name: tellJob, cron: '* * * * *', run: async (services) => void (await tell(services)) },
];
