/** Passkeys: made, used instead of password and code, taken away. */
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import {
  askForNewPasskey,
  askForPasskey,
  challengeOf,
  claimedPasskey,
  judgeNewPasskey,
  judgePasskey,
  type PasskeyOffer,
  passkeysPossible,
} from '../credentials/passkey.ts';
import { hashToken } from '../credentials/tokens.ts';
import type { AccountCaller } from '../policy.ts';
import { credentialsById, lockAccount } from '../queries/accounts.ts';
import {
  deletePasskeys,
  insertPasskey,
  lockPasskey,
  passkeysOf,
  takeChallenge,
  usedPasskey,
} from '../queries/passkeys.ts';
import { revokeSessions } from '../queries/sessions.ts';
import { forgiveAttempt, takeAttempt } from './attempts.ts';
import { recordOwn, tell } from './own.ts';
import { type Client, startSession } from './sign-in.ts';

const signingIn = 'sign-in';
const mostPasskeys = 20;

/** What the sign-in page needs for its passkey button; nothing where passkeys can't work. */
export async function offerPasskeySignIn(services: Services): Promise<PasskeyOffer | undefined> {
  return passkeysPossible(services) ? askForPasskey(services, signingIn) : undefined;
}

/** What the page for a new passkey needs. */
export async function offerNewPasskey(services: Services, caller: AccountCaller): Promise<PasskeyOffer | undefined> {
  const account = await credentialsById(services.db, caller.accountId);
  if (!account || !passkeysPossible(services)) return undefined;
  return askForNewPasskey(services, `new:${caller.sessionId}`, account, await passkeysOf(services.db, account.id));
}

/** Signs in by a passkey alone: its holder was verified by the device, so it stands for password and code. */
export async function signInByPasskey(
  services: Services,
  answer: { ticket: string; response: string },
  client: Client,
): Promise<Outcome<{ token: string; language: string | null }>> {
  const taken = await takeAttempt(services, { address: client.address });
  if ('waitMinutes' in taken) return refused(null, 'tooMany', { minutes: taken.waitMinutes });
  return services.db.transaction().execute(async (trx) => {
    const accountId = await takePasskey(trx, services, signingIn, answer, null);
    const account = accountId === undefined ? undefined : await lockAccount(trx, accountId);
    if (account?.state !== 'active') return refused(null, 'passkeyRefused');
    await forgiveAttempt(trx, services, taken.attempt);
    const token = await startSession(trx, services, account.id, client, { means: 'passkey' });
    return done({ token, language: account.language });
  });
}

/**
 * Judges an answer to a challenge and takes the challenge, so that the same answer is worth nothing afterwards. Gives
 * the account; with `of` only that account's passkeys count.
 */
export async function takePasskey(
  trx: Transaction,
  services: Services,
  purpose: string,
  answer: { ticket: string; response: string },
  of: number | null,
): Promise<number | undefined> {
  const challenge = challengeOf(services, purpose, answer.ticket);
  const credentialId = claimedPasskey(answer.response);
  if (!challenge || !credentialId) return undefined;
  const passkey = await lockPasskey(trx, credentialId);
  if (!passkey || (of !== null && passkey.accountId !== of)) return undefined;
  const count = await judgePasskey(services, challenge, answer.response, passkey.accountId, passkey);
  const now = services.clock.now();
  if (count === undefined || !(await takeChallenge(trx, hashToken(challenge), now))) return undefined;
  await usedPasskey(trx, passkey.id, count, localDate(now, services.config.timeZone));
  return passkey.accountId;
}

export async function addPasskey(
  services: Services,
  caller: AccountCaller,
  made: { name: string; ticket: string; response: string },
): Promise<Outcome<null>> {
  const challenge = challengeOf(services, `new:${caller.sessionId}`, made.ticket);
  const passkey = challenge && (await judgeNewPasskey(services, challenge, made.response));
  if (!challenge || !passkey) return refused(null, 'passkeyNotMade');
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    await lockAccount(trx, caller.accountId);
    if ((await passkeysOf(trx, caller.accountId)).length >= mostPasskeys) return refused(null, 'passkeyTooMany');
    if (!(await takeChallenge(trx, hashToken(challenge), at))) return refused(null, 'passkeyNotMade');
    if (!(await insertPasskey(trx, caller.accountId, { ...passkey, name: made.name, at }))) {
      return refused(null, 'passkeyThere');
    }
    await recordOwn(trx, caller, 'account.add_passkey', at);
    await tell(trx, services, caller, 'passkeyAdded', at);
    return done(null);
  });
}

/** Takes a passkey away, never the last way in; whoever used it elsewhere is signed out. */
export async function removePasskey(
  services: Services,
  caller: AccountCaller,
  id: number,
): Promise<Outcome<null> | 'not_found'> {
  const at = services.clock.now();
  return services.db.transaction().execute(async (trx) => {
    await lockAccount(trx, caller.accountId);
    const passkeys = await passkeysOf(trx, caller.accountId);
    if (!passkeys.some((p) => p.id === id)) return 'not_found';
    const account = await credentialsById(trx, caller.accountId);
    const otherWay = passkeys.length > 1 || Boolean(account?.passwordHash && account.totpConfirmedAt);
    if (!otherWay) return refused(null, 'passkeyLast');
    await deletePasskeys(trx, caller.accountId, id);
    await revokeSessions(trx, caller.accountId, { except: caller.sessionId }, at);
    await recordOwn(trx, caller, 'account.remove_passkey', at);
    await tell(trx, services, caller, 'passkeyRemoved', at);
    return done(null);
  });
}
