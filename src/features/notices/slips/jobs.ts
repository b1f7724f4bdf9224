/** What happens by itself: replies are forgotten. */
import { localDate } from '#platform/clock.ts';
import type { Job } from '#platform/jobs.ts';
import { forgetReplies } from './actions/forget.ts';

export const slipJobs: readonly Job[] = [
  {
    name: 'notices.forget_replies',
    cron: '50 19 * * *',
    run: async (services) => {
      const gone = await forgetReplies(services, localDate(services.clock.now(), services.config.timeZone));
      if (gone > 0) services.log.info({ replies: gone }, 'deleted replies that were kept long enough');
    },
  },
];
