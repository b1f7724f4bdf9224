/** The list of published answers, with its search. */
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { FilterForm } from '#ui/filters/filters.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { askPath } from '../../ask/paths.ts';
import { statisticsPath } from '../../statistics/paths.ts';
import type { AnswerRow } from '../model/published.ts';
import { type AnswerFilters, answersAtomPath, answersPath, publishedPath } from '../paths.ts';
import { day, feedLink, type PublicView, titleIn } from './frame.tsx';

export interface AnswersProps {
  view: PublicView;
  rows: readonly AnswerRow[];
  filters: AnswerFilters;
  categories: readonly { code: string; titles: Record<string, string> }[];
  offices: readonly { id: number; name: string }[];
  /** The query is too short for what lies further back. */
  short: boolean;
  nextHref: string | undefined;
  firstHref: string | undefined;
}

export function AnswersPage(props: AnswersProps): Markup {
  const { view, rows, filters } = props;
  const { t } = view;
  const filtered = Boolean(filters.text || filters.category || filters.office);
  return (
    <Page {...view.shell} title={t('answersTitle')} head={feedLink(view)} description={t('answersLead')}>
      <PageHeading title={t('answersTitle')} />
      <p>{t('answersLead')}</p>
      <FilterForm
        label={t('answersFilters')}
        action={answersPath}
        submitText={t('answersFilter')}
        clear={filtered ? { href: answersPath, text: t('clearFilters') } : undefined}
      >
        <TextField name="text" type="search" label={t('answersSearch')} value={filters.text} maxlength={100} />
        <Details summary={t('answersMore')} open={Boolean(filters.category || filters.office)}>
          <Select
            name="category"
            label={t('caseCategory')}
            value={filters.category}
            options={[
              { value: '', text: t('categoryAll') },
              ...props.categories.map(({ code, titles }) => ({ value: code, text: titleIn(view, titles) })),
            ]}
          />
          <Select
            name="office"
            label={t('caseOffice')}
            value={filters.office}
            options={[
              { value: '', text: t('officeAll') },
              ...props.offices.map(({ id, name }) => ({ value: String(id), text: name })),
            ]}
          />
        </Details>
      </FilterForm>
      {rows.length === 0 ? (
        <EmptyState
          title={t(filtered ? 'answersNotFound' : 'answersNone')}
          text={t(filtered ? 'answersNotFoundText' : 'answersNoneText')}
        />
      ) : (
        <Timeline items={rows.map((row) => rowItem(view, row))} />
      )}
      {props.short && <Meta>{t('answersShort', { text: filters.text })}</Meta>}
      <Pager
        label={t('answersPages')}
        previousHref={props.firstHref}
        previousText={t('answersFirst')}
        nextHref={props.nextHref}
        nextText={t('answersOlder')}
      />
      <p>
        <a href={askPath('start', view.language)}>{t('answersAsk')}</a> ·{' '}
        <a href={statisticsPath}>{t('figuresLink')}</a> · <a href={answersAtomPath}>{t('answersFeed')}</a>
      </p>
    </Page>
  );
}

function rowItem(view: PublicView, row: AnswerRow) {
  const { t } = view;
  return {
    time: day(view, row.publishedOn),
    datetime: row.publishedOn,
    text: (
      <>
        {row.title === null ? (
          <a href={publishedPath(row.number)}>{t('answerWithdrawnTitle')}</a>
        ) : (
          <a href={publishedPath(row.number)} lang={row.language}>
            {row.title}
          </a>
        )}{' '}
        {row.withdrawnOn && <Tag kind="late" text={t('answerWithdrawn')} />}
        {row.correctedOn && !row.withdrawnOn && <Tag kind="wait" text={t('answerCorrected')} />}
      </>
    ),
    meta: `${titleIn(view, row.titles)} · ${row.office}`,
  };
}
