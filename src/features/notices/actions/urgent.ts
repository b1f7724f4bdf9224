/**
 * Urgent publication by one person. It goes out as any notice does, with no priority over others; in public it says that
 * nobody has countersigned it, and a second person must do so within a day.
 */
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { clearSteps } from '../chains/queries/steps.ts';
import { contentHash } from '../model/freeze.ts';
import { awaitsCountersign, countersignWithin } from '../model/notice.ts';
import { isOut, stopWindow } from '../model/states.ts';
import { lockNotice, noticeById, wholeOf, writersOf } from '../queries/notices.ts';
import { hasOverdue, markCountersigned, markEscalated, markUrgent, overdueNotices } from '../queries/urgent.ts';
import { changeState } from '../queries/write.ts';
import { audienceWithin, measured } from './audience.ts';
import { act, type By, noteAct } from './by.ts';
import { missingParts } from './draft.ts';
import { originalGone, send } from './publish.ts';
import { tellUrgent } from './tell.ts';

/** Publishes without a review, with a reason for the second person. It can be stopped for 60 seconds as any other. */
export function publishUrgently(
  services: Services,
  by: By,
  id: number,
  revision: number,
  reason: string,
): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'publish_urgently', async (trx, notice) => {
    if (notice.correctsId !== null) return refused(null, 'notNow');
    if (notice.revision !== revision) return refused(null, 'stale');
    if (reason === '') return refused('reason', 'reasonMissing');
    const overdue = new Date(at.getTime() - countersignWithin);
    if (await originalGone(trx, notice)) return refused(null, 'originalGone');
    if (await hasOverdue(trx, by.accountId, overdue)) return refused(null, 'urgentOverdue');
    const troubles = await missingParts(services, notice, trx);
    const whole = await wholeOf(trx, notice);
    if (!(await audienceWithin(trx, by.reach, whole.audience))) return refused(null, 'audienceBeyond');
    const size = await measured(trx, services, notice, whole.audience, by.ownClassIds ?? []);
    if (!size.ok) return { ok: false, troubles: [...troubles, ...size.troubles] };
    if (troubles.length > 0) return { ok: false, troubles };
    const { people, isOwnClass } = size.value;
    // One person and a countersignature stand for it: a chain that had begun is over.
    await clearSteps(trx, id);
    await markUrgent(trx, id, { at, by: by.accountId, reason });
    const frozen = { frozenSize: people, frozenHash: contentHash(whole, people), confirmedSize: null, isOwnClass };
    await changeState(trx, id, { state: notice.state, ...frozen }, at);
    // As it now is: what is urgent does not wait for the daily mail.
    const marked = { ...whole, notice: { ...whole.notice, urgentAt: at } };
    await send(services, trx, marked, people, new Date(at.getTime() + stopWindow), null);
    await noteAct(trx, notice, by.accountId, 'published_urgently', at, { comment: reason, detail: { people } });
    await tellUrgent(services, trx, notice, 'urgent', by.accountId, reason);
    return done(null);
  });
}

/** A second person, who neither wrote it nor sent it, stands for it too. */
export function countersign(services: Services, by: By, id: number, remark: string): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'withdraw', async (trx, notice) => {
    if (!isOut(notice, at) || !awaitsCountersign(notice)) return refused(null, 'notNow');
    const writers = [notice.authorId, notice.urgentBy, ...(await writersOf(trx, id))];
    if (writers.includes(by.accountId)) return refused(null, 'authorCannotCountersign');
    const { audience } = await wholeOf(trx, notice);
    if (!(await audienceWithin(trx, by.reach, audience))) return refused(null, 'audienceBeyond');
    await markCountersigned(trx, id, by.accountId, at);
    const late = at.getTime() - (notice.urgentAt as Date).getTime() > countersignWithin;
    await noteAct(trx, notice, by.accountId, 'countersigned', at, { comment: remark || null, detail: { late } });
    return done(null);
  });
}

/** Tells approvers and administrators of what nobody has countersigned in time, once a day; returns how many. */
export async function escalateOverdue(services: Services): Promise<number> {
  const at = services.clock.now();
  const before = new Date(at.getTime() - countersignWithin);
  let told = 0;
  // Seldom one: each is told in a transaction of its own.
  for (const id of await overdueNotices(services.db, before)) {
    const done = await services.db.transaction().execute(async (trx) => {
      const notice = await lockNotice(trx, id);
      if (!notice || !awaitsCountersign(notice) || (notice.escalatedAt && notice.escalatedAt > before)) return false;
      await markEscalated(trx, id, at);
      await noteAct(trx, notice, null, 'escalated', at);
      await tellUrgent(services, trx, (await noticeById(trx, id)) ?? notice, 'overdue', null, '');
      return true;
    });
    if (done) told += 1;
  }
  return told;
}
