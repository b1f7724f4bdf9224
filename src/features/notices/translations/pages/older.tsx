/** What the desk and readers are told of translations that were made from an earlier text. */

import type { Trouble } from '#platform/trouble.ts';
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Checkbox } from '#ui/field/choices.tsx';
import { Meta } from '#ui/heading/heading.tsx';
import { TextDifference } from '#ui/text-difference/text-difference.tsx';
import { differenceOf } from '../../model/difference.ts';
import type { Text, Whole } from '../../model/notice.ts';
import { errorAt, languageName, say, type View } from '../../pages/frame.tsx';

export interface OlderTranslation {
  language: string;
  /** The main text when it was translated, and now. */
  source: Pick<Text, 'title' | 'body'>;
  main: Text;
}

/** Before the check and the review: which translations, and what changed since. */
export function OlderBanner({ view, older }: { view: View; older: readonly OlderTranslation[] }): Markup | null {
  if (older.length === 0) return null;
  const t = say(view);
  const languages = older.map(({ language }) => languageName(language)).join(t('comma'));
  return (
    <Banner kind="warning" title={t('olderBanner', { languages })}>
      {older.map(({ language, source, main }) => (
        <Details summary={t('olderSince', { language: languageName(language) })}>
          {source.title !== main.title && (
            <TextDifference
              parts={differenceOf(source.title, main.title, main.language)}
              lang={main.language}
              addedText={t('added')}
              removedText={t('removed')}
            />
          )}
          <TextDifference
            parts={differenceOf(source.body, main.body, main.language)}
            lang={main.language}
            addedText={t('added')}
            removedText={t('removed')}
          />
        </Details>
      ))}
    </Banner>
  );
}

/** Sending it for review all the same. */
export function OlderConfirm({
  view,
  whole,
  troubles,
}: {
  view: View;
  whole: Whole;
  troubles: readonly Trouble[] | undefined;
}): Markup | null {
  if (!whole.texts.some((text) => text.isOlder)) return null;
  const t = say(view);
  return <Checkbox name="older" label={t('olderConfirm')} value="yes" error={errorAt(t, troubles, 'older')} />;
}

/** Under the text that a reader has. */
export function OlderNote({
  view,
  whole,
  text,
}: {
  view: { language: View['language'] };
  whole: Whole;
  text: Text | undefined;
}): Markup | null {
  if (!text?.isOlder) return null;
  const language = languageName(whole.notice.mainLanguage);
  return <Meta>{say(view)('olderForReaders', { language })}</Meta>;
}
