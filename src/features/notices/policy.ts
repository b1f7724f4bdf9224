/** Which roles may do what with notices. Where they may is the reach of their grants. */
import type { PermissionTable } from '#platform/access.ts';

export const permissions = {
  /** The desk: notices issued within the reach, and the figures of published ones that go to families within it. */
  'notices.read': ['administrator', 'editor', 'approver', 'auditor'],
  'notices.draft': ['editor', 'administrator'],
  /** Never the author, nor anybody who wrote in it: see actions/review.ts. */
  'notices.approve': ['approver'],
  /** Setting who must approve what; only with the whole district as reach (chains/actions/rules.ts). */
  'notices.chains': ['administrator', 'approver'],
  /** The codes of offices and the serials of papers that were numbered outside. */
  'notices.codes': ['administrator'],
  'notices.publish': ['editor', 'approver'],
  /** Alone and without a review, to be countersigned by a second person within a day. */
  'notices.urgent': ['editor', 'approver'],
  /** Names of families without a channel, for a paper list; only where the grant is in a school (routes/request.ts). */
  'notices.paper': ['editor', 'administrator'],
  /** The class teacher: names of the own class until the deadline. */
  'notices.class': ['teacher'],
} as const satisfies PermissionTable;
