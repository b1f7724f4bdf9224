/** What people change about their own account; each change of a secret asks for the present one. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { hashPassword, passwordMatches, passwordTrouble } from '../credentials/password.ts';
import { timeStepOf } from '../credentials/totp.ts';
import { changedMail, type OwnChange } from '../mail.ts';
import type { AccountCaller } from '../policy.ts';
import { accountById, credentialsById, setOwnDetails, setPassword } from '../queries/accounts.ts';
import { revokeSessions } from '../queries/sessions.ts';
import { forgiveAttempt, takeAttempt } from './attempts.ts';
import { offeredSecret, renewRecoveryCodes, renewTotp } from './setup.ts';

/** Name (only where no roster says it) and the language of screens and mails. */
export async function changeOwnDetails(
  services: Services,
  caller: AccountCaller,
  own: { displayName: string; language: string | null },
): Promise<void> {
  const at = services.clock.now();
  await services.db.transaction().execute(async (trx) => {
    await setOwnDetails(trx, caller.accountId, own);
    await recordOwn(trx, caller, 'account.change_details', at);
  });
}

export async function changeOwnPassword(
  services: Services,
  caller: AccountCaller,
  typed: { current: string; password: string },
): Promise<Outcome<null>> {
  const proof = await proveOwner(services, caller, typed.current);
  if (!proof.ok) return proof;
  const weak = passwordTrouble(typed.password, proof.value.login);
  if (weak) return refused('password', weak);
  const passwordHash = await hashPassword(typed.password);
  const at = services.clock.now();
  await services.db.transaction().execute(async (trx) => {
    await setPassword(trx, caller.accountId, passwordHash);
    // Whoever knew the old password may be signed in elsewhere.
    await revokeSessions(trx, caller.accountId, { except: caller.sessionId }, at);
    await recordOwn(trx, caller, 'account.change_password', at);
    await tell(trx, services, caller, 'password', at);
  });
  return done(null);
}

/** A new app or phone: the password, and a code of the new secret. Gives new recovery codes. */
export async function changeOwnTotp(
  services: Services,
  caller: AccountCaller,
  typed: { current: string; sealedSecret: string; code: string },
): Promise<Outcome<string[]>> {
  const proof = await proveOwner(services, caller, typed.current);
  if (!proof.ok) return proof;
  const secret = offeredSecret(services, typed.sealedSecret, ownHolder(caller.accountId));
  if (secret === undefined) return refused('code', 'secretExpired');
  const step = timeStepOf(secret, typed.code, services.clock.now());
  if (step === undefined) return refused('code', 'codeWrongNew');
  const at = services.clock.now();
  const codes = await services.db.transaction().execute(async (trx) => {
    const made = await renewTotp(trx, services, caller.accountId, secret, step);
    await revokeSessions(trx, caller.accountId, { except: caller.sessionId }, at);
    await recordOwn(trx, caller, 'account.change_totp', at);
    await tell(trx, services, caller, 'totp', at);
    return made;
  });
  return done(codes);
}

export async function renewOwnCodes(
  services: Services,
  caller: AccountCaller,
  current: string,
): Promise<Outcome<string[]>> {
  const proof = await proveOwner(services, caller, current);
  if (!proof.ok) return proof;
  const at = services.clock.now();
  const codes = await services.db.transaction().execute(async (trx) => {
    const made = await renewRecoveryCodes(trx, services, caller.accountId);
    await recordOwn(trx, caller, 'account.renew_codes', at);
    await tell(trx, services, caller, 'codes', at);
    return made;
  });
  return done(codes);
}

/** Ends one of the own sessions, or all but the present one. */
export async function endOwnSessions(
  services: Services,
  caller: AccountCaller,
  which: { only: number } | { except: number },
): Promise<void> {
  const at = services.clock.now();
  await services.db.transaction().execute(async (trx) => {
    const ended = await revokeSessions(trx, caller.accountId, which, at);
    if (ended > 0) await recordOwn(trx, caller, 'session.revoke', at, { ended });
  });
}

/** To whom a secret on the page for a new app was offered. */
export function ownHolder(accountId: number): string {
  return `own:${accountId}`;
}

async function proveOwner(
  services: Services,
  caller: AccountCaller,
  password: string,
): Promise<Outcome<{ login: string }>> {
  // Somebody at an unlocked desk may not guess either.
  const taken = await takeAttempt(services, { code: `own:${caller.accountId}` });
  if ('waitMinutes' in taken) return refused(null, 'tooMany', { minutes: taken.waitMinutes });
  const account = await credentialsById(services.db, caller.accountId);
  if (!account || !(await passwordMatches(account.passwordHash, password))) return refused('current', 'passwordWrong');
  await services.db.transaction().execute((trx) => forgiveAttempt(trx, services, taken.attempt));
  return done({ login: account.login });
}

export async function tell(
  trx: Transaction,
  services: Services,
  caller: AccountCaller,
  what: OwnChange,
  at: Date,
): Promise<void> {
  const account = await accountById(trx, caller.accountId);
  if (!account?.email) return;
  const reader = { name: account.displayName, language: account.language, email: account.email };
  await services.outbox.queueMail(trx, changedMail(services, reader, what, at));
}

export async function recordOwn(
  trx: Transaction,
  caller: AccountCaller,
  action: AuditAct,
  at: Date,
  detail: Record<string, number> = {},
): Promise<void> {
  const organisationId = caller.grants[0]?.organisationId ?? null;
  const actor = { kind: 'account', accountId: caller.accountId } as const;
  await record(trx, { actor, action, organisationId, subject: `account:${caller.accountId}`, detail, at });
}
