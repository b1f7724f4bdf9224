/** Signing in: login and password, then the code. */
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Hidden } from '#ui/field/field.tsx';
import { Page } from '#ui/page/page.tsx';
import { paths } from '../paths.ts';
import { CodeField, LoginField, PasswordField } from './fields.tsx';
import { Outcome, say, type View } from './frame.tsx';
import { PasskeyForm, type PasskeyOffer, PasskeyScript } from './passkey-form.tsx';

export interface SignInPageProps {
  view: View;
  next: string;
  /** Nothing where passkeys can't work. */
  passkey: PasskeyOffer | undefined;
  /** The identity provider, if there is one and it can be reached. */
  signOn: { state: 'off' | 'ready' | 'down'; name: string };
}

export function SignInPage({ view, next, passkey, signOn }: SignInPageProps): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('signInTitle')} noindex head={passkey && <PasskeyScript />}>
      <Outcome view={view} first="login" />
      <h1>{t('signInTitle')}</h1>
      {signOn.state === 'down' && (
        <Banner kind="info">
          <p>{t('signOnDownNow', { name: signOn.name })}</p>
        </Banner>
      )}
      {signOn.state === 'ready' && (
        <>
          <p>
            <Button href={paths.signOn(next)} text={t('signOnButton', { name: signOn.name })} />
          </p>
          <h2>{t('orPassword')}</h2>
        </>
      )}
      <form method="post" action={paths.signIn()} novalidate>
        <Hidden name="next" value={next} />
        <LoginField view={view} />
        <PasswordField view={view} name="password" label={t('password')} />
        <Button kind={signOn.state === 'ready' ? 'second' : 'main'} text={t('continue')} />
      </form>
      {passkey && (
        <PasskeyForm
          view={view}
          offer={passkey}
          act="get"
          action={paths.signInPasskey()}
          text={t('passkeySignIn')}
          kind="second"
        >
          <Hidden name="next" value={next} />
        </PasskeyForm>
      )}
      <Details summary={t('lostTitle')}>
        <p>{t('lostText')}</p>
      </Details>
      <p class="meta">{t('signInHint')}</p>
    </Page>
  );
}

export function CodePage({ view, next }: { view: View; next: string }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('codeTitle')} noindex>
      <Outcome view={view} first="code" />
      <h1>{t('codeTitle')}</h1>
      <form method="post" action={paths.signInCode()} novalidate>
        <Hidden name="next" value={next} />
        <CodeField view={view} />
        <Button text={t('signIn')} />
      </form>
      <p>
        <a href={paths.signIn(next)}>{t('startAgain')}</a>
      </p>
      <Details summary={t('lostTitle')}>
        <p>{t('lostText')}</p>
      </Details>
    </Page>
  );
}
