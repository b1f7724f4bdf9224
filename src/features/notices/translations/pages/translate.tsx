/** The main text and its translation beside each other, paragraph by paragraph. */
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { SideBySide } from '#ui/side-by-side/side-by-side.tsx';
import { TextDifference } from '#ui/text-difference/text-difference.tsx';
import { differenceOf } from '../../model/difference.ts';
import { limits, type Text } from '../../model/notice.ts';
import { Desk, errorAt, languageName, PlainText, say, type View } from '../../pages/frame.tsx';
import { type StepProps, trailOf } from '../../pages/write.tsx';
import { textPath } from '../../paths.ts';
import type { Pair } from '../model/paragraphs.ts';

export type TranslationProps = StepProps & {
  language: string;
  /** The main text as it is now. */
  main: Text;
  /** Its title when the translation was made, if that differs. */
  titleBefore: string | null;
  pairs: readonly Pair[];
  title: string;
  /** The main text was changed since the translation was made. */
  isOlder: boolean;
  agrees: boolean;
};

export function TranslationPage(props: TranslationProps): Markup {
  const { view, notice, language, main, pairs, isOlder, troubles } = props;
  const t = say(view);
  const name = languageName(language);
  const title = t('translationTitle', { language: name });
  return (
    <Desk view={view} title={title} troubles={troubles} trail={trailOf(props)} wide>
      <PageHeading title={title} />
      {isOlder && (
        <Banner kind="warning" title={t('translationOlder')}>
          <p>{t('translationOlderText')}</p>
        </Banner>
      )}
      <form method="post" action={textPath(notice.id, language)}>
        <Hidden name="revision" value={notice.revision} />
        <SideBySide
          left={t('originalSide', { language: languageName(main.language) })}
          right={name}
          pairs={[
            {
              marked: props.titleBefore !== null,
              left: (
                <>
                  <Meta>{t('originalTitle')}</Meta>
                  <Now view={view} lang={main.language} before={props.titleBefore} now={main.title} />
                </>
              ),
              right: (
                <TextField
                  name="title"
                  label={t('noticeTitle')}
                  lang={language}
                  value={props.title}
                  maxlength={limits.title}
                  error={errorAt(t, troubles, 'title')}
                />
              ),
            },
            ...pairs.map((pair, index) => ({
              marked: pair.change !== 'same',
              left: <Original view={view} lang={main.language} pair={pair} />,
              right: (
                <TextArea
                  id={`paragraph-${index + 1}`}
                  name="paragraph[]"
                  label={t('paragraphN', { n: index + 1 })}
                  labelHidden
                  lang={language}
                  rows={rowsFor(pair)}
                  value={pair.translation}
                  error={index === 0 ? errorAt(t, troubles, 'body') : undefined}
                />
              ),
            })),
            {
              left: <Meta>{t('newParagraph')}</Meta>,
              right: (
                <TextArea
                  id="paragraph-more"
                  name="paragraph[]"
                  label={t('newParagraph')}
                  labelHidden
                  lang={language}
                  rows={2}
                />
              ),
            },
          ]}
        />
        {isOlder && (
          <Checkbox name="agrees" label={t('agrees')} hint={t('agreesHint')} value="yes" checked={props.agrees} />
        )}
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={`${textPath(notice.id, language)}?whole=1`} text={t('asWhole')} />
        </Actions>
        <Meta>{t('emptyTakesOut')}</Meta>
      </form>
    </Desk>
  );
}

/** The box is as high as what it will hold, seen from the original beside it. */
function rowsFor({ main, translation }: Pair): number {
  const long = (text: string) => text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 40), 0);
  return Math.min(16, Math.max(2, long(translation), long(main ?? '')));
}

function Original({ view, lang, pair }: { view: View; lang: string; pair: Pair }): Markup {
  const t = say(view);
  const notes: Record<Pair['change'], Content> = {
    same: pair.main === null ? t('paragraphMore') : null,
    changed: t('paragraphChanged'),
    added: t('paragraphAdded'),
    removed: t('paragraphRemoved'),
  };
  return (
    <>
      {notes[pair.change] && <Meta>{notes[pair.change]}</Meta>}
      {(pair.main !== null || pair.before !== null) && (
        <Now view={view} lang={lang} before={pair.before} now={pair.main ?? ''} />
      )}
    </>
  );
}

function Now({ view, lang, before, now }: { view: View; lang: string; before: string | null; now: string }): Markup {
  const t = say(view);
  if (before === null) return <PlainText text={now} lang={lang} />;
  const parts = differenceOf(before, now, lang);
  return <TextDifference parts={parts} lang={lang} addedText={t('added')} removedText={t('removed')} />;
}
