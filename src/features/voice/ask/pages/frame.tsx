/** The page around everything below /ask: no account, no navigation, a way out on top. */
import type { Shell } from '#platform/http/context.ts';
import { type Language, sayTrouble } from '#platform/i18n.ts';
import { type Trouble, worded, wordedAt } from '#platform/trouble.ts';
import type { Content, Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/page/page.tsx';
import { type AskWords, askWords } from '../messages.ts';
import { askPath, neutralPage } from '../paths.ts';

export interface AskView {
  shell: Shell;
  t: AskWords;
  language: Language;
}

export function AskFrame(props: {
  view: AskView;
  title: string;
  back?: { href: string; text: string };
  /** A name is sealed on this page. */
  seals?: boolean;
  children: Content;
}): Markup {
  const { view, title, back } = props;
  const { t, language, shell } = view;
  return (
    <Page
      {...shell}
      title={title}
      noindex
      backLink={back}
      head={
        <>
          <script src={askPath('script', language)} defer></script>
          {props.seals && <script src={askPath('seal', language)} defer></script>}
        </>
      }
    >
      <p>
        <a class="button danger" href={askPath('leave', language)} rel="noreferrer" data-leave={neutralPage}>
          {t('quickExit')}
        </a>
      </p>
      {props.children}
    </Page>
  );
}

export function inWords(t: AskWords, trouble: Trouble): string {
  return sayTrouble(askWords, t, trouble);
}

export function errorAt(t: AskWords, troubles: readonly Trouble[], field: string): string | undefined {
  return wordedAt(troubles, field, (trouble) => inWords(t, trouble));
}

export function Troubles({ t, troubles }: { t: AskWords; troubles: readonly Trouble[] }): Markup {
  return <ErrorSummary title={t('errorSummary')} errors={worded(troubles, (trouble) => inWords(t, trouble))} />;
}

/** What somebody wrote, line by line; its direction stays its own. */
export function Written({ text, lang }: { text: string; lang?: string }): Markup {
  return (
    <p dir="auto" lang={lang}>
      {text.split('\n').map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </p>
  );
}
