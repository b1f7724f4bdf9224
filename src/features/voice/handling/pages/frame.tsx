/** What the pages of the desk of cases have in common. */
import type { Shell } from '#platform/http/context.ts';
import { dateInWords, type Language, sayTrouble } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import type { Content, Link, Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/page/page.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { type Words, words } from '../../messages.ts';
import { daysLate } from '../../model/due.ts';
import type { State } from '../../model/state.ts';
import { casesPath } from '../paths.ts';

export interface View {
  shell: Shell;
  t: Words;
  language: Language;
  today: string;
  /** Names of accounts by id. */
  names: ReadonlyMap<number, string>;
}

export function DeskPage(props: {
  view: View;
  title: string;
  trail?: readonly Link[];
  width?: 'narrow' | 'wide';
  troubles?: readonly Trouble[];
  children: Content;
}): Markup {
  const { view, title, trail = [], width = 'narrow', troubles = [] } = props;
  const { t } = view;
  const items = [{ href: casesPath, text: t('casesTitle') }, ...trail, { text: title }];
  return (
    <Page {...view.shell} title={title} width={width} noindex breadcrumbs={{ label: t('breadcrumbs'), items }}>
      <Troubles view={view} troubles={troubles} />
      {props.children}
    </Page>
  );
}

/** What has to be put right, on top of a page. */
export function Troubles({ view, troubles }: { view: View; troubles: readonly Trouble[] }): Markup {
  return <ErrorSummary title={view.t('errorSummary')} errors={worded(troubles, (trouble) => inWords(view, trouble))} />;
}

/** A day in a trouble is said in the reader's way. */
export function inWords({ t, language }: Pick<View, 't' | 'language'>, trouble: Trouble): string {
  const { day } = trouble.context ?? {};
  const context = typeof day === 'string' ? { ...trouble.context, day: dateInWords(day, language) } : undefined;
  return sayTrouble(words, t, context ? { ...trouble, context } : trouble);
}

export function errorAt(
  view: Pick<View, 't' | 'language'>,
  troubles: readonly Trouble[],
  field: string,
): string | undefined {
  return wordedAt(troubles, field, (trouble) => inWords(view, trouble));
}

export function day(view: Pick<View, 'language'>, on: string): string {
  return dateInWords(on, view.language);
}

export function titleIn(view: Pick<View, 'language'>, titles: Record<string, string>): string {
  return titles[view.language] ?? titles['zh-CN'] ?? '';
}

export function who({ names }: View, ids: readonly number[]): string {
  return ids.map((id) => names.get(id) ?? `#${id}`).join(' · ');
}

const stateKinds: Record<State, TagKind> = {
  received: 'wait',
  accepted: 'info',
  answered: 'ok',
  closed: 'neutral',
  declined: 'neutral',
  passed_on: 'neutral',
  merged: 'neutral',
  withdrawn: 'neutral',
};

export function StateTag({ view, state }: { view: View; state: State }): Markup {
  return <Tag kind={stateKinds[state]} text={view.t(`state_${state}`)} />;
}

/** The deadline with what it means today: words, the colour only repeats them. */
export function Deadline(props: {
  view: View;
  one: { state: State; dueOn: string | null; dueProvisional: boolean };
}): Markup | null {
  const { view, one } = props;
  const { t, today } = view;
  if (one.dueOn === null || (one.state !== 'received' && one.state !== 'accepted')) return null;
  const late = daysLate(one.dueOn, today);
  const left = daysLate(today, one.dueOn);
  return (
    <div>
      <span class="whole">{day(view, one.dueOn)}</span>{' '}
      {late > 0 ? (
        <Tag kind="late" text={t('lateBy', { n: late })} />
      ) : (
        left <= 7 && <Tag kind="wait" text={t('dueIn', { n: left })} />
      )}
      {one.dueProvisional && <div class="meta">{t('provisional')}</div>}
    </div>
  );
}
