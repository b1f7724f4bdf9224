/** Who may see and turn what on the operator's page. */
import type { Reach } from '#platform/access.ts';

export const permissions = {
  'operations.read': ['operator', 'administrator'],
  'operations.act': ['operator', 'administrator'],
} as const;

/** Channels serve the whole district: only whoever holds the permission for the district itself turns them. */
export function holdsDistrict(reach: Reach): boolean {
  return reach.paths.some((path) => !path.includes('.'));
}
