/** The page of one account, for administrators. */
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, Select } from '#ui/field/field.tsx';
import { TreeSelect } from '#ui/field/tree-select.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { type AccountRow, type Footing, type GrantRow, givenRoles, needsTwo, type StandIn } from '../model.ts';
import { paths } from '../paths.ts';
import { stateKinds } from './accounts.tsx';
import { errorAt, moment, Outcome, say, trail, typedAt, type View } from './frame.tsx';
import { GrantTable, type TaughtClass } from './grant-table.tsx';
import { StandInTable } from './stand-ins.tsx';

export interface AccountPageProps {
  view: View;
  account: AccountRow;
  grants: GrantRow[];
  taught: TaughtClass[];
  names: ReadonlyMap<number, string>;
  organisations: { id: number; name: string; depth: number }[];
  footings: Footing[];
  openLinkUntil: Date | null;
  /** Present and coming, within the reader's reach. */
  standIns: readonly StandIn[];
  mayAct: (grant: GrantRow) => boolean;
  isOwn: boolean;
  mayTouchSignIn: boolean;
}

export function AccountPage(props: AccountPageProps): Markup {
  const { view, account } = props;
  const t = say(view);
  return (
    <Page
      {...view.shell}
      title={account.displayName}
      width="wide"
      breadcrumbs={trail(view, { href: paths.accounts(), text: t('accountsTitle') }, account.displayName)}
    >
      <Outcome view={view} first="role" />
      <PageHeading
        title={account.displayName}
        meta={<Tag kind={stateKinds[account.state]} text={t(`state_${account.state}`)} />}
      />
      <SummaryList
        rows={[
          { key: t('login'), value: account.login },
          { key: t('mailAddress'), value: account.email ?? t('none') },
          { key: t('origin'), value: t(account.personId === null ? 'originConsole' : 'originRoster') },
          { key: t('since'), value: moment(view, account.createdAt) },
          ...(props.openLinkUntil
            ? [{ key: t('openLink'), value: t('openLinkUntil', { until: moment(view, props.openLinkUntil) }) }]
            : []),
        ]}
      />
      <Invitation {...props} />
      <h2>{t('grants')}</h2>
      <GrantTable view={view} grants={props.grants} taught={props.taught} names={props.names} mayAct={props.mayAct} />
      {props.standIns.length > 0 && (
        <>
          <h2>{t('standInsTitle')}</h2>
          <StandInTable
            view={view}
            standIns={props.standIns}
            endHref={(standIn) => paths.accountStandInEnd(account.id, standIn.id)}
          />
        </>
      )}
      {account.state !== 'disabled' && <GiveForm {...props} />}
      {!props.isOwn && <SignInHelp {...props} />}
    </Page>
  );
}

function Invitation({ view, account, openLinkUntil }: AccountPageProps): Markup {
  const t = say(view);
  if (account.state === 'disabled' || (account.state === 'active' && !openLinkUntil)) return <></>;
  return (
    <Actions>
      {account.state === 'invited' && (
        <form method="post" action={paths.resend(account.id)}>
          <Button kind="second" text={t('resend')} />
        </form>
      )}
      {openLinkUntil && (
        <form method="post" action={paths.revoke(account.id)}>
          <Button kind="second" text={t('revoke')} />
        </form>
      )}
    </Actions>
  );
}

function GiveForm({ view, account, organisations, footings }: AccountPageProps): Markup {
  const t = say(view);
  if (account.personId !== null && footings.length === 0) return <></>;
  return (
    <Details
      summary={t('grantGive')}
      open={Boolean(errorAt(view, 'role') ?? errorAt(view, 'organisation') ?? errorAt(view, 'membership'))}
    >
      <form method="post" action={paths.grants(account.id)} novalidate>
        <Radios
          name="role"
          legend={t('role')}
          value={typedAt(view, 'role')}
          error={errorAt(view, 'role')}
          items={givenRoles.map((role) => ({
            value: role,
            text: t(`role_${role}`),
            ...(needsTwo(role) ? { hint: t('inviteTwo') } : {}),
          }))}
        />
        <TreeSelect
          name="organisation"
          label={t('grantOrganisation')}
          value={typedAt(view, 'organisation') || String(footings[0]?.organisationId ?? '')}
          places={organisations}
          error={errorAt(view, 'organisation')}
        />
        {account.personId === null ? (
          <Hidden name="membership" value="" />
        ) : (
          <Select
            name="membership"
            label={t('grantMembership')}
            hint={t('grantMembershipHint')}
            value={typedAt(view, 'membership')}
            options={footings.map((f) => ({
              value: String(f.membershipId),
              text: t('roleAt', { role: position(view, f.position), organisation: f.organisationName }),
            }))}
            error={errorAt(view, 'membership')}
          />
        )}
        <Button text={t('give')} />
      </form>
    </Details>
  );
}

function SignInHelp({ view, account, mayTouchSignIn }: AccountPageProps): Markup {
  const t = say(view);
  return (
    <section>
      <h2>{t('signInHelp')}</h2>
      {!mayTouchSignIn && <p>{t('grantsAbove')}</p>}
      {mayTouchSignIn && account.state === 'active' && (
        <Details summary={t('resetTitle')} open={Boolean(errorAt(view, 'part') ?? errorAt(view, 'send'))}>
          <p>{t('resetText')}</p>
          <form method="post" action={paths.reset(account.id)} novalidate>
            <Radios
              name="part"
              legend={t('resetPart')}
              value={typedAt(view, 'part')}
              error={errorAt(view, 'part')}
              items={(['password', 'totp', 'both'] as const).map((part) => ({
                value: part,
                text: t(`resetPart_${part}`),
              }))}
            />
            <Radios
              name="send"
              legend={t('resetSend')}
              value={typedAt(view, 'send')}
              error={errorAt(view, 'send')}
              items={(['mail', 'show'] as const).map((send) => ({ value: send, text: t(`resetSend_${send}`) }))}
            />
            <Button kind="second" text={t('resetDo')} />
          </form>
        </Details>
      )}
      {mayTouchSignIn && account.state === 'disabled' && (
        <form method="post" action={paths.enable(account.id)}>
          <Button kind="second" text={t('enable')} />
        </form>
      )}
      {mayTouchSignIn && account.state !== 'disabled' && (
        <Details summary={t('disable')}>
          <p>{t('disableText')}</p>
          <form method="post" action={paths.disable(account.id)}>
            <Button kind="danger" text={t('disable')} />
          </form>
        </Details>
      )}
    </section>
  );
}

const positions = ['teacher', 'class_teacher', 'head', 'staff'] as const;

function position(view: View, name: string): string {
  const known = positions.find((p) => p === name);
  return known ? say(view)(`position_${known}`) : name;
}
