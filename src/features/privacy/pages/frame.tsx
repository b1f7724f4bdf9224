/** What every page of this feature is given, and the page around it. */
import type { Shell } from '#platform/http/context.ts';
import { dateInWords, type Language, momentInWords, sayTrouble } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import type { Content, Link, Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/page/page.tsx';
import { type Words, words } from '../messages.ts';
import type { DataRequest } from '../model/requests.ts';
import { deskPath } from '../paths.ts';

export interface View {
  shell: Shell;
  t: Words;
  language: Language;
  zone: string;
  /** The day in the district's zone. */
  today: string;
  /** Names of accounts by id. */
  names: ReadonlyMap<number, string>;
}

export function DeskPage(props: {
  view: View;
  title: string;
  trail?: readonly Link[];
  width?: 'narrow' | 'wide';
  children: Content;
}): Markup {
  const { view, title, trail, width = 'wide' } = props;
  const { t } = view;
  const items = trail ? [{ href: deskPath, text: t('title') }, ...trail, { text: title }] : [{ text: title }];
  return (
    <Page {...view.shell} title={title} width={width} noindex breadcrumbs={{ label: t('breadcrumbs'), items }}>
      {props.children}
    </Page>
  );
}

export function inWords(t: Words, trouble: Trouble): string {
  return sayTrouble(words, t, trouble);
}

export function errorAt(t: Words, troubles: readonly Trouble[], field: string): string | undefined {
  return wordedAt(troubles, field, (trouble) => inWords(t, trouble));
}

export function Troubles({ t, troubles }: { t: Words; troubles: readonly Trouble[] }): Markup {
  return <ErrorSummary title={t('errorSummary')} errors={worded(troubles, (trouble) => inWords(t, trouble))} />;
}

export function who({ t, names }: View, accountId: number | null): string {
  if (accountId === null) return t('system');
  return names.get(accountId) ?? t('nobody', { id: String(accountId) });
}

/** Who did something and when, on one line. */
export function line(view: View, accountId: number | null, at: Date): string {
  return view.t('decidedLine', { name: who(view, accountId), when: moment(view, at) });
}

export function moment({ language, zone }: View, at: Date): string {
  return momentInWords(at, language, zone);
}

/** The deadline of a request; of one that rests on a calendar not known yet it says so. */
export function dueText(
  t: Words,
  { dueOn, dueProvisional }: Pick<DataRequest, 'dueOn' | 'dueProvisional'>,
  language: Language,
): string {
  const day = dateInWords(dueOn, language);
  return dueProvisional ? t('dueHint', { day }) : day;
}
