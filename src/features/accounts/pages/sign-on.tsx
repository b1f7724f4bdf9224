/** Which claims of the identity provider give which roles. */
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { mappedRoles, type SignOnRole } from '../model.ts';
import { paths } from '../paths.ts';
import { RoleAndPlace } from './fields.tsx';
import { errorAt, Outcome, say, trail, typedAt, type View } from './frame.tsx';

export interface SignOnRolesPageProps {
  view: View;
  provider: { name: string; claim: string } | undefined;
  mappings: readonly SignOnRole[];
  organisations: readonly { id: number; name: string; depth: number }[];
}

export function SignOnRolesPage({ view, provider, mappings, organisations }: SignOnRolesPageProps): Markup {
  const t = say(view);
  const title = t('signOnTitle');
  return (
    <Page
      {...view.shell}
      title={title}
      width="wide"
      breadcrumbs={trail(view, { href: paths.accounts(), text: t('accountsTitle') }, title)}
    >
      <Outcome view={view} first="claimValue" />
      <PageHeading title={title} />
      {provider ? (
        <p>{t('signOnText', { name: provider.name, claim: provider.claim })}</p>
      ) : (
        <Banner kind="info">
          <p>{t('signOnOff')}</p>
        </Banner>
      )}
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'claim', text: t('signOnClaim') },
          { key: 'role', text: t('role') },
          { key: 'organisation', text: t('grantOrganisation') },
          { key: 'held', text: t('signOnHeld') },
          { key: 'act', text: t('actions'), hidden: true },
        ]}
        rows={mappings.map((mapping) => ({
          cells: {
            claim: <code>{mapping.claimValue}</code>,
            role: t(`role_${mapping.role}`),
            organisation: mapping.organisation,
            held: String(mapping.held),
            act: (
              <form method="post" action={paths.signOnRoleEnd(mapping.id)}>
                <Button kind="second" text={t('remove')} hiddenText={mapping.claimValue} />
              </form>
            ),
          },
        }))}
        empty={{ title: t('signOnNone'), text: t('signOnNoneText') }}
      />
      <h2>{t('signOnAdd')}</h2>
      <form method="post" action={paths.signOnRoles()} novalidate>
        <TextField
          name="claimValue"
          label={t('signOnClaim')}
          hint={t('signOnClaimHint')}
          value={typedAt(view, 'claimValue')}
          maxlength={200}
          noSpellcheck
          required
          error={errorAt(view, 'claimValue')}
        />
        <RoleAndPlace view={view} roles={mappedRoles} places={organisations} />
        <Button text={t('signOnAddDo')} />
      </form>
    </Page>
  );
}
