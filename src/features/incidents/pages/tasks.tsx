/** The tasks of an incident. */
import { typedText } from '#platform/http/form.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Select, TextField } from '#ui/field/field.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { isLate, isOpen, type Task } from '../model/incident.ts';
import { longestTask, posts } from '../model/plan.ts';
import { taskPath, tasksRoom } from '../paths.ts';
import { errorAt, moment, PiecePager, type View, who } from './frame.tsx';
import type { RoomProps } from './incident.tsx';

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

export function Tasks(props: RoomProps): Markup {
  const { view, incident, tasks } = props;
  const { t, language } = view;
  const open = incident.state === 'running';
  return (
    <section id="tasks">
      <h2>{t('tasks')}</h2>
      {props.tasksDone.all > 0 && <p>{t('tasksDone', props.tasksDone)}</p>}
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
        rows={tasks.rows.map((task) => ({
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
                    <Button kind="second" name="to" value="taken" text={t('take')} hiddenText={task.texts[language]} />
                  ) : (
                    <Button kind="second" name="to" value="done" text={t('finish')} hiddenText={task.texts[language]} />
                  )}
                </form>
              ) : (
                ''
              ),
          },
        }))}
        empty={{ title: t('noTasks'), text: t('noTasksText') }}
      />
      <PiecePager view={view} piece={tasks} />
      {open && props.leads && <AddTask {...props} />}
    </section>
  );
}

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
