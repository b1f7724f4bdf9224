/** Attempts go after an hour, ended links and sessions after thirty days. */
import type { Services } from '#platform/services.ts';
import { sweepAttempts } from '../queries/attempts.ts';
import { sweepEnded } from '../queries/links.ts';
import { sweepChallenges } from '../queries/passkeys.ts';

export async function sweep(services: Services): Promise<void> {
  const now = services.clock.now().getTime();
  await services.db.transaction().execute(async (trx) => {
    await sweepAttempts(trx, new Date(now - 3_600_000));
    await sweepChallenges(trx, new Date(now - 24 * 3_600_000));
    await sweepEnded(trx, new Date(now - 30 * 24 * 3_600_000));
  });
}
