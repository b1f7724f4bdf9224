/** Figures of one release, for everybody the same. */
import { dateInWords } from '#platform/i18n.ts';
import type { Content, Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { PrintLine } from '#ui/print-line/print-line.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Words } from '../../messages.ts';
import type { PublicView } from '../../published/pages/frame.tsx';
import { answersPath } from '../../published/paths.ts';
import { fields } from '../model/open-data.ts';
import {
  type Release,
  type ReleaseFigures,
  type ReleaseLine,
  type ReleaseTable,
  smallSchool,
} from '../model/release.ts';
import { dictionaryPath, releaseFilePath, releasePath, statisticsPath } from '../paths.ts';

export function periodInWords(t: Words, code: string): string {
  const [year = '', quarter] = code.split('-Q');
  return quarter ? t('periodQuarter', { year, quarter }) : t('periodYear', { year });
}

function Frame(props: { view: PublicView; title: string; trail?: readonly string[]; children: Content }): Markup {
  const { view, title } = props;
  const { t } = view;
  const items = [
    { href: answersPath, text: t('answersTitle') },
    ...(title === t('figuresTitle') ? [] : [{ href: statisticsPath, text: t('figuresTitle') }]),
    { text: title },
  ];
  return (
    <Page {...view.shell} title={title} width="wide" breadcrumbs={{ label: t('breadcrumbs'), items }}>
      {props.children}
    </Page>
  );
}

const dash = '–';
const told = (n: number | null | undefined): string => (n === null || n === undefined ? dash : String(n));

export function StatisticsPage(props: {
  view: PublicView;
  release: Release | undefined;
  all: readonly ReleaseLine[];
  /** Whether it is the page of this release, and not of the newest. */
  own: boolean;
}): Markup {
  const { view, release, all, own } = props;
  const { t } = view;
  const title = release && own ? periodInWords(t, release.code) : t('figuresTitle');
  return (
    <Frame view={view} title={title}>
      <PageHeading title={title} />
      <p>{t('figuresLead', { pupils: smallSchool })}</p>
      {release ? (
        <Figures {...{ view, release, own }} />
      ) : (
        <EmptyState title={t('figuresNone')} text={t('figuresNoneText')} />
      )}
      {all.length > 1 && (
        <>
          <h2>{t('figuresOther')}</h2>
          <p>
            {all.map(({ code }, i) => (
              <>
                {i > 0 && ' · '}
                <a href={releasePath(code)}>{periodInWords(t, code)}</a>
              </>
            ))}
          </p>
        </>
      )}
      <p>
        <a href={dictionaryPath}>{t('dictionary')}</a>
      </p>
    </Frame>
  );
}

function Figures({ view, release, own }: { view: PublicView; release: Release; own: boolean }): Markup {
  const { t, language } = view;
  const { figures } = release;
  const day = (on: string) => dateInWords(on, language);
  const period = { from: day(release.from), until: day(release.until), asOf: day(release.asOf) };
  return (
    <>
      {!own && <h2>{periodInWords(t, release.code)}</h2>}
      <Meta>{t('figuresPeriod', period)}</Meta>
      {figures.few ? <p>{t('figuresFew')}</p> : <Told view={view} release={release} />}
      <PrintLine
        label={t('figuresTake')}
        printText={t('answersPrint')}
        links={[
          { href: releaseFilePath(release.code, 'csv'), text: t('figuresCsv') },
          { href: releaseFilePath(release.code, 'json'), text: t('figuresJson') },
        ]}
      />
    </>
  );
}

function Told({ view, release }: { view: PublicView; release: Release }): Markup {
  const { t } = view;
  const { figures } = release;
  const { settled, rating, redactions } = figures;
  const opinion = [settled && t('figuresSettled', settled), rating && t('figuresRating', rating)].filter(Boolean);
  const ended = figures.ended.map(({ end, n }) => `${t(`state_${end}`)} ${n}`).join(' · ');
  const reasons = figures.reasons.map(({ end, reason, n }) => (
    <li>{t('figuresReason', { end: t(`state_${end}`), reason: t(`reason_${reason}`), n })}</li>
  ));
  return (
    <>
      <p class="meta">{t('figuresWithheld')}</p>
      <SummaryList
        rows={[
          { key: t('column_received'), value: told(figures.received) },
          ...answered(figures).map((n) => ({ key: t('figuresAnswered'), value: told(n) })),
          ...figures.columns
            .map((column, i) => ({ key: t(`column_${column}`), value: told(figures.n[i]) }))
            .filter((_, i) => figures.columns[i] !== 'received'),
          { key: t('column_medianDays'), value: told(figures.medianDays) },
          ...(ended ? [{ key: t('figuresEnded'), value: ended }] : []),
          ...(reasons.length > 0 ? [{ key: t('figuresReasons'), value: <ul class="plain">{reasons}</ul> }] : []),
          { key: t('figuresSatisfied'), value: opinion.length > 0 ? opinion.join(' · ') : dash },
          {
            key: t('figuresRedactions'),
            value: `${t('figuresThreat')} ${told(redactions.threat)} · ${t('figuresPrivate')} ${told(redactions.private_data)}`,
          },
        ]}
      />
      <Table view={view} title={t('figuresCategories')} table={figures.categories} />
      <Table view={view} title={t('figuresOffices')} table={figures.offices} />
    </>
  );
}

/** In time and late together: told where both of them are. */
function answered({ columns, n }: ReleaseFigures): number[] {
  const [inTime, late] = [n[columns.indexOf('inTime')], n[columns.indexOf('late')]];
  return typeof inTime === 'number' && typeof late === 'number' ? [inTime + late] : [];
}

function Table({ view, title, table }: { view: PublicView; title: string; table: ReleaseTable }): Markup {
  const { t, language } = view;
  const { columns } = table;
  if (table.rows.length === 0) {
    return (
      <>
        <h2>{title}</h2>
        <p>{t('figuresTableNone')}</p>
      </>
    );
  }
  const cells = (
    name: string,
    line: { received: number | null; n: readonly (number | null)[]; medianDays: number | null },
  ) => ({
    name,
    received: told(line.received),
    ...Object.fromEntries(columns.map((column, i) => [column, told(line.n[i])])),
    medianDays: told(line.medianDays),
  });
  const numeric = (key: string) => ({ key, text: t(`column_${key}` as 'column_received'), numeric: true });
  return (
    <>
      <h2>{title}</h2>
      <DataTable
        caption={title}
        captionHidden
        columns={[{ key: 'name', text: t('figuresName') }, ...['received', ...columns, 'medianDays'].map(numeric)]}
        rows={[
          ...table.rows.map((row) => ({ cells: cells(row.name[language], row) })),
          ...(table.others ? [{ cells: cells(t('figuresTogether'), table.others) }] : []),
        ]}
        empty={{ title: t('figuresNone'), text: t('figuresTableNone') }}
      />
      {table.together.length > 0 && (
        <Meta>
          {t('figuresTogetherOf', { names: table.together.map((name) => name[language]).join(t('figuresComma')) })}
        </Meta>
      )}
    </>
  );
}

export function DictionaryPage({ view }: { view: PublicView }): Markup {
  const { t } = view;
  return (
    <Frame view={view} title={t('dictionary')}>
      <PageHeading title={t('dictionary')} />
      <p>{t('dictionaryLead')}</p>
      <DataTable
        caption={t('dictionary')}
        captionHidden
        columns={[
          { key: 'field', text: t('dictionaryField') },
          { key: 'meaning', text: t('dictionaryMeaning') },
        ]}
        rows={fields.map((field) => ({ cells: { field: <code>{field}</code>, meaning: t(`field_${field}`) } }))}
        empty={{ title: t('figuresNone'), text: t('figuresTableNone') }}
      />
      <Meta>{t('figuresWithheld')}</Meta>
    </Frame>
  );
}
