/** What can be done with a case: each way a form of its own, sent to one address; the button says which. */
import { typedText } from '#platform/http/form.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { complains } from '../../model/kinds.ts';
import {
  declineReasons,
  giveBackReasons,
  longestAuthority,
  longestHead,
  longestReason,
  passOnReasons,
} from '../../model/reasons.ts';
import { maySecond, type Proposal } from '../model/proposal.ts';
import { answerRoom, workRoom } from '../paths.ts';
import { accusedLink, type CaseProps } from './case.tsx';
import { day, errorAt, type View, who } from './frame.tsx';

type Props = CaseProps;

function Work(props: {
  of: Props;
  act: string;
  text: string;
  kind?: 'main' | 'second' | 'danger';
  hiddenText?: string;
  children?: Content;
}): Markup {
  return (
    <form method="post" action={workRoom.path(props.of.one.number)} novalidate>
      {props.children}
      <Actions>
        <Button
          name="act"
          value={props.act}
          text={props.text}
          kind={props.kind ?? 'main'}
          hiddenText={props.hiddenText}
        />
      </Actions>
    </form>
  );
}

const fieldOf = ({ view, typed, troubles }: Props, name: string) => ({
  name,
  value: typedText(typed, name),
  error: errorAt(view, troubles, name),
});

/** The reasons of a closed list, with none chosen beforehand. */
function Reasons(props: { of: Props; name: string; label: string; reasons: readonly string[] }): Markup {
  const { t } = props.of.view;
  return (
    <Select
      {...fieldOf(props.of, props.name)}
      label={props.label}
      options={[
        { value: '', text: t('officeChoose') },
        ...props.reasons.map((reason) => ({ value: reason, text: t(`reason_${reason}` as 'reason_no_matter') })),
      ]}
    />
  );
}

/** What waits for a second person, with who wrote it. */
export function Waiting(props: Props): Markup {
  const { view, proposals, accountId } = props;
  const { t } = view;
  const titles = { answer: t('draftWaiting'), extension: t('extensionWaiting'), redaction: t('redactionWaiting') };
  return (
    <>
      {proposals.map((proposal) => (
        <Panel title={titles[proposal.sort]}>
          <p class="meta">{t('writtenBy', { names: who(view, proposal.writers), day: day(view, proposal.day) })}</p>
          {proposal.dueOn && (
            <p>
              <strong>
                {t('extendTo')} {day(view, proposal.dueOn)}
              </strong>
            </p>
          )}
          {proposal.text.split('\n').map((line) => (
            <p>{line}</p>
          ))}
          {maySecond(proposal, accountId) ? <Approve {...props} proposal={proposal} /> : <p>{t('secondWaits')}</p>}
          {proposal.sort === 'answer' && (
            <p>
              <a href={answerRoom.path(props.one.number)}>{t('draftChange')}</a>
            </p>
          )}
          <Drop {...props} proposal={proposal} />
        </Panel>
      ))}
    </>
  );
}

function Approve(props: Props & { proposal: Proposal }): Markup {
  const { proposal } = props;
  const { t } = props.view;
  const texts = { answer: t('approveAnswer'), extension: t('approve'), redaction: t('redactConfirm') };
  const acts = { answer: 'approveAnswer', extension: 'approveExtension', redaction: 'confirmRedaction' };
  return (
    <Work of={props} act={acts[proposal.sort]} text={texts[proposal.sort]}>
      <Hidden name="revision" value={proposal.revision} />
      {proposal.sort === 'extension' && props.rules.extensionBy === 'head' && (
        <TextField {...fieldOf(props, 'head')} label={t('head')} hint={t('headHint')} maxlength={longestHead} />
      )}
    </Work>
  );
}

function Drop(props: Props & { proposal: Proposal }): Markup {
  const { proposal } = props;
  return (
    <Work of={props} act="drop" text={props.view.t('dropDraft')} kind="second">
      <Hidden name="revision" value={proposal.revision} />
      <Hidden name="sort" value={proposal.sort} />
    </Work>
  );
}

