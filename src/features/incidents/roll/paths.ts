/** Addresses of roll calls: for the incident's staff, for class teachers and callers, for families. */
import { incidentPath, incidentPattern } from '../paths.ts';

/** The roll calls of an incident, and opening one. */
export const rollsPattern = `${incidentPattern}/roll`;
export const rollsPath = (incident: number): string => `${incidentPath(incident)}/roll`;
export const boardPattern = `${rollsPattern}/:roll{[0-9]+}`;
export const boardPath = (incident: number, roll: number): string => `${rollsPath(incident)}/${roll}`;
const room = (name: string) => ({
  pattern: `${boardPattern}/${name}`,
  path: (incident: number, roll: number): string => `${boardPath(incident, roll)}/${name}`,
});
/** The fragment that keeps the board fresh. */
export const boardLive = room('live');
export const remindRoom = room('remind');
export const closeRollRoom = room('close');
export const callersRoom = room('callers');

/** Open roll calls in which the reader has a class to call or to phone. */
export const ownRollsPath = '/desk/roll-calls';
export const rollClassPattern = `${ownRollsPath}/:roll/classes/:class`;
export const rollClassPath = (roll: number, classId: number): string => `${ownRollsPath}/${roll}/classes/${classId}`;

/** Behind a personal link. */
export const familyPattern = '/roll-call/:token';
export const familyPath = (token: string): string => `/roll-call/${token}`;
