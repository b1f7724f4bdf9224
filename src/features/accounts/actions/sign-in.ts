/** Signing in: password, then code; a new session each time. */
import { createHash, createHmac } from 'node:crypto';
import { record } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { openSecret } from '#platform/sealing.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { passwordMatches } from '../credentials/password.ts';
import { hashRecoveryCode, looksLikeRecoveryCode } from '../credentials/recovery.ts';
import { hashToken, newToken, signed, unsigned } from '../credentials/tokens.ts';
import { timeStepOf } from '../credentials/totp.ts';
import { newDeviceMail } from '../mail.ts';
import { secondStepMs, sessionLongestMs } from '../model.ts';
import {
  accountById,
  type Credentials,
  credentialsById,
  credentialsByLogin,
  lockAccount,
  takeRecoveryCode,
  takeTotpStep,
} from '../queries/accounts.ts';
import { homeOf } from '../queries/grants.ts';
import { insertSession, noteDevice, revokeSessions } from '../queries/sessions.ts';
import { forgiveAttempt, takeAttempt } from './attempts.ts';

/** What a request tells about the one who signs in. */
export interface Client {
  address: string;
  device: string;
  /** What the browser kept of an earlier sign-in, or what it will keep of this one. */
  mark: string;
}

/** The first step. Gives a signed value that lets its holder type a code for five minutes, and nothing else. */
export async function checkPassword(
  services: Services,
  login: string,
  password: string,
  client: Client,
): Promise<Outcome<{ step: string }>> {
  const taken = await takeAttempt(services, { login, address: client.address });
  if ('waitMinutes' in taken) return refused(null, 'tooMany', { minutes: taken.waitMinutes });
  const account = await credentialsByLogin(services.db, login);
  const right = await passwordMatches(account?.passwordHash, password);
  // Which of the two was wrong, or that the account is disabled, is told to nobody.
  if (!right || !account || account.state !== 'active' || !account.totpConfirmedAt) return refused(null, 'signInWrong');
  await services.db.transaction().execute((trx) => forgiveAttempt(trx, services, taken.attempt));
  const until = services.clock.now().getTime() + secondStepMs;
  return done({ step: signed(stepKey(services), `${account.id}.${until}.${fingerprint(account)}`) });
}

/** The account whose password was right a moment ago. */
export async function accountOfStep(services: Services, step: string | undefined): Promise<Credentials | undefined> {
  const [id, until, mark] = unsigned(stepKey(services), step)?.split('.') ?? [];
  if (!id || !(Number(until) > services.clock.now().getTime())) return undefined;
  const account = await credentialsById(services.db, Number(id));
  if (account?.state !== 'active' || !account.totpConfirmedAt || fingerprint(account) !== mark) return undefined;
  return account;
}

/** The second step: a code of the app or a recovery code, either of them once. */
export async function checkCode(
  services: Services,
  account: Credentials,
  code: string,
  client: Client,
): Promise<Outcome<{ token: string; recoveryCodeUsed: boolean }>> {
  const taken = await takeAttempt(services, { code: String(account.id), address: client.address });
  if ('waitMinutes' in taken) return refused(null, 'tooMany', { minutes: taken.waitMinutes });
  const now = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    const locked = await lockAccount(trx, account.id);
    if (locked?.state !== 'active') return refused(null, 'signInWrong');
    const means = await takeSecondFactor(trx, services, account, code);
    if (!means) {
      await record(trx, {
        actor: { kind: 'system' },
        action: 'session.refuse_code',
        organisationId: await home(trx, services, account.id),
        subject: `account:${account.id}`,
        at: now,
      });
      return refused('code', 'codeWrong');
    }
    await forgiveAttempt(trx, services, taken.attempt);
    const token = await startSession(trx, services, account.id, client, { means });
    return done({ token, recoveryCodeUsed: means === 'recovery_code' });
  });
}

/** Takes a code: of the app if its step is new, or a recovery code that is unused. */
export async function takeSecondFactor(
  trx: Transaction,
  services: Services,
  account: Pick<Credentials, 'id' | 'totpSecret'>,
  code: string,
): Promise<'totp' | 'recovery_code' | undefined> {
  const now = services.clock.now();
  if (looksLikeRecoveryCode(code)) {
    const hash = hashRecoveryCode(services.secrets.deriveKey('recovery-code'), account.id, code);
    return (await takeRecoveryCode(trx, account.id, hash, now)) ? 'recovery_code' : undefined;
  }
  const secret =
    account.totpSecret && openSecret(services.secrets.deriveKey('totp'), account.totpSecret, totpOwner(account.id));
  const step = secret ? timeStepOf(secret, code, now) : undefined;
  return step !== undefined && (await takeTotpStep(trx, account.id, step)) ? 'totp' : undefined;
}

/** What a sealed secret is bound to. */
export function totpOwner(accountId: number): string {
  return `account:${accountId}`;
}

/** Makes a session with a new token, which is returned and never stored, and records the sign-in. */
export async function startSession(
  trx: Transaction,
  services: Services,
  accountId: number,
  client: Client,
  detail: { means: string; proved?: boolean },
): Promise<string> {
  const at = services.clock.now();
  const token = newToken();
  const expiresAt = new Date(at.getTime() + sessionLongestMs);
  const sessionId = await insertSession(trx, {
    tokenHash: hashToken(token),
    accountId,
    device: client.device,
    at,
    expiresAt,
    // Signing in with means of one's own is a proof; what another server says of somebody is none.
    provedAt: detail.proved === false ? null : at,
  });
  await alertOfNewDevice(trx, services, accountId, client, at);
  await record(trx, {
    actor: { kind: 'account', accountId },
    action: 'session.sign_in',
    organisationId: await home(trx, services, accountId),
    subject: `account:${accountId}`,
    detail: { session: sessionId, means: detail.means },
    at,
  });
  return token;
}

// The first device of an account is its owner's; from the second on each new one is told.
async function alertOfNewDevice(
  trx: Transaction,
  services: Services,
  accountId: number,
  client: Client,
  at: Date,
): Promise<void> {
  const key = services.secrets.deriveKey('account-device');
  const mark = createHmac('sha256', key).update(`${accountId}:${client.mark}`).digest();
  const day = localDate(at, services.config.timeZone);
  if ((await noteDevice(trx, accountId, mark, day)) !== 'new') return;
  const account = await accountById(trx, accountId);
  if (!account?.email) return;
  const reader = { name: account.displayName, language: account.language, email: account.email };
  await services.outbox.queueMail(trx, newDeviceMail(services, reader, client.device, at));
}

/** Ends the session from which somebody signs out. */
export async function signOut(services: Services, accountId: number, sessionId: number): Promise<void> {
  const at = services.clock.now();
  await services.db.transaction().execute(async (trx) => {
    await revokeSessions(trx, accountId, { only: sessionId }, at);
    await record(trx, {
      actor: { kind: 'account', accountId },
      action: 'session.sign_out',
      organisationId: await home(trx, services, accountId),
      subject: `account:${accountId}`,
      detail: { session: sessionId },
      at,
    });
  });
}

function home(trx: Transaction, services: Services, accountId: number): Promise<number | null> {
  return homeOf(trx, accountId, localDate(services.clock.now(), services.config.timeZone));
}

function stepKey(services: Services): Buffer {
  return services.secrets.deriveKey('sign-in-step');
}

// A step begun with the old password or secret is worth nothing after a change of either.
function fingerprint(account: Credentials): string {
  return createHash('sha256')
    .update(`${account.passwordHash}:${account.totpConfirmedAt?.getTime()}`)
    .digest('base64url')
    .slice(0, 16);
}
