/** What comes again by the clock: folding counts, next month's partition, old tallies. Forgetting is in keeping.ts. */
import type { Job } from '#platform/jobs.ts';
import { dropTallies } from './queries/channels.ts';
import { foldDeltas } from './queries/counts.ts';
import { ensurePartition } from './queries/message-rows.ts';

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
      await dropTallies(db, now);
      await ensurePartition(db, now.toISOString().slice(0, 10));
      await ensurePartition(
        db,
        new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10),
      );
    },
  },
];
