/** Publishing now or at a time, stopping within a minute, withdrawing. */
import { createMessage, stopMessage, stopMessages } from '#features/delivery/feature.ts';
import { audienceSize } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { announce, takeBack } from '#platform/events.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { stepsOf } from '../chains/queries/steps.ts';
import { composeContents } from '../compose.ts';
import { contentHash } from '../model/freeze.ts';
import { refusableKey } from '../model/kinds.ts';
import { agreedSize, fewestPeople, largeEnough, movedTooFar, type Notice, type Whole } from '../model/notice.ts';
import { isOut, may, stoppable, stopWindow } from '../model/states.ts';
import { giveNumber } from '../numbers/actions/give.ts';
import { lockNotice, noticeById, textsOf, wholeOf } from '../queries/notices.ts';
import { remindersOf } from '../queries/reminders.ts';
import { markUrgent } from '../queries/urgent.ts';
import { changeState, dueNotices } from '../queries/write.ts';
import { tellChannels, untellChannels } from './broadcast.ts';
import { act, type By, noteAct, today } from './by.ts';
import { applyCorrection } from './correct.ts';
import { withdrawWithOriginal } from './forward.ts';
import { linkExpiry } from './link-expiry.ts';
import { officeName, tellAuthor } from './tell.ts';
import { digestTerms } from './waiting.ts';

/**
 * Publishes. For 60 seconds nothing is shown or sent, and it can be stopped. If the audience moved by over 10 % since a
 * person agreed to its size, `confirmedSize` must say the new number.
 */
export function publish(services: Services, by: By, id: number, confirmedSize?: number): Promise<Outcome<null>> {
  return act(services, by, id, 'publish', async (trx, notice) => {
    const ready = await readyToSend(services, trx, notice, confirmedSize, by.accountId, today(services));
    if (!ready.ok) return ready;
    if (notice.correctsId !== null) return applyCorrection(services, trx, by, ready.value.whole, ready.value.size);
    const releaseAt = new Date(services.clock.now().getTime() + stopWindow);
    await send(services, trx, ready.value.whole, ready.value.size, releaseAt, by.accountId);
    return done(null);
  });
}

/** Publishes later by itself. */
export function schedule(
  services: Services,
  by: By,
  id: number,
  publishAt: Date,
  confirmedSize?: number,
): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'schedule', async (trx, notice) => {
    if (notice.correctsId !== null) return refused('when', 'correctionNotLater');
    if (publishAt.getTime() < at.getTime() + stopWindow) return refused('publishAt', 'publishAtPast');
    if (publishAt.getTime() > at.getTime() + 366 * 86_400_000) return refused('publishAt', 'publishAtFar');
    const day = localDate(publishAt, services.config.timeZone);
    const ready = await readyToSend(services, trx, notice, confirmedSize, by.accountId, day);
    if (!ready.ok) return ready;
    await changeState(trx, id, { state: 'scheduled', publishAt }, at);
    await noteAct(trx, notice, by.accountId, 'scheduled', at, { detail: { publish_at: publishAt.toISOString() } });
    return done(null);
  });
}

export function unschedule(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'unschedule', async (trx, notice) => {
    await changeState(trx, id, { state: 'approved', publishAt: null }, at);
    await noteAct(trx, notice, by.accountId, 'unscheduled', at);
    return done(null);
  });
}

/** Within 60 seconds of the click: nothing has left, and the notice is approved as before. */
export function stop(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'stop', async (trx, notice) => {
    if (!stoppable(notice, at) || notice.messageId === null) return refused(null, 'tooLateToStop');
    const stopped = await stopMessage(trx, notice.messageId, 'stopped before it was sent', at);
    if (!stopped.ok) return refused(null, 'tooLateToStop');
    // What one person published alone has no approval to go back to.
    const state = notice.approverId === null ? 'draft' : 'approved';
    await changeState(trx, id, { state, publishedAt: null, publishAt: null, messageId: null }, at);
    await takeBack(trx, 'notice.published', id);
    await untellChannels(trx, id, at);
    if (notice.urgentAt !== null) await markUrgent(trx, id, null);
    await noteAct(trx, notice, by.accountId, 'stopped', at, { detail: { message: notice.messageId } });
    return done(null);
  });
}

/** Takes a published notice back, with a reason that the public reads; what is still queued is not sent. */
export function withdraw(services: Services, by: By, id: number, reason: string): Promise<Outcome<null>> {
  const at = services.clock.now();
  return act(services, by, id, 'withdraw', async (trx, notice) => {
    if (!isOut(notice, at)) return refused(null, 'stopInstead');
    if (reason === '') return refused('reason', 'reasonMissing');
    const reminders = await remindersOf(trx, id);
    const messages = [notice.messageId, notice.correctionMessageId, ...reminders.map(({ messageId }) => messageId)];
    await stopMessages(
      trx,
      messages.filter((message) => message !== null),
      'the notice was withdrawn',
    );
    await withdrawWithOriginal(services, trx, notice, reason);
    await changeState(trx, id, { state: 'withdrawn', withdrawnAt: at, withdrawnReason: reason }, at);
    await noteAct(trx, notice, by.accountId, 'withdrawn', at, { comment: reason });
    const { organisationId, version } = notice;
    await announce(trx, { kind: 'notice.withdrawn', organisationId, data: { noticeId: id, version }, at });
    const texts = await textsOf(trx, id);
    await tellChannels(services, trx, { notice: { ...notice, withdrawnReason: reason }, texts }, 'withdrawn', at);
    return done(null);
  });
}

