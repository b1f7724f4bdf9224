/** Reminders that run by themselves. */
import type { Job } from '#platform/jobs.ts';
import { runPlanned } from './actions/plan.ts';

export const planJobs: readonly Job[] = [
  {
    name: 'notices.remind_planned',
    cron: '* * * * *',
    run: async (services) => {
      const sent = await runPlanned(services);
      if (sent > 0) services.log.info({ sent }, 'planned reminders were sent');
    },
  },
];
