/** Who may do what with cases. Which cases: those of the offices within the reach, never one that complains of the own office. */
import type { PermissionTable } from '#platform/access.ts';

export const permissions = {
  /** Cases of the own office: reading, asking, answering, a second look at an answer. Of the whole district: also assigning. */
  'voice.handle': ['case_handler'],
  /** The desk's pages. Ombudspersons find there what complains of the district as a whole, and nothing else. */
  'voice.desk': ['case_handler', 'ombudsperson'],
  /** Reading sealed names with the own key; nobody else does, and no emergency access opens it. */
  'voice.seal': ['ombudsperson'],
  /** Categories, clocks, templates and who is competent: no case is seen by it. */
  'voice.set_up': ['administrator'],
} as const satisfies PermissionTable;
