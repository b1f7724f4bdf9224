import type { Shell } from '#platform/http/context.ts';
import { type Language, momentInWords } from '#platform/i18n.ts';
import { type Trouble, worded } from '#platform/trouble.ts';
import type { Content, Markup } from '#ui/content.ts';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/page/page.tsx';
import type { TagKind } from '#ui/tag/tag.tsx';
import { paths } from '../../paths.ts';
import { sheetPaths } from '../../sheet/paths.ts';
import { placeInWords, type rosterWords, sayProblem } from '../messages.ts';
import type { ImportState, Note } from '../model.ts';
import { rosterPaths } from '../paths.ts';

export type RosterWords = ReturnType<typeof rosterWords>;

/** What every page of the import is given. */
export interface RosterFrame {
  shell: Shell;
  t: RosterWords;
  language: Language;
  zone: string;
  /** A school's sheet, and the upload that can be compared again. */
  sheet?: { organisationId: number; uploadId: number | undefined };
}

interface RosterPageProps {
  frame: RosterFrame;
  title: string;
  /** Between the list of imports and this page. */
  trail?: { href: string; text: string }[];
  top?: boolean;
  /** Below the list of schools whose sheets can be imported. */
  sheets?: boolean;
  refreshSeconds?: number;
  troubles?: readonly Trouble[];
  children: Content;
}

export function RosterPage(props: RosterPageProps): Markup {
  const { frame, title, trail = [], top, sheets, troubles = [] } = props;
  const { t, shell, language } = frame;
  const ofSheet = sheets || frame.sheet;
  const start = ofSheet
    ? { href: frame.sheet ? startOf(frame) : sheetPaths.home(), text: t('sheetTitle') }
    : { href: rosterPaths.home(), text: t('rosterTitle') };
  const above = top ? [] : [start, ...trail];
  const items = [{ href: paths.home(), text: t('directory') }, ...above, { text: title }];
  return (
    <Page
      {...shell}
      title={title}
      width="wide"
      noindex
      refreshSeconds={props.refreshSeconds}
      breadcrumbs={{ label: t('breadcrumbs'), items }}
    >
      <ErrorSummary title={t('errorSummary')} errors={worded(troubles, (trouble) => sayTrouble(language, trouble))} />
      {props.children}
    </Page>
  );
}

/** Where an import of this kind begins. */
export function startOf({ sheet }: RosterFrame): string {
  return sheet ? sheetPaths.school(sheet.organisationId) : rosterPaths.home();
}

export function sayTrouble(language: Language, trouble: Trouble): string {
  return sayProblem(language, { key: trouble.key, context: trouble.context ?? {} });
}

export const stateTags: Record<ImportState, TagKind> = {
  staging: 'info',
  ready: 'wait',
  applying: 'info',
  applied: 'ok',
  refused: 'late',
  discarded: 'neutral',
  failed: 'late',
};

/** Who did it and when. */
export function whoAndWhen(frame: RosterFrame, name: string | null, at: Date): string {
  const { t, language, zone } = frame;
  return t('startedBy', { who: name ?? t('onConsole'), when: momentInWords(at, language, zone) });
}

/** What was left out or mended on the way. */
export function NoteList({ frame, notes }: { frame: RosterFrame; notes: readonly Note[] }): Markup {
  const { t, language } = frame;
  if (notes.length === 0) return <></>;
  return (
    <>
      <h2>{t('notes')}</h2>
      <div class="prose">
        <ul>
          {notes.map((note) => (
            <li>
              <strong>{placeInWords(language, note)}</strong>
              {t('colon')}
              {sayProblem(language, note)}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
