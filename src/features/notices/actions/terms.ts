/** How long a notice stands in front: its end, and a place on top of the public list for a while. */

import type { Reach } from '#platform/access.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { isExpired, mostDaysOfPin, mostDaysToExpiry, mostPins } from '../model/notice.ts';
import { isOut } from '../model/states.ts';
import { lockWithin } from '../queries/notices.ts';
import { lockPins, pinnedNow, setExpiry, setPin } from '../queries/terms.ts';
import { raiseRevision } from '../queries/write.ts';
import { type By, noteAct, today } from './by.ts';

/** Sets, moves or takes away the last day on which a notice holds: of a draft, or when it is out. */
export function changeExpiry(
  services: Services,
  by: By,
  id: number,
  revision: number,
  expiresOn: string | null,
): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (notice.correctsId !== null) return refused(null, 'fixedInCorrection');
    const out = isOut(notice, at);
    if (notice.state !== 'draft' && !out) return refused(null, 'notNow');
    if (notice.revision !== revision) return refused(null, 'stale');
    const day = today(services);
    if (expiresOn !== null) {
      if (expiresOn < day) return refused('expiresOn', 'expiryPast');
      if (expiresOn > addDays(day, mostDaysToExpiry)) return refused('expiresOn', 'expiryFar');
      if (notice.deadlineOn !== null && expiresOn < notice.deadlineOn) {
        return refused('expiresOn', 'expiryBeforeDeadline');
      }
    }
    await setExpiry(trx, id, expiresOn, at);
    await raiseRevision(trx, id, at);
    const detail = { expires_on: expiresOn };
    await noteAct(trx, notice, by.accountId, out ? 'expiry_set' : 'edited', at, out ? { detail } : {});
    return done(null);
  });
}

/** Whether an approver answers for everybody's front page: whose reach is the whole district. */
export function answersForFront(reach: Reach): boolean {
  return reach.paths.some((path) => !path.includes('.'));
}

/** Puts a public notice on top of the public list until a day, or takes it down (null). */
export function pin(services: Services, by: By, id: number, until: string | null): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (!answersForFront(by.reach)) return refused(null, 'pinNotYours');
    const day = today(services);
    if (until !== null) {
      if (!isOut(notice, at) || !notice.isPublic || isExpired(notice, day)) return refused(null, 'pinNotPublic');
      if (until < day) return refused('until', 'pinPast');
      if (until > addDays(day, mostDaysOfPin)) return refused('until', 'pinFar', { days: mostDaysOfPin });
      if (notice.expiresOn !== null && until > notice.expiresOn) return refused('until', 'pinAfterExpiry');
      // Two approvers at once would each see a free place.
      await lockPins(trx);
      const others = (await pinnedNow(trx, day)).filter((other) => other !== id);
      if (others.length >= mostPins) return refused(null, 'pinsFull', { most: mostPins });
    }
    await setPin(trx, id, until, until === null ? null : by.accountId, at);
    await noteAct(trx, notice, by.accountId, until === null ? 'unpinned' : 'pinned', at, { detail: { until } });
    return done(null);
  });
}
