import type { Job } from '#platform/jobs.ts';
import { tellOfTurnedOff } from './actions.ts';

/** Each hour, because crontabs run in UTC: the action itself waits for the district's morning. */
export const tellTurnedOffJob: Job = {
  name: 'directory.tell_turned_off',
  cron: '15 * * * *',
  run: async (services) => {
    await tellOfTurnedOff(services);
  },
};
