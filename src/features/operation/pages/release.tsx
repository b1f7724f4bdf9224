/** The page on which a person lets a restored database speak again. */
import type { RestoreMark } from '#platform/database/restore-mark.ts';
import type { Shell } from '#platform/http/context.ts';
import { type Language, momentInWords, number } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Checkboxes, Radios } from '#ui/field/choices.tsx';
import { Page } from '#ui/page/page.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { words } from '../messages.ts';
import { releasePath } from '../paths.ts';

export interface ReleaseView {
  language: Language;
  zone: string;
  mark: RestoreMark | null;
  messages: { id: number; office: string; purpose: string; createdAt: Date; waiting: number }[];
  directMails: number;
  operationsHref: string;
  typed?: { old: string; confirm: boolean };
  troubles?: Trouble[];
}

export function ReleasePage({ shell, view }: { shell: Shell; view: ReleaseView }): Markup {
  const t = words(view.language);
  const frame = { ...shell, backLink: { href: view.operationsHref, text: t('operations') } };
  const { mark } = view;
  if (!mark || mark.releasedAt) {
    return (
      <Page {...frame} title={t('release')}>
        <h1>{t('release')}</h1>
        <EmptyState title={t('nothingHeld')} text={t('nothingHeldText')} />
      </Page>
    );
  }
  const nothingOld = view.messages.length === 0 && view.directMails === 0;
  const say = (trouble: Trouble) => t(trouble.key as Parameters<typeof t>[0], trouble.context);
  const errorAt = (field: string) => wordedAt(view.troubles, field, say);
  return (
    <Page {...frame} title={t('release')}>
      <ErrorSummary title={t('errorTitle')} errors={worded(view.troubles, say)} />
      <ConfirmPanel
        title={t('releaseTitle')}
        text={
          <>
            <Facts mark={mark} view={view} />
            <Queue view={view} />
          </>
        }
        action={releasePath}
        confirmText={t('releaseButton')}
        cancelHref={view.operationsHref}
        cancelText={t('cancel')}
        danger
        hidden={nothingOld ? { old: 'stop' } : {}}
      >
        {!nothingOld && (
          <Radios
            name="old"
            legend={t('old')}
            error={errorAt('old')}
            value={view.typed?.old ?? ''}
            items={(['stop', 'send'] as const).map((value) => ({
              value,
              text: t(`old_${value}`),
              hint: t(`old_${value}Hint`),
            }))}
          />
        )}
        <Checkboxes
          name="confirm"
          legend={t('confirm')}
          legendHidden
          error={errorAt('confirm')}
          items={[{ value: 'yes', text: t('confirm'), checked: view.typed?.confirm ?? false }]}
        />
      </ConfirmPanel>
    </Page>
  );
}

function Facts({ mark, view }: { mark: RestoreMark; view: ReleaseView }): Markup {
  const t = words(view.language);
  const when = (at: string) => momentInWords(new Date(at), view.language, view.zone);
  const n = Object.values(mark.replayed).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <SummaryList
        rows={[
          { key: t('backupOf'), value: when(mark.backupAt) },
          { key: t('restoredAt'), value: when(mark.restoredAt) },
          { key: t('replayed'), value: n > 0 ? t('replayedText', { n }) : t('replayedNothing') },
        ]}
      />
      {(mark.notReplayed > 0 || mark.unreadableTombstones > 0) && (
        <Banner kind="danger">
          {mark.notReplayed > 0 && <p>{t('notReplayed', { n: mark.notReplayed })}</p>}
          {mark.unreadableTombstones > 0 && <p>{t('unreadable', { n: mark.unreadableTombstones })}</p>}
        </Banner>
      )}
      <p>{t('signedOut')}</p>
      <p>{t('scheduledHeld')}</p>
    </>
  );
}

function Queue({ view }: { view: ReleaseView }): Markup {
  const { language, messages, directMails } = view;
  const t = words(language);
  if (messages.length === 0 && directMails === 0) {
    return <EmptyState title={t('emptyQueue')} text={t('emptyQueueText')} />;
  }
  const purpose = (name: string) =>
    name === 'notice' ? 'purpose_notice' : name === 'reminder' ? 'purpose_reminder' : 'purpose_other';
  return (
    <>
      <h2>{t('oldQueue')}</h2>
      <p>{t('oldQueueText')}</p>
      {messages.length > 0 && (
        <DataTable
          caption={t('oldQueue')}
          captionHidden
          columns={[
            { key: 'message', text: t('queueMessage') },
            { key: 'office', text: t('queueOffice') },
            { key: 'made', text: t('queueMade') },
            { key: 'waiting', text: t('queueWaiting'), numeric: true },
          ]}
          rows={messages.map((message) => ({
            cells: {
              message: t(purpose(message.purpose), { id: String(message.id) }),
              office: message.office,
              made: momentInWords(message.createdAt, language, view.zone),
              waiting: number(message.waiting, language),
            },
          }))}
          empty={{ title: t('emptyQueue'), text: t('emptyQueueText') }}
        />
      )}
      {directMails > 0 && <p>{t('directMails', { n: directMails })}</p>}
    </>
  );
}
