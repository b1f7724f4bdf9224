/** Who may see backups and release a restored database: both are the district's, never a school's. */
import type { Reach } from '#platform/access.ts';

export const permissions = {
  'hosts.read': ['operator', 'administrator'],
  'hosts.forget': ['operator', 'administrator'],
  'backups.read': ['operator', 'administrator'],
  'restore.release': ['operator', 'administrator'],
} as const;

export function holdsDistrict(reach: Reach): boolean {
  return reach.paths.some((path) => !path.includes('.'));
}
