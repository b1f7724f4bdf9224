/** The page of a one-time link. */
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextField } from '#ui/field/field.tsx';
import { Page } from '#ui/page/page.tsx';
import { needsOf, type OpenLink } from '../model.ts';
import { paths } from '../paths.ts';
import { CodeField, LoginField, NewPasswordField, PasswordField } from './fields.tsx';
import { errorAt, Outcome, say, typedAt, type View } from './frame.tsx';
import { TotpFields, type TotpOffer } from './totp.tsx';

export interface SetupPageProps {
  view: View;
  link: OpenLink;
  token: string;
  offer: TotpOffer;
  /** No district yet: its name is asked for too. */
  asksDistrict: boolean;
}

export function SetupPage({ view, link, token, offer, asksDistrict }: SetupPageProps): Markup {
  const t = say(view);
  const needs = needsOf(link.purpose, link.reset);
  const title = t(`setUpTitle_${link.purpose}`);
  const asksLogin = needs.identity || link.purpose === 'invitation';
  return (
    <Page {...view.shell} title={title} noindex>
      <Outcome view={view} first={needs.newPassword ? 'password' : 'currentPassword'} />
      {link.displayName && <p class="meta">{link.displayName}</p>}
      <h1>{title}</h1>
      {needs.identity && <p>{t('setUpFirstText')}</p>}
      <form method="post" action={paths.link(token)} novalidate>
        {asksDistrict && (
          <Field
            view={view}
            name="district"
            label={t('district')}
            hint={t('districtHint')}
            autocomplete="organization"
          />
        )}
        {needs.identity && <Field view={view} name="name" label={t('name')} autocomplete="name" />}
        {asksLogin && (
          <LoginField view={view} hint={t('loginHint')} fallback={link.login?.includes('@') ? link.login : ''} />
        )}
        {needs.identity && (
          <TextField
            name="email"
            type="email"
            label={t('email')}
            hint={t('emailHint')}
            value={typedAt(view, 'email')}
            autocomplete="email"
            error={errorAt(view, 'email')}
          />
        )}
        {needs.currentPassword && <PasswordField view={view} name="currentPassword" label={t('currentPassword')} />}
        {needs.newPassword && <NewPasswordField view={view} />}
        {needs.newTotp ? <TotpFields view={view} offer={offer} /> : <CodeField view={view} />}
        <Button text={t('finish')} />
      </form>
    </Page>
  );
}

type FieldProps = { view: View; name: string; label: string; hint?: string; autocomplete: string };

function Field({ view, name, label, hint, autocomplete }: FieldProps): Markup {
  return (
    <TextField
      name={name}
      label={label}
      hint={hint}
      value={typedAt(view, name)}
      autocomplete={autocomplete}
      noSpellcheck
      required
      error={errorAt(view, name)}
    />
  );
}

export function LinkGonePage({ view }: { view: View }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('linkGoneTitle')} noindex>
      <h1>{t('linkGoneTitle')}</h1>
      <p>{t('linkGoneText')}</p>
      <Button kind="second" href={paths.signIn()} text={t('signInTitle')} />
    </Page>
  );
}
