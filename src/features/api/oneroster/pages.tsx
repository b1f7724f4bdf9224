/** Clients of the roster service: the list, the form, the secret that is shown once, the question before the end. */
import { typedList } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { NameField, OrganisationField, SecretPage } from '../pages/credentials.tsx';
import { errorAt, Outcome, say, trail, type View } from '../pages/frame.tsx';
import { apiPaths } from '../paths.ts';
import { extents, type RosterClient } from './model.ts';
import { rosterClientPaths, rosterRoot, rosterTokenPath } from './paths.ts';

export function RosterClientsPage({ view, clients }: { view: View; clients: readonly RosterClient[] }): Markup {
  const t = say(view);
  const row = (client: RosterClient) => ({
    cells: {
      name: (
        <>
          {client.name}
          <div class="hint">
            <code>{client.clientId}</code>
          </div>
        </>
      ),
      organisation: client.organisation,
      extent: t(`rosterExtent_${client.extent}`),
      used: client.lastUsedOn ? dateInWords(client.lastUsedOn, view.shell.lang) : t('tokenNeverUsed'),
      state: client.endedAt ? (
        <Tag kind="neutral" text={t('rosterClientState_ended')} />
      ) : (
        <Tag kind="ok" text={t('tokenState_in_use')} />
      ),
      act: client.endedAt ? (
        ''
      ) : (
        <Button
          kind="second"
          href={rosterClientPaths.end(client.id)}
          text={t('rosterClientEnd')}
          hiddenText={client.name}
        />
      ),
    },
  });
  return (
    <Page {...view.shell} title={t('rosterClientsTitle')} width="wide">
      <Outcome view={view} />
      <PageHeading title={t('rosterClientsTitle')} />
      <p class="prose">{t('rosterClientsText')}</p>
      <Actions>
        <Button href={rosterClientPaths.add} text={t('rosterClientNew')} />
        <Button kind="second" href={apiPaths.tokens} text={t('tokensTitle')} />
      </Actions>
      <DataTable
        caption={t('rosterClientsTitle')}
        captionHidden
        columns={[
          { key: 'name', text: t('tokenName') },
          { key: 'organisation', text: t('tokenOrganisation') },
          { key: 'extent', text: t('rosterExtent') },
          { key: 'used', text: t('tokenLastUsed') },
          { key: 'state', text: t('tokenState') },
          { key: 'act', text: t('actions'), hidden: true },
        ]}
        rows={clients.map(row)}
        empty={{ title: t('rosterClientsNone'), text: t('rosterClientsNoneText') }}
      />
    </Page>
  );
}

const above = (view: View) => ({ href: rosterClientPaths.list, text: say(view)('rosterClientsTitle') });

export function NewClientPage({
  view,
  organisations,
}: {
  view: View;
  organisations: readonly { id: number; name: string }[];
}): Markup {
  const t = say(view);
  const title = t('rosterClientNew');
  const chosen = view.typed ? (typedList(view.typed, 'extent')[0] ?? '') : 'core';
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, above(view), title)}>
      <Outcome view={view} first="name" />
      <PageHeading title={title} />
      <p class="prose">{t('rosterClientNewText')}</p>
      <form method="post" action={rosterClientPaths.add} novalidate>
        <NameField view={view} />
        <OrganisationField view={view} hint={t('rosterOrganisationHint')} organisations={organisations} />
        <Radios
          name="extent"
          legend={t('rosterExtent')}
          value={chosen}
          error={errorAt(view, 'extent')}
          items={extents.map((extent) => ({
            value: extent,
            text: t(`rosterExtent_${extent}`),
            hint: t(`rosterExtentHint_${extent}`),
          }))}
        />
        <Actions>
          <Button text={title} />
          <Button kind="second" href={rosterClientPaths.list} text={t('cancel')} />
        </Actions>
      </form>
    </Page>
  );
}

export function RosterSecretPage({ view, made }: { view: View; made: { clientId: string; secret: string } }): Markup {
  const t = say(view);
  return (
    <SecretPage
      view={view}
      title={t('rosterClientMade')}
      above={above(view)}
      warning={t('rosterClientMadeText')}
      values={[
        { label: t('rosterClientId'), value: made.clientId },
        { label: t('rosterSecret'), value: made.secret },
        { label: t('rosterTokenAddress'), value: view.origin + rosterTokenPath },
        { label: t('rosterAddress'), value: view.origin + rosterRoot },
      ]}
      next={{ href: rosterClientPaths.list, text: t('rosterClientsTitle') }}
    />
  );
}

export function EndClientPage({ view, client }: { view: View; client: RosterClient }): Markup {
  const t = say(view);
  const title = t('rosterClientEndTitle');
  return (
    <Page {...view.shell} title={title}>
      <ConfirmPanel
        title={title}
        text={
          <>
            <p>
              {client.name} <code>{client.clientId}</code>
            </p>
            <p>{t('rosterClientEndText')}</p>
          </>
        }
        action={rosterClientPaths.end(client.id)}
        confirmText={t('rosterClientEnd')}
        cancelHref={rosterClientPaths.list}
        cancelText={t('cancel')}
        danger
      />
    </Page>
  );
}
