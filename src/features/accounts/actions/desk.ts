/** What the desk does to somebody's sign-in: disabling it, and mending a lost password or phone. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { hashToken, newToken } from '../credentials/tokens.ts';
import { resetMail, resetNoticeMail } from '../mail.ts';
import { type AccountRow, linkLifeMs, type ResetPart } from '../model.ts';
import { paths } from '../paths.ts';
import { mayTouchSignIn } from '../policy.ts';
import { accountWithinReach, credentialsById, lockAccount, setAccountState } from '../queries/accounts.ts';
import { grantsOf, heldPaths, lockAdministrators, otherDistrictAdministrators } from '../queries/grants.ts';
import { endLinks, insertLinks } from '../queries/links.ts';
import { passkeysOf } from '../queries/passkeys.ts';
import { revokeSessions } from '../queries/sessions.ts';
import type { Desk } from './grants.ts';

/** Ends all sessions and links; nobody signs in until it is enabled again. The grants stay written down. */
export async function disableAccount(
  services: Services,
  desk: Desk,
  accountId: number,
): Promise<Outcome<null> | 'not_found'> {
  return onSignIn(services, desk, accountId, async (trx, account, at, today) => {
    if (account.state === 'disabled') return refused(null, 'alreadyDisabled');
    await lockAdministrators(trx);
    const grants = await grantsOf(trx, accountId, today);
    const isAdministrator = grants.some((g) => g.role === 'administrator' && g.inForce && !g.path.includes('.'));
    if (isAdministrator && (await otherDistrictAdministrators(trx, today, { accountId })) === 0) {
      return refused(null, 'lastAdministrator');
    }
    await setAccountState(trx, accountId, 'disabled');
    await revokeSessions(trx, accountId, {}, at);
    await endLinks(trx, accountId, at);
    await recordDesk(trx, desk, 'account.disable', accountId, at);
    return done(null);
  });
}

export async function enableAccount(
  services: Services,
  desk: Desk,
  accountId: number,
): Promise<Outcome<null> | 'not_found'> {
  return onSignIn(services, desk, accountId, async (trx, account, at) => {
    if (account.state !== 'disabled') return refused(null, 'notDisabled');
    const credentials = await credentialsById(trx, accountId);
    const byPassword = credentials?.passwordHash && credentials.totpConfirmedAt;
    const ready = byPassword || (await passkeysOf(trx, accountId)).length > 0;
    await setAccountState(trx, accountId, ready ? 'active' : 'invited');
    await recordDesk(trx, desk, 'account.enable', accountId, at);
    return done(null);
  });
}

export interface ResetLink {
  /** Shown to be handed over; null if it went by mail. */
  link: string | null;
  email: string | null;
}

/**
 * A one-time link that renews the password, the app, or both. It ends all sessions now. One that renews both would let
 * its holder be that person, so it only ever goes to the address in the roster and is not shown at the desk.
 */
export async function resetAtDesk(
  services: Services,
  desk: Desk,
  accountId: number,
  wish: { part: ResetPart; send: 'mail' | 'show' },
): Promise<Outcome<ResetLink> | 'not_found'> {
  return onSignIn(services, desk, accountId, async (trx, account, at) => {
    if (account.state !== 'active') return refused(null, 'resetInactive');
    const byMail = wish.send === 'mail' || wish.part === 'both';
    if (byMail && !account.email)
      return refused('send', wish.part === 'both' ? 'resetBothNeedsMail' : 'resetNeedsMail');
    const token = newToken();
    const expiresAt = new Date(at.getTime() + linkLifeMs.reset);
    await endLinks(trx, accountId, at);
    await insertLinks(trx, [
      {
        tokenHash: hashToken(token),
        accountId,
        purpose: 'reset',
        reset: wish.part,
        at,
        expiresAt,
        createdBy: desk.caller.accountId,
      },
    ]);
    const link = services.config.publicUrl + paths.link(token);
    const reader = { name: account.displayName, language: account.language, email: account.email };
    if (byMail) await services.outbox.queueMail(trx, resetMail(services, reader, link, expiresAt));
    else if (account.email) await services.outbox.queueMail(trx, resetNoticeMail(services, reader, at));
    const ended = await revokeSessions(trx, accountId, {}, at);
    await recordDesk(trx, desk, 'account.reset', accountId, at, { part: wish.part, by_mail: byMail, ended });
    return done({ link: byMail ? null : link, email: byMail ? account.email : null });
  });
}

/** Looking at somebody's account is recorded. */
export async function recordView(services: Services, desk: Desk, accountId: number): Promise<void> {
  const at = services.clock.now();
  await services.db.transaction().execute((trx) => recordDesk(trx, desk, 'account.view', accountId, at));
}

type OnAccount<T> = (trx: Transaction, account: AccountRow, at: Date, today: string) => Promise<Outcome<T>>;

async function onSignIn<T>(
  services: Services,
  desk: Desk,
  accountId: number,
  work: OnAccount<T>,
): Promise<Outcome<T> | 'not_found'> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    if (!(await accountWithinReach(trx, desk.reach, accountId, today))) return 'not_found';
    const account = await lockAccount(trx, accountId);
    if (!account) return 'not_found';
    if (accountId === desk.caller.accountId) return refused(null, 'notOneself');
    const held = await heldPaths(trx, accountId, today);
    if (!mayTouchSignIn(desk.reach, await grantsOf(trx, accountId, today), held)) return refused(null, 'grantsAbove');
    return work(trx, account, at, today);
  });
}

async function recordDesk(
  trx: Transaction,
  desk: Desk,
  action: AuditAct,
  accountId: number,
  at: Date,
  detail: Record<string, string | number | boolean> = {},
): Promise<void> {
  const actor = { kind: 'account', accountId: desk.caller.accountId } as const;
  const organisationId = desk.caller.grants.find((g) => g.role === 'administrator')?.organisationId ?? null;
  await record(trx, { actor, action, organisationId, subject: `account:${accountId}`, detail, at });
}
