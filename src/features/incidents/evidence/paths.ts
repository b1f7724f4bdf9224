/** Addresses of the evidence of an incident. */
import { incidentPath, incidentPattern } from '../paths.ts';

export const evidenceRoom = {
  pattern: `${incidentPattern}/evidence`,
  path: (incident: number): string => `${incidentPath(incident)}/evidence`,
};
export const evidenceFilePattern = `${evidenceRoom.pattern}/:evidence{[0-9]+}`;
export const evidenceFilePath = (incident: number, evidence: number): string =>
  `${evidenceRoom.path(incident)}/${evidence}`;
