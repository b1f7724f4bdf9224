/** The room of an incident: what to do, who does it, what is known, what the public was told. */
import type { Typed } from '#platform/http/form.ts';
import { typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { Select, TextArea } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { evidenceRoom } from '../evidence/paths.ts';
import {
  type AffectedPlace,
  type Entry,
  type Incident,
  longestEntry,
  type SchoolRow,
  schoolStates,
  type Task,
  typedEntries,
  type Update,
} from '../model/incident.ts';
import { kinds } from '../model/kinds.ts';
import { closeRoom, levelRoom, logRoom, placeRoom, reviewRoom, schoolsRoom, updateRoom } from '../paths.ts';
import { questionsPath } from '../questions/paths.ts';
import { rollsPath } from '../roll/paths.ts';
import {
  DeskPage,
  errorAt,
  levelInWords,
  moment,
  nameOf,
  type Piece,
  PiecePager,
  StateTags,
  Troubles,
  type View,
  who,
} from './frame.tsx';
import { LogEntries } from './log.tsx';
import { SpotInRoom, type SpotShown } from './place.tsx';
import { type SendShown, Sends } from './sends.tsx';
import { Tasks } from './tasks.tsx';

export interface RoomProps {
  view: View;
  incident: Incident;
  affected: readonly AffectedPlace[];
  tasks: Piece<Task>;
  tasksDone: { done: number; all: number };
  entries: readonly Entry[];
  /** Address of older entries. */
  olderHref: string | undefined;
  newerHref: string | undefined;
  schools: Piece<SchoolRow>;
  updates: readonly Update[];
  /** Warnings that went to families and staff, the latest first. */
  sends: readonly SendShown[];
  /** Where it is on the map, if it was marked. */
  spot: SpotShown | undefined;
  /** Leads it. */
  leads: boolean;
  /** Acts somewhere that it touches. */
  mayAct: boolean;
  /** Whether the reader acts for this place. */
  actsFor: (path: string) => boolean;
  /** Where a task can be added. */
  places: readonly { id: number; name: string }[];
  typed: Typed;
  troubles: readonly Trouble[];
}

export function IncidentPage(props: RoomProps): Markup {
  const { view, incident, affected, updates } = props;
  const { t } = view;
  const running = incident.state === 'running';
  const overdue = incident.nextUpdateAt !== null && incident.nextUpdateAt < view.now;
  return (
    <DeskPage view={view} title={nameOf(view, incident)} incident={incident} trail={[]}>
      <Troubles t={t} troubles={props.troubles} />
      <PageHeading
        title={[nameOf(view, incident), incident.place].filter(Boolean).join(' · ')}
        meta={<StateTags view={view} incident={incident} />}
      />
      {running && updates.length === 0 && (
        <Banner kind="warning" title={t('noUpdates')}>
          <p>{t('noUpdatesText')}</p>
          {!kinds[incident.kind].publicAtOnce && <p>{t('notShownYet')}</p>}
        </Banner>
      )}
      {running && props.leads && (
        <Actions>
          <Button href={updateRoom.path(incident.id)} text={t('publish')} />
          <Button kind="second" href={levelRoom.path(incident.id)} text={t('changeLevel')} />
          <Button kind="second" href={rollsPath(incident.id)} text={t('roll')} />
          <Button kind="second" href={questionsPath(incident.id)} text={t('questions')} />
          <Button kind="second" href={closeRoom.path(incident.id)} text={t('end')} />
        </Actions>
      )}
      {incident.kind === 'cyber' && props.leads && (
        <Actions>
          <Button kind="second" href={evidenceRoom.path(incident.id)} text={t('evidence')} />
        </Actions>
      )}
      {incident.reviewState !== 'none' && (
        <Actions>
          <Button
            kind={incident.reviewState === 'writing' ? 'main' : 'second'}
            href={reviewRoom.path(incident.id)}
            text={t(incident.reviewState === 'writing' ? 'reviewOpen' : 'review')}
          />
        </Actions>
      )}
      <SummaryList
        rows={[
          { key: t('affected'), value: <span lang="zh-CN">{affected.map((place) => place.name).join('、')}</span> },
          ...(props.spot || (running && props.leads)
            ? [
                {
                  key: t('spotShown'),
                  value: (
                    <>
                      {props.spot ? <SpotInRoom {...{ view, incident }} spot={props.spot} /> : t('spotNone')}{' '}
                      {running && props.leads && (
                        <a href={placeRoom.path(incident.id)}>{t(props.spot ? 'spotTitle' : 'spotMark')}</a>
                      )}
                    </>
                  ),
                },
              ]
            : []),
          { key: t('office'), value: <span lang="zh-CN">{incident.organisation}</span> },
          {
            key: t('declared'),
            value: t('planWrittenBy', {
              name: who(view, incident.declaredBy, t('theConsole')),
              when: moment(view, incident.declaredAt),
            }),
          },
          ...(incident.closedAt ? [{ key: t('closed'), value: moment(view, incident.closedAt) }] : []),
          {
            key: t('planUsed'),
            value: incident.planVersion > 0 ? t('planVersionUsed', { n: incident.planVersion }) : t('planTemplateUsed'),
          },
          ...(running
            ? [
                {
                  key: t('nextUpdate'),
                  value: (
                    <>
                      {incident.nextUpdateAt ? moment(view, incident.nextUpdateAt) : t('nextNone')}{' '}
                      {overdue && <Tag kind="late" text={t('overdue')} />}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Sends view={view} incident={incident} sends={props.sends} />
      {!(running && props.leads) && (
        <p>
          <a href={rollsPath(incident.id)}>{t('roll')}</a> · <a href={questionsPath(incident.id)}>{t('questions')}</a>
        </p>
      )}
      <Tasks {...props} />
      <Log {...props} />
      {props.schools.all > 0 && <Schools {...props} />}
      <Updates {...props} />
    </DeskPage>
  );
}

function Log(props: RoomProps): Markup {
  const { view, incident, entries, typed, troubles } = props;
  const { t } = view;
  const writes = props.mayAct && incident.state !== 'mistaken' && incident.reviewState !== 'finished';
  return (
    <section id="log">
      <h2>{t('log')}</h2>
      {writes && (
        <form method="post" action={logRoom.path(incident.id)} novalidate>
          <TextArea
            name="text"
            id="f-entryText"
            label={t('entryText')}
            hint={t('logHint')}
            rows={2}
            value={typedText(typed, 'entryText')}
            maxlength={longestEntry}
            required
            error={errorAt(t, troubles, 'entryText')}
          />
          <Radios
            name="sort"
            legend={t('entrySort')}
            inline
            value={typedText(typed, 'sort') || 'fact'}
            items={typedEntries.map((sort) => ({ value: sort, text: t(`sort_${sort}`) }))}
          />
          <Actions>
            <Button kind="second" text={t('writeLog')} />
          </Actions>
        </form>
      )}
      <LogEntries view={view} incident={incident} entries={entries} />
      <Pager
        label={t('pages')}
        previousHref={props.newerHref}
        previousText={t('first')}
        nextHref={props.olderHref}
        nextText={t('older')}
      />
    </section>
  );
}

function Schools(props: RoomProps): Markup {
  const { view, incident, schools } = props;
  const { t } = view;
  const may = (school: SchoolRow) => incident.state === 'running' && props.actsFor(school.path);
  const table = (
    <DataTable
      caption={t('schools')}
      captionHidden
      columns={[
        { key: 'name', text: t('statusSchool') },
        { key: 'state', text: t('state') },
        { key: 'at', text: t('statusUpdates') },
      ]}
      rows={schools.rows.map((school) => ({
        cells: {
          name: <span lang="zh-CN">{school.name}</span>,
          state: may(school) ? (
            <Select
              name={`school_${school.organisationId}`}
              label={`${t('state')}: ${school.name}`}
              labelHidden
              value={school.state}
              options={schoolStates.map((state) => ({ value: state, text: t(`schoolState_${state}`) }))}
            />
          ) : (
            t(`schoolState_${school.state}`)
          ),
          at: moment(view, school.at),
        },
      }))}
      empty={{ title: '', text: '' }}
    />
  );
  return (
    <section id="schools">
      <h2>{t('schools')}</h2>
      {schools.rows.some(may) ? (
        <form method="post" action={`${schoolsRoom.path(incident.id)}?schools=${schools.from - 1}`}>
          <p class="meta">{t('schoolsHint')}</p>
          {table}
          <Actions>
            <Button kind="second" text={t('saveSchools')} />
          </Actions>
        </form>
      ) : (
        table
      )}
      <PiecePager view={view} piece={schools} />
    </section>
  );
}

function Updates({ view, incident, updates }: RoomProps): Markup {
  const { t, language } = view;
  if (updates.length === 0) return <></>;
  return (
    <section id="updates">
      <h2>{t('updates')}</h2>
      <Timeline
        items={updates.map((update) => {
          const own = update.texts[language] ?? update.texts['zh-CN'] ?? update.texts.en;
          const lang = update.texts[language] ? language : update.texts['zh-CN'] ? 'zh-CN' : 'en';
          return {
            time: moment(view, update.at),
            datetime: update.at.toISOString(),
            text: <span lang={lang}>{own?.headline ?? ''}</span>,
            meta: levelInWords(t, incident, update.level),
          };
        })}
      />
      <p>
        <a href="/status">{t('publicPage')}</a>
      </p>
    </section>
  );
}
