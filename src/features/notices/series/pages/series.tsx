/** Series at the desk, and the place of a notice in one. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Desk, day, errorAt, StateTag, say, type View } from '../../pages/frame.tsx';
import type { Office } from '../../pages/list.tsx';
import { type StepProps, trailOf } from '../../pages/write.tsx';
import { noticePath } from '../../paths.ts';
import type { Template } from '../../templates/model/template.ts';
import { cadences, type Series, titleLimit } from '../model/series.ts';
import {
  endSeriesPath,
  followPath,
  newSeriesPath,
  placePath,
  publicSeriesPath,
  recurrencePath,
  seriesListPath,
  seriesPath,
} from '../paths.ts';

const trail = (view: View) => [{ href: seriesListPath, text: say(view)('seriesTitle') }];

function recursText(view: View, series: Pick<Series, 'cadence' | 'onDay'>): string {
  const t = say(view);
  if (series.cadence === null || series.onDay === null) return t('seriesNever');
  if (series.cadence === 'monthly') return t('seriesMonthly', { n: series.onDay });
  // 2 November 2026 is a Monday.
  const monday = Date.UTC(2026, 10, 2);
  const format = new Intl.DateTimeFormat(view.language, {
    weekday: view.language === 'en' ? 'long' : 'narrow',
    timeZone: 'UTC',
  });
  return t('seriesWeekly', { day: format.format(monday + (series.onDay - 1) * 86_400_000) });
}

export type SeriesListProps = {
  view: View;
  rows: readonly (Series & { notices: number })[];
  nextHref?: string;
  firstHref?: string;
};

export function SeriesListPage({ view, rows, nextHref, firstHref }: SeriesListProps): Markup {
  const t = say(view);
  return (
    <Desk view={view} title={t('seriesTitle')} wide>
      <PageHeading title={t('seriesTitle')} />
      <p>{t('seriesText')}</p>
      <Actions>
        <Button href={newSeriesPath} text={t('seriesNew')} />
      </Actions>
      <DataTable
        caption={t('seriesTitle')}
        captionHidden
        columns={[
          { key: 'title', text: t('seriesName') },
          { key: 'office', text: t('office') },
          { key: 'notices', text: t('seriesNotices'), numeric: true },
          { key: 'recurs', text: t('seriesRecurs') },
        ]}
        rows={rows.map((row) => ({
          href: seriesPath(row.id),
          cells: {
            title: row.title,
            office: row.organisation,
            notices: String(row.notices),
            recurs: row.endedAt ? <Tag kind="neutral" text={t('seriesEndedTag')} /> : recursText(view, row),
          },
        }))}
        empty={{
          title: t('seriesNone'),
          text: t('seriesNoneText'),
          action: { href: newSeriesPath, text: t('seriesNew') },
        }}
      />
      <Pager
        label={t('pages')}
        previousHref={firstHref}
        previousText={t('firstPage')}
        nextHref={nextHref}
        nextText={t('olderPage')}
      />
    </Desk>
  );
}

export type NewSeriesProps = {
  view: View;
  offices: readonly Office[];
  values: { title: string; organisationId: string };
  troubles: readonly Trouble[];
};

export function NewSeriesPage({ view, offices, values, troubles }: NewSeriesProps): Markup {
  const t = say(view);
  return (
    <Desk view={view} title={t('seriesNew')} trail={trail(view)} troubles={troubles}>
      <PageHeading title={t('seriesNew')} />
      <form method="post" action={newSeriesPath} novalidate>
        <TitleField view={view} value={values.title} troubles={troubles} />
        <Select
          name="organisationId"
          label={t('office')}
          value={values.organisationId}
          options={offices.map(({ id, name }) => ({ value: String(id), text: name }))}
          error={errorAt(t, troubles, 'organisationId')}
        />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={seriesListPath} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

function TitleField({ view, value, troubles }: { view: View; value: string; troubles: readonly Trouble[] }): Markup {
  const t = say(view);
  return (
    <TextField
      name="title"
      label={t('seriesName')}
      hint={t('seriesNameHint')}
      value={value}
      maxlength={titleLimit}
      error={errorAt(t, troubles, 'title')}
    />
  );
}

export interface Entry {
  id: number;
  position: number;
  title: string;
  language: string;
  state: Parameters<typeof StateTag>[0]['state'];
  publishedOn: string | null;
}

export type SeriesProps = {
  view: View;
  series: Series;
  entries: readonly Entry[];
  title: string;
  /** Something in it is public. */
  hasPage: boolean;
  troubles: readonly Trouble[];
};

