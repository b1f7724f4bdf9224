/** Rosters at the desk: the list, one, making, planning, single shifts. */
import { staffAt } from '#features/accounts/feature.ts';
import { isWorkingDay, type WorkCalendar, workCalendar } from '#features/calendar/feature.ts';
import { organisationById, organisationsWithin } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { localDate, localMinutes, localMoment } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedList } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { View } from '../../pages/frame.tsx';
import { byOf, todayOf, viewOf } from '../../routes/request.ts';
import { changeMembers, clearTurns, endRoster, giveShift, makeRoster, planTurns } from '../actions/rosters.ts';
import { fromDay, giveForm, membersForm, rosterForm, turnsForm } from '../input.ts';
import { clockText, goOnBeforeDays, holesOf, type ListedShift, type Roster, type Shift } from '../model/roster.ts';
import { RosterPage, ShiftPage, type ShownShift, TurnsPage } from '../pages/roster.tsx';
import { EndRosterPage, MembersPage, NewRosterPage, RostersPage } from '../pages/rosters.tsx';
import {
  dutyPath,
  endRosterRoom,
  membersRoom,
  newRosterPath,
  rosterPath,
  rosterPattern,
  shiftPath,
  shiftPattern,
  turnsRoom,
} from '../paths.ts';
import { membersOf, rostersWithin, rosterWithin } from '../queries/rosters.ts';
import { notesOf, notesOfShift, onDutyAt, shiftById, shiftsBetween, statesOf } from '../queries/shifts.ts';

const shownDays = 28;

export const rosterRoutes: readonly Route[] = [
  get(dutyPath, 'incidents.read', showList),
  get(newRosterPath, 'incidents.duty', (c) => showNew(c)),
  post(newRosterPath, 'incidents.duty', make),
  get(rosterPattern, 'incidents.read', showRoster),
  get(turnsRoom.pattern, 'incidents.duty', (c) => showTurns(c)),
  post(turnsRoom.pattern, 'incidents.duty', turn),
  get(membersRoom.pattern, 'incidents.duty', (c) => showMembers(c)),
  post(membersRoom.pattern, 'incidents.duty', change),
  get(endRosterRoom.pattern, 'incidents.duty', showEnd),
  post(endRosterRoom.pattern, 'incidents.duty', end),
  get(shiftPattern, 'incidents.read', (c) => showShift(c)),
  post(shiftPattern, 'incidents.duty', give),
];

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

async function showList(c: Ctx): Promise<Response> {
  const { db, clock, config } = c.var.services;
  const reach = c.var.reach('incidents.read');
  const now = clock.now();
  const rosters = await rostersWithin(db, reach);
  const [states, duties] = await Promise.all([
    statesOf(
      db,
      rosters.map((roster) => roster.id),
      now,
    ),
    onDutyAt(db, reach.paths, now),
  ]);
  const soonBefore = now.getTime() + goOnBeforeDays * 86_400_000;
  const lines = rosters.map((roster) => {
    const state = states.get(roster.id);
    const until = state?.until ?? null;
    const soon = roster.state === 'active' && (until?.getTime() ?? 0) < soonBefore;
    return { roster, state, soon, untilDay: until && localDate(until, config.timeZone) };
  });
  const view = await viewOf(
    c,
    duties.flatMap((duty) => [duty.accountId, duty.standInId]),
  );
  const mayPlan = c.var.reach('incidents.duty').paths.length > 0;
  return page(c, <RostersPage {...{ view, lines, mayPlan }} now={duties} />);
}

async function rosterIn(c: Ctx, permission: 'incidents.read' | 'incidents.duty'): Promise<Roster> {
  const found = await rosterWithin(c.var.services.db, c.var.reach(permission), idFrom(c, 'roster'));
  if (!found) throw new NotFound();
  return found;
}

