/** Who asks through the API: the token of the Authorization header. No cookie is looked at. */
import { clientAddress } from '#features/accounts/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { TokenCaller } from '#platform/http/api/mount.ts';
import type { Ctx } from '#platform/http/context.ts';
import { tokenState } from '../model.ts';
import { liesWithin } from '../tokens/networks.ts';
import { markUsed, tokenByPublicPart } from '../tokens/queries.ts';
import { fits, partsOf } from '../tokens/secret.ts';

export async function tokenCallerOf(c: Ctx): Promise<TokenCaller | 'unknown' | 'elsewhere'> {
  const given = /^Bearer +([\w-]{20,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const parts = given === undefined ? undefined : partsOf(given);
  return parts ? callerBySecret(c, parts.publicPart, parts.secret) : 'unknown';
}

/** The token with this secret, if it holds today and may be used from where the request comes. */
export async function callerBySecret(
  c: Ctx,
  publicPart: string,
  secret: string,
): Promise<TokenCaller | 'unknown' | 'elsewhere'> {
  const { db, clock, config } = c.var.services;
  const today = localDate(clock.now(), config.timeZone);
  const token = await tokenByPublicPart(db, publicPart, today);
  if (!token || !fits(secret, token.secretHash)) return 'unknown';
  const state = tokenState(token, today);
  if (state === 'revoked' || state === 'expired') return 'unknown';
  if (!liesWithin(token.networks, clientAddress(c))) return 'elsewhere';
  // Only the day is kept, so only the first request of a day writes.
  if (token.lastUsedOn !== today) await markUsed(db, token.id, today);
  return {
    kind: 'token',
    tokenId: token.id,
    organisationId: token.organisationId,
    accountId: token.madeBy,
    name: token.name,
    scopes: token.scopes,
    grants: token.roles.map((role) => ({ role, organisationId: token.organisationId, path: token.path })),
  };
}
