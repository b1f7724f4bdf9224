/** The page of a one-time link. */
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextField } from '#ui/field/field.tsx';
import { Page } from '#ui/page/page.tsx';
import { needsOf, type OpenLink } from '../model.ts';
import { paths } from '../paths.ts';
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
          <Field
            view={view}
            name="login"
            label={t('login')}
            hint={t('loginHint')}
            autocomplete="username"
            fallback={link.login?.includes('@') ? link.login : ''}
          />
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
        {needs.currentPassword && (
          <TextField
            name="currentPassword"
            type="password"
            label={t('currentPassword')}
            autocomplete="current-password"
            required
            error={errorAt(view, 'currentPassword')}
          />
        )}
        {needs.newPassword && (
          <TextField
            name="password"
            type="password"
            label={t('newPassword')}
            hint={t('passwordHint')}
            autocomplete="new-password"
            required
            error={errorAt(view, 'password')}
          />
        )}
        {needs.newTotp ? (
          <TotpFields view={view} offer={offer} />
        ) : (
          <TextField
            name="code"
            label={t('code')}
            hint={t('codeHint')}
            autocomplete="one-time-code"
            width={10}
            noSpellcheck
            required
            error={errorAt(view, 'code')}
          />
        )}
        <Button text={t('finish')} />
      </form>
    </Page>
  );
}

type FieldProps = { view: View; name: string; label: string; hint?: string; autocomplete: string; fallback?: string };

function Field({ view, name, label, hint, autocomplete, fallback = '' }: FieldProps): Markup {
  return (
    <TextField
      name={name}
      label={label}
      hint={hint}
      value={view.typed ? typedAt(view, name) : fallback}
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
