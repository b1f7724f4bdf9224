/** Who may do what: everybody at a desk may count days; what is loaded is the whole district's to say. */
import type { Reach } from '#platform/access.ts';

export const permissions = {
  'calendar.read': ['administrator', 'operator', 'editor', 'approver', 'auditor', 'safety_officer', 'incident_officer'],
  'calendar.load': ['administrator', 'operator'],
} as const;

/** True for whoever holds it for the whole district. */
export function ofDistrict(reach: Reach): boolean {
  return reach.paths.some((path) => !path.includes('.'));
}