/** The one main thing first; the others behind a line each. */
export function NextSteps(props: Props): Markup | null {
  const { view, one, typed, proposals } = props;
  const { t } = view;
  const act = typedText(typed, 'act');
  const rooms: Markup[] = [];
  const room = (name: string, summary: string, children: Content) =>
    rooms.push(
      <Details summary={summary} open={act === name}>
        {children}
      </Details>,
    );
  const ongoing = one.state === 'received' || one.state === 'accepted';
  if (ongoing && props.offices.length > 0) room('assign', t('assign'), <Assign {...props} />);
  if (one.state === 'received') {
    room('decline', t('decline'), <Decline {...props} />);
    room('passOn', t('passOn'), <PassOn {...props} />);
    if (props.giveBackUntil) room('giveBack', t('giveBack'), <GiveBack {...props} />);
  }
  if (ongoing) {
    room(
      'ask',
      t('askPerson'),
      <Work of={props} act="ask" text={t('askPerson')}>
        <TextArea {...fieldOf(props, 'question')} label={t('askText')} hint={t('askHint')} rows={4} maxlength={4000} />
      </Work>,
    );
  }
  if (props.extensionUntil && !proposals.some(({ sort }) => sort === 'extension')) {
    room('extend', t('extend'), <Extend {...props} />);
  }
  if (ongoing) {
    room(
      'merge',
      t('mergeTitle'),
      <Work of={props} act="merge" text={t('merge')} kind="second">
        <TextField {...fieldOf(props, 'into')} label={t('mergeInto')} hint={t('mergeHint')} width={20} noSpellcheck />
      </Work>,
    );
  }
  const main = mainStep(props);
  if (!main && rooms.length === 0) return null;
  return (
    <>
      <h2>{t('caseDoNext')}</h2>
      {main}
      {rooms}
    </>
  );
}

function mainStep(props: Props): Markup | undefined {
  const { view, one, proposals } = props;
  const { t } = view;
  if (one.state === 'received') {
    return (
      <Work of={props} act="accept" text={t('accept')}>
        <p class="meta">{t('acceptHint')}</p>
      </Work>
    );
  }
  if (one.state === 'accepted' && !proposals.some(({ sort }) => sort === 'answer')) {
    return (
      <Actions>
        <Button href={answerRoom.path(one.number)} text={t('draft')} />
      </Actions>
    );
  }
  if (one.state === 'declined') return <Work of={props} act="accept" text={t('acceptAgain')} kind="second" />;
  if (one.state === 'passed_on') return <Work of={props} act="takeBack" text={t('takeBack')} kind="second" />;
  if (one.state === 'merged') return <Work of={props} act="unmerge" text={t('unmerge')} kind="second" />;
  return undefined;
}

function Assign(props: Props): Markup {
  const { view, one, offices } = props;
  const { t } = view;
  const hint = complains(one.kind) ? t('assignHint') : undefined;
  return (
    <Work of={props} act="assign" text={t('assign')} kind="second">
      <Select
        {...fieldOf(props, 'office')}
        label={t('assignTo')}
        hint={hint}
        options={[
          { value: '', text: t('officeChoose') },
          ...offices.map(({ id, name }) => ({ value: String(id), text: name })),
        ]}
      />
    </Work>
  );
}

function Decline(props: Props): Markup {
  const { t } = props.view;
  return (
    <Work of={props} act="decline" text={t('decline')} kind="danger">
      <Reasons of={props} name="declineReason" label={t('declineWhy')} reasons={declineReasons} />
      <TextArea
        {...fieldOf(props, 'declineText')}
        label={t('declineText')}
        hint={t('declineTextHint')}
        rows={4}
        maxlength={longestReason}
      />
    </Work>
  );
}

