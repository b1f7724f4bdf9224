/** Who sees and who sets up broadcast channels. Where they may is the reach of their grants. */
import type { PermissionTable, Reach } from '#platform/access.ts';

export const permissions = {
  'channels.read': ['administrator', 'operator'],
  /** Setting up, pausing, removing: for the own organisation and those below it. */
  'channels.manage': ['administrator'],
} as const satisfies PermissionTable;

/** Mail, text messages and push serve the whole district: their figures are for whoever holds the permission there. */
export function holdsDistrict(reach: Reach): boolean {
  return reach.paths.some((path) => !path.includes('.'));
}
