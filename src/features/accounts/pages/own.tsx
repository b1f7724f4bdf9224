/** The own account: details, security, sessions, roles. */
import { localDate } from '#platform/clock.ts';
import { dateInWords } from '#platform/i18n.ts';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { AccountRow, GrantRow, SessionRow } from '../model.ts';
import { paths } from '../paths.ts';
import { NewPasswordField, PasswordField } from './fields.tsx';
import { errorAt, Outcome, say, trail, typedAt, type View } from './frame.tsx';
import { GrantTable, type TaughtClass } from './grant-table.tsx';
import { TotpFields, type TotpOffer } from './totp.tsx';

export interface OwnPageProps {
  view: View;
  account: AccountRow;
  sessions: SessionRow[];
  currentSession: number;
  grants: GrantRow[];
  taught: TaughtClass[];
  names: ReadonlyMap<number, string>;
  codesLeft: number;
  /** Password and app were set up; whoever signs in otherwise has neither. */
  hasPassword: boolean;
  /** How many passkeys there are. */
  passkeys: number;
}

export function OwnPage(props: OwnPageProps): Markup {
  const { view, account } = props;
  const t = say(view);
  return (
    <Page {...view.shell} title={t('ownTitle')}>
      <Outcome view={view} first="displayName" />
      <PageHeading title={t('ownTitle')} />
      <SummaryList
        rows={[
          { key: t('name'), value: account.displayName },
          { key: t('login'), value: account.login },
          {
            key: t('password'),
            value: t(props.hasPassword ? 'passwordSet' : 'passwordNot'),
            ...(props.hasPassword
              ? { action: { href: paths.ownPassword(), text: t('change'), hidden: t('password') } }
              : {}),
          },
          {
            key: t('totpApp'),
            value: t(props.hasPassword ? 'totpSet' : 'passwordNot'),
            ...(props.hasPassword
              ? { action: { href: paths.ownTotp(), text: t('change'), hidden: t('totpApp') } }
              : {}),
          },
          {
            key: t('codesList'),
            value: t('ownCodesLeft', { left: props.codesLeft }),
            ...(props.hasPassword
              ? { action: { href: paths.ownCodes(), text: t('change'), hidden: t('codesList') } }
              : {}),
          },
          {
            key: t('passkeysTitle'),
            value: t('passkeyCount', { n: props.passkeys }),
            action: { href: paths.ownPasskeys(), text: t('change'), hidden: t('passkeysTitle') },
          },
        ]}
      />
      <h2>{t('ownDetails')}</h2>
      <form method="post" action={paths.own()} novalidate>
        {account.personId === null ? (
          <TextField
            name="displayName"
            label={t('name')}
            value={view.typed ? typedAt(view, 'displayName') : account.displayName}
            autocomplete="name"
            error={errorAt(view, 'displayName')}
          />
        ) : (
          <p class="meta">{t('ownNameFixed')}</p>
        )}
        <Select
          name="language"
          label={t('language')}
          value={account.language ?? ''}
          options={[
            { value: '', text: t('languageNone') },
            ...view.shell.languages.map((l) => ({ value: l.lang, text: l.text, lang: l.lang })),
          ]}
        />
        <Button kind="second" text={t('save')} />
      </form>
      <h2>{t('ownSessions')}</h2>
      <Sessions {...props} />
      <h2>{t('ownGrants')}</h2>
      <p>
        <a href={paths.standIns()}>{t('standInsTitle')}</a>
      </p>
      <GrantTable view={view} grants={props.grants} taught={props.taught} names={props.names} />
    </Page>
  );
}

function Sessions({ view, sessions, currentSession }: OwnPageProps): Markup {
  const t = say(view);
  return (
    <>
      <DataTable
        caption={t('ownSessions')}
        captionHidden
        columns={[
          { key: 'device', text: t('device') },
          { key: 'since', text: t('signedInOn') },
          { key: 'last', text: t('lastUsed') },
          { key: 'end', text: t('actions'), hidden: true },
        ]}
        rows={sessions.map((session) => {
          const device = session.device || t('deviceUnknown');
          const own = session.id === currentSession;
          return {
            marked: own,
            cells: {
              device: own ? `${device} (${t('deviceThis')})` : device,
              since: dateInWords(localDate(session.createdAt, view.zone), view.shell.lang),
              last: dateInWords(localDate(session.lastSeenAt, view.zone), view.shell.lang),
              end: own ? (
                ''
              ) : (
                <form method="post" action={paths.ownSession(session.id)}>
                  <Button kind="second" text={t('signOutDevice')} hiddenText={device} />
                </form>
              ),
            },
          };
        })}
        empty={{ title: '', text: '' }}
      />
      {sessions.length > 1 && (
        <form method="post" action={paths.ownSessions()}>
          <Button kind="second" text={t('signOutOthers')} />
        </form>
      )}
    </>
  );
}

export type OwnChange = 'password' | 'totp' | 'codes';

export function OwnChangePage({ view, change, offer }: { view: View; change: OwnChange; offer?: TotpOffer }): Markup {
  const t = say(view);
  const title = t(change === 'password' ? 'ownPasswordTitle' : change === 'totp' ? 'ownTotpTitle' : 'ownCodesTitle');
  const action = change === 'password' ? paths.ownPassword() : change === 'totp' ? paths.ownTotp() : paths.ownCodes();
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, { href: paths.own(), text: t('ownTitle') }, title)}>
      <Outcome view={view} first="current" />
      <h1>{title}</h1>
      {change === 'totp' && <p>{t('ownTotpWarning')}</p>}
      {change === 'codes' && <p>{t('ownCodesText')}</p>}
      <form method="post" action={action} novalidate>
        <PasswordField view={view} name="current" label={t('currentPassword')} />
        {change === 'password' && <NewPasswordField view={view} />}
        {offer && <TotpFields view={view} offer={offer} />}
        <Button text={t('save')} />
      </form>
    </Page>
  );
}
