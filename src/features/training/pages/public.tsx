/** For everybody: how often it was practised, and how many schools do what is asked. Totals only. */
import { type Kind, kindInWords } from '#features/incidents/feature.ts';
import { number } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Requirement, SchoolYear } from '../model.ts';
import { publicOf } from '../paths.ts';
import { nameOf, oftenOf, type View } from './frame.tsx';
import { YearTabs } from './record.tsx';

export interface PublicFigures {
  byKind: readonly { kind: string; times: number; schools: number }[];
  times: number;
  /** Schools that held any. */
  schools: number;
  asked: readonly { requirement: Requirement; met: number; all: number }[];
}

export function PublicPage(props: {
  view: View;
  years: readonly SchoolYear[];
  year: SchoolYear;
  figures: PublicFigures;
}): Markup {
  const { view, years, year, figures } = props;
  const { t, language } = view;
  const n = (value: number) => number(value, language);
  return (
    <Page {...view.shell} title={t('publicTitle')}>
      <PageHeading title={t('publicTitle')} meta={year.name} />
      <p>{t('publicLead')}</p>
      <YearTabs view={view} years={years} year={year} href={publicOf} />
      <h2>{t('publicDrills')}</h2>
      <DataTable
        caption={t('publicDrills')}
        captionHidden
        columns={[
          { key: 'kind', text: t('kind') },
          { key: 'times', text: t('publicTimes'), numeric: true },
          { key: 'schools', text: t('publicSchools'), numeric: true },
        ]}
        rows={figures.byKind.map(({ kind, times, schools }) => ({
          cells: { kind: kindInWords(kind as Kind, language), times: n(times), schools: n(schools) },
        }))}
        totals={{ kind: t('total'), times: n(figures.times), schools: n(figures.schools) }}
        empty={{ title: t('publicNone'), text: t('publicNoneText') }}
      />
      {figures.byKind.length > 0 && <Meta>{t('publicDrillsText')}</Meta>}
      <h2>{t('publicAsked')}</h2>
      <DataTable
        caption={t('publicAsked')}
        captionHidden
        columns={[
          { key: 'name', text: t('requirement') },
          { key: 'often', text: t('howOften') },
          { key: 'met', text: t('publicMet') },
        ]}
        rows={figures.asked.map(({ requirement, met, all }) => ({
          cells: {
            name: (
              <>
                {nameOf(view, requirement)}
                <Meta>{requirement.source[language] || requirement.source['zh-CN']}</Meta>
              </>
            ),
            often: oftenOf(view, requirement),
            met: t('publicMetOf', { n: n(met), all: n(all) }),
          },
        }))}
        empty={{ title: t('requirementsNone'), text: '' }}
      />
    </Page>
  );
}
