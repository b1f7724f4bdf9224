/** Following the public page of emergencies, and stopping. */
import type { Shell } from '#platform/http/context.ts';
import { type Typed, typedText } from '#platform/http/form.ts';
import { contentLanguages, languages } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Checkbox } from '#ui/field/choices.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { HomeScreen } from '#ui/page/home-screen.tsx';
import { Page } from '#ui/page/page.tsx';
import { scriptHref } from '#ui/stylesheet.ts';
import { followWords } from './messages.ts';
import { followPaths } from './paths.ts';

export interface FollowProps {
  shell: Shell;
  /** By which the browser knows who pushes (VAPID). */
  publicKey: string;
  typed?: Typed;
  troubles?: readonly Trouble[];
  done?: 'push' | 'stopped' | undefined;
}

export function FollowPage(props: FollowProps): Markup {
  const { shell, typed, troubles = [], done } = props;
  const t = followWords(shell.lang);
  const word = (trouble: Trouble) => t(trouble.key as Parameters<typeof t>[0], trouble.context);
  const at = (name: string) => wordedAt(troubles, name, word);
  return (
    <Page {...shell} title={t('followTitle')} head={<HomeScreen manifest={followPaths.app} lang={shell.lang} />}>
      <ErrorSummary title={t('followErrorTitle')} errors={worded(troubles, word)} first="address" />
      {done && (
        <Banner kind="success">
          <p>{t(`done_${done}`)}</p>
        </Banner>
      )}
      <PageHeading title={t('followTitle')} />
      <p>{t('followText')}</p>
      <h2>{t('byMail')}</h2>
      <p>{t('byMailText')}</p>
      <form method="post" action={followPaths.follow} novalidate>
        <TextField
          name="address"
          type="email"
          label={t('followAddress')}
          value={typed ? typedText(typed, 'address') : ''}
          autocomplete="email"
          inputmode="email"
          maxlength={254}
          required
          error={at('address')}
        />
        <Select
          name="language"
          label={t('followLanguage')}
          value={typed ? typedText(typed, 'language') : shell.lang}
          options={languages.map((value) => ({ value, text: contentLanguages[value] }))}
        />
        <Checkbox
          name="exercises"
          label={t('followExercises')}
          checked={typed ? typedText(typed, 'exercises') === 'yes' : false}
        />
        <Button text={t('followByMail')} />
      </form>
      <Push {...props} />
      <h2>{t('otherWays')}</h2>
      <p>
        <a href="/status">{t('toStatus')}</a> · <a href="/status/status.atom">{t('feed')}</a>
      </p>
    </Page>
  );
}

/** The buttons show themselves where the browser knows push; until then its absence is said. */
function Push({ shell, publicKey }: FollowProps): Markup {
  const t = followWords(shell.lang);
  return (
    <section data-push={publicKey}>
      <h2>{t('byPush')}</h2>
      <p>{t('byPushText')}</p>
      <div class="hint" data-missing>
        <p>{t('pushMissing')}</p>
        <p>{t('pushHome')}</p>
      </div>
      <p class="error" role="alert" data-refused hidden>
        {t('pushRefused')}
      </p>
      <form method="post" action={followPaths.push} data-start hidden>
        <Hidden name="language" value={shell.lang} />
        <Hidden name="endpoint" value="" />
        <Hidden name="p256dh" value="" />
        <Hidden name="auth" value="" />
        <Checkbox id="push-exercises" name="exercises" label={t('followExercises')} />
        <Button kind="second" text={t('pushStart')} />
      </form>
      <form method="post" action={followPaths.pushStop} data-stop hidden>
        <Hidden name="endpoint" value="" />
        <Button kind="second" text={t('pushStop')} />
      </form>
      <script src={scriptHref('push.js')} defer></script>
    </section>
  );
}

type Told = 'sent' | 'confirmed' | 'stopped' | 'gone';

/** What was done, or can't be. */
export function ToldPage({ shell, told }: { shell: Shell; told: Told }): Markup {
  const t = followWords(shell.lang);
  const title = t(`${told}Title`);
  return (
    <Page {...shell} title={title} noindex>
      <PageHeading title={title} />
      <p>{t(`${told}Text`)}</p>
      <p>
        <a href={told === 'gone' ? followPaths.follow : '/status'}>{t(told === 'gone' ? 'followTitle' : 'toStatus')}</a>
      </p>
    </Page>
  );
}

/** A look changes nothing: mail scanners open every link. */
export function AskPage({ shell, act, action }: { shell: Shell; act: 'confirm' | 'stop'; action: string }): Markup {
  const t = followWords(shell.lang);
  const title = t(`${act}Title`);
  return (
    <Page {...shell} title={title} noindex>
      <ConfirmPanel
        title={title}
        text={<p>{t(`${act}Ask`)}</p>}
        action={action}
        confirmText={t(`${act}Button`)}
        cancelHref="/status"
        cancelText={t('toStatus')}
        danger={act === 'stop'}
      />
    </Page>
  );
}
