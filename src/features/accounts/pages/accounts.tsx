/** The list of accounts, and inviting. */
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { CopyText } from '#ui/copy/copy.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Checkbox, Checkboxes } from '#ui/field/choices.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { TreeSelect } from '#ui/field/tree-select.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { type AccountLine, type AccountState, givenRoles, needsTwo } from '../model.ts';
import { paths } from '../paths.ts';
import { errorAt, Outcome, say, trail, type View } from './frame.tsx';

export const stateKinds: Record<AccountState, TagKind> = { active: 'ok', invited: 'wait', disabled: 'neutral' };

export interface AccountsPageProps {
  view: View;
  lines: AccountLine[];
  filter: { q: string; state: string; role: string; pending: boolean };
  /** Further pages about accounts that are open to the reader. */
  links: readonly { href: string; text: string }[];
  firstHref?: string | undefined;
  nextHref?: string | undefined;
}

export function AccountsPage({ view, lines, filter, firstHref, nextHref, links }: AccountsPageProps): Markup {
  const t = say(view);
  const any = { value: '', text: t('any') };
  return (
    <Page {...view.shell} title={t('accountsTitle')} width="wide">
      <Outcome view={view} />
      <PageHeading title={t('accountsTitle')} />
      <Actions>
        <Button href={paths.invite()} text={t('invite')} />
        {links.map((link) => (
          <Button kind="second" href={link.href} text={link.text} />
        ))}
      </Actions>
      <FilterForm
        label={t('filter')}
        action={paths.accounts()}
        submitText={t('filter')}
        clear={{ href: paths.accounts(), text: t('filterClear') }}
      >
        <TextField name="q" type="search" label={t('search')} value={filter.q} noSpellcheck />
        <Select
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            any,
            ...(['active', 'invited', 'disabled'] as const).map((s) => ({ value: s, text: t(`state_${s}`) })),
          ]}
        />
        <Select
          name="role"
          label={t('role')}
          value={filter.role}
          options={[any, ...givenRoles.map((r) => ({ value: r, text: t(`role_${r}`) }))]}
        />
        <Checkbox name="pending" label={t('onlyPending')} checked={filter.pending} />
      </FilterForm>
      <DataTable
        caption={t('accountsCaption')}
        captionHidden
        columns={[
          { key: 'name', text: t('name') },
          { key: 'login', text: t('login') },
          { key: 'roles', text: t('roles') },
          { key: 'state', text: t('state') },
        ]}
        rows={lines.map((line) => ({
          href: paths.account(line.id),
          cells: {
            name: line.name,
            login: line.login,
            roles: (
              <>
                {line.roles.length === 0 && t('noRoles')}
                {line.roles.map((r) => (
                  <div>{t('roleAt', { role: t(`role_${r.role}`), organisation: r.organisation })}</div>
                ))}
                {line.pending > 0 && <Tag kind="wait" text={t('pendingCount', { n: line.pending })} />}
              </>
            ),
            state: <Tag kind={stateKinds[line.state]} text={t(`state_${line.state}`)} />,
          },
        }))}
        empty={{
          title: t('accountsNone'),
          text: t('accountsNoneText'),
          action: { href: paths.invite(), text: t('invite') },
        }}
      />
      <Pager
        label={t('pages')}
        previousHref={firstHref}
        previousText={t('previous')}
        nextHref={nextHref}
        nextText={t('next')}
      />
    </Page>
  );
}

export interface StaffLine {
  membershipId: number;
  name: string;
  position: 'teacher' | 'class_teacher' | 'head' | 'staff';
  organisation: string;
  email: string | null;
  hasAccount: boolean;
}

export interface InvitePageProps {
  view: View;
  organisations: { id: number; name: string; depth: number }[];
  chosen: { id: number; name: string } | undefined;
  q: string;
  staff: StaffLine[];
  checked: ReadonlySet<number>;
  roles: ReadonlySet<string>;
  nextHref?: string | undefined;
}

export function InvitePage(props: InvitePageProps): Markup {
  const { view, organisations, chosen, q, staff } = props;
  const t = say(view);
  return (
    <Page
      {...view.shell}
      title={t('inviteTitle')}
      breadcrumbs={trail(view, { href: paths.accounts(), text: t('accountsTitle') }, t('inviteTitle'))}
    >
      <Outcome view={view} first="membership" />
      <PageHeading title={t('inviteTitle')} />
      <FilterForm label={t('inviteWhere')} action={paths.invite()} submitText={t('inviteShow')}>
        <TreeSelect
          name="organisation"
          label={t('inviteWhere')}
          value={chosen ? String(chosen.id) : ''}
          places={organisations}
          error={errorAt(view, 'organisation')}
        />
        <TextField name="q" type="search" label={t('name')} value={q} noSpellcheck />
      </FilterForm>
      {chosen && staff.length === 0 && <EmptyState title={t('inviteNobody')} text={t('inviteNobodyText')} />}
      {chosen && staff.length > 0 && <InviteForm {...props} chosen={chosen} />}
    </Page>
  );
}

function InviteForm({
  view,
  chosen,
  q,
  staff,
  checked,
  roles,
  nextHref,
}: InvitePageProps & { chosen: { id: number; name: string } }): Markup {
  const t = say(view);
  return (
    <form method="post" action={paths.invite()} novalidate>
      <Hidden name="organisation" value={chosen.id} />
      <Hidden name="q" value={q} />
      <Checkboxes
        name="membership"
        legend={t('invitePeople')}
        error={errorAt(view, 'membership')}
        items={staff.map((line) => ({
          value: String(line.membershipId),
          text: line.name,
          checked: checked.has(line.membershipId),
          disabled: line.hasAccount,
          hint: [
            `${line.organisation}, ${t(`position_${line.position}`)}`,
            line.hasAccount ? t('inviteHas') : (line.email ?? t('inviteNoEmail')),
          ].join(' · '),
        }))}
      />
      <Pager label={t('pages')} previousText={t('previous')} nextHref={nextHref} nextText={t('next')} />
      <Checkboxes
        name="role"
        legend={t('inviteRoles')}
        hint={t('inviteRolesAt', { organisation: chosen.name })}
        error={errorAt(view, 'role')}
        items={givenRoles.map((role) => ({
          value: role,
          text: t(`role_${role}`),
          checked: roles.has(role),
          ...(needsTwo(role) ? { hint: t('inviteTwo') } : {}),
        }))}
      />
      <Button text={t('inviteSend')} />
    </form>
  );
}

export interface SentLink {
  name: string;
  email: string | null;
  link: string | null;
}

/** After inviting or a reset: where each link went; those without an address are shown this once. */
export function LinksPage({
  view,
  title,
  text,
  sent,
  back,
}: {
  view: View;
  title: string;
  text: string;
  sent: SentLink[];
  back: { href: string; text: string };
}): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={title} noindex>
      <PageHeading title={title} />
      <p>{text}</p>
      <SummaryList
        rows={sent.map((one) => ({
          key: one.name,
          value: one.link ? (
            <>
              <p>{t('invitedPaper')}</p>
              <CopyText label={t('link')} value={one.link} copyText={t('copy')} copiedText={t('copied')} />
            </>
          ) : (
            t('invitedMail', { email: one.email ?? '' })
          ),
        }))}
      />
      <Button kind="second" href={back.href} text={back.text} />
    </Page>
  );
}
