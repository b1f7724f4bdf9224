/** One school's record: what is asked of it, and what it held. */
import { type Kind, kindInWords } from '#features/incidents/feature.ts';
import { dateInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import type { Drill, PeriodState, SchoolYear, Standing } from '../model.ts';
import { newDrillPath, schoolPath, withdrawPath } from '../paths.ts';
import { DeskPage, nameOf, oftenOf, people, periodOf, StandingTag, type View } from './frame.tsx';
import { YearNote, YearTabs } from './record.tsx';

export interface ShownDrill extends Drill {
  /** Of an exercise: where its review and its public page are, for whoever may open them. */
  reviewHref: string | null;
  pageHref: string | null;
  mayWithdraw: boolean;
}

export function SchoolPage(props: {
  view: View;
  school: { id: number; name: string };
  years: readonly SchoolYear[];
  year: SchoolYear;
  standings: readonly Standing[];
  drills: readonly ShownDrill[];
  mayWrite: boolean;
}): Markup {
  const { view, school, years, year, standings, drills } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={school.name} trail={[]}>
      <PageHeading title={school.name} lang="zh-CN" caption={t('title')} meta={year.name} />
      {props.mayWrite && (
        <Actions>
          <Button href={newDrillPath(school.id)} text={t('enter')} />
        </Actions>
      )}
      <YearTabs view={view} years={years} year={year} href={(key) => schoolPath(school.id, key)} />
      <YearNote view={view} year={year} />
      <h2>{t('asked')}</h2>
      <DataTable
        caption={t('asked')}
        captionHidden
        columns={[
          { key: 'name', text: t('requirement') },
          { key: 'often', text: t('howOften') },
          { key: 'standing', text: t('standing') },
        ]}
        rows={standings.map((standing) => ({
          cells: {
            name: (
              <>
                {nameOf(view, standing.requirement)}
                <Meta>{standing.requirement.source[view.language] || standing.requirement.source['zh-CN']}</Meta>
              </>
            ),
            often: oftenOf(view, standing.requirement),
            standing: (
              <div>
                <StandingTag view={view} standing={standing} />
                {standing.periods.length > 1 && <Periods view={view} standing={standing} />}
              </div>
            ),
          },
        }))}
        empty={{ title: t('requirementsNone'), text: t('requirementsNoneText') }}
      />
      <h2>{t('held')}</h2>
      <DataTable
        caption={t('held')}
        captionHidden
        columns={[
          { key: 'day', text: t('heldOn') },
          { key: 'kind', text: t('kind') },
          { key: 'minutes', text: t('minutes') },
          { key: 'people', text: t('tookPart') },
          { key: 'origin', text: t('origin') },
        ]}
        rows={[...drills].reverse().map((drill) => ({
          cells: {
            day: dateInWords(drill.heldOn, view.language),
            kind: kindInWords(drill.kind as Kind, view.language),
            minutes: duration(view, drill.minutes),
            people: tookPart(view, drill),
            origin: <Origin view={view} drill={drill} />,
          },
        }))}
        empty={{ title: t('noDrills'), text: t('noDrillsText') }}
      />
    </DeskPage>
  );
}

const periodKinds: Readonly<Record<PeriodState, TagKind>> = { met: 'ok', none: 'late', due: 'wait', later: 'neutral' };

function Periods({ view, standing }: { view: View; standing: Standing }): Markup {
  const { t } = view;
  return (
    <Details summary={t('byPeriod')}>
      <ul class="plain">
        {standing.periods.map((period) => (
          <li>
            {periodOf(view, period)} · {t('drillsN', { n: period.held })}{' '}
            <Tag kind={periodKinds[period.state]} text={t(`state_${period.state}`)} />
          </li>
        ))}
      </ul>
    </Details>
  );
}

export function duration({ t }: Pick<View, 't'>, minutes: number): string {
  if (minutes < 120) return t('minutesN', { n: minutes });
  return t('hoursN', { h: Math.floor(minutes / 60), n: minutes % 60 });
}

function tookPart(view: View, drill: Drill): Content {
  const { t } = view;
  const staff = 'incidentId' in drill.origin ? 'staffTasksN' : 'staffN';
  const lines = [
    drill.pupils !== null && t('pupilsN', { n: people(view, drill.pupils) }),
    drill.staff !== null && (drill.staff > 0 || staff === 'staffN') && t(staff, { n: people(view, drill.staff) }),
    drill.classes !== null && drill.classes > 0 && t('classesN', { n: drill.classes }),
  ];
  return (
    <div>
      {lines.filter(Boolean).map((line) => (
        <div>{line}</div>
      ))}
    </div>
  );
}

function Origin({ view, drill }: { view: View; drill: ShownDrill }): Markup {
  const { t } = view;
  const { origin, withdrawn } = drill;
  if ('incidentId' in origin) {
    return (
      <div>
        {t('fromIncident')}{' '}
        <Tag kind={origin.reviewed ? 'ok' : 'wait'} text={t(origin.reviewed ? 'reviewed' : 'notReviewed')} />{' '}
        {drill.reviewHref && <a href={drill.reviewHref}>{t('toReview')}</a>}{' '}
        {drill.pageHref && <a href={drill.pageHref}>{t('toPage')}</a>}
      </div>
    );
  }
  const name = (id: number) => view.names.get(id) ?? '';
  return (
    <div>
      {withdrawn ? (
        <>
          <Tag kind="neutral" text={t('withdrawn')} />
          <Meta>{t('withdrawnBy', { who: name(withdrawn.by), reason: withdrawn.reason })}</Meta>
        </>
      ) : (
        t('fromWho', { who: name(origin.madeBy) })
      )}
      {drill.found && <Meta>{drill.found}</Meta>}
      {drill.mayWithdraw && <a href={withdrawPath(origin.drillId)}>{t('withdraw')}</a>}
    </div>
  );
}
