/** What happens by itself: publishing at a time, folding the counts of acknowledgements. */

import { isHeld } from '#platform/database/restore-mark.ts';
import type { Job } from '#platform/jobs.ts';
import type { Services } from '#platform/services.ts';
import { followCorrections } from './actions/forward.ts';
import { letJoin } from './actions/join.ts';
import { publishDue } from './actions/publish.ts';
import { escalateOverdue } from './actions/urgent.ts';
import { chainJobs } from './chains/jobs.ts';
import { planJobs } from './plans/jobs.ts';
import { sweepOwnLinks } from './queries/own-link.ts';
import { foldAcknowledgements } from './queries/receipts.ts';
import { seriesJobs } from './series/jobs.ts';
import { recountTallies } from './slips/actions/tallies.ts';

/** What would speak, in public or by a message, waits until somebody has released a restored database. */
function unlessHeld(work: (services: Services) => Promise<void>): Job['run'] {
  return async (services) => {
    if (!(await isHeld(services.db))) await work(services);
  };
}

export const jobs: readonly Job[] = [
  {
    name: 'notices.publish_due',
    cron: '* * * * *',
    run: unlessHeld(async (services) => {
      const published = await publishDue(services);
      if (published > 0) services.log.info({ published }, 'published scheduled notices');
    }),
  },
  {
    name: 'notices.escalate',
    cron: '*/5 * * * *',
    run: unlessHeld(async (services) => {
      const overdue = await escalateOverdue(services);
      if (overdue > 0) services.log.warn({ overdue }, 'urgent notices were not countersigned in time');
    }),
  },
  {
    name: 'notices.follow',
    cron: '* * * * *',
    run: unlessHeld(async (services) => {
      while ((await followCorrections(services)) > 0);
    }),
  },
  {
    name: 'notices.join',
    cron: '*/10 * * * *',
    run: unlessHeld(async (services) => report(services, await letJoin(services, 'small'))),
  },
  {
    name: 'notices.join_large',
    cron: '25 4 * * *',
    run: unlessHeld(async (services) => report(services, await letJoin(services, 'all'))),
  },
  {
    name: 'notices.sweep_own_links',
    cron: '41 * * * *',
    run: (services) => sweepOwnLinks(services.db, services.clock.now()),
  },
  {
    name: 'notices.fold',
    cron: '*/5 * * * *',
    run: async (services) => {
      while ((await foldAcknowledgements(services.db)) > 0);
    },
  },
  {
    name: 'notices.count_replies',
    cron: '*/30 * * * *',
    run: (services) => recountTallies(services),
  },
  ...[...chainJobs, ...planJobs, ...seriesJobs].map((job) => ({
    ...job,
    run: unlessHeld((services) => job.run(services, {})),
  })),
];

function report(services: Services, people: number): void {
  if (people > 0) services.log.info({ people }, 'late joiners got open notices');
}
