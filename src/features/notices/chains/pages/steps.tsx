/** The steps of an approval: what is done, whose turn it is and since when; before review, what it will need. */
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { moment, say, type View } from '../../pages/frame.tsx';
import type { Place } from '../model/chain.ts';

/** A step as a page shows it. */
export interface ShownStep {
  place: Place | 'any';
  office: string;
  state: 'planned' | 'done' | 'now' | 'later';
  /** Nobody can take it at present. */
  empty: boolean;
  since: Date | null;
  approved: { at: Date; name: string; principal: string | null } | null;
}

function whoOf(view: View, step: ShownStep): string {
  return say(view)(step.place === 'any' ? 'stepWhoAny' : 'stepWho', { office: step.office });
}

function hintOf(view: View, step: ShownStep): string {
  const t = say(view);
  if (step.approved) {
    const { at, name, principal } = step.approved;
    const values = { at: moment(view, at), name, principal: principal ?? '' };
    return t(principal === null ? 'stepDoneBy' : 'stepDoneFor', values);
  }
  if (step.empty) return t(step.state === 'now' ? 'stepEmptyNow' : 'stepEmptyPlanned');
  return step.state === 'now' && step.since ? t('stepSince', { at: moment(view, step.since) }) : '';
}

export function StepList({ view, steps }: { view: View; steps: readonly ShownStep[] }): Markup {
  const t = say(view);
  const tagOf = (step: ShownStep) => {
    if (step.state === 'done') return { kind: 'ok', text: t('stepTagDone') } as const;
    if (step.empty) return { kind: 'late', text: t('stepTagEmpty') } as const;
    if (step.state === 'now') return { kind: 'wait', text: t('stepTagNow') } as const;
    return step.state === 'later' ? t('stepLater') : '';
  };
  return (
    <TaskList
      items={steps.map((step, n) => ({
        text: `${n + 1}. ${whoOf(view, step)}`,
        hint: hintOf(view, step) || undefined,
        status: tagOf(step),
      }))}
    />
  );
}

/** On the page of a notice in review or approved; one approval that is given needs no list. */
export function ChainPanel({ view, steps }: { view: View; steps: readonly ShownStep[] }): Markup | null {
  if (steps.length === 0) return null;
  return (
    <>
      <h2>{say(view)('chainProgress')}</h2>
      <StepList view={view} steps={steps} />
    </>
  );
}

/** Before it is sent for review. */
export function NeedsPanel({ view, steps }: { view: View; steps: readonly ShownStep[] }): Markup | null {
  if (steps.length === 0) return null;
  const t = say(view);
  return (
    <>
      <h2>{t('chainNeeds')}</h2>
      {steps.some((step) => step.empty) && (
        <Banner kind="warning">
          <p>{t('stepEmptyPlanned')}</p>
        </Banner>
      )}
      <StepList view={view} steps={steps} />
    </>
  );
}
