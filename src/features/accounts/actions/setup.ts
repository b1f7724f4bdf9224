/** Using a one-time link: the first administrator, an invitation, a desk reset. */
import { record } from '#features/audit/feature.ts';
import { foundDistrict } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Language } from '#platform/i18n.ts';
import { openSecret, sealSecret } from '#platform/sealing.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { hashPassword, passwordMatches, passwordTrouble } from '../credentials/password.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../credentials/recovery.ts';
import { hashToken } from '../credentials/tokens.ts';
import { newTotpSecret, timeStepOf } from '../credentials/totp.ts';
import { needsOf, type OpenLink } from '../model.ts';
import {
  credentialsById,
  insertConsoleAccount,
  renameLogin,
  replaceRecoveryCodes,
  setAccountState,
  setPassword,
  setTotp,
} from '../queries/accounts.ts';
import { insertGrants } from '../queries/grants.ts';
import { endFirstLinks, endLinks, openLink, useLink } from '../queries/links.ts';
import { deletePasskeys } from '../queries/passkeys.ts';
import { revokeSessions } from '../queries/sessions.ts';
import { takeAttempt } from './attempts.ts';
import { type Client, startSession, takeSecondFactor, totpOwner } from './sign-in.ts';

/** What was typed on the page of a link. */
export interface Setup {
  name: string;
  login: string;
  email: string;
  district: string;
  currentPassword: string;
  password: string;
  code: string;
  /** The new secret, as `offerSecret` gave it to the page. */
  sealedSecret: string;
  language: Language;
}

export interface SetupDone {
  accountId: number;
  token: string;
  /** Shown once; empty if the codes stay as they are. */
  recoveryCodes: string[];
}

/** The link behind a token, while it is good. */
export function linkOf(services: Services, token: string): Promise<OpenLink | undefined> {
  return openLink(services.db, hashToken(token), services.clock.now());
}

/** A new secret for the page to show, and the same sealed, to come back with the form. `holder` is who may bring it back. */
export function offerSecret(services: Services, holder: string): { secret: string; sealed: string } {
  const secret = newTotpSecret();
  return { secret, sealed: sealSecret(offerKey(services), secret, holder).toString('base64url') };
}

/** The secret that was offered; nothing if it was not offered to this holder. */
export function offeredSecret(services: Services, sealed: string, holder: string): string | undefined {
  return openSecret(offerKey(services), Buffer.from(sealed, 'base64url'), holder);
}

/** Does all that a link is for, or nothing; typed values that can't be taken come back as troubles. */
export async function useSetupLink(
  services: Services,
  token: string,
  setup: Setup,
  client: Client,
): Promise<Outcome<SetupDone> | 'gone'> {
  const link = await linkOf(services, token);
  if (!link) return 'gone';
  const needs = needsOf(link.purpose, link.reset);
  const login = needs.identity || link.purpose === 'invitation' ? setup.login : (link.login ?? '');
  const weak = needs.newPassword ? passwordTrouble(setup.password, login) : undefined;
  if (weak) return refused('password', weak);
  // Whoever holds the link may not guess the half that it does not renew.
  const guarded = link.accountId !== null && (needs.currentPassword || !needs.newTotp);
  if (guarded) {
    const taken = await takeAttempt(services, { code: String(link.accountId), address: client.address });
    if ('waitMinutes' in taken) return refused(null, 'tooMany', { minutes: taken.waitMinutes });
  }
  if (needs.currentPassword && link.accountId !== null) {
    const account = await credentialsById(services.db, link.accountId);
    if (!(await passwordMatches(account?.passwordHash, setup.currentPassword)))
      return refused('currentPassword', 'passwordWrong');
  }
  const secret = needs.newTotp ? offeredSecret(services, setup.sealedSecret, token) : undefined;
  const step = secret === undefined ? undefined : timeStepOf(secret, setup.code, services.clock.now());
  if (needs.newTotp && step === undefined)
    return refused('code', secret === undefined ? 'secretExpired' : 'codeWrongNew');
  const passwordHash = needs.newPassword ? await hashPassword(setup.password) : undefined;

  return inOneOrNothing(services, async (trx) => {
    // Locked and asked again: of two who use the link at once, one finds it gone.
    const held = await openLink(trx, hashToken(token), services.clock.now(), { lock: true });
    if (!held) return 'gone';
    const account = await accountFor(trx, services, held, setup);
    if (!account.ok) return account;
    const accountId = account.value;
    if (!needs.newTotp) {
      const own = await credentialsById(trx, accountId);
      if (!own || !(await takeSecondFactor(trx, services, own, setup.code))) return refused('code', 'codeWrong');
    }
    return done(await finish(trx, services, held, accountId, { passwordHash, secret, step }, client));
  });
}

