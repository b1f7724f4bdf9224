/** What every page of the record is given, the page around it, and words that several need. */
import { type Kind, kindInWords } from '#features/incidents/feature.ts';
import type { Shell } from '#platform/http/context.ts';
import { dateInWords, type Language, number, sayTrouble } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import type { Content, Link, Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/page/page.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { type Words, words } from '../messages.ts';
import { fewest, type Period, type Requirement, type Standing } from '../model.ts';
import { recordPath } from '../paths.ts';

export interface View {
  shell: Shell;
  t: Words;
  language: Language;
  today: string;
  /** Names of accounts by id. */
  names: ReadonlyMap<number, string>;
}

export function DeskPage(props: { view: View; title: string; trail?: readonly Link[]; children: Content }): Markup {
  const { view, title, trail } = props;
  const { t } = view;
  const items = trail ? [{ href: recordPath, text: t('title') }, ...trail, { text: title }] : [{ text: title }];
  return (
    <Page {...view.shell} title={title} width="wide" noindex breadcrumbs={{ label: t('breadcrumbs'), items }}>
      {props.children}
    </Page>
  );
}

const inWords = (t: Words) => (trouble: Trouble) => sayTrouble(words, t, trouble);

export function errorAt(t: Words, troubles: readonly Trouble[], field: string): string | undefined {
  return wordedAt(troubles, field, inWords(t));
}

export function Troubles({ t, troubles }: { t: Words; troubles: readonly Trouble[] }): Markup {
  return <ErrorSummary title={t('errorSummary')} errors={worded(troubles, inWords(t))} />;
}

/** A number of people; below five nothing more is said. */
export function people({ t, language }: Pick<View, 't' | 'language'>, n: number): string {
  return n > 0 && n < fewest ? t('few') : number(n, language);
}

/** The district's own requirement may have no English name. */
export function nameOf({ language }: Pick<View, 'language'>, { texts }: Pick<Requirement, 'texts'>): string {
  return texts[language] || texts['zh-CN'];
}

export function oftenOf({ t }: Pick<View, 't'>, { per, times }: Requirement): string {
  return t(`per_${per}`, { n: times });
}

/** In which months a monthly one is asked for; nothing where in all. */
export function monthsOf({ t, language }: Pick<View, 't' | 'language'>, { per, months }: Requirement): string {
  if (per !== 'month' || !months) return '';
  return t('inMonths', { months: months.join(language === 'en' ? ', ' : '、') });
}

export function kindsOf({ language }: Pick<View, 'language'>, { kinds }: Pick<Requirement, 'kinds'>): string {
  return kinds.map((kind) => kindInWords(kind as Kind, language)).join(language === 'en' ? ', ' : '、');
}

export function periodOf({ t, language }: Pick<View, 't' | 'language'>, period: Period): string {
  if (period.name) return period.name;
  const day = (one: string) => dateInWords(one, language);
  return t('stretch', { from: day(period.startsOn), until: day(period.endsOn) });
}

/** How a school stands: what lies behind without a record comes first, then what is still to be held. */
export function StandingTag({ view, standing }: { view: View; standing: Standing }): Markup {
  const { t, language } = view;
  const { none, due, begun } = standing;
  if (none > 0) return <Tag kind="late" text={t('standingNone', { n: none })} />;
  if (due) return <Tag kind="wait" text={t('standingDue', { day: dateInWords(due.endsOn, language) })} />;
  if (begun === 0) return <Tag kind="neutral" text={t('standingLater')} />;
  return <Tag kind="ok" text={t('standingMet')} />;
}
