/** Once a night: no order of rows is left that tells when somebody wrote. */
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { rewriteSaid } from '../../published/queries/published.ts';
import { rewriteSince } from '../../queries/shuffle.ts';

/** A night may fail and the next one makes up for it; cases of old days move when something is written in them. */
const lastDays = 3;

export async function shuffleVoice({ db, clock, config }: Services): Promise<number> {
  const since = addDays(localDate(clock.now(), config.timeZone), -lastDays);
  const cases = await rewriteSince(db, since);
  await rewriteSaid(db, since);
  return cases;
}
