/** Who connects machines. Where they may is the reach of their grants. */
import type { PermissionTable } from '#platform/access.ts';

export const permissions = {
  /** Tokens and webhooks of the own organisation and those below it. */
  'api.manage': ['administrator'],
} as const satisfies PermissionTable;
