/** What comes again by the clock: late tasks, feeds of warnings. */
import type { Job } from '#platform/jobs.ts';
import { escalate } from './actions/escalate.ts';
import { endSends } from './actions/send.ts';
import { pollDue } from './feeds/actions/poll.ts';

export const jobs: readonly Job[] = [
  {
    name: 'incidents.escalate',
    cron: '* * * * *',
    async run(services) {
      await escalate(services);
    },
  },
  {
    name: 'incidents.poll_feeds',
    cron: '* * * * *',
    async run(services) {
      await pollDue(services);
    },
  },
  {
    name: 'incidents.end_sends',
    cron: '* * * * *',
    async run(services) {
      await endSends(services);
    },
  },
];
