/** What comes again by the clock: late tasks. */
import type { Job } from '#platform/jobs.ts';
import { escalate } from './actions/escalate.ts';

export const jobs: readonly Job[] = [
  {
    name: 'incidents.escalate',
    cron: '* * * * *',
    async run(services) {
      await escalate(services);
    },
  },
];
