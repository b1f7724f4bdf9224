/** What happens by itself: publishing at a time, folding the counts of acknowledgements. */
import type { Job } from '#platform/jobs.ts';
import { publishDue } from './actions/publish.ts';
import { foldAcknowledgements } from './queries/receipts.ts';

export const jobs: readonly Job[] = [
  {
    name: 'notices.publish_due',
    cron: '* * * * *',
    run: async (services) => {
      const published = await publishDue(services);
      if (published > 0) services.log.info({ published }, 'published scheduled notices');
    },
  },
  {
    name: 'notices.fold',
    cron: '*/5 * * * *',
    run: async (services) => {
      while ((await foldAcknowledgements(services.db)) > 0);
    },
  },
];
