/** The sealer: each minute, and once more when the process stops, so that nothing waits while nobody is there. */
import type { Job, Loop } from '#platform/jobs.ts';
import type { Services } from '#platform/services.ts';
import { sealAndKeepHead } from './actions.ts';

export const jobs: readonly Job[] = [
  { name: 'audit.seal', cron: '* * * * *', run: (services) => sealAndKeepHead(services) },
];

export const sealer: Loop = {
  name: 'audit sealer',
  start: (services: Services) => ({
    async stop() {
      try {
        await sealAndKeepHead(services);
      } catch (error) {
        // Stopping goes on: the next start seals what waits.
        services.log.warn({ err: error }, 'the audit was not sealed while stopping');
      }
    },
  }),
};
