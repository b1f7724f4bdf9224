/** Standing in: somebody who is away lets a colleague use what they hold, in one place, from day to day. */
import { record } from '#features/audit/feature.ts';
import { classesTaughtBy } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { standInMail } from '../mail.ts';
import { longestStandInDays, type StandIn, stoodInRoles } from '../model.ts';
import type { AccountCaller } from '../policy.ts';
import { accountById, credentialsByLogin } from '../queries/accounts.ts';
import { grantsOf } from '../queries/grants.ts';
import { endStandIn, insertStandIn, lockStandIn } from '../queries/stand-ins.ts';

export interface Place {
  id: number;
  name: string;
}

/** Where the caller holds something of their own that a colleague can hold for them. */
export async function ownPlaces(services: Services, caller: AccountCaller): Promise<Place[]> {
  const today = localDate(services.clock.now(), services.config.timeZone);
  const grants = await grantsOf(services.db, caller.accountId, today);
  const held = grants.filter((g) => g.inForce && !g.inEmergency && stoodInRoles.includes(g.role));
  const taught = caller.personId === null ? [] : await classesTaughtBy(services.db, caller.personId, today);
  const places = [...held.map((g) => ({ id: g.organisationId, name: g.organisationName })), ...taught];
  return [...new Map(places.map(({ id, name }) => [id, { id, name }])).values()];
}

export async function giveStandIn(
  services: Services,
  caller: AccountCaller,
  wish: { login: string; organisationId: number; startsOn: string; endsOn: string },
): Promise<Outcome<null>> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  if (wish.startsOn < today) return refused('startsOn', 'standInPast');
  if (wish.endsOn < wish.startsOn) return refused('endsOn', 'standInBackwards');
  const days = (Date.parse(wish.endsOn) - Date.parse(wish.startsOn)) / 86_400_000 + 1;
  if (days > longestStandInDays) return refused('endsOn', 'standInLong');
  const place = (await ownPlaces(services, caller)).find((p) => p.id === wish.organisationId);
  if (!place) return refused('organisation', 'organisationMissing');
  const colleague = await credentialsByLogin(services.db, wish.login);
  if (colleague?.id === caller.accountId) return refused('login', 'standInSelf');
  if (colleague?.state !== 'active') return refused('login', 'standInUnknown');
  return services.db.transaction().execute(async (trx) => {
    const id = await insertStandIn(trx, { ...wish, accountId: caller.accountId, standInId: colleague.id, at });
    await record(trx, {
      actor: { kind: 'account', accountId: caller.accountId },
      action: 'stand_in.give',
      organisationId: place.id,
      subject: `account:${colleague.id}`,
      detail: { stand_in: id, from: wish.startsOn, to: wish.endsOn },
      at,
    });
    const values = { giver: caller.name, organisation: place.name, from: wish.startsOn, to: wish.endsOn };
    await tellStandIn(trx, services, colleague.id, 'standInGiven', values);
    return done(null);
  });
}

/** Either of the two ends it, or an administrator of the place with `desk`. */
export async function endStandInBy(
  services: Services,
  caller: AccountCaller,
  id: number,
  desk?: { reach: Reach; accountId: number },
): Promise<'ended' | 'not_found'> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    const standIn = await lockStandIn(trx, id, today);
    if (!standIn || !(desk ? isDesks(standIn, desk) : isOwn(standIn, caller))) return 'not_found';
    await endStandIn(trx, id, caller.accountId, at);
    await record(trx, {
      actor: { kind: 'account', accountId: caller.accountId },
      action: 'stand_in.end',
      organisationId: standIn.organisationId,
      subject: `account:${standIn.standInId}`,
      detail: { stand_in: id },
      at,
    });
    const { giver, organisation, startsOn, endsOn } = standIn;
    const values = { giver, organisation, from: startsOn, to: endsOn };
    if (standIn.standInId !== caller.accountId) {
      await tellStandIn(trx, services, standIn.standInId, 'standInEnded', values);
    }
    return 'ended';
  });
}

function isOwn(standIn: StandIn, caller: AccountCaller): boolean {
  return standIn.accountId === caller.accountId || standIn.standInId === caller.accountId;
}

function isDesks(standIn: StandIn, desk: { reach: Reach; accountId: number }): boolean {
  const concerned = standIn.accountId === desk.accountId || standIn.standInId === desk.accountId;
  return concerned && within(desk.reach, standIn.path);
}

async function tellStandIn(
  trx: Transaction,
  services: Services,
  accountId: number,
  kind: 'standInGiven' | 'standInEnded',
  values: { giver: string; organisation: string; from: string; to: string },
): Promise<void> {
  const account = await accountById(trx, accountId);
  if (!account?.email) return;
  const reader = { name: account.displayName, language: account.language, email: account.email };
  await services.outbox.queueMail(trx, standInMail(services, reader, kind, values));
}
