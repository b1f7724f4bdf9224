/** What accounts forgets by itself. */
import type { Job } from '#platform/jobs.ts';
import { sweep } from './actions/sweep.ts';

export const jobs: readonly Job[] = [{ name: 'accounts.sweep', cron: '17 * * * *', run: (services) => sweep(services) }];
