/** The list of accounts, and inviting staff. */
import { organisationById, organisationsByIds, organisationsWithin, staffOf } from '#features/directory/feature.ts';
import { type Role, roles, within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedList, typedText } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { inviteStaff } from '../actions/invite.ts';
import { inviteInput } from '../input.ts';
import { words } from '../messages.ts';
import type { AccountState } from '../model.ts';
import { AccountsPage, InvitePage, LinksPage, type StaffLine } from '../pages/accounts.tsx';
import { paths } from '../paths.ts';
import { accountsWithin } from '../queries/accounts.ts';
import { accountsOfPeople } from '../queries/roster.ts';
import { accountCaller, viewOf } from './view.ts';

const pageSize = 50;

export const accountsRoutes: readonly Route[] = [
  get(paths.accounts(), 'accounts.manage', showAccounts),
  get(paths.invite(), 'accounts.manage', (c) => invitePage(c, queryOf(c))),
  post(paths.invite(), 'accounts.manage', sendInvitations, { proof: true }),
];

async function showAccounts(c: Ctx) {
  const { db, clock, config } = c.var.services;
  const filter = {
    q: (c.req.query('q') ?? '').trim().slice(0, 100),
    state: c.req.query('state') ?? '',
    role: c.req.query('role') ?? '',
    pending: c.req.query('pending') !== undefined,
  };
  const after = Number(c.req.query('after'));
  const lines = await accountsWithin(
    db,
    c.var.reach('accounts.manage'),
    {
      search: filter.q || undefined,
      state: (['active', 'invited', 'disabled'] as AccountState[]).find((s) => s === filter.state),
      role: roles.find((r) => r === filter.role),
      onlyPending: filter.pending,
      after: Number.isSafeInteger(after) && after > 0 ? after : undefined,
      limit: pageSize + 1,
    },
    localDate(clock.now(), config.timeZone),
  );
  const here = new URLSearchParams({
    ...(filter.q && { q: filter.q }),
    ...(filter.state && { state: filter.state }),
    ...(filter.role && { role: filter.role }),
    ...(filter.pending && { pending: 'yes' }),
  });
  const shown = lines.slice(0, pageSize);
  const firstHref = after > 0 ? `${paths.accounts()}?${here}` : undefined;
  if (lines.length > pageSize) here.set('after', String(shown.at(-1)?.id));
  const nextHref = lines.length > pageSize ? `${paths.accounts()}?${here}` : undefined;
  return page(
    c,
    <AccountsPage
      {...{ view: viewOf(c, 'staff'), lines: shown, filter, firstHref, nextHref }}
      links={furtherPages(c)}
    />,
  );
}

/** Pages about accounts besides the list. */
function furtherPages(c: Ctx): { href: string; text: string }[] {
  const t = words(c.var.language);
  const ofDistrict = c.var.reach('accounts.manage').paths.some((path) => !path.includes('.'));
  return [
    { href: paths.review(), text: t('reviewTitle') },
    ...(ofDistrict ? [{ href: paths.signOnRoles(), text: t('signOnTitle') }] : []),
  ];
}

/** Organisations for choosing, with how deep each stands below the top of the reach. */
export async function choosable(
  c: Ctx,
  permission: 'accounts.manage' | 'accounts.emergency' = 'accounts.manage',
): Promise<{ id: number; name: string; depth: number }[]> {
  const organisations = await organisationsWithin(c.var.services.db, c.var.reach(permission));
  const levels = organisations.map((o) => o.path.split('.').length);
  const top = Math.min(...levels);
  return organisations.map((o, i) => ({ id: o.id, name: o.name, depth: (levels[i] as number) - top }));
}

interface InviteView {
  organisation: number;
  q: string;
  after?: { name: string; membershipId: number } | undefined;
  typed?: Typed;
  troubles?: readonly Trouble[];
}

function queryOf(c: Ctx): InviteView {
  const membershipId = Number(c.req.query('after'));
  const name = c.req.query('name');
  const after = name && Number.isSafeInteger(membershipId) ? { name, membershipId } : undefined;
  return {
    organisation: Number(c.req.query('organisation')) || 0,
    q: (c.req.query('q') ?? '').trim().slice(0, 100),
    after,
  };
}

async function invitePage(c: Ctx, wanted: InviteView) {
  const { db } = c.var.services;
  const reach = c.var.reach('accounts.manage');
  const found = wanted.organisation ? await organisationById(db, wanted.organisation) : undefined;
  // An organisation beside or above the reach looks like none.
  const chosen = found && within(reach, found.path) ? found : undefined;
  const [staff, nextHref] = chosen ? await staffLines(c, chosen, wanted) : [[], undefined];
  const view = viewOf(
    c,
    'staff',
    wanted.troubles ? { troubles: wanted.troubles, ...(wanted.typed ? { typed: wanted.typed } : {}) } : {},
  );
  return page(
    c,
    <InvitePage
      view={view}
      organisations={await choosable(c)}
      chosen={chosen}
      q={wanted.q}
      staff={staff}
      checked={new Set(typedList(wanted.typed ?? {}, 'membership').map(Number))}
      roles={new Set(typedList(wanted.typed ?? {}, 'role'))}
      nextHref={nextHref}
    />,
    wanted.troubles ? 422 : 200,
  );
}

async function staffLines(
  c: Ctx,
  chosen: { id: number; path: string },
  wanted: InviteView,
): Promise<[StaffLine[], string | undefined]> {
  const { db, clock, config } = c.var.services;
  const today = localDate(clock.now(), config.timeZone);
  const rows = await staffOf(db, chosen.path, today, {
    ...(wanted.q ? { like: wanted.q } : {}),
    ...(wanted.after ? { after: wanted.after } : {}),
    limit: pageSize + 1,
  });
  const shown = rows.slice(0, pageSize);
  const [accounts, organisations] = await Promise.all([
    accountsOfPeople(
      db,
      shown.map((r) => r.personId),
    ),
    organisationsByIds(
      db,
      shown.map((r) => r.organisationId),
    ),
  ]);
  const lines = shown.map((row) => ({
    membershipId: row.membershipId,
    name: row.name,
    position: row.position,
    organisation: organisations.get(row.organisationId)?.name ?? '',
    email: row.email,
    hasAccount: accounts.has(row.personId),
  }));
  const last = shown.at(-1);
  if (rows.length <= pageSize || !last) return [lines, undefined];
  const query = new URLSearchParams({
    organisation: String(chosen.id),
    ...(wanted.q && { q: wanted.q }),
    name: last.name,
    after: String(last.membershipId),
  });
  return [lines, `${paths.invite()}?${query}`];
}

async function sendInvitations(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(inviteInput, typed);
  const desk = { caller: accountCaller(c), reach: c.var.reach('accounts.manage') };
  const outcome = input.ok
    ? await inviteStaff(c.var.services, desk, {
        membershipIds: input.value.membership,
        roles: input.value.role as Role[],
        organisationId: input.value.organisation,
      })
    : input;
  if (!outcome.ok) {
    const again = { organisation: Number(typedText(typed, 'organisation')) || 0, q: typedText(typed, 'q') };
    return invitePage(c, { ...again, typed, troubles: outcome.troubles });
  }
  const t = words(c.var.language);
  return page(
    c,
    <LinksPage
      view={viewOf(c, 'staff')}
      title={t('invitedTitle')}
      text={t('invitedText')}
      sent={outcome.value}
      back={{ href: paths.accounts(), text: t('backToAccounts') }}
    />,
  );
}
