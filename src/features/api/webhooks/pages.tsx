/** Subscriptions, and what was sent: each attempt with its answer. */
import { eventKinds } from '#platform/events.ts';
import { typedList } from '#platform/http/form.ts';
import { momentInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkboxes } from '#ui/field/choices.tsx';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { OrganisationField, SecretPage } from '../pages/credentials.tsx';
import { errorAt, Outcome, say, trail, typedAt, type View } from '../pages/frame.tsx';
import { apiPaths } from '../paths.ts';
import type { Attempt, MessageState, Webhook, WebhookMessage } from './model.ts';

const messageKinds: Record<MessageState, TagKind> = { waiting: 'wait', sent: 'ok', failed: 'late', held: 'neutral' };

function StateTag({ view, webhook }: { view: View; webhook: Webhook }): Markup {
  const t = say(view);
  if (webhook.state === 'disabled') return <Tag kind="late" text={t('webhookState_disabled')} />;
  if (webhook.failingSince) return <Tag kind="wait" text={t('webhookState_failing')} />;
  return <Tag kind="ok" text={t('webhookState_active')} />;
}

export function WebhooksPage({ view, webhooks }: { view: View; webhooks: readonly Webhook[] }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('webhooksTitle')} width="wide">
      <Outcome view={view} />
      <PageHeading title={t('webhooksTitle')} />
      <p class="prose">{t('webhooksText')}</p>
      <Actions>
        <Button href={apiPaths.newWebhook} text={t('webhookNew')} />
        <Button kind="second" href={apiPaths.tokens} text={t('tokensTitle')} />
      </Actions>
      <DataTable
        caption={t('webhooksTitle')}
        captionHidden
        columns={[
          { key: 'url', text: t('webhookUrl') },
          { key: 'organisation', text: t('tokenOrganisation') },
          { key: 'events', text: t('webhookEvents') },
          { key: 'state', text: t('tokenState') },
        ]}
        rows={webhooks.map((webhook) => ({
          href: apiPaths.webhook(webhook.id),
          cells: {
            url: webhook.url,
            organisation: webhook.organisation,
            events: webhook.events.map((kind) => eventIn(view, kind)).join(t('comma')),
            state: <StateTag view={view} webhook={webhook} />,
          },
        }))}
        empty={{ title: t('webhooksNone'), text: t('webhooksNoneText') }}
      />
    </Page>
  );
}

export function NewWebhookPage({
  view,
  organisations,
}: {
  view: View;
  organisations: readonly { id: number; name: string }[];
}): Markup {
  const t = say(view);
  const title = t('webhookNew');
  const ticked = view.typed ? typedList(view.typed, 'events') : [];
  return (
    <Page {...view.shell} title={title} breadcrumbs={trail(view, above(view), title)}>
      <Outcome view={view} first="url" />
      <PageHeading title={title} />
      <form method="post" action={apiPaths.newWebhook} novalidate>
        <TextField
          name="url"
          type="url"
          label={t('webhookUrl')}
          hint={t('webhookUrlHint')}
          value={typedAt(view, 'url')}
          maxlength={500}
          required
          error={errorAt(view, 'url')}
        />
        <OrganisationField view={view} hint={t('webhookOrganisationHint')} organisations={organisations} />
        <Checkboxes
          name="events"
          legend={t('webhookEvents')}
          hint={t('webhookEventsHint')}
          error={errorAt(view, 'events')}
          items={eventKinds.map((kind) => ({
            value: kind,
            text: t(`event_${kind}`),
            hint: <code>{kind}</code>,
            checked: ticked.includes(kind),
          }))}
        />
        <Actions>
          <Button text={t('webhookNew')} />
          <Button kind="second" href={apiPaths.webhooks} text={t('cancel')} />
        </Actions>
      </form>
    </Page>
  );
}

const above = (view: View) => ({ href: apiPaths.webhooks, text: say(view)('webhooksTitle') });

export function WebhookSecretPage({
  view,
  made,
}: {
  view: View;
  made: { id: number; secret: string; renewed: boolean };
}): Markup {
  const t = say(view);
  return (
    <SecretPage
      view={view}
      title={t(made.renewed ? 'webhookSecretNew' : 'webhookMade')}
      above={above(view)}
      warning={t(made.renewed ? 'webhookSecretNewText' : 'webhookMadeText')}
      values={[{ label: t('webhookSecret'), value: made.secret }]}
      next={{ href: apiPaths.webhook(made.id), text: t('webhookOpen') }}
    />
  );
}

export interface WebhookPageProps {
  view: View;
  webhook: Webhook;
  messages: readonly (WebhookMessage & { tries: Attempt[] })[];
  firstHref?: string | undefined;
  nextHref?: string | undefined;
}

