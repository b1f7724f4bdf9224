/** Making, revoking, and being told of the end of tokens. */

import { holdersOf } from '#features/accounts/feature.ts';
import { record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { type Reach, within } from '#platform/access.ts';
import type { ApiScope } from '#platform/api-scopes.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { tokenEndsMail } from '../mail.ts';
import { longestTokenDays, mostNetworks, type TokenRole, warnDays } from '../model.ts';
import { readNetwork } from './networks.ts';
import { endingTokens, insertToken, markRevoked, markWarned, tokenWithin } from './queries.ts';
import { newSecret } from './secret.ts';

export interface Maker {
  accountId: number;
  reach: Reach;
}

export interface TokenWish {
  name: string;
  organisationId: number;
  roles: readonly TokenRole[];
  scopes: readonly ApiScope[];
  networks: readonly string[];
  expiresOn: string;
}

/** Makes a token; the answer holds it whole, the only time that anybody sees it. */
export async function makeToken(
  services: Services,
  by: Maker,
  wish: TokenWish,
): Promise<Outcome<{ id: number; token: string; publicPart: string }>> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  const organisation = await organisationById(services.db, wish.organisationId);
  if (!organisation || organisation.endedOn !== null || !within(by.reach, organisation.path)) {
    return refused('organisation', 'organisationOutside');
  }
  if (wish.expiresOn <= today) return refused('expiresOn', 'expiryPast');
  if (wish.expiresOn > addDays(today, longestTokenDays)) return refused('expiresOn', 'expiryFar');
  if (wish.networks.length > mostNetworks) return refused('networks', 'networksMany', { most: mostNetworks });
  const networks = wish.networks.map(readNetwork);
  const wrong = networks.indexOf(undefined);
  if (wrong >= 0) return refused('networks', 'networkWrong', { network: wish.networks[wrong] as string });
  const { token, ...secret } = newSecret();
  return services.db.transaction().execute(async (trx) => {
    const id = await insertToken(trx, {
      ...wish,
      ...secret,
      networks: networks as string[],
      madeBy: by.accountId,
      madeAt: at,
    });
    await record(trx, {
      actor: { kind: 'account', accountId: by.accountId },
      action: 'token.make',
      organisationId: organisation.id,
      subject: `token:${id}`,
      detail: { roles: wish.roles.join(' '), scopes: wish.scopes.join(' '), expires: wish.expiresOn },
      at,
    });
    return done({ id, token, publicPart: secret.publicPart });
  });
}

/** Ends a token at once; the next request with it is refused. */
export function revokeToken(services: Services, by: Maker, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const token = await tokenWithin(trx, by.reach, id, true);
    if (!token) return refused(null, 'tokenGone');
    if (token.revokedAt) return done(null);
    await markRevoked(trx, id, by.accountId, at);
    await record(trx, {
      actor: { kind: 'account', accountId: by.accountId },
      action: 'token.revoke',
      organisationId: token.organisationId,
      subject: `token:${id}`,
      at,
    });
    return done(null);
  });
}

/** Tells the administrators of a token's organisation two weeks before its end, once. Returns how many tokens. */
export function warnOfEnds(services: Services): Promise<number> {
  const today = localDate(services.clock.now(), services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    const tokens = await endingTokens(trx, today, addDays(today, warnDays));
    for (const token of tokens) {
      for (const reader of await holdersOf(trx, 'administrator', token.path, today)) {
        if (reader.email) await services.outbox.queueMail(trx, tokenEndsMail(services, reader, token));
      }
    }
    await markWarned(
      trx,
      tokens.map((token) => token.id),
      today,
    );
    return tokens.length;
  });
}
