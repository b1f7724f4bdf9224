/** Making a roster, planning its turns, changing single shifts. */
import { staffAt } from '#features/accounts/feature.ts';
import { isWorkingDay, workCalendar } from '#features/calendar/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { localDate, localMoment } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import {
  daysFrom,
  doneBy,
  mostDays,
  mostMembers,
  type Roster,
  type Shift,
  slotsOf,
  takeTurns,
} from '../model/roster.ts';
import { endRosterRow, insertRoster, lockRoster, membersOf, setMembers } from '../queries/rosters.ts';
import { assignShift, insertShifts, lockShift, removeShifts, shiftsOfPeople, shiftsSince } from '../queries/shifts.ts';

const dayMs = 86_400_000;
/** Turns are counted over so long: who joins later does not have to catch up on years. */
const countedMs = 180 * dayMs;

export type RosterWish = Pick<Roster, 'organisationId' | 'name' | 'kind' | 'covers' | 'starts'> & {
  members: readonly number[];
};

export async function makeRoster(trx: Transaction, by: By, wish: RosterWish): Promise<Outcome<number>> {
  const office = await organisationById(trx, wish.organisationId);
  const allowed = office && office.endedOn === null && ['district', 'department', 'school'].includes(office.kind);
  if (!allowed || !within(by.reach, office.path)) return refused('office', 'rosterOffice');
  const members = await allowedMembers(trx, by, office.path, wish.members);
  if (!members.ok) return members;
  const id = await insertRoster(trx, wish, by);
  await setMembers(trx, id, members.value);
  await note(trx, by, 'incident_duty.make', `duty_roster:${id}`, { members: members.value.length });
  return done(id);
}

/** Staff of the office, or of what lies below it; `already`: who was in before may stay. */
async function allowedMembers(
  trx: Transaction,
  by: By,
  path: string,
  wished: readonly number[],
  already: readonly number[] = [],
): Promise<Outcome<number[]>> {
  const ids = [...new Set(wished)];
  if (ids.length === 0) return refused('members', 'membersMissing');
  if (ids.length > mostMembers) return refused('members', 'membersMany', { n: mostMembers });
  const staff = new Set([...(await staffAt(trx, path, by.today)).map((one) => one.accountId), ...already]);
  return ids.every((id) => staff.has(id)) ? done(ids) : refused('members', 'membersOutside');
}

/** In their new order. Shifts that were given out stay as they are. */
export async function changeMembers(
  trx: Transaction,
  by: By,
  id: number,
  wished: readonly number[],
): Promise<Outcome<Roster>> {
  const roster = await lockRoster(trx, by.reach, id);
  if (roster?.state !== 'active') return refused(null, 'rosterGone');
  const before = await membersOf(trx, id);
  const members = await allowedMembers(
    trx,
    by,
    roster.path,
    wished,
    before.map((one) => one.accountId),
  );
  if (!members.ok) return members;
  await setMembers(trx, id, members.value);
  await note(trx, by, 'incident_duty.change', `duty_roster:${id}`, { members: members.value.length });
  return done(roster);
}

export async function endRoster(trx: Transaction, by: By, id: number): Promise<Outcome<Roster>> {
  const roster = await lockRoster(trx, by.reach, id);
  if (roster?.state !== 'active') return refused(null, 'rosterGone');
  await endRosterRow(trx, id);
  await removeShifts(trx, id, by.at);
  await note(trx, by, 'incident_duty.end', `duty_roster:${id}`);
  return done(roster);
}

/**
 * Gives out the shifts of a period for which there are none yet; what stands already stays. Returns how many were made
 * and how many of them found nobody.
 */
export async function planTurns(
  trx: Transaction,
  by: By,
  id: number,
  period: { from: string; to: string },
): Promise<Outcome<{ made: number; open: number }>> {
  const roster = await lockRoster(trx, by.reach, id);
  if (roster?.state !== 'active') return refused(null, 'rosterGone');
  if (period.to < period.from) return refused('to', 'periodOrder');
  if (period.from < by.today) return refused('from', 'periodPast');
  if (daysFrom(period.from, period.to).length > mostDays) return refused('to', 'periodLong', { n: mostDays });
  const members = (await membersOf(trx, id)).filter((one) => one.active).map((one) => one.accountId);
  if (members.length === 0) return refused(null, 'membersMissing');
  const zone = by.site.timeZone;
  const calendar = await workCalendar(trx);
  const isOff = (day: string) => !isWorkingDay(calendar, day);
  const past = await shiftsSince(trx, id, new Date(by.at.getTime() - countedMs));
  const slots = slotsOf(roster, period, isOff, (day, minutes) => localMoment(day, minutes, zone)).filter(
    (slot) => !past.some((shift) => shift.startsAt < slot.endsAt && shift.endsAt > slot.startsAt),
  );
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return refused(null, 'periodFull');
  const elsewhere = await shiftsOfPeople(trx, members, first.startsAt, last.endsAt);
  const before = past.filter((shift) => shift.startsAt < first.startsAt);
  const turns = takeTurns(
    slots,
    doneBy(members, before, (at) => isOff(localDate(at, zone))),
    (accountId, slot) =>
      elsewhere.some((one) => one.accountId === accountId && one.startsAt < slot.endsAt && one.endsAt > slot.startsAt),
  );
  const made = await insertShifts(trx, id, turns, by.at);
  await note(trx, by, 'incident_duty.plan', `duty_roster:${id}`, { ...period, shifts: made });
  return done({ made, open: turns.filter((turn) => turn.accountId === null).length });
}

/** Takes back what was planned from a day on; what has begun stays. */
export async function clearTurns(trx: Transaction, by: By, id: number, from: string): Promise<Outcome<number>> {
  const roster = await lockRoster(trx, by.reach, id);
  if (roster?.state !== 'active') return refused(null, 'rosterGone');
  const start = localMoment(from, 0, by.site.timeZone);
  const removed = await removeShifts(trx, id, start > by.at ? start : by.at);
  await note(trx, by, 'incident_duty.clear', `duty_roster:${id}`, { from, shifts: removed });
  return done(removed);
}

/** One shift to somebody else, by whoever plans. `revision`: of the page that was seen. */
export async function giveShift(
  trx: Transaction,
  by: By,
  id: number,
  wish: { rosterId: number; accountId: number | null; standInId: number | null; revision: number },
): Promise<Outcome<Shift>> {
  const roster = await lockRoster(trx, by.reach, wish.rosterId);
  const shift = await lockShift(trx, id);
  if (!roster || shift?.rosterId !== roster.id) return refused(null, 'shiftGone');
  if (shift.revision !== wish.revision) return refused(null, 'shiftMoved');
  if (shift.endsAt <= by.at) return refused(null, 'shiftOver');
  const members = new Set((await membersOf(trx, roster.id)).map((one) => one.accountId));
  const { accountId, standInId } = wish;
  if (accountId !== null && !members.has(accountId)) return refused('accountId', 'notMember');
  if (standInId !== null && !members.has(standInId)) return refused('standInId', 'notMember');
  if (standInId !== null && standInId === accountId) return refused('standInId', 'standInSame');
  await assignShift(trx, id, { accountId, standInId }, by.at);
  await note(trx, by, 'incident_duty.give', `duty_shift:${id}`);
  return done(shift);
}
