/** Giving and ending grants; ombudsperson and auditor by two people. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import type { Reach, Role } from '#platform/access.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type GrantRow, grantState, needsTwo } from '../model.ts';
import { type AccountCaller, mayGive, secondPersonTrouble } from '../policy.ts';
import { accountWithinReach } from '../queries/accounts.ts';
import {
  confirmGrant,
  endGrant,
  insertGrants,
  lockAdministrators,
  lockGrant,
  otherDistrictAdministrators,
  proposeEnding,
} from '../queries/grants.ts';
import { footingsOf } from '../queries/roster.ts';

/** Who acts, and how far. */
export interface Desk {
  caller: AccountCaller;
  reach: Reach;
}

export interface GrantWish {
  role: Role;
  organisationId: number;
  /** The membership it stands on; null only for accounts without a person. */
  membershipId: number | null;
}

/** Gives a role; ombudsperson and auditor wait for a second administrator. */
export async function giveGrant(
  services: Services,
  desk: Desk,
  accountId: number,
  wish: GrantWish,
): Promise<Outcome<{ pending: boolean }> | 'not_found'> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    const account = await accountWithinReach(trx, desk.reach, accountId, today);
    if (!account) return 'not_found';
    const organisation = await organisationById(trx, wish.organisationId);
    if (!organisation || organisation.endedOn || !mayGive(desk.reach, wish.role, organisation.path)) {
      return refused('organisation', 'grantOutside');
    }
    if (needsTwo(wish.role) && accountId === desk.caller.accountId) return refused('role', 'twoPeopleOwn');
    if (account.personId !== null) {
      const footings = await footingsOf(trx, desk.reach, account.personId, today);
      if (!footings.some((f) => f.membershipId === wish.membershipId))
        return refused('membership', 'membershipMissing');
    }
    const membershipId = account.personId === null ? null : wish.membershipId;
    const { role, organisationId } = wish;
    const made = await insertGrants(trx, [
      { accountId, organisationId, role, membershipId, givenBy: desk.caller.accountId, at },
    ]);
    const grant = made[0];
    if (!grant) return refused('role', 'grantThere');
    await recordGrant(trx, desk, needsTwo(role) ? 'grant.propose' : 'grant.give', { ...grant, organisationId }, at);
    return done({ pending: needsTwo(role) });
  });
}

/** The second administrator's word, for a grant or for its end. */
export async function confirmPending(
  services: Services,
  desk: Desk,
  accountId: number,
  grantId: number,
): Promise<Outcome<null> | 'not_found'> {
  return onGrant(services, desk, accountId, grantId, async (trx, grant, at) => {
    const state = grantState(grant);
    if (state !== 'to_confirm' && state !== 'ending') return refused(null, 'grantNotPending');
    const step = state === 'to_confirm' ? 'confirm' : 'end';
    const trouble = secondPersonTrouble(grant, step, desk.caller.accountId);
    if (trouble) return refused(null, trouble);
    if (step === 'confirm') await confirmGrant(trx, grant.id, desk.caller.accountId, at);
    else await endGrant(trx, grant.id, desk.caller.accountId, at);
    await recordGrant(trx, desk, step === 'confirm' ? 'grant.confirm' : 'grant.end', grant, at);
    return done(null);
  });
}

/**
 * Ends a grant. One that two people gave is only proposed to be ended; one that still waits is withdrawn at once. Never
 * the last administrator of the district.
 */
export async function endOrPropose(
  services: Services,
  desk: Desk,
  accountId: number,
  grantId: number,
): Promise<Outcome<{ pending: boolean }> | 'not_found'> {
  return onGrant<{ pending: boolean }>(services, desk, accountId, grantId, async (trx, grant, at, today) => {
    if (grant.endedAt) return refused(null, 'grantEnded');
    if (needsTwo(grant.role) && grant.confirmedAt) {
      if (grant.accountId === desk.caller.accountId) return refused(null, 'twoPeopleOwn');
      if (grant.endingProposedBy) return refused(null, 'grantEnding');
      await proposeEnding(trx, grant.id, desk.caller.accountId);
      await recordGrant(trx, desk, 'grant.propose_end', grant, at);
      return done({ pending: true });
    }
    if (grant.role === 'administrator' && grant.inForce) {
      await lockAdministrators(trx);
      if (isDistrict(grant) && (await otherDistrictAdministrators(trx, today, { grantId: grant.id })) === 0) {
        return refused(null, 'lastAdministrator');
      }
    }
    await endGrant(trx, grant.id, desk.caller.accountId, at);
    await recordGrant(
      trx,
      desk,
      grant.confirmedAt || !needsTwo(grant.role) ? 'grant.end' : 'grant.withdraw',
      grant,
      at,
    );
    return done({ pending: false });
  });
}

/** A proposed end is called off, by anybody who could have proposed it. */
export async function keepGrant(
  services: Services,
  desk: Desk,
  accountId: number,
  grantId: number,
): Promise<Outcome<null> | 'not_found'> {
  return onGrant(services, desk, accountId, grantId, async (trx, grant, at) => {
    if (grant.endedAt || !grant.endingProposedBy) return refused(null, 'grantNotPending');
    if (grant.accountId === desk.caller.accountId) return refused(null, 'twoPeopleOwn');
    await proposeEnding(trx, grant.id, null);
    await recordGrant(trx, desk, 'grant.keep', grant, at);
    return done(null);
  });
}

type OnGrant<T> = (trx: Transaction, grant: GrantRow, at: Date, today: string) => Promise<Outcome<T>>;

async function onGrant<T>(
  services: Services,
  desk: Desk,
  accountId: number,
  grantId: number,
  work: OnGrant<T>,
): Promise<Outcome<T> | 'not_found'> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    const grant = await lockGrant(trx, accountId, grantId, today);
    // A grant beside or above the own subtree looks like none.
    if (!grant || !within(desk.reach, grant.path)) return 'not_found';
    return work(trx, grant, at, today);
  });
}

function isDistrict(grant: GrantRow): boolean {
  return !grant.path.includes('.');
}

export async function recordGrant(
  trx: Transaction,
  desk: Desk,
  action: AuditAct,
  grant: { id: number; accountId: number; role: Role; organisationId: number },
  at: Date,
): Promise<void> {
  await record(trx, {
    actor: { kind: 'account', accountId: desk.caller.accountId },
    action,
    organisationId: grant.organisationId,
    subject: `account:${grant.accountId}`,
    detail: { grant: grant.id, role: grant.role },
    at,
  });
}
