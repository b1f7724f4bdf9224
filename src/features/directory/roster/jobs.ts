/** What runs by itself: an import that a killed process left behind is ended, and old previews go. */
import type { Job, Loop } from '#platform/jobs.ts';
import { sweep } from './sweep.ts';

export const rosterJobs: readonly Job[] = [
  {
    name: 'directory.sweep_roster',
    cron: '*/10 * * * *',
    run: async (services) => {
      await sweep(services);
    },
  },
];

/** Once at every start, so that nothing staged waits for the clock. */
export const rosterLoops: readonly Loop[] = [
  {
    name: 'roster sweep',
    start: (services) => {
      const work = sweep(services).catch((error: unknown) => {
        services.log.warn({ err: error }, 'could not look for unfinished roster imports; tried again by the clock');
      });
      return {
        stop: async () => {
          await work;
        },
      };
    },
  },
];
