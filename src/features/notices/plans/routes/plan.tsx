/** Planning reminders of one notice. */
import { isWeekend, isWorkingDay, workCalendar } from '#features/calendar/feature.ts';
import { progress } from '#features/delivery/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedList, typedText } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { Notice } from '../../model/notice.ts';
import { noticePath } from '../../paths.ts';
import { answer, byOf, issued, named, todayOf, viewOf } from '../../routes/request.ts';
import { mayPlan, momentOf, planReminders } from '../actions/plan.ts';
import { planInput } from '../input.ts';
import { choosableDays, dayOfReminder, type OffDay, usualHour } from '../model/plan.ts';
import { PlanPage, type ShownPlan, type ShownReminder } from '../pages/plan.tsx';
import { planPattern } from '../paths.ts';
import { planOf } from '../queries/plans.ts';

/** The plan as pages show it. Of a withdrawn notice nothing runs any more. */
export async function shownPlanOf(c: Ctx, notice: Notice): Promise<ShownPlan> {
  const { db, clock } = c.var.services;
  if (notice.deadlineOn === null) return { reminders: [], mayChange: false };
  const reminders: ShownReminder[] = [];
  // Six at most.
  for (const one of await planOf(db, notice.id)) {
    const figures = one.messageId === null ? undefined : await progress(db, one.messageId);
    const state = one.state === 'planned' && notice.state === 'withdrawn' ? 'cancelled' : one.state;
    const on = dayOfReminder(notice.deadlineOn, one);
    reminders.push({ ...one, state, on, people: figures ? figures.delivered + figures.unknown : null });
  }
  const mine = within(c.var.reach('notices.publish'), notice.organisationPath);
  const open = notice.deadlineOn >= todayOf(c);
  return { reminders, mayChange: mine && open && mayPlan(notice, clock.now()) };
}

async function offDaysBefore(c: Ctx, deadlineOn: string): Promise<Map<number, OffDay>> {
  const calendar = await workCalendar(c.var.services.db);
  const found = new Map<number, OffDay>();
  for (const daysBefore of choosableDays) {
    const day = dayOfReminder(deadlineOn, { daysBefore });
    const special = calendar.days.get(day);
    if (special?.off) found.set(daysBefore, { kind: 'holiday', name: special.name });
    else if (!isWorkingDay(calendar, day) && isWeekend(day)) found.set(daysBefore, { kind: 'weekend' });
    else if (!calendar.years.has(Number(day.slice(0, 4)))) found.set(daysBefore, { kind: 'unknown' });
  }
  return found;
}

async function form(
  c: Ctx,
  notice: Notice,
  typed?: { days: readonly string[]; hour: string },
  troubles: readonly Trouble[] = [],
): Promise<Response> {
  const { clock, config } = c.var.services;
  const { name } = await named(c, notice);
  const { reminders, mayChange } = await shownPlanOf(c, notice);
  const planned = reminders.filter((one) => one.state === 'planned');
  const hour = String(Math.floor((planned[0]?.atMinutes ?? usualHour * 60) / 60));
  const { deadlineOn } = notice;
  const over = choosableDays.filter((daysBefore) => {
    const settled = reminders.some(
      (one) => one.daysBefore === daysBefore && (one.state === 'sent' || one.state === 'skipped'),
    );
    const endOfDay = deadlineOn && momentOf(dayOfReminder(deadlineOn, { daysBefore }), 24 * 60, config.timeZone);
    return settled || (endOfDay !== null && endOfDay <= clock.now());
  });
  const props = {
    view: viewOf(c),
    notice,
    name,
    deadlineOn: mayChange ? deadlineOn : null,
    values: typed ?? { days: planned.map((one) => String(one.daysBefore)), hour },
    over,
    offDays: deadlineOn === null ? new Map<number, OffDay>() : await offDaysBefore(c, deadlineOn),
    quiet: config.quietHours,
    reminders,
    troubles: [...troubles],
  };
  return page(c, <PlanPage {...props} />, troubles.length ? 422 : 200);
}

async function save(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.publish');
  const { typed } = await readForm(c);
  const values = { days: typedList(typed, 'days'), hour: typedText(typed, 'hour') };
  const again = (troubles: readonly Trouble[]) => form(c, notice, values, troubles);
  const input = checkForm(planInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await planReminders(c.var.services, byOf(c, 'notices.publish'), notice.id, input.value);
  return answer(c, outcome, noticePath(notice.id), again);
}

export const planRoutes: readonly Route[] = [
  get(planPattern, 'notices.publish', async (c) => form(c, await issued(c, 'notices.publish'))),
  post(planPattern, 'notices.publish', save),
];
