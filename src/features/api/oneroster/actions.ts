/** Making and ending clients of the roster service, and letting them in. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Maker } from '../tokens/actions.ts';
import { accessSeconds, type Extent, granted, type RosterClient } from './model.ts';
import {
  clientByAccess,
  clientByPublicName,
  clientWithin,
  endClient,
  insertAccess,
  insertClient,
  markClientUsed,
} from './queries.ts';

const hashOf = (secret: string) => createHash('sha256').update(secret).digest();
const random = () => randomBytes(32).toString('base64url');

export interface ClientWish {
  name: string;
  organisationId: number;
  extent: Extent;
}

/** Makes a client; the answer holds its secret, the only time that anybody sees it. */
export async function makeClient(
  services: Services,
  by: Maker,
  wish: ClientWish,
): Promise<Outcome<{ id: number; clientId: string; secret: string }>> {
  const at = services.clock.now();
  const organisation = await organisationById(services.db, wish.organisationId);
  if (!organisation || organisation.endedOn !== null || !within(by.reach, organisation.path)) {
    return refused('organisation', 'organisationOutside');
  }
  const clientId = `blfr_${randomBytes(8).toString('hex')}`;
  const secret = random();
  return services.db.transaction().execute(async (trx) => {
    const client = { ...wish, clientId, secretHash: hashOf(secret), madeBy: by.accountId, madeAt: at };
    const id = await insertClient(trx, client);
    await record(trx, {
      actor: { kind: 'account', accountId: by.accountId },
      action: 'roster_client.make',
      organisationId: organisation.id,
      subject: `roster-client:${id}`,
      detail: { extent: wish.extent },
      at,
    });
    return done({ id, clientId, secret });
  });
}

/** Ends a client at once, with all that it was given. */
export function stopClient(services: Services, by: Maker, id: number): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const client = await clientWithin(trx, by.reach, id, true);
    if (!client) return refused(null, 'rosterClientGone');
    if (client.endedAt) return done(null);
    await endClient(trx, id, by.accountId, at);
    await record(trx, {
      actor: { kind: 'account', accountId: by.accountId },
      action: 'roster_client.end',
      organisationId: client.organisationId,
      subject: `roster-client:${id}`,
      at,
    });
    return done(null);
  });
}

export interface Access {
  token: string;
  extents: Extent[];
  seconds: number;
}

/** The client-credentials grant (RFC 6749, 4.4). The trouble's key is the standard's error code. */
export async function grantAccess(
  services: Services,
  given: { clientId: string; secret: string; scope: string | undefined },
): Promise<Outcome<Access>> {
  const { db, clock, config } = services;
  const now = clock.now();
  const client = await clientByPublicName(db, given.clientId, localDate(now, config.timeZone));
  // An unknown client takes as long as a wrong secret.
  const fits = timingSafeEqual(hashOf(given.secret), client?.secretHash ?? hashOf(''));
  if (!client || !fits) return refused(null, 'invalid_client');
  const extents = granted(given.scope, client.extent);
  if (!extents) return refused('scope', 'invalid_scope');
  const token = random();
  const expiresAt = new Date(now.getTime() + accessSeconds * 1000);
  await insertAccess(db, { tokenHash: hashOf(token), clientId: client.id, extents, expiresAt });
  return done({ token, extents, seconds: accessSeconds });
}

/** Whose access token this is, if it holds now. */
export async function clientOf(
  services: Services,
  token: string,
): Promise<(RosterClient & { extents: Extent[] }) | undefined> {
  const { db, clock, config } = services;
  const now = clock.now();
  const today = localDate(now, config.timeZone);
  const client = await clientByAccess(db, hashOf(token), now, today);
  // Only the day is kept, so only the first request of a day writes.
  if (client && client.lastUsedOn !== today) await markClientUsed(db, client.id, today);
  return client;
}

/** Rows of people leave a trace: how many, from which on, by which client. */
export async function recordRead(
  services: Services,
  client: RosterClient,
  what: string,
  read: { rows: number; from: number },
): Promise<void> {
  if (read.rows === 0) return;
  await record(services.db, {
    actor: { kind: 'account', accountId: client.madeBy },
    action: 'person.list',
    organisationId: client.organisationId,
    subject: `roster-client:${client.id}`,
    detail: { what, ...read },
    at: services.clock.now(),
  });
}
