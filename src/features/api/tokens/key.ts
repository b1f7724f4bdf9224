/** A token where a standard calls it a key and puts it into a form. */
import type { ApiScope } from '#platform/api-scopes.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { tokenState } from '../model.ts';
import { tokenByPublicPart } from './queries.ts';
import { fits, partsOf } from './secret.ts';

/**
 * The number of the token, if it holds today with that scope. For doors that look at no address: a token that is bound to
 * networks does not hold there. The day of its use is not kept, since it would stand beside what was brought with it.
 */
export async function apiKeyHolds(services: Services, given: string, scope: ApiScope): Promise<number | undefined> {
  const parts = partsOf(given);
  if (!parts) return undefined;
  const { db, clock, config } = services;
  const today = localDate(clock.now(), config.timeZone);
  const token = await tokenByPublicPart(db, parts.publicPart, today);
  if (!token || !fits(parts.secret, token.secretHash)) return undefined;
  const state = tokenState(token, today);
  const holds =
    (state === 'in_use' || state === 'ending') && token.networks.length === 0 && token.scopes.includes(scope);
  return holds ? token.id : undefined;
}