// A trouble found after something was written takes that back: the transaction must not commit.
class Undone extends Error {
  constructor(readonly outcome: Outcome<SetupDone> | 'gone') {
    super('undone');
  }
}

async function inOneOrNothing(
  services: Services,
  work: (trx: Transaction) => Promise<Outcome<SetupDone> | 'gone'>,
): Promise<Outcome<SetupDone> | 'gone'> {
  try {
    return await services.db.transaction().execute(async (trx) => {
      const outcome = await work(trx);
      if (outcome === 'gone' || !outcome.ok) throw new Undone(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Undone) return error.outcome;
    throw error;
  }
}

async function accountFor(
  trx: Transaction,
  services: Services,
  link: OpenLink,
  setup: Setup,
): Promise<Outcome<number>> {
  const at = services.clock.now();
  if (link.accountId !== null) {
    if (link.purpose === 'invitation' && !(await renameLogin(trx, link.accountId, setup.login))) {
      return refused('login', 'loginTaken');
    }
    return done(link.accountId);
  }
  const { login, language } = setup;
  const accountId = await insertConsoleAccount(trx, {
    login,
    displayName: setup.name,
    email: setup.email || null,
    language,
    at,
  });
  if (accountId === undefined) return refused('login', 'loginTaken');
  const district = await foundDistrict(trx, setup.district);
  await insertGrants(trx, [
    { accountId, organisationId: district.id, role: 'administrator', membershipId: null, givenBy: null, at },
  ]);
  await record(trx, {
    actor: { kind: 'console' },
    action: 'grant.give',
    organisationId: district.id,
    subject: `account:${accountId}`,
    detail: { role: 'administrator' },
    at,
  });
  await endFirstLinks(trx, at);
  return done(accountId);
}

async function finish(
  trx: Transaction,
  services: Services,
  link: OpenLink,
  accountId: number,
  made: { passwordHash: string | undefined; secret: string | undefined; step: number | undefined },
  client: Client,
): Promise<SetupDone> {
  const at = services.clock.now();
  await useLink(trx, link.id, at);
  await endLinks(trx, accountId, at);
  if (made.passwordHash) await setPassword(trx, accountId, made.passwordHash);
  let recoveryCodes: string[] = [];
  if (made.secret !== undefined && made.step !== undefined) {
    recoveryCodes = await renewTotp(trx, services, accountId, made.secret, made.step);
  }
  // A passkey may lie on the phone that is lost: it goes with the old app.
  if (link.reset !== null && link.reset !== 'password') await deletePasskeys(trx, accountId, null);
  await setAccountState(trx, accountId, 'active');
  await revokeSessions(trx, accountId, {}, at);
  await record(trx, {
    actor: { kind: 'account', accountId },
    action: link.purpose === 'reset' ? 'account.use_reset' : 'account.set_up',
    subject: `account:${accountId}`,
    detail: { purpose: link.purpose, reset: link.reset },
    at,
  });
  const token = await startSession(trx, services, accountId, client, { means: link.purpose });
  return { accountId, token, recoveryCodes };
}

/** Stores a confirmed secret and makes new recovery codes; the old ones end. */
export async function renewTotp(
  trx: Transaction,
  services: Services,
  accountId: number,
  secret: string,
  step: number,
): Promise<string[]> {
  const sealed = sealSecret(services.secrets.deriveKey('totp'), secret, totpOwner(accountId));
  await setTotp(trx, accountId, sealed, step, services.clock.now());
  return renewRecoveryCodes(trx, services, accountId);
}

export async function renewRecoveryCodes(trx: Transaction, services: Services, accountId: number): Promise<string[]> {
  const codes = newRecoveryCodes();
  const key = services.secrets.deriveKey('recovery-code');
  await replaceRecoveryCodes(
    trx,
    accountId,
    codes.map((code) => hashRecoveryCode(key, accountId, code)),
  );
  return codes;
}

function offerKey(services: Services): Buffer {
  return services.secrets.deriveKey('totp-offer');
}
