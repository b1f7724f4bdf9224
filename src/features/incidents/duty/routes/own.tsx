/** One's own duties: any account, on its own shifts only; and the calendar by its secret address. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { viewOf } from '../../routes/request.ts';
import { answerSwap, askSwap, endCalendar, handOver, hashOf, makeCalendar } from '../actions/own.ts';
import { tellSwap } from '../actions/tell.ts';
import { shiftsCalendar } from '../calendar.ts';
import { answerForm, calendarForm, ownShiftForm } from '../input.ts';
import type { Shift } from '../model/roster.ts';
import { OwnDutyPage, OwnShiftPage } from '../pages/own.tsx';
import {
  calendarPath,
  calendarPattern,
  ownCalendarPath,
  ownDutyPath,
  ownShiftPath,
  ownShiftPattern,
  swapPattern,
} from '../paths.ts';
import { membersOf, rosterName } from '../queries/rosters.ts';
import { notesOf, ownShifts, shiftById, shiftsBetween } from '../queries/shifts.ts';
import { calendarMadeAt, calendarOwner, lockSwap, openSwaps } from '../queries/swaps.ts';

const dayMs = 86_400_000;
const mostShown = 100;
const swapAheadMs = 120 * dayMs;
/** A calendar also shows the last weeks: a phone that asks seldom should not lose what is going on. */
const calendarPastMs = 30 * dayMs;

export const ownDutyRoutes: readonly Route[] = [
  get(ownDutyPath, 'signed-in', (c) => showOwn(c)),
  get(ownShiftPattern, 'signed-in', (c) => showShift(c)),
  post(ownShiftPattern, 'signed-in', act),
  post(swapPattern, 'signed-in', answer),
  post(ownCalendarPath, 'signed-in', calendar),
  get(calendarPattern, 'link', giveCalendar),
];

function selfOf(c: Ctx): { accountId: number; at: Date } {
  const { caller, services } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  return { accountId: caller.accountId, at: services.clock.now() };
}

async function showOwn(c: Ctx, more: { url?: string; troubles?: readonly Trouble[] } = {}): Promise<Response> {
  const { db } = c.var.services;
  const { accountId, at } = selfOf(c);
  const [shifts, swaps, calendarSince] = await Promise.all([
    ownShifts(db, accountId, at, mostShown),
    openSwaps(db, accountId, at),
    calendarMadeAt(db, accountId),
  ]);
  const view = await viewOf(
    c,
    swaps.flatMap((swap) => [swap.fromId, swap.toId]),
  );
  const { url = null, troubles = [] } = more;
  return page(
    c,
    <OwnDutyPage {...{ view, accountId, shifts, swaps, calendarSince, troubles }} calendarUrl={url} />,
    troubles.length > 0 ? 422 : 200,
  );
}

/** Somebody else's is not there. */
async function ownShiftIn(c: Ctx): Promise<Shift> {
  const { accountId } = selfOf(c);
  const shift = await shiftById(c.var.services.db, idFrom(c, 'shift'));
  if (!shift || (shift.accountId !== accountId && shift.standInId !== accountId)) throw new NotFound();
  return shift;
}

async function showShift(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const { db } = c.var.services;
  const { accountId, at } = selfOf(c);
  const shift = await ownShiftIn(c);
  const [members, coming, notes, roster] = await Promise.all([
    membersOf(db, shift.rosterId),
    shiftsBetween(db, shift.rosterId, at, new Date(at.getTime() + swapAheadMs)),
    notesOf(db, shift.rosterId, at, 10),
    rosterName(db, shift.rosterId),
  ]);
  const colleagues = members.filter((one) => one.active && one.accountId !== accountId);
  const known = new Set(colleagues.map((one) => one.accountId));
  const others = coming.filter((one) => one.startsAt > at && one.accountId !== null && known.has(one.accountId));
  const view = await viewOf(c, [shift.accountId, shift.standInId, ...notes.map((one) => one.accountId)]);
  const { typed = {}, troubles = [] } = again ?? {};
  return page(
    c,
    <OwnShiftPage {...{ view, roster, shift, accountId, colleagues, others, notes, typed, troubles }} />,
    again ? 422 : 200,
  );
}

async function act(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const by = selfOf(c);
  const shift = await ownShiftIn(c);
  const { typed } = await readForm(c);
  const input = checkForm(ownShiftForm, typed);
  if (!input.ok) return showShift(c, { typed, troubles: input.troubles });
  const wish = input.value;
  const outcome = await services.db.transaction().execute(async (trx) => {
    if (wish.act === 'note') return handOver(trx, by, shift.id, wish.text.replaceAll('\r\n', '\n'));
    const asked = await askSwap(trx, by, { shiftId: shift.id, toId: wish.to, otherShiftId: wish.other });
    const swap = asked.ok ? await lockSwap(trx, asked.value) : undefined;
    if (swap) await tellSwap(services, trx, swap, 'asked');
    return asked;
  });
  if (!outcome.ok) return showShift(c, { typed, troubles: outcome.troubles });
  return seeOther(c, wish.act === 'note' ? ownShiftPath(shift.id) : ownDutyPath);
}

async function answer(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const by = selfOf(c);
  const id = idFrom(c, 'swap');
  const { typed } = await readForm(c);
  const input = checkForm(answerForm, typed);
  if (!input.ok) return showOwn(c, { troubles: input.troubles });
  const given = input.value.answer;
  const outcome = await services.db.transaction().execute(async (trx) => {
    const answered = await answerSwap(trx, by, id, given);
    if (answered.ok) await tellSwap(services, trx, answered.value, given);
    return answered;
  });
  if (!outcome.ok && outcome.troubles.some(({ key }) => key === 'swapGone')) throw new NotFound();
  return outcome.ok ? seeOther(c, ownDutyPath) : showOwn(c, { troubles: outcome.troubles });
}

async function calendar(c: Ctx): Promise<Response> {
  const { db, config } = c.var.services;
  const by = selfOf(c);
  const { typed } = await readForm(c);
  const input = checkForm(calendarForm, typed);
  if (!input.ok) return showOwn(c, { troubles: input.troubles });
  if (input.value.act === 'end') {
    await db.transaction().execute((trx) => endCalendar(trx, by));
    return seeOther(c, ownDutyPath);
  }
  const token = await db.transaction().execute((trx) => makeCalendar(trx, by));
  // The one page that shows it; nobody keeps it.
  return showOwn(c, { url: config.publicUrl + calendarPath(token) });
}

async function giveCalendar(c: Ctx): Promise<Response> {
  const { db, clock, config } = c.var.services;
  const token = c.req.param('token') ?? '';
  const accountId = token.length <= 100 ? await calendarOwner(db, hashOf(token)) : undefined;
  if (accountId === undefined) throw new NotFound();
  const now = clock.now();
  const shifts = await ownShifts(db, accountId, new Date(now.getTime() - calendarPastMs), 500);
  const { publicUrl, siteName } = config;
  const language = c.var.language;
  return c.body(shiftsCalendar(shifts, { publicUrl, siteName, language, now }), 200, {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="shifts.ics"',
    'cache-control': 'private, no-store',
  });
}
