/** What every page of accounts receives, and how troubles are shown. */
import type { Shell } from '#platform/http/context.ts';
import type { Typed } from '#platform/http/form.ts';
import { momentInWords } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { troubleInWords, type Words, words } from '../messages.ts';

export interface View {
  shell: Shell;
  zone: string;
  typed?: Typed;
  troubles?: readonly Trouble[];
  /** Something that was just done. */
  notice?: string | undefined;
}

export function say(view: View): Words {
  return words(view.shell.lang);
}

/** The message at a field. */
export function errorAt(view: View, field: string): string | undefined {
  return wordedAt(view.troubles, field, (trouble) => troubleInWords(view.shell.lang, trouble));
}

/** What was typed before, to be shown again. */
export function typedAt(view: View, field: string): string {
  const value = view.typed?.[field];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** The summary of troubles, or what was just done. `first` is the field to which a trouble of the whole form leads. */
export function Outcome({ view, first }: { view: View; first?: string }): Markup {
  const t = say(view);
  if (view.troubles?.length) {
    const errors = worded(view.troubles, (trouble) => troubleInWords(view.shell.lang, trouble));
    return <ErrorSummary title={t('errorTitle')} errors={errors} first={first} />;
  }
  if (!view.notice) return <></>;
  return (
    <Banner kind="success">
      <p>{view.notice}</p>
    </Banner>
  );
}

export function moment(view: View, at: Date): string {
  return momentInWords(at, view.shell.lang, view.zone);
}

/** Where the page stands below another one. */
export function trail(view: View, above: { href: string; text: string }, here: string) {
  return { label: say(view)('breadcrumbs'), items: [above, { text: here }] };
}
