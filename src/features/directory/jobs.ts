/** The directory's background work. */
import type { Job } from '#platform/jobs.ts';
import { countOrganisations } from './actions/count.ts';

/** Hourly: memberships begin and end by their dates, without a change that could be noticed. */
export const countJob: Job = { name: 'directory.count', cron: '20 * * * *', run: countOrganisations };
