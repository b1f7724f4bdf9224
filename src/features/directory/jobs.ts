/** The directory's background work. */
import type { Job } from '#platform/jobs.ts';
import { recountAudiences } from './actions/audience-count.ts';
import { countOrganisations } from './actions/count.ts';

/** Hourly: memberships begin and end by their dates, without a change that could be noticed. */
export const countJob: Job = {
  name: 'directory.count',
  cron: '20 * * * *',
  async run(services) {
    await countOrganisations(services);
    await recountAudiences(services);
  },
};
