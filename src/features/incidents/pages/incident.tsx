/** The room of an incident: what to do, who does it, what is known, what the public was told. */
import type { Typed } from '#platform/http/form.ts';
import { typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import {
  type AffectedPlace,
  type Entry,
  type Incident,
  isLate,
  longestEntry,
  type SchoolRow,
  schoolStates,
  type Task,
  typedEntries,
  type Update,
} from '../model/incident.ts';
import { kinds, type Level } from '../model/kinds.ts';
import { longestTask, posts } from '../model/plan.ts';
import { closeRoom, levelRoom, logRoom, reviewRoom, schoolsRoom, taskPath, tasksRoom, updateRoom } from '../paths.ts';
import { DeskPage, errorAt, levelInWords, moment, nameOf, StateTags, Troubles, type View, who } from './frame.tsx';

export interface RoomProps {
  view: View;
  incident: Incident;
  affected: readonly AffectedPlace[];
  tasks: readonly Task[];
  entries: readonly Entry[];
  /** Address of older entries. */
  olderHref: string | undefined;
  newerHref: string | undefined;
  schools: readonly SchoolRow[];
  updates: readonly Update[];
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
          <Button kind="second" href={closeRoom.path(incident.id)} text={t('end')} />
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
      <Tasks {...props} />
      <Log {...props} />
      {props.schools.length > 0 && <Schools {...props} />}
      <Updates {...props} />
    </DeskPage>
  );
}

function TaskState({ view, task }: { view: View; task: Task }): Markup {
  const { t } = view;
  const kind = { waiting: 'wait', taken: 'info', done: 'ok', dropped: 'neutral' } as const;
  return (
    <>
      <Tag kind={kind[task.state]} text={t(`task_${task.state}`)} />{' '}
      {isLate(task, view.now) && <Tag kind="late" text={t('task_late')} />}
      {task.state === 'taken' && <div class="meta">{t('takenBy', { name: who(view, task.takenBy) })}</div>}
    </>
  );
}

function Tasks(props: RoomProps): Markup {
  const { view, incident, tasks } = props;
  const { t, language } = view;
  const counted = tasks.filter((task) => task.state !== 'dropped');
  const done = counted.filter((task) => task.state === 'done').length;
  const open = incident.state === 'running';
  return (
    <section id="tasks">
      <h2>{t('tasks')}</h2>
      {counted.length > 0 && <p>{t('tasksDone', { done, all: counted.length })}</p>}
      <DataTable
        caption={t('tasks')}
        captionHidden
        columns={[
          { key: 'task', text: t('task') },
          { key: 'post', text: t('post') },
          { key: 'place', text: t('taskOf') },
          { key: 'due', text: t('due') },
          { key: 'state', text: t('state') },
          { key: 'act', text: t('task'), hidden: true },
        ]}
        rows={[...tasks]
          .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || a.dueAt.getTime() - b.dueAt.getTime())
          .map((task) => ({
            href: taskPath(incident.id, task.id),
            marked: isLate(task, view.now),
            cells: {
              task: task.texts[language],
              post: t(`post_${task.post as (typeof posts)[number]}`),
              place: <span lang="zh-CN">{task.organisation}</span>,
              due: moment(view, task.dueAt),
              state: <TaskState view={view} task={task} />,
              act:
                open && props.actsFor(task.path) && isOpen(task) ? (
                  <form method="post" action={taskPath(incident.id, task.id)}>
                    {task.state === 'waiting' ? (
                      <Button
                        kind="second"
                        name="to"
                        value="taken"
                        text={t('take')}
                        hiddenText={task.texts[language]}
                      />
                    ) : (
                      <Button
                        kind="second"
                        name="to"
                        value="done"
                        text={t('finish')}
                        hiddenText={task.texts[language]}
                      />
                    )}
                  </form>
                ) : (
                  ''
                ),
            },
          }))}
        empty={{ title: t('noTasks'), text: t('noTasksText') }}
      />
      {open && props.leads && <AddTask {...props} />}
    </section>
  );
}

const isOpen = (task: Task): boolean => task.state === 'waiting' || task.state === 'taken';

function AddTask({ view, incident, places, typed, troubles }: RoomProps): Markup {
  const { t } = view;
  const wrong = troubles.some((one) => ['organisation', 'post', 'minutes', 'taskText'].includes(one.field ?? ''));
  return (
    <Details summary={t('addTask')} open={wrong}>
      <form method="post" action={tasksRoom.path(incident.id)} novalidate>
        <TextField
          name="text"
          id="f-taskText"
          label={t('taskWhat')}
          value={typedText(typed, 'taskText')}
          maxlength={longestTask}
          required
          error={errorAt(t, troubles, 'taskText')}
        />
        <Select
          name="post"
          label={t('post')}
          value={typedText(typed, 'post')}
          options={posts.map((post) => ({ value: post, text: t(`post_${post}`) }))}
        />
        <Select
          name="organisation"
          label={t('taskOf')}
          value={typedText(typed, 'organisation')}
          error={errorAt(t, troubles, 'organisation')}
          options={places.map((place) => ({ value: String(place.id), text: place.name, lang: 'zh-CN' }))}
        />
        <TextField
          name="minutes"
          label={t('minutes')}
          inputmode="numeric"
          width={4}
          value={typedText(typed, 'minutes') || '30'}
          error={errorAt(t, troubles, 'minutes')}
        />
        <Actions>
          <Button kind="second" text={t('addTask')} />
        </Actions>
      </form>
    </Details>
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

/** The log as a timeline; the review shows it too, the oldest first. */
export function LogEntries(props: { view: View; incident: Incident; entries: readonly Entry[] }): Markup {
  const { view, incident, entries } = props;
  const { t } = view;
  return (
    <Timeline
      items={entries.map((entry) => {
        const { detail } = entry;
        const level = typeof detail.level === 'number' ? levelInWords(t, incident, detail.level as Level) : '';
        const state = schoolStates.find((one) => one === detail.state);
        const nobody = detail.offline ? t('theConsole') : t('theSystem');
        return {
          time: moment(view, entry.at),
          datetime: entry.at.toISOString(),
          text: (
            <>
              <strong>{t(`sort_${entry.sort}`)}</strong>
              {[level, entry.text, state && t(`schoolState_${state}`), detail.organisation]
                .filter(Boolean)
                .map((words) => ` · ${words}`)}
            </>
          ),
          meta: [who(view, entry.accountId, nobody), detail.offline && t('sort_offline')].filter(Boolean).join(' · '),
        };
      })}
    />
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
      rows={schools.map((school) => ({
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
      {schools.some(may) ? (
        <form method="post" action={schoolsRoom.path(incident.id)}>
          <p class="meta">{t('schoolsHint')}</p>
          {table}
          <Actions>
            <Button kind="second" text={t('saveSchools')} />
          </Actions>
        </form>
      ) : (
        table
      )}
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
