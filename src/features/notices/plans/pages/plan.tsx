/** Planned reminders: the form, and what became of each. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkboxes } from '#ui/field/choices.tsx';
import { Select } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { count, Desk, day, errorAt, say, type View } from '../../pages/frame.tsx';
import { type StepProps, trailOf } from '../../pages/write.tsx';
import { noticePath } from '../../paths.ts';
import { choosableDays, choosableHours, dayOfReminder, type OffDay, type PlannedReminder } from '../model/plan.ts';
import { planPath } from '../paths.ts';

/** A planned reminder, and to how many it went. */
export interface ShownReminder extends PlannedReminder {
  on: string;
  people: number | null;
}

export interface ShownPlan {
  reminders: ShownReminder[];
  /** Whether the reader may change it now. */
  mayChange: boolean;
}

/** 09:00 */
function clockTime(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function dayText(view: View, deadlineOn: string, daysBefore: number): string {
  const t = say(view);
  const on = day(view, dayOfReminder(deadlineOn, { daysBefore }));
  return daysBefore === 0 ? t('planLastDay', { day: on }) : t('planDaysBefore', { n: daysBefore, day: on });
}

export type PlanPageProps = StepProps & {
  /** Without it there is nothing to plan. */
  deadlineOn: string | null;
  values: { days: readonly string[]; hour: string };
  /** Days whose reminder has run or can't run any more. */
  over: readonly number[];
  /** Of the days that can be chosen, by `daysBefore`: those on which nobody works. */
  offDays: ReadonlyMap<number, OffDay>;
  quiet: { from: string; to: string };
  reminders: readonly ShownReminder[];
};

export function PlanPage(props: PlanPageProps): Markup {
  const { view, notice, deadlineOn, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('planTitle')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('planTitle')} meta={t('planText')} />
      {deadlineOn === null ? (
        <>
          <Banner kind="info">
            <p>{t('planNeedsDeadline')}</p>
          </Banner>
          <Actions>
            <Button kind="second" href={noticePath(notice.id)} text={t('back')} />
          </Actions>
        </>
      ) : (
        <PlanForm {...props} deadlineOn={deadlineOn} />
      )}
      <PlanTable view={view} reminders={props.reminders.filter((one) => one.state !== 'planned')} />
    </Desk>
  );
}

function PlanForm(props: PlanPageProps & { deadlineOn: string }): Markup {
  const { view, notice, deadlineOn, values, over, quiet } = props;
  const t = say(view);
  const troubles: readonly Trouble[] = props.troubles ?? [];
  const hintOf = (n: number) => {
    const off = props.offDays.get(n);
    if (!off) return undefined;
    if (off.kind === 'holiday') return t('planHoliday', { name: off.name });
    return t(off.kind === 'weekend' ? 'planWeekend' : 'planUnknownYear');
  };
  return (
    <form method="post" action={planPath(notice.id)} novalidate>
      <p>{t('planDeadline', { day: day(view, deadlineOn) })}</p>
      <Checkboxes
        name="days"
        legend={t('planDays')}
        error={errorAt(t, troubles, 'days')}
        items={choosableDays
          .filter((n) => !over.includes(n))
          .map((n) => ({
            value: String(n),
            text: dayText(view, deadlineOn, n),
            checked: values.days.includes(String(n)),
            hint: hintOf(n),
          }))}
      />
      <Select
        name="hour"
        label={t('planHour')}
        hint={t('planQuiet', quiet)}
        value={values.hour}
        options={choosableHours.map((hour) => ({ value: String(hour), text: clockTime(hour * 60) }))}
        error={errorAt(t, troubles, 'hour')}
      />
      <Actions>
        <Button text={t('planSave')} />
        <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
      </Actions>
    </form>
  );
}

const tags: Record<PlannedReminder['state'], TagKind> = {
  planned: 'wait',
  sent: 'ok',
  skipped: 'late',
  cancelled: 'neutral',
};

function PlanTable({ view, reminders }: { view: View; reminders: readonly ShownReminder[] }): Markup | null {
  if (reminders.length === 0) return null;
  const t = say(view);
  return (
    <DataTable
      caption={t('planTitle')}
      captionHidden
      columns={[
        { key: 'when', text: t('planWhen') },
        { key: 'state', text: t('planHow') },
        { key: 'people', text: t('planCount'), numeric: true },
      ]}
      rows={reminders.map((one) => ({
        cells: {
          when: t('planAt', { day: day(view, one.on), time: clockTime(one.atMinutes) }),
          state: (
            <>
              <Tag kind={tags[one.state]} text={t(`planState_${one.state}`)} />
              {one.reason && <div class="hint">{t(`skip_${one.reason}`)}</div>}
            </>
          ),
          people: one.people === null ? '' : one.people < 5 ? t('few') : count(view, one.people),
        },
      }))}
      empty={{ title: t('planNone'), text: '' }}
    />
  );
}

/** On the notice's own page and on those of its review; nothing where none is or was planned. */
export function PlanPanel({ view, id, plan }: { view: View; id: number; plan: ShownPlan }): Markup | null {
  const t = say(view);
  if (plan.reminders.length === 0 && !plan.mayChange) return null;
  return (
    <>
      <h2>{t('planTitle')}</h2>
      {plan.reminders.length === 0 ? <p>{t('planNone')}</p> : <PlanTable view={view} reminders={plan.reminders} />}
      {plan.mayChange && (
        <p>
          <a href={planPath(id)}>{t('planChange')}</a>
        </p>
      )}
    </>
  );
}
