/** The list of tokens, the form that makes one, the page that shows it once. */

import { apiScopes } from '#platform/api-scopes.ts';
import { addDays } from '#platform/days.ts';
import { typedList } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkboxes } from '#ui/field/choices.tsx';
import { TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { isReporting, longestTokenDays, type TokenRow, type TokenState, tokenRoles, tokenState } from '../model.ts';
import { rosterClientPaths } from '../oneroster/paths.ts';
import { NameField, OrganisationField, SecretPage } from '../pages/credentials.tsx';
import { errorAt, Outcome, say, trail, typedAt, type View } from '../pages/frame.tsx';
import { apiPaths } from '../paths.ts';

const kinds: Record<TokenState, TagKind> = { in_use: 'ok', ending: 'wait', expired: 'neutral', revoked: 'neutral' };

export function TokensPage({ view, tokens }: { view: View; tokens: readonly TokenRow[] }): Markup {
  const t = say(view);
  const day = (text: string) => dateInWords(text, view.shell.lang);
  const row = (token: TokenRow) => {
    const state = tokenState(token, view.today);
    const live = state === 'in_use' || state === 'ending';
    return {
      cells: {
        name: (
          <>
            {token.name}
            <div class="hint">
              <code>{token.publicPart}…</code>
            </div>
          </>
        ),
        organisation: token.organisation,
        may: (
          <>
            <div>{token.roles.map((role) => t(`tokenRole_${role}`)).join(', ')}</div>
            <div class="hint">
              <code>{token.scopes.join(', ')}</code>
            </div>
            {token.networks.length > 0 && <div class="hint">{token.networks.join(', ')}</div>}
          </>
        ),
        used: token.lastUsedOn ? day(token.lastUsedOn) : t(isReporting(token) ? 'tokenUseNotKept' : 'tokenNeverUsed'),
        ends: day(token.expiresOn),
        state: <Tag kind={kinds[state]} text={t(`tokenState_${state}`)} />,
        act: live ? (
          <Button kind="second" href={apiPaths.revokeToken(token.id)} text={t('tokenRevoke')} hiddenText={token.name} />
        ) : (
          ''
        ),
      },
    };
  };
  return (
    <Page {...view.shell} title={t('tokensTitle')} width="wide">
      <Outcome view={view} />
      <PageHeading title={t('tokensTitle')} />
      <p class="prose">{t('tokensText')}</p>
      <Actions>
        <Button href={apiPaths.newToken} text={t('tokenNew')} />
        <Button kind="second" href={apiPaths.webhooks} text={t('webhooksTitle')} />
        <Button kind="second" href={rosterClientPaths.list} text={t('rosterClientsTitle')} />
        <Button kind="second" href={apiPaths.reference} text={t('tokensReference')} />
      </Actions>
      <DataTable
        caption={t('tokensCaption')}
        captionHidden
        columns={[
          { key: 'name', text: t('tokenName') },
          { key: 'organisation', text: t('tokenOrganisation') },
          { key: 'may', text: t('tokenRoles') },
          { key: 'used', text: t('tokenLastUsed') },
          { key: 'ends', text: t('tokenExpiresOn') },
          { key: 'state', text: t('tokenState') },
          { key: 'act', text: t('actions'), hidden: true },
        ]}
        rows={tokens.map(row)}
        empty={{ title: t('tokensNone'), text: t('tokensNoneText') }}
      />
    </Page>
  );
}

export function NewTokenPage({
  view,
  organisations,
}: {
  view: View;
  organisations: readonly { id: number; name: string }[];
}): Markup {
  const t = say(view);
  const title = t('tokenNew');
  const ticked = (name: string) => (view.typed ? typedList(view.typed, name) : []);
  return (
    <Page
      {...view.shell}
      title={title}
      breadcrumbs={trail(view, { href: apiPaths.tokens, text: t('tokensTitle') }, title)}
    >
      <Outcome view={view} first="name" />
      <PageHeading title={title} />
      <p>{t('tokenMakeText')}</p>
      <form method="post" action={apiPaths.newToken} novalidate>
        <NameField view={view} />
        <OrganisationField view={view} hint={t('tokenOrganisationHint')} organisations={organisations} />
        <Checkboxes
          name="roles"
          legend={t('tokenRoles')}
          hint={t('tokenRolesHint')}
          error={errorAt(view, 'roles')}
          items={tokenRoles.map((role) => ({
            value: role,
            text: t(`tokenRole_${role}`),
            checked: ticked('roles').includes(role),
          }))}
        />
        <Checkboxes
          name="scopes"
          legend={t('tokenScopes')}
          hint={t('tokenScopesHint')}
          error={errorAt(view, 'scopes')}
          items={apiScopes.map((scope) => ({
            value: scope,
            text: t(`scope_${scope}`),
            hint: <code>{scope}</code>,
            checked: ticked('scopes').includes(scope),
          }))}
        />
        <TextArea
          name="networks"
          label={t('tokenNetworks')}
          hint={t('tokenNetworksHint')}
          value={typedAt(view, 'networks')}
          rows={3}
          noSpellcheck
          error={errorAt(view, 'networks')}
        />
        <TextField
          name="expiresOn"
          type="date"
          label={t('tokenExpiresOn')}
          hint={t('tokenExpiresHint')}
          value={typedAt(view, 'expiresOn', addDays(view.today, 180))}
          min={addDays(view.today, 1)}
          max={addDays(view.today, longestTokenDays)}
          required
          error={errorAt(view, 'expiresOn')}
        />
        <Actions>
          <Button text={t('tokenNew')} />
          <Button kind="second" href={apiPaths.tokens} text={t('cancel')} />
        </Actions>
      </form>
    </Page>
  );
}

export function TokenMadePage({ view, made }: { view: View; made: { name: string; token: string } }): Markup {
  const t = say(view);
  return (
    <SecretPage
      view={view}
      title={t('tokenMadeTitle')}
      caption={made.name}
      warning={t('tokenMadeText')}
      values={[{ label: t('tokenValue'), value: made.token }]}
      next={{ href: apiPaths.tokens, text: t('tokenBack') }}
    />
  );
}

export function RevokeTokenPage({ view, token }: { view: View; token: TokenRow }): Markup {
  const t = say(view);
  const title = t('tokenRevokeTitle', { name: token.name });
  return (
    <Page {...view.shell} title={title}>
      <ConfirmPanel
        title={title}
        text={t('tokenRevokeText')}
        action={apiPaths.revokeToken(token.id)}
        confirmText={t('tokenRevoke')}
        cancelHref={apiPaths.tokens}
        cancelText={t('cancel')}
        danger
      />
    </Page>
  );
}
