/** What a breach has besides its record: who has to be told by when, and what was done. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Select, TextArea, TextField } from '#ui/field/field.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { type BreachStep, dueAt, duties, type PrivacyRecord } from '../model/records.ts';
import { stepPath } from '../paths.ts';
import { errorAt, moment, type View, who } from './frame.tsx';

export interface BreachProps {
  view: View;
  record: PrivacyRecord & { foundAt: Date };
  steps: readonly BreachStep[];
  now: Date;
  mayAct: boolean;
  typed: { kind: string; doneAt: string; text: string };
  troubles: readonly Trouble[];
}

export function BreachParts(props: BreachProps): Markup {
  const { view, record, steps } = props;
  const { t } = view;
  return (
    <>
      <DataTable
        caption={t('whoByWhen')}
        columns={[
          { key: 'who', text: t('told') },
          { key: 'when', text: t('byWhen') },
          { key: 'ground', text: t('basis') },
          { key: 'state', text: t('state') },
        ]}
        rows={duties.map((duty) => ({
          cells: {
            who: t(`duty_${duty.key}`),
            when:
              duty.withinMs === 0
                ? t('atOnce', { when: moment(view, record.foundAt) })
                : t('until', { when: moment(view, dueAt(duty.key, record.foundAt)) }),
            ground: (
              <>
                {t(`ground_${duty.key}`)}
                {!duty.verified && (
                  <div>
                    <Tag kind="info" text={t('askLegal')} />
                  </div>
                )}
              </>
            ),
            state: <DutyState {...props} duty={duty} />,
          },
        }))}
        empty={{ title: '', text: '' }}
      />
      <h2>{t('timeline')}</h2>
      <Timeline
        items={[
          { time: moment(view, record.foundAt), text: t('stepFound') },
          ...steps.map((step) => ({
            time: moment(view, step.doneAt),
            text: step.text ? `${t(`duty_${step.kind}`)} · ${step.text}` : t(`duty_${step.kind}`),
            meta: who(view, step.accountId),
          })),
        ]}
      />
      {props.mayAct && record.state !== 'closed' && <StepForm {...props} />}
    </>
  );
}

function DutyState({ view, record, steps, now, duty }: BreachProps & { duty: (typeof duties)[number] }): Markup {
  const { t } = view;
  const step = steps.find((one) => one.kind === duty.key);
  if (step) return <Tag kind="ok" text={t('doneOn', { when: moment(view, step.doneAt) })} />;
  // "At once" has no moment by which it is late; a duty nobody has checked the law of is not called late either.
  const late = duty.withinMs > 0 && duty.verified && now > dueAt(duty.key, record.foundAt);
  return <Tag kind={late ? 'late' : 'wait'} text={t(late ? 'late' : 'notDone')} />;
}

function StepForm({ view, record, typed, troubles }: BreachProps): Markup {
  const { t } = view;
  const kinds = [...duties.map((duty) => duty.key), 'other' as const];
  return (
    <form method="post" action={stepPath(record.id)} novalidate>
      <h3>{t('stepTitle')}</h3>
      <Select
        name="kind"
        label={t('stepKind')}
        value={typed.kind}
        error={errorAt(t, troubles, 'kind')}
        options={[{ value: '', text: '–' }, ...kinds.map((kind) => ({ value: kind, text: t(`duty_${kind}`) }))]}
      />
      <TextField
        name="doneAt"
        type="datetime-local"
        label={t('stepWhen')}
        value={typed.doneAt}
        error={errorAt(t, troubles, 'doneAt')}
      />
      <TextArea
        name="text"
        label={t('stepText')}
        value={typed.text}
        rows={2}
        maxlength={1000}
        error={errorAt(t, troubles, 'text')}
      />
      <Actions>
        <Button kind="second" text={t('stepSave')} />
      </Actions>
    </form>
  );
}
