/** One mail a day: choosing it for an address, undoing it, and whether a message may wait for it. */

import { endOfLocalDay, localDate, localMinutes } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { anybodyChose, deleteChoice, insertChoice } from '../queries/digests.ts';
import type { MessageRow } from '../queries/message-rows.ts';

export interface NextDigest {
  at: Date;
  /** Its local day. */
  on: string;
}

/** The next digest after a moment, by the district's clock. */
export function nextDigest(config: Pick<Config, 'timeZone' | 'digestAt'>, after: Date): NextDigest {
  const [hours = 0, minutes = 0] = config.digestAt.split(':').map(Number);
  const at = hours * 60 + minutes;
  const today = localDate(after, config.timeZone);
  const momentOf = (on: string) => {
    const guess = new Date(endOfLocalDay(addDays(on, -1), config.timeZone).getTime() + 1 + at * 60_000);
    // On a day with a change of clocks, as many minutes after midnight are another time of the day.
    return new Date(guess.getTime() + (at - localMinutes(guess, config.timeZone)) * 60_000);
  };
  const on = localMinutes(after, config.timeZone) < at ? today : addDays(today, 1);
  return { at: momentOf(on), on };
}

/** For the expansion: the digest for which rows of this message may be held; nothing if it must not wait or nobody chose it. */
export async function digestFor(
  trx: Transaction,
  config: Pick<Config, 'timeZone' | 'digestAt'>,
  message: MessageRow,
  now: Date,
): Promise<NextDigest | undefined> {
  if (!message.mayWait || !(await anybodyChose(trx))) return undefined;
  const after = message.releaseAt > now ? message.releaseAt : now;
  const next = nextDigest(config, after);
  const end =
    message.waitUntil !== null && message.waitUntil < message.linkExpiresAt ? message.waitUntil : message.linkExpiresAt;
  return next.at < end ? next : undefined;
}

/** From the next message on, this address gets one mail a day; or again one a notice, and what is held leaves at once. */
export async function chooseDigest(
  trx: Transaction,
  { clock, config }: Pick<Services, 'clock' | 'config'>,
  contactPointId: number,
  digest: boolean,
): Promise<void> {
  if (digest) await insertChoice(trx, contactPointId, localDate(clock.now(), config.timeZone));
  else await deleteChoice(trx, contactPointId, clock.now());
}
