/** What every page about the API receives, and how troubles are shown. */
import type { Shell } from '#platform/http/context.ts';
import { type Typed, typedText } from '#platform/http/form.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { troubleInWords, type Words, words } from '../messages.ts';

export interface View {
  shell: Shell;
  zone: string;
  /** The service's public address. */
  origin: string;
  today: string;
  typed?: Typed;
  troubles?: readonly Trouble[];
  /** Something that was just done. */
  notice?: string | undefined;
}

export function say(view: View): Words {
  return words(view.shell.lang);
}

export function errorAt(view: View, field: string): string | undefined {
  return wordedAt(view.troubles, field, (trouble) => troubleInWords(view.shell.lang, trouble));
}

export function typedAt(view: View, field: string, otherwise = ''): string {
  return view.typed ? typedText(view.typed, field) : otherwise;
}

/** The summary of troubles, or what was just done. `first` is the field to which a trouble of the whole form leads. */
export function Outcome({ view, first }: { view: View; first?: string }): Markup {
  if (view.troubles?.length) {
    const errors = worded(view.troubles, (trouble) => troubleInWords(view.shell.lang, trouble));
    return <ErrorSummary title={say(view)('errorTitle')} errors={errors} first={first} />;
  }
  if (!view.notice) return <></>;
  return (
    <Banner kind="success">
      <p>{view.notice}</p>
    </Banner>
  );
}

export function trail(view: View, above: { href: string; text: string }, here: string) {
  return { label: say(view)('breadcrumbs'), items: [above, { text: here }] };
}
