/** What comes again by the clock: folding counts, next month's partition, forgetting. */
import type { Job } from '#platform/jobs.ts';
import { foldDeltas } from './queries/counts.ts';
import { forgetDirectMail } from './queries/direct-mail.ts';
import { ensurePartition } from './queries/message-rows.ts';

const day = 24 * 3600 * 1000;
/** Settled mail to one address (who was invited when) is kept this long for questions, then removed. */
const directMailKept = 30 * day;

export const jobs: readonly Job[] = [
  {
    name: 'delivery.fold',
    cron: '* * * * *',
    async run({ db }) {
      while ((await foldDeltas(db)) > 0);
    },
  },
  {
    // Made ahead, so that the first message of a month need not lock the table for it.
    name: 'delivery.partition',
    cron: '17 3 * * *',
    async run({ db, clock }) {
      const now = clock.now();
      await ensurePartition(db, now.toISOString().slice(0, 10));
      await ensurePartition(
        db,
        new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10),
      );
    },
  },
  {
    name: 'delivery.forget',
    cron: '23 3 * * *',
    async run({ db, clock }) {
      await forgetDirectMail(db, new Date(clock.now().getTime() - directMailKept));
    },
  },
];
