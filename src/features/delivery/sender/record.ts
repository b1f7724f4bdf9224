/** Writing down what became of a batch: with patience, because what was sent must not be forgotten. */
import { markBounced } from '#features/directory/feature.ts';
import { states } from '../model.ts';
import { type Ready, type Result, recordBatch, recordDelivered } from '../queries/claims.ts';
import type { Worker } from './worker.ts';

export interface Bounce {
  contactPointId: number;
  reason: string;
}

/**
 * Records results and bounces in one transaction. While the database is away it is tried again, for as long as the
 * worker runs: meanwhile the worker holds its window, so it sends nothing more.
 */
export async function record(
  worker: Worker,
  from: Ready,
  claim: number,
  results: readonly Result[],
  bounces: readonly Bounce[] = [],
): Promise<void> {
  if (results.length === 0) return;
  const { messageId, period, channel } = from;
  const batch = { messageId, period, channel, claim, now: worker.now() };
  const allDelivered = results.every((result) => result.state === states.delivered);
  await persist(worker, async () => {
    const { db } = worker.services;
    if (allDelivered) {
      await recordDelivered(
        db,
        batch,
        results.map((result) => result.personId),
      );
    } else if (bounces.length === 0) await recordBatch(db, batch, results);
    else {
      await db.transaction().execute(async (trx) => {
        for (const bounce of bounces) await markBounced(trx, bounce.contactPointId, bounce.reason, batch.now);
        await recordBatch(trx, batch, results);
      });
    }
  });
}

/** Asks the database until it answers; a stopping worker gives up after some seconds (the sweeper then finds the claim). */
export async function persist<T>(worker: Worker, write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (worker.stopping && attempt > 3) throw error;
      if (attempt === 1) worker.services.log.warn({ err: error }, 'cannot record what was sent yet');
      await worker.rest(Math.min(200 * attempt, 2000));
    }
  }
}
