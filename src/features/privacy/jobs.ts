/** Retention each night, and when somebody asks for it. */
import type { Job } from '#platform/jobs.ts';
import { settleDeadlines } from './actions/requests.ts';
import { runJob, runRetention } from './actions/retention.ts';
import { nightly } from './model/retention.ts';

export const jobs: readonly Job[] = [
  {
    name: runJob,
    cron: nightly,
    async run(services, payload) {
      const { account } = (payload ?? {}) as { account?: unknown };
      await settleDeadlines(services.db);
      await runRetention(services, typeof account === 'number' ? account : null);
    },
  },
];
