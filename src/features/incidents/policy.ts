/** Who may do what. Where they may is the reach of their grants: over the office that leads, or over the own school. */
import type { PermissionTable, Reach } from '#platform/access.ts';

/** Of whom somebody may be named to phone. */
export const callingRoles = ['incident_officer', 'administrator', 'safety_officer'] as const;

export const permissions = {
  /** Incidents led from, or touching, the reach: tasks, log, plans. */
  'incidents.read': ['incident_officer', 'administrator', 'safety_officer', 'auditor'],
  /** Declaring, tasks, log, updates, levels, the end, the review. */
  'incidents.act': ['incident_officer'],
  /** Saying that a change is done: its owner, or whoever leads. */
  'incidents.learn': ['incident_officer', 'administrator', 'safety_officer'],
  /** Names of families whom a warning has not reached: the own class, the own school. Above schools there are figures. */
  'incidents.phone': ['teacher', 'incident_officer'],
  /** Rosters of offices within the reach: who is on duty when. Being on duty itself gives no right at all. */
  'incidents.duty': ['incident_officer', 'administrator'],
  /** Writing response plans; only with the whole district as reach. */
  'incidents.plan': ['incident_officer', 'administrator'],
  /** Calling the roll of the own class. */
  'incidents.roll': ['teacher'],
  /** Phoning those who have not answered, where one was named for it. */
  'incidents.call': callingRoles,
  /** The pages of both. */
  'incidents.answer': ['teacher', ...callingRoles],
} as const satisfies PermissionTable;

/** True for whoever holds it for the whole district. */
export function ofDistrict(reach: Reach): boolean {
  return reach.paths.some((path) => !path.includes('.'));
}
