/** Inviting members of staff from the roster. */
import { record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import type { Role } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { hashToken, newToken } from '../credentials/tokens.ts';
import { invitationMail } from '../mail.ts';
import { linkLifeMs, needsTwo } from '../model.ts';
import { paths } from '../paths.ts';
import { mayGive } from '../policy.ts';
import { accountWithinReach } from '../queries/accounts.ts';
import { insertGrants } from '../queries/grants.ts';
import { endLinks, insertLinks } from '../queries/links.ts';
import { type InvitedAccount, insertInvited } from '../queries/roster.ts';
import type { Desk } from './grants.ts';

export interface Invited {
  accountId: number;
  name: string;
  /** Where the link went; null: it has to be handed over on paper. */
  email: string | null;
  /** Only where there is no mail address. */
  link: string | null;
}

/**
 * Makes an account for each chosen member of staff, gives the roles, and sends the invitation. Who has an account already
 * is left out.
 */
export async function inviteStaff(
  services: Services,
  desk: Desk,
  wish: { membershipIds: readonly number[]; roles: readonly Role[]; organisationId: number },
): Promise<Outcome<Invited[]>> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    const organisation = await organisationById(trx, wish.organisationId);
    const allowed =
      organisation && !organisation.endedOn && wish.roles.every((r) => mayGive(desk.reach, r, organisation.path));
    if (!allowed) return refused('organisation', 'grantOutside');
    const made = await insertInvited(trx, desk.reach, wish.membershipIds, today, at);
    if (made.length === 0) return refused('membership', 'nobodyInvited');
    const grants = made.flatMap((account) =>
      wish.roles.map((role) => ({
        accountId: account.accountId,
        organisationId: organisation.id,
        role,
        membershipId: account.membershipId,
        givenBy: desk.caller.accountId,
        at,
      })),
    );
    await insertGrants(trx, grants);
    for (const account of made) {
      const roles = wish.roles.map((role) => (needsTwo(role) ? `${role}?` : role)).join(' ');
      await record(trx, {
        actor: { kind: 'account', accountId: desk.caller.accountId },
        action: 'account.invite',
        organisationId: organisation.id,
        subject: `account:${account.accountId}`,
        detail: { roles },
        at,
      });
    }
    return done(await sendInvitations(trx, services, desk, made));
  });
}

/** A new link for somebody who has not used the first; that one ends. */
export async function resendInvitation(
  services: Services,
  desk: Desk,
  accountId: number,
): Promise<Outcome<Invited> | 'not_found'> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    const account = await accountWithinReach(trx, desk.reach, accountId, today);
    if (!account) return 'not_found';
    if (account.state !== 'invited') return refused(null, 'notInvited');
    const one = { accountId, name: account.displayName, language: account.language, email: account.email };
    const [sent] = await sendInvitations(trx, services, desk, [one]);
    await record(trx, {
      actor: { kind: 'account', accountId: desk.caller.accountId },
      action: 'account.invite_again',
      subject: `account:${accountId}`,
      at,
    });
    return done(sent as Invited);
  });
}

/** The link that is out there ends; the account stays, to be invited again. */
export async function revokeInvitation(services: Services, desk: Desk, accountId: number): Promise<boolean> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  return services.db.transaction().execute(async (trx) => {
    const account = await accountWithinReach(trx, desk.reach, accountId, today);
    if (!account) return false;
    if (await endLinks(trx, accountId, at)) {
      await record(trx, {
        actor: { kind: 'account', accountId: desk.caller.accountId },
        action: 'account.revoke_invitation',
        subject: `account:${accountId}`,
        at,
      });
    }
    return true;
  });
}

type Receiver = Pick<InvitedAccount, 'accountId' | 'name' | 'language' | 'email'>;

async function sendInvitations(
  trx: Transaction,
  services: Services,
  desk: Desk,
  receivers: readonly Receiver[],
): Promise<Invited[]> {
  const at = services.clock.now();
  const expiresAt = new Date(at.getTime() + linkLifeMs.invitation);
  const links = receivers.map((receiver) => ({ receiver, token: newToken() }));
  await insertLinks(
    trx,
    links.map(({ receiver, token }) => ({
      tokenHash: hashToken(token),
      accountId: receiver.accountId,
      purpose: 'invitation' as const,
      reset: null,
      at,
      expiresAt,
      createdBy: desk.caller.accountId,
    })),
  );
  const sent: Invited[] = [];
  for (const { receiver, token } of links) {
    const link = services.config.publicUrl + paths.link(token);
    if (receiver.email) await services.outbox.queueMail(trx, invitationMail(services, receiver, link, expiresAt));
    // A link that went by mail is not shown: the administrator need not hold a key to somebody else's account.
    sent.push({
      accountId: receiver.accountId,
      name: receiver.name,
      email: receiver.email,
      link: receiver.email ? null : link,
    });
  }
  return sent;
}
