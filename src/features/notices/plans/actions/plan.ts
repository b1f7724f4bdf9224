/** Planning reminders, and running what is planned. */

import { endOfLocalDay, localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, noteAct, today } from '../../actions/by.ts';
import { sendReminder } from '../../actions/reach-out.ts';
import { asks } from '../../model/kinds.ts';
import type { Notice } from '../../model/notice.ts';
import { isOut } from '../../model/states.ts';
import { overviewOf } from '../../overview.ts';
import { lockNotice, lockWithin, noticeById } from '../../queries/notices.ts';
import { repliesDue } from '../../queries/receipts.ts';
import { remindersOf } from '../../queries/reminders.ts';
import { dayOfReminder, whyNot } from '../model/plan.ts';
import { type DueReminder, dueReminders, lockPlanned, planOf, replacePlan, settlePlanned } from '../queries/plans.ts';

/** The moment of a local day and minute. */
export function momentOf(day: string, minutes: number, zone: string): Date {
  return new Date(endOfLocalDay(addDays(day, -1), zone).getTime() + 1 + minutes * 60_000);
}

/** Whether a plan can be set or changed: not while others review the notice, who approve it with its plan. */
export function mayPlan(notice: Notice, now: Date): boolean {
  if (notice.correctsId !== null || !asks(notice) || notice.deadlineOn === null) return false;
  return ['draft', 'approved', 'scheduled'].includes(notice.state) || isOut(notice, now);
}

/**
 * Plans reminders to those not reached: so many days before the deadline each, all at one time of the day. Takes the
 * place of what was still planned; none cancels the plan.
 */
export function planReminders(
  services: Services,
  by: By,
  id: number,
  plan: { days: readonly number[]; hour: number },
): Promise<Outcome<null>> {
  const at = services.clock.now();
  const { timeZone } = services.config;
  return services.db.transaction().execute(async (trx) => {
    const notice = await lockWithin(trx, by.reach, id);
    if (!notice) return refused(null, 'noticeMissing');
    if (!mayPlan(notice, at)) return refused(null, 'notNow');
    const deadlineOn = notice.deadlineOn as string;
    if (deadlineOn < today(services)) return refused(null, 'deadlinePast');
    const settled = (await planOf(trx, id)).filter((one) => one.state === 'sent' || one.state === 'skipped');
    const days = plan.days.filter((daysBefore) => !settled.some((one) => one.daysBefore === daysBefore));
    const past = days.some(
      (daysBefore) => momentOf(dayOfReminder(deadlineOn, { daysBefore }), plan.hour * 60, timeZone) <= at,
    );
    if (past) return refused('days', 'planPast');
    const next = { days, atMinutes: plan.hour * 60, accountId: by.accountId, at };
    await replacePlan(trx, id, next, notice.state === 'published');
    const detail = { days: days.join(' '), hour: plan.hour, n: days.length };
    await noteAct(trx, notice, by.accountId, days.length > 0 ? 'reminders_planned' : 'reminders_cancelled', at, {
      detail,
    });
    return done(null);
  });
}

/** Sends planned reminders whose time has come; returns how many. Safe to run twice and at once: each row is locked. */
export async function runPlanned(services: Services): Promise<number> {
  const now = services.clock.now();
  const due = await dueReminders(services.db, now, services.config.timeZone, today(services));
  let sent = 0;
  // Each makes a message of its own, in a transaction of its own.
  for (const one of due) if (await runOne(services, one)) sent += 1;
  return sent;
}

async function runOne(services: Services, due: DueReminder): Promise<boolean> {
  const known = await noticeById(services.db, due.noticeId);
  if (!known) return false;
  const { total } = await overviewOf(services, known);
  // Who was told in person and has still to reply gets it too.
  const left = total.left + (await repliesDue(services.db, known.id));
  return services.db.transaction().execute(async (trx) => {
    const now = services.clock.now();
    const notice = await lockNotice(trx, due.noticeId);
    if (!notice || !isOut(notice, now) || !(await lockPlanned(trx, due.noticeId, due.daysBefore))) return false;
    const [last] = await remindersOf(trx, notice.id);
    const day = localDate(now, services.config.timeZone);
    const reason = whyNot(notice, { dueAt: due.dueAt, now, today: day, lastOn: last?.on ?? null, left });
    if (reason) {
      await settlePlanned(trx, due, { reason }, now);
      await noteAct(trx, notice, null, 'reminder_skipped', now, { detail: { why: reason } });
      return false;
    }
    const wish = { on: day, left, releaseAt: now, plannedBy: due.accountId };
    const messageId = await sendReminder(services, trx, notice, wish);
    await settlePlanned(trx, due, { messageId }, now);
    await noteAct(trx, notice, null, 'reminded', now, { detail: { people: left, message: messageId } });
    return true;
  });
}
