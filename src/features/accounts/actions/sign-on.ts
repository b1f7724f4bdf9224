/** Signing in through the identity provider, and which roles its claims give. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import type { Reach, Role } from '#platform/access.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { SignOnClaims } from '../credentials/sign-on.ts';
import { changedMail } from '../mail.ts';
import { mappedGrantMs } from '../model.ts';
import type { AccountCaller } from '../policy.ts';
import { lockAccount, setAccountState } from '../queries/accounts.ts';
import {
  accountOfSubject,
  accountsAtAddress,
  type ChangedGrant,
  endMappedGrants,
  endSignOnRole,
  giveMappedGrants,
  insertSignOnRole,
  linkSubject,
} from '../queries/sign-on.ts';
import { type Client, startSession } from './sign-in.ts';

/** Signs in the one whom the provider names: linked before, or by the verified address of exactly one account. */
export async function signInBySignOn(
  services: Services,
  claims: SignOnClaims,
  client: Client,
): Promise<Outcome<{ token: string; language: string | null }>> {
  return services.db.transaction().execute(async (trx) => {
    const linked = await accountOfSubject(trx, claims.issuer, claims.subject);
    const accountId = linked ?? (await accountByAddress(trx, claims.email));
    const account = accountId === undefined ? undefined : await lockAccount(trx, accountId);
    if (!account || account.state === 'disabled') return refused(null, 'signOnUnknown');
    if (linked === undefined && !(await link(trx, services, account, claims))) return refused(null, 'signOnOther');
    // Whoever was invited and comes through the provider needs no password here.
    if (account.state === 'invited') await setAccountState(trx, account.id, 'active');
    await followClaims(trx, services, account.id, claims.values);
    const token = await startSession(trx, services, account.id, client, { means: 'sign_on', proved: claims.fresh });
    return done({ token, language: account.language });
  });
}

async function accountByAddress(trx: Transaction, email: string | null): Promise<number | undefined> {
  if (!email) return undefined;
  const [only, another] = await accountsAtAddress(trx, email);
  return another === undefined ? only : undefined;
}

async function link(
  trx: Transaction,
  services: Services,
  account: { id: number; displayName: string; language: string | null; email: string | null },
  claims: SignOnClaims,
): Promise<boolean> {
  const at = services.clock.now();
  const { issuer, subject } = claims;
  if (!(await linkSubject(trx, { issuer, subject, accountId: account.id, at }))) return false;
  await record(trx, {
    actor: { kind: 'account', accountId: account.id },
    action: 'account.link_sign_on',
    subject: `account:${account.id}`,
    at,
  });
  const reader = { name: account.displayName, language: account.language, email: account.email };
  if (account.email) await services.outbox.queueMail(trx, changedMail(services, reader, 'signOn', at));
  return true;
}

/** The account's roles follow its claims: what is new is given, what is gone ends. */
export async function followClaims(
  trx: Transaction,
  services: Services,
  accountId: number,
  values: readonly string[],
): Promise<void> {
  const at = services.clock.now();
  const until = new Date(at.getTime() + mappedGrantMs);
  const ended = await endMappedGrants(trx, accountId, values, at, until);
  const today = localDate(at, services.config.timeZone);
  const given = await giveMappedGrants(trx, accountId, values, at, until, today);
  for (const grant of ended) await recordMapped(trx, 'grant.end', grant, at);
  for (const grant of given) await recordMapped(trx, 'grant.give', grant, at);
}

async function recordMapped(trx: Transaction, action: AuditAct, grant: ChangedGrant, at: Date): Promise<void> {
  await record(trx, {
    actor: { kind: 'system' },
    action,
    organisationId: grant.organisationId,
    subject: `account:${grant.accountId}`,
    detail: { grant: grant.id, role: grant.role, by: 'sign_on' },
    at,
  });
}

/** Which value of the claim gives which role, where; never the roles that two people give. */
export async function addSignOnRole(
  services: Services,
  desk: { caller: AccountCaller; reach: Reach },
  wish: { claimValue: string; organisationId: number; role: Role },
): Promise<Outcome<null>> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const organisation = await organisationById(trx, wish.organisationId);
    if (!organisation || organisation.endedOn || !within(desk.reach, organisation.path)) {
      return refused('organisation', 'grantOutside');
    }
    const id = await insertSignOnRole(trx, { ...wish, by: desk.caller.accountId, at });
    if (id === undefined) return refused('claimValue', 'signOnRoleThere');
    await record(trx, {
      actor: { kind: 'account', accountId: desk.caller.accountId },
      action: 'sign_on_role.add',
      organisationId: organisation.id,
      subject: `sign_on_role:${id}`,
      detail: { claim: wish.claimValue, role: wish.role },
      at,
    });
    return done(null);
  });
}

/** Ends a mapping, and at once every grant that came by it. */
export async function removeSignOnRole(
  services: Services,
  caller: AccountCaller,
  id: number,
): Promise<{ ended: number } | 'not_found'> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const gone = await endSignOnRole(trx, id, caller.accountId, at);
    if (!gone) return 'not_found';
    await record(trx, {
      actor: { kind: 'account', accountId: caller.accountId },
      action: 'sign_on_role.remove',
      organisationId: gone.organisationId,
      subject: `sign_on_role:${id}`,
      detail: { grants: gone.ended.length },
      at,
    });
    return { ended: gone.ended.length };
  });
}