export function WebhookPage({ view, webhook, messages, firstHref, nextHref }: WebhookPageProps): Markup {
  const t = say(view);
  const moment = (at: Date) => momentInWords(at, view.shell.lang, view.zone);
  const act = (path: string, text: string) => (
    <form method="post" action={path}>
      <Button kind="second" text={text} />
    </form>
  );
  return (
    <Page {...view.shell} title={webhook.url} breadcrumbs={trail(view, above(view), webhook.url)} width="wide">
      <Outcome view={view} first="since" />
      <PageHeading title={webhook.url} caption={webhook.organisation} />
      {webhook.state === 'disabled' && (
        <Banner kind="warning">
          <p>{t('webhookDisabledText')}</p>
        </Banner>
      )}
      <SummaryList
        rows={[
          { key: t('tokenState'), value: <StateTag view={view} webhook={webhook} /> },
          {
            key: t('webhookEvents'),
            value: webhook.events.map((kind) => eventIn(view, kind)).join(t('comma')),
          },
          ...(webhook.failingSince ? [{ key: t('webhookFailingSince'), value: moment(webhook.failingSince) }] : []),
          ...(webhook.overlapUntil ? [{ key: t('webhookOverlap'), value: moment(webhook.overlapUntil) }] : []),
        ]}
      />
      <Actions>
        {webhook.state === 'active' && act(apiPaths.webhookAct(webhook.id, 'test'), t('webhookTest'))}
        {webhook.state === 'disabled' && act(apiPaths.webhookAct(webhook.id, 'enable'), t('webhookEnable'))}
        <Button kind="second" href={apiPaths.rotateWebhook(webhook.id)} text={t('webhookRotate')} />
        <Button kind="second" href={apiPaths.removeWebhook(webhook.id)} text={t('webhookRemove')} />
      </Actions>
      <h2>{t('webhookLog')}</h2>
      <p>{t('webhookLogText')}</p>
      <DataTable
        caption={t('webhookLog')}
        captionHidden
        columns={[
          { key: 'kind', text: t('webhookEvent') },
          { key: 'at', text: t('webhookAt') },
          { key: 'state', text: t('tokenState') },
          { key: 'tries', text: t('webhookTries') },
          { key: 'act', text: t('actions'), hidden: true },
        ]}
        rows={messages.map((message) => ({
          cells: {
            kind: (
              <>
                {eventIn(view, message.kind)}
                <div class="hint">
                  <code>{message.kind}</code>
                  <br />
                  <code>{message.id}</code>
                </div>
              </>
            ),
            at: moment(message.createdAt),
            state: <Tag kind={messageKinds[message.state]} text={t(`messageState_${message.state}`)} />,
            tries: <Tries view={view} tries={message.tries} />,
            act:
              message.state === 'waiting' ? (
                ''
              ) : (
                <form method="post" action={apiPaths.webhookAct(webhook.id, 'replay')}>
                  <Hidden name="message" value={message.id} />
                  <Button kind="second" text={t('webhookAgain')} hiddenText={message.id} />
                </form>
              ),
          },
        }))}
        empty={{ title: t('webhookLogNone'), text: t('webhookLogNoneText') }}
      />
      <Pager
        label={t('webhookLog')}
        previousHref={firstHref}
        previousText={t('first')}
        nextHref={nextHref}
        nextText={t('next')}
      />
      <h2>{t('webhookAgainAll')}</h2>
      <form method="post" action={apiPaths.webhookAct(webhook.id, 'replay')} novalidate>
        <TextField
          name="since"
          type="date"
          label={t('webhookSince')}
          hint={t('webhookSinceHint')}
          value={typedAt(view, 'since', view.today)}
          required
          error={errorAt(view, 'since')}
        />
        <Button kind="second" text={t('webhookAgainSince')} />
      </form>
    </Page>
  );
}

function Tries({ view, tries }: { view: View; tries: readonly Attempt[] }): Markup {
  const t = say(view);
  if (tries.length === 0) return <>{t('webhookNotTried')}</>;
  return (
    <ol>
      {tries.map((one) => (
        <li>
          {momentInWords(one.at, view.shell.lang, view.zone)}{' '}
          {one.status !== null ? t('tryStatus', { status: String(one.status) }) : t(tryKey(one.trouble))}
        </li>
      ))}
    </ol>
  );
}

/** What an event is called; a trial is none. */
function eventIn(view: View, kind: string): string {
  const known = eventKinds.find((one) => one === kind);
  return known ? say(view)(`event_${known}`) : say(view)('event_test');
}

function tryKey(trouble: string | null): 'tryTimeout' | 'tryPrivate' | 'tryUnreachable' {
  if (trouble === 'timeout') return 'tryTimeout';
  return trouble === 'PRIVATE' || trouble === 'ADDRESS' ? 'tryPrivate' : 'tryUnreachable';
}

export function AskWebhookPage({
  view,
  webhook,
  act,
}: {
  view: View;
  webhook: Webhook;
  act: 'rotate' | 'remove';
}): Markup {
  const t = say(view);
  const remove = act === 'remove';
  const title = t(remove ? 'webhookRemoveTitle' : 'webhookRotateTitle');
  return (
    <Page {...view.shell} title={title}>
      <ConfirmPanel
        title={title}
        text={
          <>
            <p>{webhook.url}</p>
            <p>{t(remove ? 'webhookRemoveText' : 'webhookRotateText')}</p>
          </>
        }
        action={remove ? apiPaths.removeWebhook(webhook.id) : apiPaths.rotateWebhook(webhook.id)}
        confirmText={t(remove ? 'webhookRemove' : 'webhookRotate')}
        cancelHref={apiPaths.webhook(webhook.id)}
        cancelText={t('cancel')}
        danger={remove}
      />
    </Page>
  );
}
