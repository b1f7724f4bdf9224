/** One question of a slip, in every language of the notice. */
import type { ContentLanguage } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Desk, errorAt, languageName, say } from '../../pages/frame.tsx';
import { type QuestionKind, slipLimits } from '../model/slip.ts';
import { newQuestionPath, questionPath, slipPath } from '../paths.ts';
import { type SlipStepProps, trailOf } from './write.tsx';

export type QuestionPageProps = SlipStepProps & {
  /** Null: a new one. */
  questionKey: number | null;
  kind: QuestionKind;
  languages: readonly ContentLanguage[];
  /** What was typed, or what is saved, by field. */
  values: (field: string) => string;
};

export function QuestionPage(props: QuestionPageProps): Markup {
  const { view, notice, kind, questionKey, troubles, values } = props;
  const t = say(view);
  const title = questionKey === null ? t('addKind', { kind: t(`kindOf_${kind}`) }) : t('changeQuestion');
  const trail = [...trailOf(props), { href: slipPath(notice.id), text: t('slip') }];
  return (
    <Desk view={view} title={title} troubles={troubles} trail={trail}>
      <PageHeading title={title} caption={t(`kindOf_${kind}`)} meta={t('neverAsk')} />
      <form
        method="post"
        action={questionKey === null ? newQuestionPath(notice.id) : questionPath(notice.id, questionKey)}
      >
        <Hidden name="revision" value={notice.revision} />
        <Hidden name="kind" value={kind} />
        {props.languages.map((language) => (
          <Words {...props} language={language} />
        ))}
        {kind === 'number' && (
          <>
            <TextField
              name="least"
              label={t('leastNumber')}
              inputmode="numeric"
              width={10}
              value={values('least')}
              error={errorAt(t, troubles, 'least')}
            />
            <TextField
              name="most"
              label={t('mostNumber')}
              inputmode="numeric"
              width={10}
              value={values('most')}
              error={errorAt(t, troubles, 'most')}
            />
          </>
        )}
        {kind === 'date' && (
          <>
            <TextField
              name="from"
              type="date"
              label={t('fromDay')}
              width={20}
              value={values('from')}
              error={errorAt(t, troubles, 'from')}
            />
            <TextField
              name="to"
              type="date"
              label={t('toDay')}
              width={20}
              value={values('to')}
              error={errorAt(t, troubles, 'to')}
            />
          </>
        )}
        <Checkbox name="required" label={t('requiredLegend')} checked={values('required') === 'yes'} />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={slipPath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

function Words({ view, kind, language, values, troubles }: QuestionPageProps & { language: ContentLanguage }): Markup {
  const t = say(view);
  const name = { language: languageName(language) };
  const field = (part: string) => ({
    name: `${part}-${language}`,
    value: values(`${part}-${language}`),
    error: errorAt(t, troubles, `${part}-${language}`),
    lang: language,
  });
  return (
    <>
      <TextArea
        {...field('text')}
        label={t(kind === 'consent' ? 'consentText' : 'questionText', name)}
        hint={kind === 'consent' ? t('consentHint') : undefined}
        rows={2}
        maxlength={slipLimits.text}
      />
      {(kind === 'choice' || kind === 'choices') && (
        <TextArea {...field('options')} label={t('optionsText', name)} hint={t('optionsHint')} rows={4} />
      )}
      {kind === 'number' && (
        <TextField
          {...field('unit')}
          label={t('unitText', name)}
          hint={t('unitHint')}
          width={10}
          maxlength={slipLimits.unit}
        />
      )}
      <TextField {...field('help')} label={t('questionHelp', name)} maxlength={slipLimits.help} />
    </>
  );
}
