/** Building a slip: its questions in order, and how families will see it. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import type { Notice } from '../../model/notice.ts';
import { Desk, errorAt, languageName, say, type View } from '../../pages/frame.tsx';
import { noticePath, roomPath } from '../../paths.ts';
import { pers, type Question, questionKinds, type Slip, wordedFor } from '../model/slip.ts';
import {
  moveQuestionPath,
  newQuestionPath,
  questionPath,
  removeQuestionPath,
  slipPath,
  slipPreviewPath,
} from '../paths.ts';
import { limitsOf, QuestionFields } from './form.tsx';

export type SlipStepProps = {
  view: View;
  notice: Notice;
  /** The notice's title for the trail. */
  name: string;
  troubles?: readonly Trouble[];
};

export function trailOf({ view, notice, name }: SlipStepProps): { href: string; text: string }[] {
  return [{ href: noticePath(notice.id), text: name || say(view)('untitled') }];
}

export type SlipPageProps = SlipStepProps & { slip: Slip; fixed: boolean };

export function SlipPage(props: SlipPageProps): Markup {
  const { view, notice, slip, troubles, fixed } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('slip')} troubles={troubles} trail={trailOf(props)} wide>
      <PageHeading title={t('slip')} meta={t('slipMeta')} />
      {notice.request !== 'slip' && (
        <Banner kind="info">
          <p>
            {t('slipNotAsked')} <a href={roomPath('request', notice.id)}>{t('stepRequest')}</a>
          </p>
        </Banner>
      )}
      {fixed && (
        <Banner kind="info">
          <p>{t('slipFixedNote')}</p>
        </Banner>
      )}
      {!fixed && <PerForm {...props} />}
      <QuestionTable {...props} />
      {!fixed && (
        <>
          <h2>{t('addQuestion')}</h2>
          <p class="meta">{t('neverAsk')}</p>
          <Actions>
            {questionKinds.map((kind) => (
              <Button kind="second" href={newQuestionPath(notice.id, kind)} text={t(`kindOf_${kind}`)} />
            ))}
          </Actions>
        </>
      )}
      {slip.questions.length > 0 && (
        <Actions>
          <Button href={slipPreviewPath(notice.id)} text={t('slipPreview')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('back')} />
        </Actions>
      )}
    </Desk>
  );
}

function PerForm({ view, notice, slip, troubles }: SlipPageProps): Markup {
  const t = say(view);
  return (
    <form method="post" action={slipPath(notice.id)}>
      <Hidden name="revision" value={notice.revision} />
      <Radios
        name="per"
        legend={t('perLegend')}
        value={slip.per}
        items={pers.map((per) => ({ value: per, text: t(`per_${per}`), hint: t(`perHint_${per}`) }))}
        error={errorAt(t, troubles, 'per')}
      />
      <Actions>
        <Button kind="second" text={t('save')} />
      </Actions>
    </form>
  );
}

function QuestionTable({ view, notice, slip, fixed }: SlipPageProps): Markup {
  const t = say(view);
  const main = notice.mainLanguage;
  const last = slip.questions.length - 1;
  return (
    <DataTable
      caption={t('questions')}
      columns={[
        { key: 'text', text: t('questions') },
        { key: 'kind', text: t('questionKind') },
        ...(fixed
          ? []
          : [
              { key: 'order', text: t('order') },
              { key: 'remove', text: t('remove'), hidden: true },
            ]),
      ]}
      rows={slip.questions.map((question, index) => ({
        href: fixed ? undefined : questionPath(notice.id, question.key),
        cells: {
          text: <span lang={main}>{wordedFor(question.text, main, main)}</span>,
          kind: [
            t(`kindOf_${question.kind}`),
            question.required && t('required'),
            limitsOf(view, question, view.language, main),
          ]
            .filter(Boolean)
            .join(' · '),
          order: (
            <form method="post" action={moveQuestionPath(notice.id, question.key)}>
              <Hidden name="revision" value={notice.revision} />
              {index > 0 && (
                <Button kind="second" name="step" value="up" text={t('moveUp')} hiddenText={nameOf(question, main)} />
              )}{' '}
              {index < last && (
                <Button
                  kind="second"
                  name="step"
                  value="down"
                  text={t('moveDown')}
                  hiddenText={nameOf(question, main)}
                />
              )}
            </form>
          ),
          remove: (
            <form method="post" action={removeQuestionPath(notice.id, question.key)}>
              <Hidden name="revision" value={notice.revision} />
              <Button kind="second" text={t('remove')} hiddenText={nameOf(question, main)} />
            </form>
          ),
        },
      }))}
      empty={{ title: t('noQuestions'), text: t('noQuestionsText') }}
    />
  );
}

function nameOf(question: Question, main: string): string {
  return wordedFor(question.text, main, main);
}

export type SlipPreviewProps = SlipStepProps & {
  slip: Slip;
  languages: readonly string[];
  language: string;
  mayChange: boolean;
};

/** As the family sees it; without a button to send. */
export function SlipPreviewPage(props: SlipPreviewProps): Markup {
  const { view, notice, slip, languages, language } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('slipPreview')} trail={trailOf(props)}>
      <PageHeading title={t('slipPreview')} meta={t('slipPreviewMeta')} />
      <Tabs
        label={t('language')}
        items={languages.map((one) => ({
          href: slipPreviewPath(notice.id, one),
          text: languageName(one),
          current: one === language,
        }))}
      />
      <Panel>
        <TextField name="child" label={t('childName')} hint={t(`childHint_${slip.per}`)} autocomplete="off" />
        <QuestionFields {...{ view, slip, language }} main={notice.mainLanguage} values={() => []} />
      </Panel>
      <Actions>
        {props.mayChange && <Button kind="second" href={slipPath(notice.id)} text={t('change')} />}
        <Button kind="second" href={noticePath(notice.id)} text={t('back')} />
      </Actions>
    </Desk>
  );
}
