import type { Shell } from '#platform/http/context.ts';
import { sayTrouble } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import type { Content, Link, Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/page/page.tsx';
import { type Words, words } from '../messages.ts';
import type { Organisation } from '../model.ts';
import { paths } from '../paths.ts';

/** What every page of the directory is given. */
export interface Frame {
  shell: Shell;
  t: Words;
  zone: string;
  /** The day in the district's zone. */
  today: string;
}

export interface DirectoryPageProps {
  frame: Frame;
  title: string;
  /** Between the directory and this page. */
  trail?: readonly Link[];
  width?: 'narrow' | 'wide';
  children: Content;
}

/** A page with its place in the directory. */
export function DirectoryPage({ frame, title, trail, width = 'wide', children }: DirectoryPageProps): Markup {
  const { t, shell } = frame;
  const items = trail ? [{ href: paths.home(), text: t('title') }, ...trail, { text: title }] : [{ text: t('title') }];
  return (
    <Page {...shell} title={title} width={width} noindex breadcrumbs={{ label: t('breadcrumbs'), items }}>
      {children}
    </Page>
  );
}

/** Organisations as links, from the top of the reach down. */
export function trailOf(line: readonly Organisation[]): Link[] {
  return line.map((organisation) => ({ href: paths.organisation(organisation.id), text: organisation.name }));
}

/** An expected trouble in words. */
export function inWords(t: Words, trouble: Trouble): string {
  return sayTrouble(words, t, trouble);
}

/** The words at one field. */
export function errorAt(t: Words, troubles: readonly Trouble[], field: string): string | undefined {
  return wordedAt(troubles, field, (trouble) => inWords(t, trouble));
}

export function Troubles({ t, troubles }: { t: Words; troubles: readonly Trouble[] }): Markup {
  return <ErrorSummary title={t('errorSummary')} errors={worded(troubles, (trouble) => inWords(t, trouble))} />;
}