export function SeriesPage({ view, series, entries, title, hasPage, troubles }: SeriesProps): Markup {
  const t = say(view);
  const open = series.endedAt === null;
  return (
    <Desk view={view} title={series.title} trail={trail(view)} troubles={troubles} wide>
      <PageHeading
        title={series.title}
        caption={series.organisation}
        meta={
          <>
            {open ? recursText(view, series) : <Tag kind="neutral" text={t('seriesEndedTag')} />}
            {series.nextOn && ` · ${t('seriesNext', { day: day(view, series.nextOn) })}`}
          </>
        }
      />
      <DataTable
        caption={t('seriesNotices')}
        captionHidden
        columns={[
          { key: 'title', text: t('noticeTitle') },
          { key: 'n', text: t('seriesNumber'), numeric: true },
          { key: 'state', text: t('state') },
          { key: 'published', text: t('published') },
        ]}
        rows={entries.map((entry) => ({
          href: noticePath(entry.id),
          cells: {
            title: <span lang={entry.language}>{entry.title}</span>,
            n: String(entry.position),
            state: <StateTag view={view} state={entry.state} />,
            published: entry.publishedOn ? day(view, entry.publishedOn) : '',
          },
        }))}
        empty={{ title: t('seriesEmpty'), text: t('seriesEmptyText') }}
      />
      <Actions>
        {open && <Button href={recurrencePath(series.id)} text={t('recurrenceTitle')} />}
        {hasPage && <Button kind="second" href={publicSeriesPath(series.id)} text={t('seriesPage')} />}
        {open && <Button kind="second" href={endSeriesPath(series.id)} text={t('seriesEnd')} />}
      </Actions>
      {open && (
        <>
          <h2>{t('seriesRename')}</h2>
          <form method="post" action={seriesPath(series.id)} novalidate>
            <TitleField view={view} value={title} troubles={troubles} />
            <Button kind="second" text={t('save')} />
          </form>
        </>
      )}
    </Desk>
  );
}

export type RecurrenceProps = {
  view: View;
  series: Series;
  templates: readonly Template[];
  values: { templateId: string; cadence: string; onDay: string };
  troubles: readonly Trouble[];
};

export function RecurrencePage({ view, series, templates, values, troubles }: RecurrenceProps): Markup {
  const t = say(view);
  const way = [...trail(view), { href: seriesPath(series.id), text: series.title }];
  return (
    <Desk view={view} title={t('recurrenceTitle')} trail={way} troubles={troubles}>
      <PageHeading title={t('recurrenceTitle')} meta={t('recurrenceText')} />
      {templates.length === 0 ? (
        <EmptyState title={t('recurrenceNoTemplate')} text={t('recurrenceNoTemplateText')} />
      ) : (
        <form method="post" action={recurrencePath(series.id)} novalidate>
          <Select
            name="templateId"
            label={t('recurrenceTemplate')}
            value={values.templateId}
            options={templates.map(({ id, name }) => ({ value: String(id), text: name }))}
            error={errorAt(t, troubles, 'templateId')}
          />
          <Radios
            name="cadence"
            legend={t('recurrenceCadence')}
            value={values.cadence}
            error={errorAt(t, troubles, 'cadence')}
            items={cadences.map((cadence) => ({ value: cadence, text: t(`cadence_${cadence}`) }))}
          />
          <TextField
            name="onDay"
            type="number"
            inputmode="numeric"
            label={t('recurrenceDay')}
            hint={t('recurrenceDayHint')}
            min={1}
            max={28}
            width={4}
            value={values.onDay}
            error={errorAt(t, troubles, 'onDay')}
          />
          <Actions>
            <Button name="what" value="set" text={t('recurrenceSave')} />
            {series.cadence !== null && <Button kind="second" name="what" value="stop" text={t('recurrenceStop')} />}
            <Button kind="second" href={seriesPath(series.id)} text={t('cancel')} />
          </Actions>
        </form>
      )}
    </Desk>
  );
}

export function EndSeriesPage({ view, series }: { view: View; series: Series }): Markup {
  const t = say(view);
  const way = [...trail(view), { href: seriesPath(series.id), text: series.title }];
  return (
    <Desk view={view} title={t('seriesEnd')} trail={way}>
      <ConfirmPanel
        title={t('seriesEndTitle')}
        text={<p>{t('seriesEndText')}</p>}
        action={endSeriesPath(series.id)}
        confirmText={t('seriesEnd')}
        cancelHref={seriesPath(series.id)}
        cancelText={t('cancel')}
        danger
      />
    </Desk>
  );
}

export type PlaceProps = StepProps & { choices: readonly Series[]; value: string; mayFollow: boolean };

export function PlacePage(props: PlaceProps): Markup {
  const { view, notice, choices, value, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('placeTitle')} trail={trailOf(props)} troubles={troubles}>
      <PageHeading title={t('placeTitle')} meta={t('placeText')} />
      {choices.length === 0 ? (
        <EmptyState
          title={t('seriesNone')}
          text={t('seriesNoneText')}
          action={{ href: newSeriesPath, text: t('seriesNew') }}
        />
      ) : (
        <form method="post" action={placePath(notice.id)}>
          <Select
            name="series"
            label={t('seriesTitle')}
            value={value}
            options={[
              { value: '', text: t('placeNone') },
              ...choices.map(({ id, title }) => ({ value: String(id), text: title })),
            ]}
            error={errorAt(t, troubles, 'series')}
          />
          <Actions>
            <Button text={t('save')} />
            <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
          </Actions>
        </form>
      )}
      {props.mayFollow && (
        <p>
          <a href={followPath(notice.id)}>{t('followUp')}</a>
        </p>
      )}
    </Desk>
  );
}

/** On a notice's page at the desk. */
export function PlaceLine({
  view,
  id,
  place,
}: {
  view: View;
  id: number;
  place: { seriesId: number; title: string; position: number } | undefined;
}): Markup | null {
  if (!place) return null;
  const t = say(view);
  return (
    <Meta>
      <a href={seriesPath(place.seriesId)}>{t('placeLine', { title: place.title, n: place.position })}</a>
      {' · '}
      <a href={followPath(id)}>{t('followUp')}</a>
    </Meta>
  );
}
