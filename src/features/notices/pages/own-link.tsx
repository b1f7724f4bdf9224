/** Asking for the link to one's own notices, and what it opens. */
import type { Trouble } from '#platform/trouble.ts';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { askOwnLinkPath, ownDataPath, ownLinkPath } from '../paths.ts';
import { day, say, troubleText, type View } from './frame.tsx';

export function AskOwnLinkPage({
  view,
  typed,
  troubles,
}: {
  view: View;
  typed: string;
  troubles: readonly Trouble[];
}): Markup {
  const t = say(view);
  const words = troubles.map((trouble) => troubleText(t, trouble));
  return (
    <Page {...view.shell} title={t('ownLinkTitle')}>
      <ErrorSummary title={t('errorSummary')} errors={words.map((text) => ({ field: 'address', text }))} />
      <PageHeading title={t('ownLinkTitle')} />
      <p>{t('ownLinkText')}</p>
      <form method="post" action={askOwnLinkPath} novalidate>
        <TextField
          name="address"
          type="email"
          label={t('ownLinkAddress')}
          value={typed}
          autocomplete="email"
          noSpellcheck
          required
          error={words[0]}
        />
        <Button text={t('ownLinkSend')} />
      </form>
    </Page>
  );
}

/** The same for every address. */
export function OwnLinkSentPage({ view }: { view: View }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('ownLinkSentTitle')} noindex>
      <PageHeading title={t('ownLinkSentTitle')} />
      <p>{t('ownLinkSentText')}</p>
    </Page>
  );
}

export function OpenOwnLinkPage({ view, token }: { view: View; token: string }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('ownLinkOpenTitle')} noindex>
      <PageHeading title={t('ownLinkOpenTitle')} />
      <p>{t('ownLinkOpenText')}</p>
      <form method="post" action={ownLinkPath(token)}>
        <Button text={t('ownLinkOpen')} />
      </form>
      <p>
        <a href={ownDataPath(token)}>{t('ownLinkData')}</a>
      </p>
    </Page>
  );
}

export function OwnLinkGonePage({ view }: { view: View }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('ownLinkGoneTitle')} noindex>
      <PageHeading title={t('ownLinkGoneTitle')} />
      <p>{t('ownLinkGoneText')}</p>
      <p>
        <a href={askOwnLinkPath}>{t('ownLinkAgain')}</a>
      </p>
    </Page>
  );
}

export interface OwnNoticeLine {
  href: string;
  title: string;
  titleLanguage: string;
  office: string;
  publishedOn: string;
  deadlineOn: string | null;
  waits: boolean;
}

export function OwnNoticesPage(props: {
  view: View;
  notices: readonly OwnNoticeLine[];
  wishesHref: string;
  consentsHref: string;
}): Markup {
  const { view, notices, wishesHref } = props;
  const t = say(view);
  return (
    <Page {...view.shell} title={t('ownLinkOpenTitle')} noindex>
      <PageHeading title={t('ownLinkOpenTitle')} />
      {notices.length === 0 ? (
        <EmptyState title={t('ownLinkNone')} text={t('ownLinkNoneText')} />
      ) : (
        <TaskList
          items={notices.map((notice) => ({
            text: notice.title,
            lang: notice.titleLanguage,
            href: notice.href,
            hint: [
              notice.office,
              day(view, notice.publishedOn),
              notice.waits && notice.deadlineOn ? t('ownLinkBy', { day: day(view, notice.deadlineOn) }) : '',
            ]
              .filter(Boolean)
              .join(' · '),
            status: notice.waits ? { kind: 'wait', text: t('ownLinkWaits') } : '',
          }))}
        />
      )}
      <p>
        <a href={wishesHref}>{t('wishesLink')}</a> <a href={props.consentsHref}>{t('ownConsentsLink')}</a>
      </p>
    </Page>
  );
}
