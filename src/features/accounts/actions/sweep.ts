/** Attempts go after an hour. Ended links and sessions are forgotten by the nightly retention (keeping.ts). */
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { sweepAttempts } from '../queries/attempts.ts';
import { endPassed } from '../queries/grants.ts';
import { sweepChallenges } from '../queries/passkeys.ts';
import { sweepDevices } from '../queries/sessions.ts';

/** A device that was away for longer is told as a new one. */
const deviceKeptMs = 400 * 24 * 3_600_000;

export async function sweep(services: Services): Promise<void> {
  const now = services.clock.now().getTime();
  await services.db.transaction().execute(async (trx) => {
    await sweepAttempts(trx, new Date(now - 3_600_000));
    await sweepChallenges(trx, new Date(now - 24 * 3_600_000));
    await sweepDevices(trx, localDate(new Date(now - deviceKeptMs), services.config.timeZone));
    await endPassed(trx, new Date(now));
  });
}
