/** The list of backups. */
import { sizeInWords } from '#platform/files/size.ts';
import type { Shell } from '#platform/http/context.ts';
import { type Language, momentInWords, number } from '#platform/i18n.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { words } from '../messages.ts';
import { type BackupRun, type RunState, runState } from '../model.ts';

export interface BackupsView {
  now: Date;
  language: Language;
  zone: string;
  demo: boolean;
  schedule: { at: string; dir: string; daily: number; weekly: number; encrypted: boolean };
  runs: BackupRun[];
  operationsHref: string;
  earlier: string | null;
}

const kinds: Record<RunState, TagKind> = {
  running: 'info',
  good: 'ok',
  unproven: 'wait',
  failed: 'late',
  lost: 'late',
};

export function BackupsPage({ shell, view }: { shell: Shell; view: BackupsView }): Markup {
  const { language, schedule } = view;
  const t = words(language);
  const when = (at: Date) => momentInWords(at, language, view.zone);
  const lead = view.demo
    ? t('backupsDemo')
    : schedule.at === 'off'
      ? t('backupsOff')
      : t('backupsLead', { at: schedule.at, dir: schedule.dir, daily: schedule.daily, weekly: schedule.weekly });
  return (
    <Page {...shell} title={t('backups')} width="wide" backLink={{ href: view.operationsHref, text: t('operations') }}>
      <PageHeading title={t('backups')} />
      <p>{lead}</p>
      {!view.demo && !schedule.encrypted && (
        <Banner kind="info">
          <p>{t('backupsPlain')}</p>
        </Banner>
      )}
      <DataTable
        caption={t('backups')}
        captionHidden
        columns={[
          { key: 'started', text: t('started') },
          { key: 'state', text: t('state') },
          { key: 'size', text: t('size'), numeric: true },
          { key: 'rows', text: t('rows'), numeric: true },
          { key: 'by', text: t('by') },
          { key: 'file', text: t('file') },
        ]}
        rows={view.runs.map((run) => ({
          cells: {
            started: when(run.startedAt),
            state: <State run={run} view={view} />,
            size: run.bytes === null ? '–' : sizeInWords(run.bytes),
            rows: run.rows === null ? '–' : number(run.rows, language),
            by: `${t(`by_${run.by}`)} (${run.host})`,
            file: run.removedAt ? `${run.file} (${t('removed')})` : run.file,
          },
        }))}
        empty={{ title: t('noBackups'), text: t('noBackupsText') }}
      />
      {view.earlier && (
        <p>
          <a href={view.earlier}>{t('earlier')}</a>
        </p>
      )}
    </Page>
  );
}

function State({ run, view }: { run: BackupRun; view: BackupsView }): Markup {
  const t = words(view.language);
  const state = runState(run, view.now);
  return (
    <div>
      <Tag kind={kinds[state]} text={t(`run_${state}`)} /> {run.encrypted && t('encrypted')}
      {run.error && (
        <>
          <br />
          {run.error}
        </>
      )}
    </div>
  );
}
