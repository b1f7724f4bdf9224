/** The record of the schools within the reach: one line a school. */
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import type { Drill, Requirement, SchoolYear, Standing } from '../model.ts';
import { publicPath, recordCsvOf, recordOf, requirementsPath, schoolPath } from '../paths.ts';
import { DeskPage, nameOf, StandingTag, type View } from './frame.tsx';

export interface SchoolLine {
  school: { id: number; name: string };
  drills: readonly Drill[];
  standings: readonly Standing[];
}

export function YearTabs(props: {
  view: View;
  years: readonly SchoolYear[];
  year: SchoolYear;
  href: (key: string) => string;
}): Markup | null {
  const { view, years, year } = props;
  if (years.length < 2) return null;
  return (
    <Tabs
      label={view.t('years')}
      items={years.map((one) => ({ href: props.href(one.key), text: one.name, current: one.key === year.key }))}
    />
  );
}

export function YearNote({ view, year }: { view: View; year: SchoolYear }): Markup | null {
  if (year.kept) return null;
  return (
    <Banner kind="info">
      <p>{view.t('yearNotKept')}</p>
    </Banner>
  );
}

export function RecordPage(props: {
  view: View;
  years: readonly SchoolYear[];
  year: SchoolYear;
  /** Those that ask for anything in this year. */
  asked: readonly Requirement[];
  lines: readonly SchoolLine[];
  later: boolean;
  nextHref: string | undefined;
}): Markup {
  const { view, years, year, asked, lines } = props;
  const { t } = view;
  // The same is asked of schools and kindergartens, at other times: one column.
  const names = [...new Set(asked.map((one) => nameOf(view, one)))];
  return (
    <DeskPage view={view} title={t('title')}>
      <PageHeading title={t('title')} meta={years.length < 2 ? year.name : undefined} />
      <p>{t('lead')}</p>
      <Actions>
        <Button kind="second" href={requirementsPath} text={t('toRequirements')} />
        {lines.length > 0 && <Button kind="second" href={recordCsvOf(year.key)} text={t('exportCsv')} />}
        <Button kind="second" href={publicPath} text={t('toPublic')} />
      </Actions>
      <YearTabs view={view} years={years} year={year} href={(key) => recordOf({ year: key })} />
      <YearNote view={view} year={year} />
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'school', text: t('school') },
          ...names.map((name, n) => ({ key: `asked${n}`, text: name })),
          { key: 'drills', text: t('drills'), numeric: true },
        ]}
        rows={lines.map(({ school, drills, standings }) => ({
          href: schoolPath(school.id, year.key),
          cells: {
            school: <span lang="zh-CN">{school.name}</span>,
            ...Object.fromEntries(names.map((name, n) => [`asked${n}`, cellOf(view, name, standings)])),
            drills: drills.filter((drill) => !drill.withdrawn).length,
          },
        }))}
        empty={{ title: t('noSchools'), text: t('noSchoolsText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={props.later ? recordOf({ year: year.key }) : undefined}
        previousText={t('first')}
        nextHref={props.nextHref}
        nextText={t('next')}
      />
    </DeskPage>
  );
}

function cellOf(view: View, name: string, standings: readonly Standing[]): Content {
  const { t } = view;
  const own = standings.filter((one) => nameOf(view, one.requirement) === name);
  if (own.length === 0) return <Meta>{t('notAsked')}</Meta>;
  return own.map((standing) => (
    <div>
      <StandingTag view={view} standing={standing} />
      {standing.begun > 1 && <Meta>{t('metOf', { met: standing.met, begun: standing.begun })}</Meta>}
    </div>
  ));
}
