/** Who may do what. The district's registers and rules are the district's; requests of people are their school's too. */
import type { Reach } from '#platform/access.ts';

export const permissions = {
  'privacy.read': ['administrator', 'auditor'],
  'privacy.act': ['administrator'],
} as const;

/** True for whoever holds it for the whole district. */
export function ofDistrict(reach: Reach): boolean {
  return reach.paths.some((path) => !path.includes('.'));
}
