/** The page of one account and what an administrator does there. */
import { classesTaughtBy } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Outcome, Trouble } from '#platform/trouble.ts';
import { disableAccount, enableAccount, recordView, resetAtDesk } from '../actions/desk.ts';
import { confirmPending, type Desk, endOrPropose, giveGrant, keepGrant } from '../actions/grants.ts';
import { resendInvitation, revokeInvitation } from '../actions/invite.ts';
import { grantInput, resetInput } from '../input.ts';
import { words } from '../messages.ts';
import { AccountPage } from '../pages/account.tsx';
import { LinksPage, type SentLink } from '../pages/accounts.tsx';
import { paths } from '../paths.ts';
import { mayTouchSignIn } from '../policy.ts';
import { accountById, accountWithinReach } from '../queries/accounts.ts';
import { grantsOf, heldPaths } from '../queries/grants.ts';
import { openLinkOf } from '../queries/links.ts';
import { accountNames } from '../queries/names.ts';
import { footingsOf } from '../queries/roster.ts';
import { standInsOf } from '../queries/stand-ins.ts';
import { choosable } from './accounts.tsx';
import { accountCaller, viewOf } from './view.ts';

export const accountRoutes: readonly Route[] = [
  get(paths.account(':account'), 'accounts.manage', (c) => accountPage(c)),
  post(paths.grants(':account'), 'accounts.manage', give, { proof: true }),
  post(paths.grantEnd(':account', ':grant'), 'accounts.manage', end, { proof: true }),
  post(paths.grantKeep(':account', ':grant'), 'accounts.confirm', keep, { proof: true }),
  post(paths.grantConfirm(':account', ':grant'), 'accounts.confirm', confirm, { proof: true }),
  post(paths.disable(':account'), 'accounts.manage', disable, { proof: true }),
  post(paths.enable(':account'), 'accounts.manage', enable, { proof: true }),
  post(paths.reset(':account'), 'accounts.manage', reset, { proof: true }),
  post(paths.resend(':account'), 'accounts.manage', resend),
  post(paths.revoke(':account'), 'accounts.manage', revoke),
];

async function accountPage(c: Ctx, again?: { typed?: Typed; troubles: readonly Trouble[] }) {
  const { db, clock, config } = c.var.services;
  const now = clock.now();
  const today = localDate(now, config.timeZone);
  const reach = c.var.reach('accounts.manage');
  const id = idFrom(c, 'account');
  const account = await accountWithinReach(db, reach, id, today);
  if (!account) throw new NotFound();
  const all = await grantsOf(db, id, today);
  // What somebody holds beside or above the reader's reach is not the reader's to see.
  const grants = all.filter((g) => within(reach, g.path));
  const [names, organisations, footings, link, classes, held, standIns] = await Promise.all([
    accountNames(
      db,
      grants.flatMap((g) => (g.givenBy === null ? [] : [g.givenBy])),
    ),
    choosable(c),
    account.personId === null ? [] : footingsOf(db, reach, account.personId, today),
    openLinkOf(db, id, now),
    account.personId === null ? [] : classesTaughtBy(db, account.personId, today),
    heldPaths(db, id, today),
    standInsOf(db, id, today),
  ]);
  if (!again && id !== accountCaller(c).accountId) await recordView(c.var.services, deskOf(c), id);
  return page(
    c,
    <AccountPage
      {...{ view: viewOf(c, 'staff', again), account, grants, names, organisations, footings }}
      taught={classes.filter((o) => within(reach, o.path))}
      openLinkUntil={link?.expiresAt ?? null}
      standIns={standIns.filter((s) => within(reach, s.path))}
      mayAct={() => true}
      isOwn={id === accountCaller(c).accountId}
      mayTouchSignIn={mayTouchSignIn(reach, all, held)}
    />,
    again ? 422 : 200,
  );
}

function deskOf(c: Ctx, permission: 'accounts.manage' | 'accounts.confirm' = 'accounts.manage'): Desk {
  return { caller: accountCaller(c), reach: c.var.reach(permission) };
}

/** Back to the account with what was done, or the page again with what is wrong. */
function answer<T>(c: Ctx, outcome: Outcome<T> | 'not_found', notice: (value: T) => string, typed?: Typed) {
  if (outcome === 'not_found') throw new NotFound();
  if (!outcome.ok) return accountPage(c, { troubles: outcome.troubles, ...(typed ? { typed } : {}) });
  return seeOther(c, `${paths.account(idFrom(c, 'account'))}?done=${notice(outcome.value)}`);
}

async function give(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(grantInput, typed);
  if (!input.ok) return answer(c, input, () => '', typed);
  const { role, organisation, membership } = input.value;
  const wish = { role, organisationId: organisation, membershipId: membership };
  const outcome = await giveGrant(c.var.services, deskOf(c), idFrom(c, 'account'), wish);
  return answer(c, outcome, ({ pending }) => (pending ? 'givenPending' : 'given'), typed);
}

async function end(c: Ctx) {
  const outcome = await endOrPropose(c.var.services, deskOf(c), idFrom(c, 'account'), idFrom(c, 'grant'));
  return answer(c, outcome, ({ pending }) => (pending ? 'endPending' : 'ended'));
}

async function keep(c: Ctx) {
  const desk = deskOf(c, 'accounts.confirm');
  return answer(c, await keepGrant(c.var.services, desk, idFrom(c, 'account'), idFrom(c, 'grant')), () => 'kept');
}

async function confirm(c: Ctx) {
  const desk = deskOf(c, 'accounts.confirm');
  return answer(
    c,
    await confirmPending(c.var.services, desk, idFrom(c, 'account'), idFrom(c, 'grant')),
    () => 'confirmed',
  );
}

async function disable(c: Ctx) {
  return answer(c, await disableAccount(c.var.services, deskOf(c), idFrom(c, 'account')), () => 'disabled');
}

async function enable(c: Ctx) {
  return answer(c, await enableAccount(c.var.services, deskOf(c), idFrom(c, 'account')), () => 'enabled');
}

async function revoke(c: Ctx) {
  if (!(await revokeInvitation(c.var.services, deskOf(c), idFrom(c, 'account')))) throw new NotFound();
  return seeOther(c, `${paths.account(idFrom(c, 'account'))}?done=revoked`);
}

async function reset(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(resetInput, typed);
  if (!input.ok) return answer(c, input, () => '', typed);
  const outcome = await resetAtDesk(c.var.services, deskOf(c), idFrom(c, 'account'), input.value);
  if (outcome === 'not_found' || !outcome.ok) return answer(c, outcome, () => '', typed);
  return linkPage(c, 'resetDone', 'resetText', outcome.value);
}

async function resend(c: Ctx) {
  const outcome = await resendInvitation(c.var.services, deskOf(c), idFrom(c, 'account'));
  if (outcome === 'not_found' || !outcome.ok) return answer(c, outcome, () => '');
  return linkPage(c, 'invitedTitle', 'invitedText', outcome.value);
}

async function linkPage(
  c: Ctx,
  title: 'resetDone' | 'invitedTitle',
  text: 'resetText' | 'invitedText',
  sent: Omit<SentLink, 'name'>,
) {
  const t = words(c.var.language);
  const id = idFrom(c, 'account');
  const name = (await accountById(c.var.services.db, id))?.displayName ?? '';
  return page(
    c,
    <LinksPage
      view={viewOf(c, 'staff')}
      title={t(title)}
      text={t(text)}
      sent={[{ ...sent, name }]}
      back={{ href: paths.account(id), text: t('backToAccount') }}
    />,
  );
}
