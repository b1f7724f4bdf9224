/** Push for one person in this browser: on, off, and off everywhere. Without the script it says what comes instead. */
import type { Trouble } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { HomeScreen } from '#ui/page/home-screen.tsx';
import { Page } from '#ui/page/page.tsx';
import { scriptHref } from '#ui/stylesheet.ts';
import { errorAt, say, Troubles, type View } from '../pages/frame.tsx';
import { browsersAppPath, browsersPath, wishesPath } from '../paths.ts';

interface BrowsersProps {
  view: View;
  token: string;
  publicKey: string;
  marks: readonly string[];
  typed: string;
  troubles: readonly Trouble[];
  done: 'on' | 'off' | undefined;
}

export function BrowsersPage(props: BrowsersProps): Markup {
  const { view, token, publicKey, marks, typed, troubles, done } = props;
  const t = say(view);
  const action = browsersPath(token);
  return (
    <Page
      {...view.shell}
      title={t('browsersTitle')}
      noindex
      head={<HomeScreen manifest={browsersAppPath(token)} lang={view.shell.lang} />}
    >
      {done && <Banner kind="success" title={t(`browserDone_${done}`)} />}
      <Troubles view={view} troubles={troubles} />
      <PageHeading title={t('browsersTitle')} />
      <p>{t('browsersText')}</p>
      <section data-push={publicKey} data-marks={marks.join(' ')}>
        <div data-missing>
          <h2>{t('browsersMissing')}</h2>
          <div class="prose">
            <ul>
              <li>{t('browsersChat')}</li>
              <li>{t('browsersScripts')}</li>
              <li>{t('browsersElse')}</li>
            </ul>
            <h3>{t('iphoneTitle')}</h3>
            <ol>
              <li>{t('iphoneShare')}</li>
              <li>{t('iphoneAdd')}</li>
              <li>{t('iphoneOpen')}</li>
            </ol>
            <p>{t('iphoneLater')}</p>
          </div>
        </div>
        <p class="error" role="alert" data-refused hidden>
          {t('browsersRefused')}
        </p>
        <form method="post" action={action} data-start hidden>
          <TextField
            name="child"
            label={t('browserName')}
            hint={t('browserNameHint')}
            value={typed}
            error={errorAt(t, troubles, 'child')}
            autocomplete="off"
            maxlength={60}
            noSpellcheck
          />
          <Hidden name="endpoint" value="" />
          <Hidden name="p256dh" value="" />
          <Hidden name="auth" value="" />
          <Button name="act" value="on" text={t('browserOn')} />
        </form>
        <form method="post" action={action} data-stop hidden>
          <p>
            <strong>{t('browserIsOn')}</strong>
          </p>
          <Hidden name="act" value="off" />
          <Hidden name="endpoint" value="" />
          <Button kind="second" text={t('browserOff')} />
        </form>
      </section>
      <h2>{t('browsersPoints')}</h2>
      <div class="prose">
        <ul>
          <li>{t('browsersFirst')}</li>
          <li>{t('browsersReminder')}</li>
          <li>{t('browsersAlerts')}</li>
          <li>{t('browsersYear')}</li>
        </ul>
      </div>
      {marks.length > 0 && (
        <form method="post" action={action}>
          <p>{t('browsersCount', { n: marks.length })}</p>
          <Hidden name="act" value="all" />
          <Button kind="second" text={t('browsersAllOff')} />
        </form>
      )}
      <p>
        <a href={wishesPath(token)}>{t('wishesLink')}</a>
      </p>
      <script src={scriptHref('push.js')} defer></script>
    </Page>
  );
}
