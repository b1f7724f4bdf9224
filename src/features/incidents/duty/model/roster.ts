/** Rosters: shifts of a period, turns that are fair, what is missing. Pure. */
import { addDays } from '#platform/days.ts';
import type { Kind } from '../../model/kinds.ts';

export const coverages = ['all', 'off', 'working'] as const;
export type Coverage = (typeof coverages)[number];

export interface Roster {
  id: number;
  organisationId: number;
  organisation: string;
  path: string;
  name: string;
  kind: Kind | null;
  covers: Coverage;
  /** Minutes after midnight, rising. */
  starts: readonly number[];
  state: 'active' | 'ended';
}

export interface Shift {
  id: number;
  rosterId: number;
  startsAt: Date;
  endsAt: Date;
  accountId: number | null;
  standInId: number | null;
  revision: number;
}

export interface Member {
  accountId: number;
  name: string;
  /** The account can still sign in. */
  active: boolean;
}

export const longestName = 60;
export const longestNote = 2000;
export const mostMembers = 60;
/** A period that is planned at once: a term. */
export const mostDays = 200;

export interface Slot {
  /** On which it begins. */
  day: string;
  startsAt: Date;
  endsAt: Date;
  /** A weekend or a holiday by the legal calendar. */
  off: boolean;
}

export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length <= mostDays; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The shifts of a period. A shift lasts until the next begins, the last of a day until the first of the next day. */
export function slotsOf(
  roster: Pick<Roster, 'covers' | 'starts'>,
  period: { from: string; to: string },
  isOff: (day: string) => boolean,
  moment: (day: string, minutes: number) => Date,
): Slot[] {
  const { covers, starts } = roster;
  return daysFrom(period.from, period.to)
    .map((day) => ({ day, off: isOff(day) }))
    .filter(({ off }) => covers === 'all' || (covers === 'off') === off)
    .flatMap(({ day, off }) =>
      starts.map((start, n) => {
        const next = starts[n + 1];
        const endsAt = next === undefined ? moment(addDays(day, 1), starts[0] as number) : moment(day, next);
        return { day, off, startsAt: moment(day, start), endsAt };
      }),
    );
}

/** What somebody has done already: so that turns go on where the last period ended. */
export interface Done {
  accountId: number;
  working: number;
  off: number;
  standIn: number;
  lastEnd: Date | null;
}

export interface Turn {
  slot: Slot;
  accountId: number | null;
  standInId: number | null;
}

/**
 * Gives each slot to whoever has had the fewest of its sort (days off are counted apart: nobody gets all the holidays),
 * of these to whoever rests longest, of these to the first in order. Nobody gets two in a row while another is free;
 * `busy` leaves out who has another shift then. A stand-in is another, by the same rule.
 */
export function takeTurns(
  slots: readonly Slot[],
  done: readonly Done[],
  busy: (accountId: number, slot: Slot) => boolean,
): Turn[] {
  const counts = done.map((one) => ({ ...one }));
  return slots.map((slot) => {
    const sort = slot.off ? 'off' : 'working';
    const free = counts.filter((one) => !busy(one.accountId, slot) && !(one.lastEnd && one.lastEnd > slot.startsAt));
    const rested = free.filter((one) => !one.lastEnd || one.lastEnd < slot.startsAt);
    const rest = (one: Done) => one.lastEnd?.getTime() ?? 0;
    const order = (by: (one: Done) => number) => (a: Done, b: Done) => by(a) - by(b) || rest(a) - rest(b);
    const [main] = (rested.length > 0 ? rested : free).toSorted(order((one) => one[sort]));
    const [standIn] = free.filter((one) => one !== main).toSorted(order((one) => one.standIn));
    if (main) {
      main[sort] += 1;
      main.lastEnd = slot.endsAt;
    }
    if (main && standIn) standIn.standIn += 1;
    return { slot, accountId: main?.accountId ?? null, standInId: (main && standIn?.accountId) ?? null };
  });
}

export interface Gap {
  from: Date;
  to: Date;
}

/** Between shifts of a roster that covers each day: time for which there is no shift. */
export function holesOf(roster: Pick<Roster, 'covers'>, shifts: readonly Pick<Shift, 'startsAt' | 'endsAt'>[]): Gap[] {
  if (roster.covers !== 'all') return [];
  const sorted = shifts.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const holes: Gap[] = [];
  let until: Date | undefined;
  for (const shift of sorted) {
    if (until && shift.startsAt > until) holes.push({ from: until, to: shift.startsAt });
    if (!until || shift.endsAt > until) until = shift.endsAt;
  }
  return holes;
}

/** So long before a roster ends, somebody is asked to go on with it. */
export const goOnBeforeDays = 14;
/** So long after its end a note can still be left. */
export const noteAfterMs = 12 * 3_600_000;

export function mayNote(shift: Pick<Shift, 'startsAt' | 'endsAt'>, now: Date): boolean {
  return shift.startsAt <= now && now.getTime() <= shift.endsAt.getTime() + noteAfterMs;
}

/** `08:00` of minutes after midnight. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

export interface Swap {
  id: number;
  shiftId: number;
  rosterId: number;
  roster: string;
  startsAt: Date;
  endsAt: Date;
  fromId: number;
  toId: number;
  otherShiftId: number | null;
  otherStartsAt: Date | null;
  otherEndsAt: Date | null;
  state: 'asked' | 'agreed' | 'declined' | 'withdrawn';
}

export interface ListedShift extends Shift {
  /** Somebody of it has another shift at the same time. */
  doubly: boolean;
  notes: number;
}

export interface RosterState {
  rosterId: number;
  /** The end of the last shift. */
  until: Date | null;
  /** Coming shifts without anybody, or with somebody whose account has ended. */
  open: number;
  doubly: number;
}

export interface OwnShift extends Shift {
  roster: string;
  organisation: string;
  asStandIn: boolean;
}

export interface OnDuty {
  rosterId: number;
  roster: string;
  kind: Kind | null;
  organisation: string;
  shiftId: number;
  accountId: number | null;
  standInId: number | null;
  startsAt: Date;
  endsAt: Date;
}

export interface Note {
  id: number;
  shiftId: number;
  accountId: number;
  at: Date;
  text: string;
}

/** What each has done in these shifts. Whether a day is off, is asked by its start. */
export function doneBy(accountIds: readonly number[], shifts: readonly Shift[], isOff: (at: Date) => boolean): Done[] {
  return accountIds.map((accountId) => {
    const own = shifts.filter((shift) => shift.accountId === accountId);
    const off = own.filter((shift) => isOff(shift.startsAt)).length;
    return {
      ...{ accountId, off, working: own.length - off },
      standIn: shifts.filter((shift) => shift.standInId === accountId).length,
      lastEnd: own.at(-1)?.endsAt ?? null,
    };
  });
}
