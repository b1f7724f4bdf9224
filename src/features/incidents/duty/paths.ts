/** Addresses of rosters, of one's own duties, and of one's calendar. */
import { deskPath } from '../paths.ts';

export const dutyPath = `${deskPath}/duty`;
export const newRosterPath = `${dutyPath}/new`;
export const rosterPattern = `${dutyPath}/:roster{[0-9]+}`;
/** `from`: the first day that is shown. */
export const rosterPath = (id: number, from?: string): string =>
  from ? `${dutyPath}/${id}?from=${from}` : `${dutyPath}/${id}`;
const room = (name: string) => ({
  pattern: `${rosterPattern}/${name}`,
  path: (id: number): string => `${dutyPath}/${id}/${name}`,
});
export const turnsRoom = room('turns');
export const membersRoom = room('members');
export const endRosterRoom = room('end');
export const shiftPattern = `${rosterPattern}/shifts/:shift{[0-9]+}`;
export const shiftPath = (roster: number, shift: number): string => `${dutyPath}/${roster}/shifts/${shift}`;

export const ownDutyPath = '/desk/duties';
export const ownShiftPattern = `${ownDutyPath}/shifts/:shift{[0-9]+}`;
export const ownShiftPath = (shift: number): string => `${ownDutyPath}/shifts/${shift}`;
export const swapPattern = `${ownDutyPath}/swaps/:swap{[0-9]+}`;
export const swapPath = (swap: number): string => `${ownDutyPath}/swaps/${swap}`;
export const ownCalendarPath = `${ownDutyPath}/calendar`;

/** The address is the secret. */
export const calendarPattern = '/duties/:token/shifts.ics';
export const calendarPath = (token: string): string => `/duties/${token}/shifts.ics`;