/** Publishes what is due. Safe to run twice and at once: each notice is locked, and its state looked at again. */
export async function publishDue(services: Services): Promise<number> {
  const due = await services.db.transaction().execute((trx) => dueNotices(trx, services.clock.now()));
  let published = 0;
  for (const id of due) {
    const outcome = await services.db.transaction().execute((trx) => publishOne(services, trx, id));
    if (outcome) published += 1;
  }
  return published;
}

async function publishOne(services: Services, trx: Transaction, id: number): Promise<boolean> {
  const at = services.clock.now();
  const notice = await lockNotice(trx, id);
  if (!notice || !may('hold', notice.state) || notice.publishAt === null || notice.publishAt > at) return false;
  const ready = await readyToSend(services, trx, notice, undefined, null, today(services));
  if (ready.ok) {
    await send(services, trx, ready.value.whole, ready.value.size, at, null);
    return true;
  }
  // It waits for a person, and says so.
  const trouble = ready.troubles[0];
  await changeState(trx, id, { state: 'approved', publishAt: null }, at);
  await noteAct(trx, notice, null, 'held', at, { detail: { why: trouble?.key ?? '', ...trouble?.context } });
  await tellAuthor(services, trx, notice, 'held', '');
  return false;
}

interface Ready {
  whole: Whole;
  size: number;
}

/** Whether what was approved is still what there is: content, size, days. */
async function readyToSend(
  services: Services,
  trx: Transaction,
  notice: Notice,
  confirmed: number | undefined,
  accountId: number | null,
  day: string,
): Promise<Outcome<Ready>> {
  const whole = await wholeOf(trx, notice);
  if (await originalGone(trx, notice)) return refused(null, 'originalGone');
  const approvals = await stepsOf(trx, notice.id);
  if (notice.frozenHash === null || !contentHash(whole, notice.frozenSize ?? 0, approvals).equals(notice.frozenHash)) {
    return refused(null, 'changedSinceApproval');
  }
  const keepsDeadline = notice.correctsId !== null && !notice.correctionRenews;
  if (!keepsDeadline && notice.deadlineOn !== null && notice.deadlineOn < day) return refused(null, 'deadlinePast');
  if (notice.expiresOn !== null && notice.expiresOn < day) return refused(null, 'expiryPast');
  const { people } = await audienceSize(trx, whole.audience, today(services));
  if (!largeEnough(people, notice.isOwnClass)) return refused(null, 'audienceSmall', { people });
  const before = agreedSize(notice);
  if (movedTooFar(before, people)) {
    if (confirmed === undefined || movedTooFar(confirmed, people) || accountId === null) {
      return refused('confirmedSize', 'sizeMoved', { before, now: people });
    }
    const at = services.clock.now();
    await changeState(trx, notice.id, { state: notice.state, confirmedSize: people }, at);
    await noteAct(trx, notice, accountId, 'size_confirmed', at, { detail: { before, now: people } });
  }
  return done({ whole, size: people });
}

/** Whether a notice passes something on that was withdrawn since, or stands in another version now. */
export async function originalGone(trx: Transaction, notice: Notice): Promise<boolean> {
  if (notice.forwardsId === null) return false;
  const original = await noticeById(trx, notice.forwardsId);
  return original?.state !== 'published' || original.version !== notice.forwardsVersion;
}

/** Makes the message and marks the notice as published: seen and sent from `releaseAt` on. */
export async function send(
  services: Services,
  trx: Transaction,
  whole: Whole,
  size: number,
  releaseAt: Date,
  accountId: number | null,
): Promise<void> {
  const at = services.clock.now();
  const day = localDate(releaseAt, services.config.timeZone);
  const notice = { ...whole.notice, ...(await giveNumber(trx, whole.notice, { day, at, accountId })) };
  const office = await officeName(trx, notice.organisationId);
  const messageId = await createMessage(
    trx,
    {
      districtId: notice.districtId,
      organisationId: notice.organisationId,
      subject: `notice:${notice.id}`,
      purpose: 'notice',
      kind: refusableKey(notice.kind),
      audience: whole.audience,
      frozenSize: size,
      releaseAt,
      linkExpiresAt: linkExpiry(notice, releaseAt, services.config.timeZone),
      ...digestTerms(notice, services.config.timeZone),
      contents: composeContents(
        { ...whole, notice },
        { office, publicUrl: services.config.publicUrl, purpose: 'notice' },
      ),
    },
    at,
  );
  await changeState(trx, notice.id, { state: 'published', publishedAt: releaseAt, publishAt: null, messageId }, at);
  await announce(trx, {
    kind: 'notice.published',
    organisationId: notice.organisationId,
    data: { noticeId: notice.id, version: notice.version, people: size < fewestPeople ? null : size },
    at: releaseAt,
  });
  await tellChannels(services, trx, { ...whole, notice }, 'published', releaseAt);
  // Of an urgent one, the act is told with its reason.
  if (notice.approverId === null) return;
  await noteAct(trx, notice, accountId, 'published', at, { detail: { people: size, message: messageId } });
}