function PassOn(props: Props): Markup {
  const { t } = props.view;
  return (
    <Work of={props} act="passOn" text={t('passOn')} kind="second">
      <Reasons of={props} name="passOnReason" label={t('passOnWhy')} reasons={passOnReasons} />
      <TextField
        {...fieldOf(props, 'authority')}
        label={t('passOnTo')}
        hint={t('passOnHint')}
        maxlength={longestAuthority}
      />
    </Work>
  );
}

function GiveBack(props: Props): Markup {
  const { t } = props.view;
  return (
    <Work of={props} act="giveBack" text={t('giveBack')} kind="second">
      <p class="meta">{t('giveBackHint', { day: day(props.view, props.giveBackUntil ?? '') })}</p>
      <Reasons of={props} name="giveBackReason" label={t('passOnWhy')} reasons={giveBackReasons} />
      <TextArea {...fieldOf(props, 'giveBackText')} label={t('whyText')} rows={3} maxlength={longestReason} />
    </Work>
  );
}

function Extend(props: Props): Markup {
  const { t } = props.view;
  return (
    <Work of={props} act="extend" text={t('extend')} kind="second">
      <p class="meta">{t('extendHint', { day: day(props.view, props.extensionUntil ?? '') })}</p>
      <TextField {...fieldOf(props, 'dueOn')} type="date" label={t('extendTo')} max={props.extensionUntil} width={20} />
      <TextArea {...fieldOf(props, 'extendText')} label={t('extendWhy')} rows={3} maxlength={longestReason} />
    </Work>
  );
}

/** Memos, tasks, the accused: for handlers alone. */
export function Inside(props: Props): Markup {
  const { view, one, memos, tasks, typed } = props;
  const { t } = view;
  const act = typedText(typed, 'act');
  return (
    <>
      <h2>{t('caseInside')}</h2>
      {complains(one.kind) && accusedLink(view, one)}
      <h3>{t('tasks')}</h3>
      {tasks.length === 0 && <p class="meta">{t('tasksNone')}</p>}
      {tasks.length > 0 && (
        <ul class="tasks">
          {tasks.map((task) => (
            <li>
              <div>
                {task.text} <div class="hint">{taskState(view, task)}</div>
              </div>
              {task.doneOn === null && (
                <Work of={props} act="taskDone" text={t('taskDone')} kind="second" hiddenText={task.text}>
                  <Hidden name="task" value={task.id} />
                </Work>
              )}
            </li>
          ))}
        </ul>
      )}
      <Details summary={t('taskAdd')} open={act === 'task'}>
        <Work of={props} act="task" text={t('taskAdd')} kind="second">
          <TextField {...fieldOf(props, 'taskText')} label={t('taskText')} maxlength={300} />
          <TextField {...fieldOf(props, 'taskDue')} type="date" label={t('taskDue')} min={view.today} width={20} />
        </Work>
      </Details>
      <h3>{t('memos')}</h3>
      {memos.length === 0 ? (
        <p class="meta">{t('memosNone')}</p>
      ) : (
        <Timeline
          items={memos.map((memo) => ({
            time: day(view, memo.day),
            datetime: memo.day,
            text: memo.text,
            meta: who(view, [memo.accountId]),
          }))}
        />
      )}
      <Details summary={t('memoAdd')} open={act === 'memo'}>
        <Work of={props} act="memo" text={t('memoAdd')} kind="second">
          <TextArea {...fieldOf(props, 'memo')} label={t('memoText')} hint={t('memoHint')} rows={3} maxlength={4000} />
        </Work>
      </Details>
    </>
  );
}

function taskState(view: View, task: { dueOn: string; doneOn: string | null; accountId: number }): string {
  const { t } = view;
  const on = task.doneOn
    ? t('taskDoneOn', { day: day(view, task.doneOn) })
    : `${t('taskDue')} ${day(view, task.dueOn)}`;
  return `${who(view, [task.accountId])} · ${on}`;
}
