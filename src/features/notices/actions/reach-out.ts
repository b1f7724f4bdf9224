/** Reaching the rest: reminders, and what a class teacher told in person. */
import { createMessage, messageById, stopMessage } from '#features/delivery/feature.ts';
import { guardiansOfClass } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { composeContents } from '../compose.ts';
import { asks, refusableKey } from '../model/kinds.ts';
import { isExpired, type Notice, namesUntil } from '../model/notice.ts';
import { isOut, stopWindow } from '../model/states.ts';
import { lockWithin, noticeById, wholeOf } from '../queries/notices.ts';
import { addressedAmong, insertAcknowledgement } from '../queries/receipts.ts';
import { deleteReminder, insertReminder, remindersOf } from '../queries/reminders.ts';
import { owesReply } from '../slips/actions/owing.ts';
import { type By, noteAct, today } from './by.ts';
import { countedAt } from './counted-at.ts';
import { linkExpiry } from './link-expiry.ts';
import { officeName } from './tell.ts';
import { digestTerms } from './waiting.ts';

/** Reminds those who have not acknowledged and were not told; at most once a day, until the deadline. */
export function remind(services: Services, by: By, id: number, left: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  const on = today(services);
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (!isOut(notice, at) || !asks(notice)) return refused(null, 'notNow');
    if (notice.deadlineOn !== null && notice.deadlineOn < on) return refused(null, 'deadlinePast');
    if (isExpired(notice, on)) return refused(null, 'alreadyExpired');
    if ((await remindersOf(trx, id))[0]?.on === on) return refused(null, 'remindedToday');
    const wish = { on, left, releaseAt: new Date(at.getTime() + stopWindow), plannedBy: by.accountId };
    const messageId = await sendReminder(services, trx, notice, wish);
    await noteAct(trx, notice, by.accountId, 'reminded', at, { detail: { people: left, message: messageId } });
    return done(null);
  });
}

/** Makes the message of a reminder to those not reached, and notes it for its local day. Returns the message. */
export async function sendReminder(
  services: Services,
  trx: Transaction,
  notice: Notice,
  { on, left, releaseAt, plannedBy }: { on: string; left: number; releaseAt: Date; plannedBy: number },
): Promise<number> {
  const at = services.clock.now();
  const whole = await wholeOf(trx, notice);
  const office = await officeName(trx, notice.organisationId);
  const messageId = await createMessage(
    trx,
    {
      districtId: notice.districtId,
      organisationId: notice.organisationId,
      subject: `notice:${notice.id}`,
      purpose: 'reminder',
      kind: refusableKey(notice.kind),
      audience: whole.audience,
      frozenSize: left,
      releaseAt,
      linkExpiresAt: linkExpiry(notice, at, services.config.timeZone),
      ...digestTerms(notice, services.config.timeZone),
      contents: composeContents(whole, { office, publicUrl: services.config.publicUrl, purpose: 'reminder' }),
    },
    at,
  );
  await insertReminder(trx, { noticeId: notice.id, on, accountId: plannedBy, messageId });
  return messageId;
}

/** Stops a reminder within 60 seconds of the click. */
export function stopReminder(services: Services, by: By, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    const [last] = await remindersOf(trx, id);
    const message = last && (await messageById(trx, last.messageId));
    if (!last || !message || message.releaseAt <= at) return refused(null, 'tooLateToStop');
    const stopped = await stopMessage(trx, last.messageId, 'stopped before it was sent', at);
    if (!stopped.ok) return refused(null, 'tooLateToStop');
    await deleteReminder(trx, id, last.on);
    await noteAct(trx, notice, by.accountId, 'reminder_stopped', at, { detail: { message: last.messageId } });
    return done(null);
  });
}

/**
 * The class teacher says that these guardians of the class were told on paper or by word. Only guardians of the class
 * who are addressed; until the day on which names are no longer shown.
 */
export function tellInPerson(
  services: Services,
  by: By,
  id: number,
  classId: number,
  personIds: readonly number[],
): Promise<Outcome<{ count: number }>> {
  const at = services.clock.now();
  const on = today(services);
  return services.db.transaction().execute(async (trx) => {
    const notice = await noticeById(trx, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (!isOut(notice, at)) return refused(null, 'notNow');
    const publishedOn = localDate(notice.publishedAt as Date, services.config.timeZone);
    if (on > namesUntil(notice, publishedOn)) return refused(null, 'deadlinePast');
    if (personIds.length === 0) return refused('people', 'peopleMissing');
    const own = new Set((await guardiansOfClass(trx, classId, on)).map((guardian) => guardian.guardianId));
    const whole = await wholeOf(trx, notice);
    const { audience } = whole;
    const addressed = await addressedAmong(
      trx,
      audience,
      on,
      personIds.filter((person) => own.has(person)),
    );
    let count = 0;
    // A class has some fifty families; each row has its delta.
    for (const [personId, organisationId] of await countedAt(trx, notice, addressed)) {
      const replyDue = await owesReply(trx, whole, on, personId);
      const row = { noticeId: id, personId, organisationId, means: 'told' as const, on, replyDue };
      if (await insertAcknowledgement(trx, row)) count += 1;
    }
    if (count > 0) await noteAct(trx, notice, by.accountId, 'told', at, { detail: { class: classId, people: count } });
    return done({ count });
  });
}
