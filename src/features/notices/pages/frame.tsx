/** What the desk's pages of notices have in common. */
import { sizeInWords } from '#platform/files/size.ts';
import type { Shell } from '#platform/http/context.ts';
import {
  type ContentLanguage,
  contentLanguages,
  dateAround,
  dateInWords,
  type Language,
  momentInWords,
  number,
} from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import type { Content, Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/page/page.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { type NoticeWords, words } from '../messages/words.ts';
import type { Cell } from '../model/figures.ts';
import type { State } from '../model/states.ts';
import { deskPath } from '../paths.ts';

/** What every page is given by its route. */
export interface View {
  shell: Shell;
  language: Language;
  zone: string;
  /** The day in the district's zone. */
  today: string;
  /** The language of the text around which the words stand; a page of the desk has none. */
  around?: ContentLanguage | undefined;
}

/** What words need to be said: the screen's language, and that of the text around which they stand. */
type Speaking = { language: Language; around?: ContentLanguage | undefined };

export type Say = ReturnType<NoticeWords>;

export function say(view: Speaking): Say {
  return words(view.language, view.around);
}

type DeskProps = {
  view: View;
  title: string;
  /** Between the list of notices and this page. */
  trail?: { href: string; text: string }[];
  /** The notices' list is not in the trail of a class teacher. */
  top?: { href: string; text: string };
  troubles?: readonly Trouble[];
  wide?: boolean;
  refreshSeconds?: number;
  head?: Content;
  children: Content;
};

export function Desk({
  view,
  title,
  trail = [],
  top,
  troubles = [],
  wide,
  refreshSeconds,
  head,
  children,
}: DeskProps): Markup {
  const t = say(view);
  const items = [top ?? { href: deskPath, text: t('title') }, ...trail, { text: title }];
  return (
    <Page
      {...view.shell}
      title={troubles.length > 0 ? t('errorTitle', { title }) : title}
      width={wide ? 'wide' : 'narrow'}
      breadcrumbs={{ label: t('trail'), items }}
      refreshSeconds={refreshSeconds}
      head={head}
      noindex
    >
      <Troubles view={view} troubles={troubles} />
      {children}
    </Page>
  );
}

export function Troubles({ view, troubles }: { view: { language: Language }; troubles: readonly Trouble[] }): Markup {
  const t = say(view);
  return <ErrorSummary title={t('errorSummary')} errors={worded(troubles, (trouble) => troubleText(t, trouble))} />;
}

export function troubleText(t: Say, trouble: Trouble): string {
  return t(trouble.key as Parameters<Say>[0], trouble.context);
}

/** The words at a field, if there is trouble with it. */
export function errorAt(t: Say, troubles: readonly Trouble[] | undefined, field: string): string | undefined {
  return wordedAt(troubles, field, (trouble) => troubleText(t, trouble));
}

const stateKinds: Record<State, TagKind> = {
  draft: 'neutral',
  in_review: 'wait',
  approved: 'info',
  scheduled: 'info',
  published: 'ok',
  withdrawn: 'late',
  discarded: 'neutral',
  applied: 'ok',
};

export function StateTag({ view, state }: { view: { language: Language }; state: State }): Markup {
  return <Tag kind={stateKinds[state]} text={say(view)(`state_${state}`)} />;
}

/** A figure as it may be shown. */
export function cellText(view: { language: Language }, cell: Cell): string {
  const t = say(view);
  if (cell.show === 'number') return number(cell.n, view.language);
  if (cell.show === 'few') return t('few');
  if (cell.show === 'least') return t('least', { n: number(cell.n, view.language) });
  return t('hiddenFigure');
}

export function languageName(language: string): string {
  return contentLanguages[language as ContentLanguage] ?? language;
}

export function day(view: Speaking, date: string): string {
  return view.around ? dateAround(date, view.around) : dateInWords(date, view.language);
}

export function moment(view: View, at: Date): string {
  return momentInWords(at, view.language, view.zone);
}

export function count(view: { language: Language }, n: number): string {
  return number(n, view.language);
}

/** Beside a figure of a large audience, which is counted now and then; empty for one that was counted just now. */
export function asCounted(view: View, at: Date | null): string {
  return at ? say(view)('countedAt', { time: moment(view, at) }) : '';
}

/** 184 KB, 2.3 MB. */
export function fileMeta(view: { language: Language }, file: { name: string; size: number }): string {
  const kind = (file.name.split('.').pop() ?? '').toUpperCase();
  return `${kind}${view.language === 'en' ? ', ' : '，'}${sizeInWords(file.size)}`;
}

/** Plain text as it was written, line by line. */
export function PlainText({ text, lang }: { text: string; lang?: string }): Markup {
  return (
    <div class="prose" lang={lang}>
      {text.split(/\n{2,}/).map((block) => (
        <p>
          {block.split('\n').map((line, index) => (
            <>
              {index > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      ))}
    </div>
  );
}
