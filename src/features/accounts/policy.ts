/** Which roles may do what with accounts, and the rules that no role sets aside. */
import type { Caller, PermissionTable, Reach, Role } from '#platform/access.ts';
import { within } from '#platform/access.ts';
import { type GrantRow, givenRoles, needsTwo } from './model.ts';

export const permissions = {
  /** Inviting, giving and ending grants, desk resets, disabling; within the own subtree. */
  'accounts.manage': ['administrator'],
  /** The second person for ombudsperson and auditor. */
  'accounts.confirm': ['administrator'],
  /** Taking emergency access, and seeing who took it. */
  'accounts.emergency': ['administrator', 'operator'],
} as const satisfies PermissionTable;

export type AccountCaller = Extract<Caller, { kind: 'account' }>;

/** Whether an administrator with this reach may give the role for the organisation: never above, never beside. */
export function mayGive(reach: Reach, role: Role, organisationPath: string): boolean {
  return givenRoles.includes(role) && within(reach, organisationPath);
}

/**
 * Whether sign-in itself (disable, reset) may be touched: only if all that the account can do lies within the reach. Else
 * a school's administrator could take over somebody of the district who also has a grant in the school.
 */
export function mayTouchSignIn(reach: Reach, grants: readonly GrantRow[], heldPaths: readonly string[]): boolean {
  const written = grants.filter((g) => !g.endedAt).map((g) => g.path);
  return [...written, ...heldPaths].every((path) => within(reach, path));
}

/** Why this person can't be the one who confirms or takes the second step: a key of messages.ts. */
export function secondPersonTrouble(
  grant: GrantRow,
  step: 'confirm' | 'end',
  by: number,
): 'twoPeopleSame' | 'twoPeopleOwn' | undefined {
  if (!needsTwo(grant.role)) return undefined;
  if (grant.accountId === by) return 'twoPeopleOwn';
  const first = step === 'confirm' ? grant.givenBy : grant.endingProposedBy;
  return first === by ? 'twoPeopleSame' : undefined;
}
