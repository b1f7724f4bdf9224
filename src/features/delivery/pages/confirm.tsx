/** Confirmations of the operator's page, and the page behind the unsubscribe link. */
import type { Shell } from '#platform/http/context.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Checkbox } from '#ui/field/choices.tsx';
import { TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { queueInWords, words } from '../messages.ts';
import type { SendingChannel } from '../model.ts';
import { channelActPath, messageActPath, operationsPath } from '../paths.ts';

export type Asked =
  | {
      kind: 'channel';
      channel: SendingChannel;
      act: 'pause' | 'resume';
      waiting: number;
      /** It is paused already: pausing once more holds alerts too. */
      paused?: boolean | undefined;
      typed?: string;
      troubles?: Trouble[];
    }
  | {
      kind: 'message';
      message: number;
      office: string;
      act: 'pause' | 'resume';
      /** It brings a warning of an incident. */
      alert: boolean;
      troubles?: Trouble[] | undefined;
    };

export function ConfirmPage({ shell, asked }: { shell: Shell; asked: Asked }): Markup {
  const t = words(shell.lang);
  const isPause = asked.act === 'pause';
  const title =
    asked.kind === 'channel'
      ? t(isPause ? 'pauseChannelTitle' : 'resumeChannelTitle', { channel: t(asked.channel) })
      : t(isPause ? 'pauseMessageTitle' : 'resumeMessageTitle');
  const text =
    asked.kind === 'channel'
      ? t(isPause ? 'pauseChannelText' : 'resumeChannelText', { n: queueInWords(asked.waiting, shell.lang) })
      : t(isPause ? (asked.alert ? 'pauseAlertText' : 'pauseMessageText') : 'resumeMessageText');
  const say = (trouble: Trouble) => t(trouble.key as Parameters<typeof t>[0], trouble.context);
  return (
    <Page {...shell} title={title} backLink={{ href: operationsPath, text: t('operations') }}>
      <ErrorSummary title={t('errorTitle')} errors={worded(asked.troubles, say)} />
      <ConfirmPanel
        title={title}
        text={
          <>
            {asked.kind === 'message' && <p>{asked.office}</p>}
            <p>{text}</p>
          </>
        }
        action={
          asked.kind === 'channel' ? channelActPath(asked.channel, asked.act) : messageActPath(asked.message, asked.act)
        }
        confirmText={t(asked.act)}
        cancelHref={operationsPath}
        cancelText={t('cancel')}
        danger={isPause}
      >
        {asked.kind === 'channel' && isPause && (
          <>
            <TextField
              name="reason"
              label={t('reason')}
              hint={t('reasonHint')}
              value={asked.typed ?? ''}
              error={wordedAt(asked.troubles, 'reason', say)}
              required
            />
            <Checkbox
              name="alerts"
              value="yes"
              label={t('holdAlerts')}
              hint={t('holdAlertsHint')}
              checked={asked.paused === true}
            />
          </>
        )}
      </ConfirmPanel>
    </Page>
  );
}

export function UnsubscribePage({ shell, done }: { shell: Shell; done: boolean }): Markup {
  const t = words(shell.lang);
  const title = t(done ? 'unsubscribedTitle' : 'unsubscribeTitle');
  return (
    <Page {...shell} title={title} noindex>
      <PageHeading title={title} />
      <p>{t(done ? 'unsubscribedText' : 'unsubscribeText')}</p>
      {!done && (
        <form method="post">
          <Button kind="danger" text={t('unsubscribeButton')} />
        </form>
      )}
    </Page>
  );
}
