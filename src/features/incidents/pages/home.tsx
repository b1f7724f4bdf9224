/** The desk's list: what runs, what was. */
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { OnDuty } from '../duty/model/roster.ts';
import { OnDutyNow } from '../duty/pages/now.tsx';
import { dutyPath } from '../duty/paths.ts';
import { warningsPath } from '../feeds/paths.ts';
import type { Incident } from '../model/incident.ts';
import { areasPath, declarePath, deskPath, incidentPath, lessonsPath, plansPath } from '../paths.ts';
import { DeskPage, moment, nameOf, StateTags, type View } from './frame.tsx';

export function HomePage(props: {
  view: View;
  running: readonly Incident[];
  past: readonly Incident[];
  /** Who is on duty now. */
  duties: readonly OnDuty[];
  later: boolean;
  nextHref: string | undefined;
  mayAct: boolean;
  mayPlan: boolean;
  /** Warnings of others are the district's. */
  maySeeWarnings: boolean;
}): Markup {
  const { view, running, past } = props;
  const { t } = view;
  const columns = [
    { key: 'name', text: t('incident') },
    { key: 'state', text: t('state') },
    { key: 'office', text: t('office') },
    { key: 'declared', text: t('declared') },
  ];
  const rowOf = (incident: Incident) => ({
    href: incidentPath(incident.id),
    cells: {
      name: [nameOf(view, incident), incident.place].filter(Boolean).join(' · '),
      state: (
        <div>
          <StateTags view={view} incident={incident} />
        </div>
      ),
      office: <span lang="zh-CN">{incident.organisation}</span>,
      declared: moment(view, incident.declaredAt),
    },
  });
  return (
    <DeskPage view={view} title={t('title')}>
      <PageHeading title={t('title')} />
      <p>{t('incidentsLead')}</p>
      <Actions>
        {props.mayAct && <Button href={declarePath} kind="danger" text={t('declare')} />}
        {props.maySeeWarnings && <Button href={warningsPath} kind="second" text={t('warnings')} />}
        <Button href={dutyPath} kind="second" text={t('duty')} />
        <Button href={plansPath} kind="second" text={t('plans')} />
        <Button href={lessonsPath} kind="second" text={t('allLessons')} />
        {props.mayPlan && <Button href={areasPath} kind="second" text={t('areas')} />}
        <Button href="/status" kind="second" text={t('publicPage')} />
      </Actions>
      <h2>{t('onDutyNow')}</h2>
      <OnDutyNow view={view} duties={props.duties} />
      <h2>{t('running')}</h2>
      <DataTable
        caption={t('running')}
        captionHidden
        columns={columns}
        rows={running.map(rowOf)}
        empty={{ title: t('noneRunning'), text: t('noneRunningText') }}
      />
      <h2>{t('past')}</h2>
      <DataTable
        caption={t('past')}
        captionHidden
        columns={columns}
        rows={past.map(rowOf)}
        empty={{ title: t('nonePast'), text: t('nonePastText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={props.later ? deskPath : undefined}
        previousText={t('first')}
        nextHref={props.nextHref}
        nextText={t('older')}
      />
    </DeskPage>
  );
}
