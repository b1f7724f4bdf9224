/** Asking anew who somebody is before a dangerous act. What was typed for the act travels along, hidden. */
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { paths } from '../paths.ts';
import { CodeField, PasswordField } from './fields.tsx';
import { Outcome, say, type View } from './frame.tsx';
import { PasskeyForm, type PasskeyOffer, PasskeyScript } from './passkey-form.tsx';

export interface ProofPageProps {
  view: View;
  /** Where the forms go: the act itself. */
  action: string;
  kept: readonly [string, string][];
  means: { password: boolean; passkey: PasskeyOffer | undefined; signOn: string | undefined; demo: boolean };
  backHref: string;
}

export function ProofPage(props: ProofPageProps): Markup {
  const { view, action, means } = props;
  const t = say(view);
  return (
    <Page {...view.shell} title={t('proofTitle')} noindex head={means.passkey && <PasskeyScript />}>
      <Outcome view={view} first={means.password ? 'proof_password' : undefined} />
      <PageHeading title={t('proofTitle')} />
      <p>{t('proofText')}</p>
      {means.passkey && (
        <PasskeyForm
          view={view}
          offer={means.passkey}
          act="get"
          action={action}
          text={t('proofByPasskey')}
          prefix="proof_"
        >
          <Kept kept={props.kept} means="passkey" />
        </PasskeyForm>
      )}
      {means.password && (
        <form method="post" action={action} novalidate>
          <Kept kept={props.kept} means="password" />
          <PasswordField view={view} name="proof_password" label={t('password')} />
          <CodeField view={view} name="proof_code" />
          <Button kind={means.passkey ? 'second' : 'main'} text={t('continue')} />
        </form>
      )}
      {means.signOn && (
        <form method="post" action={action}>
          <Kept kept={props.kept} means="sign_on" />
          <p>
            <a href={paths.signOnAgain(paths.proofDone())} target="_blank" rel="noopener">
              {t('proofBySignOn', { name: means.signOn })}
            </a>
          </p>
          <Button text={t('proofBySignOnThen')} />
        </form>
      )}
      {means.demo && (
        <form method="post" action={action}>
          <Kept kept={props.kept} means="demo" />
          <p>{t('proofDemo')}</p>
          <Button text={t('continue')} />
        </form>
      )}
      {!means.password && !means.demo && !means.passkey && !means.signOn && <p>{t('proofNoMeans')}</p>}
      <p>
        <a href={props.backHref}>{t('cancel')}</a>
      </p>
    </Page>
  );
}

function Kept({
  kept,
  means,
}: {
  kept: readonly [string, string][];
  means: 'password' | 'passkey' | 'sign_on' | 'demo';
}): Markup {
  return (
    <>
      {kept.map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      <Hidden name="proof" value={means} />
    </>
  );
}

/** In the tab of the identity provider, after it. */
export function ProofDonePage({ view }: { view: View }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('proofClosedTitle')} noindex>
      <PageHeading title={t('proofClosedTitle')} />
      <p>{t('proofClosedText')}</p>
    </Page>
  );
}
