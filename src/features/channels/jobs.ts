/** Saying what is due: at once when something is published, when a platform's wait is over, and each minute in any case. */
import type { Job } from '#platform/jobs.ts';
import { sendJob } from './calling.ts';
import { followJob, tellFollowers } from './followers/sending.ts';
import { sendDue } from './sending.ts';

export const jobs: readonly Job[] = [
  { name: sendJob, cron: '* * * * *', run: async (services) => void (await sendDue(services)) },
  { name: followJob, cron: '* * * * *', run: tellFollowers },
];
