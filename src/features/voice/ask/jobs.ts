/** The night's work of the public side. */
import type { Job } from '#platform/jobs.ts';
import { shuffleVoice } from './actions/shuffle.ts';

export const askJobs: readonly Job[] = [
  {
    name: 'voice.shuffle',
    // 03:50 in the district: a fixed hour, whatever was written.
    cron: '50 19 * * *',
    run: async (services) => {
      await shuffleVoice(services);
    },
  },
];
