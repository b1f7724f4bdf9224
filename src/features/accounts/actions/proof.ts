/** A fresh proof before a dangerous act: the password and a code, or a passkey. It holds for the session, for a while. */
import { record } from '#features/audit/feature.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { askForPasskey, type PasskeyOffer, passkeysPossible } from '../credentials/passkey.ts';
import { passwordMatches } from '../credentials/password.ts';
import { proofLifeMs } from '../model.ts';
import type { AccountCaller } from '../policy.ts';
import { credentialsById } from '../queries/accounts.ts';
import { passkeysOf } from '../queries/passkeys.ts';
import { proveSession } from '../queries/sessions.ts';
import { isLinked } from '../queries/sign-on.ts';
import { forgiveAttempt, takeAttempt } from './attempts.ts';
import { takePasskey } from './passkeys.ts';
import { takeSecondFactor } from './sign-in.ts';

export type Proof =
  | { means: 'password'; password: string; code: string }
  | { means: 'passkey'; ticket: string; response: string }
  | { means: 'demo' };

/** By which means the caller can prove who they are. */
export interface ProofMeans {
  password: boolean;
  passkey: PasskeyOffer | undefined;
  /** The identity provider's name, for an account that has nothing else here. */
  signOn: string | undefined;
  /** In a demonstration accounts have no password: a click has to do. */
  demo: boolean;
}

/** Whether the session's holder has proved who they are within the last minutes. */
export function isFresh(services: Services, caller: AccountCaller): boolean {
  const provedAt = caller.provedAt?.getTime();
  return provedAt !== undefined && services.clock.now().getTime() - provedAt < proofLifeMs;
}

export async function proofMeans(services: Services, caller: AccountCaller): Promise<ProofMeans> {
  const account = await credentialsById(services.db, caller.accountId);
  const passkeys = await passkeysOf(services.db, caller.accountId);
  const offered = passkeys.length > 0 && passkeysPossible(services);
  const { oidc } = services.config;
  const password = Boolean(account?.passwordHash && account.totpConfirmedAt);
  return {
    password,
    passkey: offered ? await askForPasskey(services, purposeOf(caller), passkeys) : undefined,
    signOn: oidc && !password && (await isLinked(services.db, caller.accountId, oidc.issuer)) ? oidc.name : undefined,
    demo: services.config.demo && !password,
  };
}

export async function prove(services: Services, caller: AccountCaller, proof: Proof): Promise<Outcome<null>> {
  const { accountId } = caller;
  const taken = await takeAttempt(services, { code: `own:${accountId}` });
  if ('waitMinutes' in taken) return refused(null, 'tooMany', { minutes: taken.waitMinutes });
  const account = await credentialsById(services.db, accountId);
  if (!account) return refused(null, 'proofWrong');
  if (proof.means === 'password' && !(await passwordMatches(account.passwordHash, proof.password))) {
    return refused('proof_password', 'passwordWrong');
  }
  return services.db.transaction().execute(async (trx) => {
    const at = services.clock.now();
    if (proof.means === 'password' && !(await takeSecondFactor(trx, services, account, proof.code))) {
      return refused('proof_code', 'codeWrong');
    }
    if (proof.means === 'passkey' && !(await takePasskey(trx, services, purposeOf(caller), proof, accountId))) {
      return refused(null, 'passkeyRefused');
    }
    if (proof.means === 'demo' && (!services.config.demo || account.passwordHash)) return refused(null, 'proofWrong');
    await forgiveAttempt(trx, services, taken.attempt);
    await proveSession(trx, caller.sessionId, at);
    await record(trx, {
      actor: { kind: 'account', accountId },
      action: 'session.prove',
      organisationId: caller.grants[0]?.organisationId ?? null,
      subject: `account:${accountId}`,
      detail: { session: caller.sessionId, means: proof.means },
      at,
    });
    return done(null);
  });
}

function purposeOf(caller: AccountCaller): string {
  return `proof:${caller.sessionId}`;
}
