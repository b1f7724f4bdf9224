/** What comes again by the clock: late tasks, feeds of warnings, roll calls whose time is over. */
import type { Job } from '#platform/jobs.ts';
import { escalate } from './actions/escalate.ts';
import { endLists, endSends } from './actions/send.ts';
import { pollDue } from './feeds/actions/poll.ts';
import { closeOverdue } from './roll/actions/close.ts';

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
      await endLists(services);
    },
  },
  {
    name: 'incidents.close_rolls',
    cron: '* * * * *',
    async run(services) {
      await closeOverdue(services);
    },
  },
];
