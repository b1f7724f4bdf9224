/** The pages that ask before something leaves or ends: an update, the level, the end, one task. */
import { type Typed, typedList, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox, Checkboxes, Radios } from '#ui/field/choices.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { validHours } from '../model/alert.ts';
import { type Incident, isLate, longestEntry, type Task, taskMoves } from '../model/incident.ts';
import { levelsLightFirst, roman } from '../model/kinds.ts';
import { longestTask, longestText, type Post } from '../model/plan.ts';
import { recipients } from '../model/send.ts';
import { closeRoom, incidentPath, levelRoom, taskPath, updateRoom } from '../paths.ts';
import { DeskPage, errorAt, moment, nameOf, Troubles, trailOf, type View, who } from './frame.tsx';

interface FormProps {
  view: View;
  incident: Incident;
  typed: Typed;
  troubles: readonly Trouble[];
}

const languagesOfText = [
  { key: 'zh', lang: 'zh-CN', legend: 'inChinese' },
  { key: 'en', lang: 'en', legend: 'inEnglish' },
] as const;

function PublicTexts({ view, typed, troubles }: FormProps): Markup {
  const { t } = view;
  return (
    <>
      {languagesOfText.map(({ key, lang, legend }) => (
        <fieldset class="field">
          <legend>
            <h2>{t(legend)}</h2>
          </legend>
          <TextField
            name={`${key}_headline`}
            label={t('headline')}
            lang={lang}
            value={typedText(typed, `${key}_headline`)}
            maxlength={longestText.headline}
            required={key === 'zh'}
            error={errorAt(t, troubles, `${key}_headline`)}
          />
          {(['description', 'instruction'] as const).map((part) => (
            <TextArea
              name={`${key}_${part}`}
              label={t(part)}
              lang={lang}
              rows={part === 'description' ? 5 : 3}
              value={typedText(typed, `${key}_${part}`)}
              maxlength={longestText[part]}
              error={errorAt(t, troubles, `${key}_${part}`)}
            />
          ))}
        </fieldset>
      ))}
    </>
  );
}

/** What was sent of the incident to families and staff before. */
export interface Sent {
  /** People who got a warning of it; null: none was sent. */
  people: number | null;
  /** One is still going out. */
  going: boolean;
}

