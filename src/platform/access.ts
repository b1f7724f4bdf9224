/**
 * Who may do what, where. A grant is (account, organisation, role) and holds for the organisation's subtree. Features
 * declare permissions and the roles that carry them; one function here decides. Deny by default.
 */

export const roles = [
  'administrator',
  'editor',
  'approver',
  'case_handler',
  'safety_officer',
  'incident_officer',
  'ombudsperson',
  'auditor',
  'operator',
  'teacher',
] as const;
export type Role = (typeof roles)[number];

/** A role held for an organisation and all below it. `path` is the organisation's ltree path, such as `1.7.31`. */
export interface Grant {
  role: Role;
  organisationId: number;
  path: string;
}

/** The one who asks. Guardians with a personal link are `nobody` here: the link itself is checked by its route. */
export type Caller =
  | { kind: 'nobody' }
  | {
      kind: 'account';
      accountId: number;
      sessionId: number;
      personId: number | null;
      name: string;
      grants: readonly Grant[];
      /** When the session's holder last proved who they are; null or absent: not yet. */
      provedAt?: Date | null;
    }
  | {
      /** A machine with a token of the API. It holds its own roles, narrowed by scopes. */
      kind: 'token';
      tokenId: number;
      /** Whose it is, also where it holds no role. */
      organisationId: number;
      /** Who made it and answers for what it writes: counted as the writer, so that they can't approve it. */
      accountId: number;
      name: string;
      scopes: readonly string[];
      grants: readonly Grant[];
    };

/**
 * Permissions without roles: `public` (anybody), `link` (the signed token in the address is the proof, checked by the
 * handler; no cookies are read), `signed-in` (any account, on its own data only).
 */
export const openPermissions = ['public', 'link', 'signed-in'] as const;

/** Permission name (`noun.verb`) to the roles that carry it. */
export type PermissionTable = Readonly<Record<string, readonly Role[]>>;

/**
 * The organisations within which a caller holds a permission. Every query for personal data takes one and bounds its
 * rows by `path <@ any (paths)`. Only `reachOf` makes it.
 */
export interface Reach {
  readonly paths: readonly string[];
  readonly brand: 'reach';
}

/** The subtrees in which the caller holds the permission; empty when nowhere. Throws on an undeclared permission. */
export function reachOf(caller: Caller, permission: string, table: PermissionTable): Reach {
  const allowed = table[permission];
  if (!allowed) throw new Error(`Permission ${permission} is not declared by any feature.`);
  const paths =
    caller.kind === 'nobody' ? [] : caller.grants.filter((g) => allowed.includes(g.role)).map((g) => g.path);
  return { paths: [...new Set(paths)], brand: 'reach' };
}

/** True if the organisation with this ltree path lies within the reach. */
export function within(reach: Reach, path: string): boolean {
  return reach.paths.some((top) => path === top || path.startsWith(`${top}.`));
}

/** True if the caller may use a route with this permission at all; which objects is the handler's question. */
export function mayEnter(caller: Caller, permission: string, table: PermissionTable): boolean {
  if (permission === 'public' || permission === 'link') return true;
  if (permission === 'signed-in') return caller.kind === 'account';
  return reachOf(caller, permission, table).paths.length > 0;
}
