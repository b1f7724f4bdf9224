/** What a person sees without an account: asking through the own link, fetching the copy. */
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import type { DataRequest } from '../model/requests.ts';
import { fetchPath } from '../paths.ts';
import { dueText, errorAt, Troubles, type View } from './frame.tsx';
import { asks } from './requests.tsx';

/** The form says nothing of anybody: the link was opened, not used. */
export function AskPage(props: { view: View; action: string; troubles: readonly Trouble[] }): Markup {
  const { view, troubles } = props;
  const { t } = view;
  return (
    <Page {...view.shell} title={t('ownTitle')} noindex>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('ownTitle')} />
      <p>{t('ownText')}</p>
      <form method="post" action={props.action} novalidate>
        <Radios
          name="wish"
          legend={t('ownAsk')}
          error={errorAt(t, troubles, 'wish')}
          items={[
            { value: 'copy', text: t('own_copy') },
            { value: 'copy_children', text: t('own_copy_children') },
            { value: 'erasure', text: t('own_erasure'), hint: t('ownErasureHint') },
            { value: 'status', text: t('own_status') },
          ]}
        />
        <Button text={t('ownSend')} />
      </form>
    </Page>
  );
}

export function OwnRequestsPage(props: {
  view: View;
  requests: readonly DataRequest[];
  askHref: string;
  troubles: readonly Trouble[];
}): Markup {
  const { view, requests } = props;
  const { t, language } = view;
  return (
    <Page {...view.shell} title={t('ownSent')} noindex>
      <Troubles t={t} troubles={props.troubles} />
      <PageHeading title={t('ownSent')} />
      {requests.length === 0 ? (
        <EmptyState title={t('ownNone')} text={t('ownNoneText')} />
      ) : (
        <TaskList
          items={requests.map((request) => ({
            text: asks(view, request),
            hint: [
              `${t('askedOn')} ${dateInWords(request.askedOn, language)}`,
              ['open', 'checked'].includes(request.state)
                ? `${t('dueOn')} ${dueText(t, request, language)}`
                : (request.reason ?? ''),
            ]
              .filter(Boolean)
              .join(' · '),
            status: ['open', 'checked'].includes(request.state)
              ? { kind: 'wait', text: t(`state_${request.state}`) }
              : t(`state_${request.state}`),
          }))}
        />
      )}
      <p>{t('ownSentText')}</p>
      <p>
        <a href={props.askHref}>{t('ownAgain')}</a>
      </p>
    </Page>
  );
}

export function FetchPage({ view, token }: { view: View; token: string }): Markup {
  const { t } = view;
  return (
    <Page {...view.shell} title={t('fetchTitle')} noindex>
      <PageHeading title={t('fetchTitle')} />
      <p>{t('fetchText')}</p>
      <form method="post" action={fetchPath(token)}>
        <Button text={t('fetchButton')} />
      </form>
    </Page>
  );
}

export function GonePage({ view }: { view: View }): Markup {
  const { t } = view;
  return (
    <Page {...view.shell} title={t('fetchGone')} noindex>
      <PageHeading title={t('fetchGone')} />
      <p>{t('fetchGoneText')}</p>
    </Page>
  );
}
