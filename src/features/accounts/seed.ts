/** Accounts for the demonstration and for tests: active at once, without password; signed in by links or sessions. */

import { randomBytes } from 'node:crypto';
import type { Reach, Role } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome } from '#platform/trouble.ts';
import { runReviews } from './actions/review.ts';
import { addSignOnRole, followClaims } from './actions/sign-on.ts';
import type { AccountCaller } from './policy.ts';
import { insertEmergency } from './queries/emergency.ts';
import { endPassed } from './queries/grants.ts';
import { type AccountToMake, insertReadyAccounts } from './queries/making.ts';
import { insertPasskey } from './queries/passkeys.ts';
import { linkSubject } from './queries/sign-on.ts';
import { insertStandIn } from './queries/stand-ins.ts';

export interface SeededAccount extends AccountToMake {
  grants: readonly { role: Role; organisationId: number }[];
}

/** Makes accounts with grants in one statement each; the ids come in the order given. */
export function seedAccounts(
  db: Database | Transaction,
  accounts: readonly SeededAccount[],
  at: Date,
): Promise<number[]> {
  return insertReadyAccounts(db, accounts, at);
}

/** People of the demonstration for what happens around absences. */
export interface AbsenceCast {
  /** Who is away next week, and who stands in; in this organisation. */
  away: number;
  standIn: number;
  organisationId: number;
  /** Who once took emergency access. */
  operator: number;
}

/** A stand-in for next week, an emergency some months ago, and the review of roles that is due. */
export async function seedAbsences(services: Services, cast: AbsenceCast, emergencyReason: string): Promise<void> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  const { organisationId } = cast;
  await services.db.transaction().execute(async (trx) => {
    await insertStandIn(trx, {
      accountId: cast.away,
      standInId: cast.standIn,
      organisationId,
      startsOn: addDays(today, 3),
      endsOn: addDays(today, 9),
      at,
    });
    const then = new Date(at.getTime() - 100 * 24 * 3_600_000);
    const until = new Date(then.getTime() + 4 * 3_600_000);
    const taken = { accountId: cast.operator, organisationId, role: 'incident_officer' as const, at: then, until };
    await insertEmergency(trx, { ...taken, reason: emergencyReason }, today);
    await endPassed(trx, at);
  });
  await runReviews(services);
}

/** Passkeys as they stand on the page of an account. No authenticator holds them: nobody can sign in by one. */
export async function seedPasskeys(
  services: Services,
  passkeys: readonly { accountId: number; name: string; daysAgo: number }[],
): Promise<void> {
  const now = services.clock.now().getTime();
  await services.db.transaction().execute(async (trx) => {
    for (const { accountId, name, daysAgo } of passkeys) {
      await insertPasskey(trx, accountId, {
        ...{ credentialId: randomBytes(32), publicKey: randomBytes(77), signCount: 0, transports: ['internal'] },
        ...{ name, at: new Date(now - daysAgo * 24 * 3_600_000) },
      });
    }
  });
}

/** Roles by claims of the identity provider, and who has come through it before: tied to it, with the roles of their claims. */
export async function seedSignOn(
  services: Services,
  desk: { caller: AccountCaller; reach: Reach },
  roles: readonly { claimValue: string; organisationId: number; role: Role }[],
  known: readonly { issuer: string; subject: string; accountId: number; groups: readonly string[] }[],
): Promise<Outcome<null>> {
  for (const wish of roles) {
    const added = await addSignOnRole(services, desk, wish);
    if (!added.ok) return added;
  }
  const at = services.clock.now();
  await services.db.transaction().execute(async (trx) => {
    for (const { issuer, subject, accountId, groups } of known) {
      await linkSubject(trx, { issuer, subject, accountId, at });
      await followClaims(trx, services, accountId, groups);
    }
  });
  return done(null);
}
