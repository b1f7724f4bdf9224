/** The auditors' list, with the state of the chain. */
import type { Shell } from '#platform/http/context.ts';
import { type Language, momentInWords, number } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { CopyText } from '#ui/copy/copy.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { actCodes, actInWords } from './acts.ts';
import { type Words, words } from './messages.ts';
import type { EventRow } from './model.ts';
import { paths } from './paths.ts';

export interface AuditPageProps {
  shell: Shell;
  zone: string;
  rows: EventRow[];
  names: ReadonlyMap<number, string>;
  filter: { subject: string; action: string; day: string };
  chain: { head: string | null; sealedAt: Date | null; waiting: number };
  newestHref?: string | undefined;
  nextHref?: string | undefined;
}

export function AuditPage(props: AuditPageProps): Markup {
  const { shell, rows, filter } = props;
  const t = words(shell.lang);
  return (
    <Page {...shell} title={t('title')} width="wide">
      <PageHeading title={t('title')} meta={t('lead')} />
      <ChainState {...props} />
      <FilterForm
        label={t('filter')}
        action={paths.list()}
        submitText={t('filter')}
        clear={{ href: paths.list(), text: t('filterClear') }}
      >
        <TextField name="subject" label={t('subject')} hint={t('subjectHint')} value={filter.subject} noSpellcheck />
        <Select name="action" label={t('action')} value={filter.action} options={actOptions(t, shell.lang)} />
        <TextField name="day" type="date" label={t('day')} value={filter.day} />
      </FilterForm>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'at', text: t('when') },
          { key: 'who', text: t('who') },
          { key: 'action', text: t('action') },
          { key: 'subject', text: t('subject') },
          { key: 'organisation', text: t('organisation') },
          { key: 'detail', text: t('detail') },
          { key: 'sealed', text: t('sealed') },
        ]}
        rows={rows.map((row) => ({
          cells: {
            at: momentInWords(row.at, shell.lang, props.zone),
            who: whoOf(t, row, props.names),
            action: <span title={row.action}>{actInWords(shell.lang, row.action)}</span>,
            subject: row.subject ? <code>{row.subject}</code> : '',
            organisation: row.organisationName ?? '',
            detail: Object.entries(row.detail)
              .filter(([, value]) => value !== null)
              .map(([key, value]) => (
                <div>
                  <code>{`${key}=${String(value)}`}</code>
                </div>
              )),
            sealed: <Tag kind={row.sealed ? 'ok' : 'wait'} text={t(row.sealed ? 'sealedYes' : 'sealedNo')} />,
          },
        }))}
        empty={{ title: t('none'), text: t('noneText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={props.newestHref}
        previousText={t('newest')}
        nextHref={props.nextHref}
        nextText={t('next')}
      />
    </Page>
  );
}

/** By their words, those of one noun together. */
function actOptions(t: Words, language: Language): { value: string; text: string }[] {
  return [
    { value: '', text: t('actionAny') },
    ...actCodes.map((code) => ({ value: code, text: actInWords(language, code) })),
  ];
}

function ChainState({ shell, zone, chain }: AuditPageProps): Markup {
  const t = words(shell.lang);
  return (
    <Panel title={t('chainTitle')}>
      {chain.head ? (
        <CopyText label={t('chainHead')} value={chain.head} copyText={t('copy')} copiedText={t('copied')} />
      ) : (
        <p>{t('chainEmpty')}</p>
      )}
      <SummaryList
        rows={[
          ...(chain.sealedAt
            ? [{ key: t('chainSealedAt'), value: momentInWords(chain.sealedAt, shell.lang, zone) }]
            : []),
          { key: t('chainWaiting'), value: number(chain.waiting, shell.lang) },
        ]}
      />
      <p class="meta">{t('chainHow')}</p>
    </Panel>
  );
}

function whoOf(t: Words, row: EventRow, names: ReadonlyMap<number, string>): string {
  if (row.forgotten) return t('forgotten');
  if (row.actor === 'console') return t('actor_console');
  if (row.accountId === null) return t('actor_system');
  return names.get(row.accountId) ?? t('nobody', { id: String(row.accountId) });
}
