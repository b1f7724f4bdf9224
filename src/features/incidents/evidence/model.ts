/** Evidence of an attack on the own systems: systems' data, never third parties' messages. Pure. */
import type { Incident } from '../model/incident.ts';

export interface Evidence {
  id: number;
  incidentId: number;
  name: string;
  about: string;
  bytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
  accountId: number;
  at: Date;
}

export const mostFiles = 100;
export const longestAbout = 300;
export const longestName = 120;

/** Only attacks on systems leave such traces; other incidents are about people. */
export function takesEvidence(incident: Pick<Incident, 'kind' | 'state' | 'reviewState'>): boolean {
  return incident.kind === 'cyber' && incident.state !== 'mistaken' && incident.reviewState !== 'finished';
}

/** A name that is safe to show and to save under: no folders, no signs that steer. */
export function evidenceName(given: string): string {
  const plain = given
    .replace(/^.*[/\\]/, '')
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim();
  return plain.slice(-longestName) || 'evidence';
}
