/** What one on duty does: hand over, swap by agreement, take the own shifts along in a calendar. */
import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { note } from '../../actions/by.ts';
import { mayNote, type Shift, type Swap } from '../model/roster.ts';
import { membersOf } from '../queries/rosters.ts';
import { assignShift, insertNote, lockShift, lockShifts, shiftsOfPeople } from '../queries/shifts.ts';
import { decideSwap, insertSwap, lockSwap, putCalendar, removeCalendar } from '../queries/swaps.ts';

interface Self {
  accountId: number;
  at: Date;
}

function isOwn(shift: Shift, { accountId }: Self): boolean {
  return shift.accountId === accountId || shift.standInId === accountId;
}

/** What the next one has to know; by whoever was on duty, until some hours after it. */
export async function handOver(trx: Transaction, by: Self, shiftId: number, text: string): Promise<Outcome<Shift>> {
  const shift = await lockShift(trx, shiftId);
  if (!shift || !isOwn(shift, by)) return refused(null, 'shiftGone');
  if (!mayNote(shift, by.at)) return refused('text', 'noteTime');
  await insertNote(trx, { shiftId, accountId: by.accountId, at: by.at, text });
  await note(trx, by, 'incident_duty.hand_over', `duty_shift:${shiftId}`);
  return done(shift);
}

export interface SwapWish {
  shiftId: number;
  toId: number;
  /** What the other gives in exchange. */
  otherShiftId: number | null;
}

const bothOf = ({ shiftId, otherShiftId }: Pick<SwapWish, 'shiftId' | 'otherShiftId'>): number[] =>
  otherShiftId === null ? [shiftId] : [shiftId, otherShiftId];

/** Asks a colleague of the roster to take one's shift, maybe against one of theirs. Nothing changes before they agree. */
export async function askSwap(trx: Transaction, by: Self, wish: SwapWish): Promise<Outcome<number>> {
  const shifts = await lockShifts(trx, bothOf(wish));
  const shift = shifts.get(wish.shiftId);
  if (shift?.accountId !== by.accountId) return refused(null, 'shiftGone');
  if (shift.startsAt <= by.at) return refused(null, 'swapBegun');
  const members = await membersOf(trx, shift.rosterId);
  if (wish.toId === by.accountId || !members.some((one) => one.active && one.accountId === wish.toId)) {
    return refused('to', 'swapWho');
  }
  if (wish.otherShiftId !== null) {
    const other = shifts.get(wish.otherShiftId);
    const fits = other?.accountId === wish.toId && other.rosterId === shift.rosterId && other.startsAt > by.at;
    if (!fits) return refused('other', 'swapOther');
  }
  const id = await insertSwap(trx, { ...wish, fromId: by.accountId }, by.at);
  if (id === null) return refused(null, 'swapAsked');
  await note(trx, by, 'incident_duty.ask_swap', `duty_swap:${id}`);
  return done(id);
}

/** The one who is asked agrees or declines; the one who asked takes it back. */
export async function answerSwap(
  trx: Transaction,
  by: Self,
  id: number,
  answer: 'agreed' | 'declined' | 'withdrawn',
): Promise<Outcome<Swap>> {
  const swap = await lockSwap(trx, id);
  const mine = answer === 'withdrawn' ? swap?.fromId : swap?.toId;
  if (!swap || mine !== by.accountId) return refused(null, 'swapGone');
  if (swap.state !== 'asked') return refused(null, 'swapDecided');
  if (answer === 'agreed') {
    const trouble = await exchange(trx, by, swap);
    if (trouble) return refused(null, trouble);
  }
  await decideSwap(trx, id, answer, by.at);
  await note(trx, by, 'incident_duty.answer_swap', `duty_swap:${id}`, { answer });
  return done(swap);
}

/** Gives each the other's shift. What stood when it was asked may have changed since: then nothing is changed. */
async function exchange(trx: Transaction, by: Self, swap: Swap): Promise<string | undefined> {
  const shifts = await lockShifts(trx, bothOf(swap));
  const shift = shifts.get(swap.shiftId);
  const other = swap.otherShiftId === null ? undefined : shifts.get(swap.otherShiftId);
  if (shift?.accountId !== swap.fromId || shift.startsAt <= by.at) return 'swapChanged';
  if (swap.otherShiftId !== null && (other?.accountId !== swap.toId || other.startsAt <= by.at)) return 'swapChanged';
  const leaving = [shift.id, ...(other ? [other.id] : [])];
  const takes = async (accountId: number, one: Shift) =>
    (await shiftsOfPeople(trx, [accountId], one.startsAt, one.endsAt)).some((busy) => !leaving.includes(busy.shiftId));
  if ((await takes(swap.toId, shift)) || (other && (await takes(swap.fromId, other)))) return 'swapBusy';
  await assignShift(trx, shift.id, given(shift, swap.fromId, swap.toId), by.at);
  if (other) await assignShift(trx, other.id, given(other, swap.toId, swap.fromId), by.at);
  return undefined;
}

/** Whoever stood in and takes it now has the other as stand-in. */
function given(shift: Shift, from: number, to: number): { accountId: number; standInId: number | null } {
  return { accountId: to, standInId: shift.standInId === to ? from : shift.standInId };
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A new secret address; the one before opens nothing any more. It is shown once. */
export async function makeCalendar(trx: Transaction, by: Self): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await putCalendar(trx, by.accountId, hashOf(token), by.at);
  await note(trx, by, 'incident_duty.make_calendar', `account:${by.accountId}`);
  return token;
}

export async function endCalendar(trx: Transaction, by: Self): Promise<void> {
  if (await removeCalendar(trx, by.accountId)) {
    await note(trx, by, 'incident_duty.end_calendar', `account:${by.accountId}`);
  }
}
