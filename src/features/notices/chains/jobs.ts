/** What happens by itself with approvals. */
import type { Job } from '#platform/jobs.ts';
import { remindSlow } from './actions/remind.ts';

export const chainJobs: readonly Job[] = [
  {
    name: 'notices.remind_approvers',
    cron: '*/15 * * * *',
    run: async (services) => {
      const slow = await remindSlow(services);
      if (slow > 0) services.log.info({ slow }, 'approvers were reminded');
    },
  },
];
