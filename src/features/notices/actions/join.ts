/** Late joiners: whoever comes into the audience of a notice that is still open gets it by itself (product.md). */

import { addJoiners, joinersAtOnce } from '#features/delivery/feature.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { daysOpenWithoutDeadline } from '../model/notice.ts';
import { type OpenNotice, openNotices } from '../queries/open.ts';
import { noteAct } from './by.ts';

/** Above this size an audience is looked through at night only: it takes seconds. */
const largeAudience = 50_000;
/** Rounds of `joinersAtOnce` for one notice in one run: a new school year may bring thousands. */
const mostRounds = 40;

/**
 * Adds those who joined to every open notice; returns how many people. The size that was approved and its tenth do not
 * matter here: the audience is the one that was approved, whoever is in it.
 */
export async function letJoin(services: Services, which: 'small' | 'all'): Promise<number> {
  const now = services.clock.now();
  const today = localDate(now, services.config.timeZone);
  const open = await openNotices(services.db, {
    now,
    today,
    since: addDays(today, -daysOpenWithoutDeadline),
    largest: which === 'small' ? largeAudience : null,
  });
  let people = 0;
  // Each has an audience of its own.
  for (const notice of open) people += await joinOne(services, notice, now);
  return people;
}

async function joinOne(services: Services, notice: OpenNotice, at: Date): Promise<number> {
  let joined = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const added = await addJoiners(services, notice.messageId);
    joined += added;
    if (added < joinersAtOnce) break;
  }
  // Without a number: few joined, and the event would point at them.
  if (joined > 0) await services.db.transaction().execute((trx) => noteAct(trx, notice, null, 'joined', at));
  return joined;
}
