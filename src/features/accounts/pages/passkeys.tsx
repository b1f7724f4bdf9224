/** The own passkeys: what there is, making one, taking one away. */
import { localDate } from '#platform/clock.ts';
import { dateInWords } from '#platform/i18n.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { PasskeyRow } from '../model.ts';
import { paths } from '../paths.ts';
import { errorAt, Outcome, say, trail, typedAt, type View } from './frame.tsx';
import { PasskeyForm, type PasskeyOffer, PasskeyScript } from './passkey-form.tsx';

export interface PasskeysPageProps {
  view: View;
  passkeys: readonly PasskeyRow[];
  /** Nothing where the address of this site allows no passkeys. */
  offer: PasskeyOffer | undefined;
  /** A name for a new one: the device that is used now. */
  suggestion: string;
}

export function PasskeysPage({ view, passkeys, offer, suggestion }: PasskeysPageProps): Markup {
  const t = say(view);
  const title = t('passkeysTitle');
  return (
    <Page
      {...view.shell}
      title={title}
      head={offer && <PasskeyScript />}
      breadcrumbs={trail(view, { href: paths.own(), text: t('ownTitle') }, title)}
    >
      <Outcome view={view} first="name" />
      <PageHeading title={title} />
      <p>{t('passkeysText')}</p>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'name', text: t('passkeyName') },
          { key: 'made', text: t('passkeyMade') },
          { key: 'used', text: t('lastUsed') },
          { key: 'act', text: t('actions'), hidden: true },
        ]}
        rows={passkeys.map((passkey) => ({
          cells: {
            name: passkey.name,
            made: dateInWords(localDate(passkey.createdAt, view.zone), view.shell.lang),
            used: passkey.lastUsedOn ? dateInWords(passkey.lastUsedOn, view.shell.lang) : t('passkeyUnused'),
            act: (
              <Button kind="second" href={paths.ownPasskey(passkey.id)} text={t('remove')} hiddenText={passkey.name} />
            ),
          },
        }))}
        empty={{ title: t('passkeysNone'), text: t('passkeysNoneText') }}
      />
      <h2>{t('passkeyNew')}</h2>
      {offer ? (
        <>
          <noscript>
            <p>{t('passkeyNoScript')}</p>
          </noscript>
          <PasskeyForm view={view} offer={offer} act="create" action={paths.ownPasskeys()} text={t('passkeyMake')}>
            <TextField
              name="name"
              label={t('passkeyName')}
              hint={t('passkeyNameHint')}
              value={view.typed ? typedAt(view, 'name') : suggestion}
              maxlength={60}
              required
              error={errorAt(view, 'name')}
            />
          </PasskeyForm>
        </>
      ) : (
        <Banner kind="info">
          <p>{t('passkeyNoHost')}</p>
        </Banner>
      )}
    </Page>
  );
}

/** Before a passkey is taken away. */
export function RemovePasskeyPage({ view, passkey }: { view: View; passkey: PasskeyRow }): Markup {
  const t = say(view);
  const title = t('passkeyRemoveTitle', { name: passkey.name });
  return (
    <Page
      {...view.shell}
      title={title}
      breadcrumbs={trail(view, { href: paths.ownPasskeys(), text: t('passkeysTitle') }, t('remove'))}
    >
      <Outcome view={view} />
      <h1>{title}</h1>
      <p>{t('passkeyRemoveText')}</p>
      <form method="post" action={paths.ownPasskey(passkey.id)}>
        <Button kind="danger" text={t('remove')} />
      </form>
      <p>
        <a href={paths.ownPasskeys()}>{t('cancel')}</a>
      </p>
    </Page>
  );
}
