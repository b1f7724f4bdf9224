/** What a token is. Pure. */

import type { Role } from '#platform/access.ts';
import { addDays } from '#platform/days.ts';

/**
 * Roles that a machine can hold: those that the API has a use for. Never the administrator's, who gives roles; never the
 * approver's, since a second person approves; never those of two people.
 */
export const tokenRoles = ['editor'] as const satisfies readonly Role[];
export type TokenRole = (typeof tokenRoles)[number];

/** Brings cases for the public and does nothing else: such a key needs no role. */
export function isReporting({ scopes }: { scopes: readonly string[] }): boolean {
  return scopes.length === 1 && scopes[0] === 'cases.report';
}

export const longestTokenDays = 365;
/** So many days before its end whoever answers for a token is told. */
export const warnDays = 14;
export const mostNetworks = 20;

export interface TokenRow {
  id: number;
  name: string;
  organisationId: number;
  organisation: string;
  path: string;
  publicPart: string;
  roles: TokenRole[];
  scopes: string[];
  networks: string[];
  madeBy: number;
  maker: string;
  madeAt: Date;
  expiresOn: string;
  lastUsedOn: string | null;
  revokedAt: Date | null;
}

export type TokenState = 'in_use' | 'ending' | 'expired' | 'revoked';

export function tokenState(token: Pick<TokenRow, 'expiresOn' | 'revokedAt'>, today: string): TokenState {
  if (token.revokedAt) return 'revoked';
  if (token.expiresOn < today) return 'expired';
  return token.expiresOn <= addDays(today, warnDays) ? 'ending' : 'in_use';
}