export function UpdatePage(props: FormProps & { sent: Sent }): Markup {
  const { view, incident, typed, troubles, sent } = props;
  const { t } = view;
  const chosen = typedList(typed, 'to');
  const title = t('updateTitle');
  return (
    <DeskPage view={view} title={title} width="narrow" incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={nameOf(view, incident)} />
      <p>{t('updateLead')}</p>
      <form method="post" action={updateRoom.path(incident.id)} novalidate>
        <Hidden name="revision" value={incident.revision} />
        <PublicTexts {...props} />
        <Select
          name="next"
          label={t('next')}
          value={typedText(typed, 'next') || '60'}
          error={errorAt(t, troubles, 'next')}
          options={(['30', '60', '120', '240', '720', '1440', 'none'] as const).map((value) => ({
            value,
            text: t(`next_${value}`),
          }))}
        />
        <Select
          name="valid"
          label={t('valid')}
          hint={t('validHint')}
          value={typedText(typed, 'valid') || '24'}
          error={errorAt(t, troubles, 'valid')}
          options={validHours.map((n) => ({ value: String(n), text: t('validHours', { n }) }))}
        />
        <Checkboxes
          name="to"
          legend={t('sendTo')}
          hint={t(sent.people === null ? 'sendToHint' : 'sendToAgain')}
          error={errorAt(t, troubles, 'to')}
          items={recipients.map((one) => ({ value: one, text: t(`to_${one}`), checked: chosen.includes(one) }))}
        />
        <Actions>
          <Button text={t('publishButton')} />
          <Button kind="second" href={incidentPath(incident.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function LevelPage({ view, incident, typed, troubles, sent }: FormProps & { sent: Sent }): Markup {
  const { t } = view;
  const title = t('levelTitle');
  return (
    <DeskPage view={view} title={title} width="narrow" incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={nameOf(view, incident)} />
      <p>{t('levelText', { level: roman[incident.level] })}</p>
      <form method="post" action={levelRoom.path(incident.id)} novalidate>
        <Hidden name="revision" value={incident.revision} />
        <Radios
          name="level"
          legend={t('whichLevel')}
          value={typedText(typed, 'level')}
          error={errorAt(t, troubles, 'level')}
          items={levelsLightFirst
            .filter((level) => level !== incident.level)
            .map((level) => ({ value: String(level), text: t(`level_${level}`) }))}
        />
        <TextArea
          name="reason"
          label={t('levelReason')}
          rows={2}
          value={typedText(typed, 'reason')}
          maxlength={longestEntry}
          required
          error={errorAt(t, troubles, 'reason')}
        />
        {sent.people !== null && (
          <Checkbox
            name="send"
            value="yes"
            label={t('levelSend')}
            hint={t('levelSendHint')}
            checked={troubles.length === 0 || typedText(typed, 'send') === 'yes'}
          />
        )}
        <Actions>
          <Button text={t('levelButton')} />
          <Button kind="second" href={incidentPath(incident.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function ClosePage(props: FormProps & { tasksLeft: number; sent: Sent }): Markup {
  const { view, incident, typed, troubles, tasksLeft, sent } = props;
  const { t } = view;
  const title = t('closeTitle');
  return (
    <DeskPage view={view} title={title} width="narrow" incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={nameOf(view, incident)} />
      <p>{t('closeText')}</p>
      {sent.people !== null && (
        <Banner kind="info">
          <p>{t('closeSend', { n: sent.people })}</p>
        </Banner>
      )}
      {tasksLeft > 0 && (
        <p>
          <strong>{t('tasksLeft', { n: tasksLeft })}</strong>
        </p>
      )}
      <form method="post" action={closeRoom.path(incident.id)} novalidate>
        <Hidden name="revision" value={incident.revision} />
        <Radios
          name="state"
          legend={t('endHow')}
          value={typedText(typed, 'state')}
          error={errorAt(t, troubles, 'state')}
          items={[
            { value: 'over', text: t('end_over') },
            { value: 'mistaken', text: t('end_mistaken'), hint: t('end_mistakenHint') },
          ]}
        />
        <PublicTexts {...props} />
        <Actions>
          <Button kind="danger" text={t('closeButton')} />
          <Button kind="second" href={incidentPath(incident.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

const verbs = { taken: 'take', waiting: 'giveBack', done: 'finish', dropped: 'drop' } as const;

export function TaskPage(props: FormProps & { task: Task; acts: boolean }): Markup {
  const { view, incident, task, typed, troubles } = props;
  const { t, language } = view;
  const verbOf = (to: keyof typeof verbs) => {
    if (task.state === 'done') return t('again');
    if (task.state === 'dropped') return t('openAgain');
    return t(verbs[to]);
  };
  return (
    <DeskPage view={view} title={t('task')} width="narrow" incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={task.texts[language]} caption={nameOf(view, incident)} />
      <SummaryList
        rows={[
          {
            key: t('state'),
            value: [t(`task_${task.state}`), isLate(task, view.now) && t('task_late')].filter(Boolean).join(' · '),
          },
          { key: t('post'), value: t(`post_${task.post as Post}`) },
          { key: t('taskOf'), value: <span lang="zh-CN">{task.organisation}</span> },
          { key: t('due'), value: moment(view, task.dueAt) },
          ...(task.takenBy === null ? [] : [{ key: t('task_taken'), value: who(view, task.takenBy) }]),
        ]}
      />
      {props.acts && (
        <form method="post" action={taskPath(incident.id, task.id)} novalidate>
          <TextArea
            name="text"
            label={t('taskRemark')}
            hint={t('taskRemarkHint')}
            rows={2}
            value={typedText(typed, 'text')}
            maxlength={longestTask}
            error={errorAt(t, troubles, 'text')}
          />
          <Actions>
            {taskMoves[task.state].map((to, index) => (
              <Button kind={index === 0 ? 'main' : 'second'} name="to" value={to} text={verbOf(to)} />
            ))}
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}
