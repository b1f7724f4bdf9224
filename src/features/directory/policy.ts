/** Which roles may do what in the directory. Where they may is the reach of their grants. */
import type { PermissionTable } from '#platform/access.ts';

export const permissions = {
  /** Organisations, and the people in them with names and contact states. A teacher's reach is the own class. */
  'directory.read': ['administrator', 'editor', 'approver', 'teacher'],
  /** Changing people, guardianships, contact points, memberships. */
  'directory.edit': ['administrator'],
  /** Who agreed to what for pupils under fourteen, by name: the class's own teacher, and the office that acts on it. */
  'directory.consents': ['administrator', 'teacher'],
  /** Roster imports: only for the administrator of the whole district (roster/routes.tsx). */
  'directory.import': ['administrator'],
} as const satisfies PermissionTable;