async function showNew(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const reach = c.var.reach('incidents.duty');
  const offices = await organisationsWithin(db, reach, { kinds: ['district', 'department', 'school'] });
  const [only] = offices.length === 1 ? offices : [];
  const asked = again ? String(again.typed.office ?? '') : c.req.query('office');
  const office = offices.find((one) => String(one.id) === asked) ?? only ?? null;
  const chosen = office && (await organisationById(db, office.id));
  const staff = chosen && within(reach, chosen.path) ? await staffAt(db, chosen.path, todayOf(c)) : [];
  const typed = again?.typed ?? { covers: 'all', starts: '08:00' };
  const view = await viewOf(c);
  const troubles = again?.troubles ?? [];
  return page(c, <NewRosterPage {...{ view, offices, office, staff, typed, troubles }} />, again ? 422 : 200);
}

async function make(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(rosterForm, typed);
  if (!input.ok) return showNew(c, { typed, troubles: input.troubles });
  const { office, ...rest } = input.value;
  const wish = { ...rest, organisationId: office };
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => makeRoster(trx, byOf(c, 'incidents.duty'), wish));
  return outcome.ok ? seeOther(c, turnsRoom.path(outcome.value)) : showNew(c, { typed, troubles: outcome.troubles });
}

async function showRoster(c: Ctx): Promise<Response> {
  const { db, clock, config } = c.var.services;
  const roster = await rosterIn(c, 'incidents.read');
  const zone = config.timeZone;
  const first = fromDay.parse(c.req.query('from') ?? null) ?? todayOf(c);
  const after = addDays(first, shownDays);
  const [members, shifts, notes, calendar] = await Promise.all([
    membersOf(db, roster.id),
    shiftsBetween(db, roster.id, localMoment(first, 0, zone), localMoment(after, 0, zone)),
    notesOf(db, roster.id, clock.now(), 20),
    workCalendar(db),
  ]);
  const view = await viewOf(c, [
    ...shifts.flatMap((shift) => [shift.accountId, shift.standInId]),
    ...notes.map((one) => one.accountId),
  ]);
  const shown = shifts.map((shift) => shownShift(view, calendar, shift));
  const years = [...new Set(shifts.map((shift) => Number(localDate(shift.startsAt, zone).slice(0, 4))))];
  const provisional = years.filter((year) => !calendar.years.has(year));
  const mayPlan = within(c.var.reach('incidents.duty'), roster.path);
  return page(
    c,
    <RosterPage
      {...{ view, roster, members, shown, provisional, notes, mayPlan }}
      holes={roster.state === 'active' ? holesOf(roster, shifts) : []}
      earlier={addDays(first, -shownDays)}
      later={after}
    />,
  );
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();
function dayInWords({ language, zone }: View, at: Date): string {
  const key = `${language} ${zone}`;
  const format =
    dayFormats.get(key) ??
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: zone },
    });
  dayFormats.set(key, format);
  return format.format(at);
}

function shownShift(view: View, calendar: WorkCalendar, shift: ListedShift): ShownShift {
  const { t, zone } = view;
  const [day, endDay] = [localDate(shift.startsAt, zone), localDate(shift.endsAt, zone)];
  const special = calendar.days.get(day);
  const off = special
    ? { text: special.off ? special.name : t('dayWorked'), worked: !special.off }
    : isWorkingDay(calendar, day)
      ? null
      : { text: t('dayOff'), worked: false };
  const time = (at: Date) => clockText(localMinutes(at, zone));
  const end = time(shift.endsAt);
  return {
    ...{ shift, off, day: dayInWords(view, shift.startsAt) },
    time: `${time(shift.startsAt)}–${endDay === day ? end : `${dayInWords(view, shift.endsAt)} ${end}`}`,
  };
}

async function showTurns(c: Ctx, again?: Again): Promise<Response> {
  const { db, clock, config } = c.var.services;
  const roster = await rosterIn(c, 'incidents.duty');
  const state = (await statesOf(db, [roster.id], clock.now())).get(roster.id);
  const today = todayOf(c);
  // A roster that is planned goes on where it ends.
  const from = state?.until ? localDate(state.until, config.timeZone) : addDays(today, 1);
  const typed = again?.typed ?? { from, to: addDays(from, shownDays - 1), clearFrom: addDays(today, 1) };
  const view = await viewOf(c);
  return page(c, <TurnsPage {...{ view, roster, typed }} troubles={again?.troubles ?? []} />, again ? 422 : 200);
}

