/** What the desk does by itself. */
import type { Job } from '#platform/jobs.ts';
import { runDaily } from './actions/daily.ts';

// 22:35 UTC is the early morning in China. A fixed hour: what it does tells nothing of when somebody wrote.
export const handlingJobs: readonly Job[] = [
  { name: 'voice.daily', cron: '35 22 * * *', run: async (services) => void (await runDaily(services)) },
];
