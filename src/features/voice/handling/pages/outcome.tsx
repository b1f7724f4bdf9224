/** Parts of the page at /ask that show a case to its person: the answer, and what they may say to it. No script, no cookie. */
import { dateInWords, type Language, sayTrouble } from '#platform/i18n.ts';
import { type Trouble, wordedAt } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, TextArea } from '#ui/field/field.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { words } from '../../messages.ts';
import { longestText } from '../../model/kinds.ts';
import type { Outcomes } from '../model/outcome.ts';

export interface OutcomeProps {
  outcomes: Outcomes;
  language: Language;
  /** The language in which the case was brought. */
  lang: Language;
  /** Where the forms go; each carries the code. */
  action: string;
  code: string;
  typed: { review: string };
  troubles: readonly Trouble[];
}

export function Outcome(props: OutcomeProps): Markup | null {
  const { outcomes, language } = props;
  const t = words(language);
  const day = (on: string) => dateInWords(on, language);
  const { answers } = outcomes;
  if (answers.length === 0 && !outcomes.review) return null;
  return (
    <>
      {answers.length > 0 && <h2>{t('caseAnswers')}</h2>}
      {answers.map((answer) => (
        <Panel title={t(answer.corrects === null ? 'answerN' : 'answerCorrected', { day: day(answer.day) })}>
          {answers.some((later) => later.corrects === answer.n) && <p class="meta">{t('answerReplaced')}</p>}
          {answer.text.split(/\n+/).map((line) => (
            <p dir="auto" lang={props.lang}>
              {line}
            </p>
          ))}
        </Panel>
      ))}
      {outcomes.opinion && <Opinions {...props} />}
      {outcomes.review && <Review {...props} review={outcomes.review} />}
    </>
  );
}

function Said(props: OutcomeProps & { children: Content }): Markup {
  return (
    <form method="post" action={props.action} novalidate>
      <Hidden name="code" value={props.code} />
      {props.children}
    </form>
  );
}

function errorAt({ language, troubles }: OutcomeProps, field: string): string | undefined {
  return wordedAt(troubles, field, (trouble) => sayTrouble(words, words(language), trouble));
}

function Opinions(props: OutcomeProps): Markup {
  const { outcomes, language } = props;
  const t = words(language);
  const { settled, rating } = outcomes;
  return (
    <>
      <h2>{t('outcomeTitle')}</h2>
      <Said {...props}>
        <p>{settled === null ? t('outcomeSettled') : settled ? t('outcomeSaidYes') : t('outcomeSaidNo')}</p>
        <Actions>
          {settled !== true && <Button name="act" value="settled" text={t('outcomeYes')} />}
          {settled === null && <Button kind="second" name="act" value="unsettled" text={t('outcomeNo')} />}
        </Actions>
      </Said>
      <Said {...props}>
        {rating !== null && <p>{t('outcomeRated', { n: rating })}</p>}
        <Radios
          name="rating"
          legend={t('outcomeRate')}
          hint={t('outcomeRateHint')}
          inline
          value={rating === null ? '' : String(rating)}
          error={errorAt(props, 'rating')}
          items={['1', '2', '3', '4', '5'].map((value) => ({ value, text: value }))}
        />
        <Actions>
          <Button kind="second" name="act" value="rate" text={t('outcomeRateSend')} />
        </Actions>
      </Said>
    </>
  );
}

function Review(props: OutcomeProps & { review: { round: number; until: string } }): Markup {
  const { review, language, troubles } = props;
  const t = words(language);
  const title = t(review.round === 1 ? 'review_1' : 'review_2');
  return (
    <Details summary={title} open={troubles.some(({ field }) => field === 'review')}>
      <p>{t('reviewHint', { day: dateInWords(review.until, language) })}</p>
      <Said {...props}>
        <TextArea
          name="review"
          label={t('reviewText')}
          hint={t('reviewTextHint')}
          rows={6}
          value={props.typed.review}
          error={errorAt(props, 'review')}
          maxlength={longestText}
        />
        <Actions>
          <Button name="act" value="review" text={title} />
        </Actions>
      </Said>
    </Details>
  );
}
