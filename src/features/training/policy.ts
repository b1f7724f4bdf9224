/** Who may do what, within the reach of their grants. */
import type { PermissionTable, Reach } from '#platform/access.ts';

export const permissions = {
  /** The record of the schools within the reach. */
  'training.read': ['administrator', 'safety_officer', 'incident_officer', 'auditor'],
  /** Writing down a drill, and striking one out. */
  'training.write': ['administrator', 'safety_officer', 'incident_officer'],
  /** What the district asks for beyond the law; only with the whole district as reach. */
  'training.require': ['administrator', 'safety_officer'],
} as const satisfies PermissionTable;

/** True for whoever holds it for the whole district. */
export function ofDistrict(reach: Reach): boolean {
  return reach.paths.some((path) => !path.includes('.'));
}