async function turn(c: Ctx): Promise<Response> {
  const roster = await rosterIn(c, 'incidents.duty');
  const { typed } = await readForm(c);
  const input = checkForm(turnsForm, typed);
  if (!input.ok) return showTurns(c, { typed, troubles: input.troubles });
  const by = byOf(c, 'incidents.duty');
  const wish = input.value;
  const outcome = await c.var.services.db.transaction().execute(async (trx) => {
    if (wish.act === 'plan') return planTurns(trx, by, roster.id, wish);
    return clearTurns(trx, by, roster.id, wish.clearFrom);
  });
  if (!outcome.ok) return showTurns(c, { typed, troubles: outcome.troubles });
  return seeOther(c, rosterPath(roster.id, wish.act === 'plan' ? wish.from : undefined));
}

async function showMembers(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const roster = await rosterIn(c, 'incidents.duty');
  const [members, found] = await Promise.all([membersOf(db, roster.id), staffAt(db, roster.path, todayOf(c))]);
  // Who is in stays to be seen, also after leaving the office.
  const gone = members.filter((one) => one.active && !found.some((other) => other.accountId === one.accountId));
  const chosen = again ? typedList(again.typed, 'members') : members.map((one) => String(one.accountId));
  const view = await viewOf(c);
  const troubles = again?.troubles ?? [];
  return page(
    c,
    <MembersPage {...{ view, roster, chosen, troubles }} staff={[...gone, ...found]} />,
    again ? 422 : 200,
  );
}

async function change(c: Ctx): Promise<Response> {
  const roster = await rosterIn(c, 'incidents.duty');
  const { typed } = await readForm(c);
  const input = checkForm(membersForm, typed);
  const outcome = input.ok
    ? await c.var.services.db
        .transaction()
        .execute((trx) => changeMembers(trx, byOf(c, 'incidents.duty'), roster.id, input.value.members))
    : input;
  return outcome.ok ? seeOther(c, rosterPath(roster.id)) : showMembers(c, { typed, troubles: outcome.troubles });
}

async function showEnd(c: Ctx): Promise<Response> {
  const roster = await rosterIn(c, 'incidents.duty');
  return page(c, <EndRosterPage view={await viewOf(c)} roster={roster} />);
}

async function end(c: Ctx): Promise<Response> {
  const roster = await rosterIn(c, 'incidents.duty');
  await c.var.services.db.transaction().execute((trx) => endRoster(trx, byOf(c, 'incidents.duty'), roster.id));
  return seeOther(c, dutyPath);
}

async function shiftIn(c: Ctx, roster: Roster): Promise<Shift> {
  const shift = await shiftById(c.var.services.db, idFrom(c, 'shift'));
  if (shift?.rosterId !== roster.id) throw new NotFound();
  return shift;
}

async function showShift(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const roster = await rosterIn(c, 'incidents.read');
  const shift = await shiftIn(c, roster);
  const [members, notes] = await Promise.all([membersOf(db, roster.id), notesOfShift(db, shift.id)]);
  const view = await viewOf(c, [shift.accountId, shift.standInId, ...notes.map((one) => one.accountId)]);
  const mayPlan = within(c.var.reach('incidents.duty'), roster.path) && roster.state === 'active';
  const { typed = {}, troubles = [] } = again ?? {};
  return page(
    c,
    <ShiftPage {...{ view, roster, shift, members, notes, mayPlan, typed, troubles }} />,
    again ? 422 : 200,
  );
}

async function give(c: Ctx): Promise<Response> {
  const roster = await rosterIn(c, 'incidents.duty');
  const shift = await shiftIn(c, roster);
  const { typed } = await readForm(c);
  const input = checkForm(giveForm, typed);
  const outcome = input.ok
    ? await c.var.services.db
        .transaction()
        .execute((trx) => giveShift(trx, byOf(c, 'incidents.duty'), shift.id, { ...input.value, rosterId: roster.id }))
    : input;
  return outcome.ok ? seeOther(c, shiftPath(roster.id, shift.id)) : showShift(c, { typed, troubles: outcome.troubles });
}
