/** The office's page: what waits, what becomes of it, what was answered. */

import { type Typed, typedList, typedText } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Checkboxes } from '#ui/field/choices.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Incident } from '../../model/incident.ts';
import { DeskPage, errorAt, moment, nameOf, Troubles, trailOf, type View } from '../../pages/frame.tsx';
import {
  declinedIn,
  declineReasons,
  longestAnswer,
  longestMatter,
  type Matter,
  type MatterTexts,
  type Question,
  type QuestionCounts,
} from '../model/question.ts';
import { matterPath, questionsPath } from '../paths.ts';

export interface QuestionsProps {
  view: View;
  incident: Incident;
  counts: QuestionCounts;
  waiting: readonly Question[];
  nextHref: string | undefined;
  matters: readonly Matter[];
  /** Whether the reader leads the incident; others look on. */
  leads: boolean;
  typed: Typed;
  troubles: readonly Trouble[];
}

const inLanguage = (view: View, texts: MatterTexts): string => texts[view.language] ?? texts['zh-CN'] ?? '';

export function QuestionsPage(props: QuestionsProps): Markup {
  const { view, incident, counts, waiting, matters, leads } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('questions')} width="narrow" incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={props.troubles} />
      <PageHeading title={t('questions')} caption={nameOf(view, incident)} />
      <p>{t('questionsLead')}</p>
      <p>
        <strong>
          {t('questionsCounts', {
            received: counts.received,
            answered: counts.answered,
            waiting: counts.waiting,
            declined: declinedIn(counts),
          })}
        </strong>{' '}
        {counts.ended > 0 && t('questionsEndedN', { n: counts.ended })}
      </p>
      <h2>{t('questionsWaiting')}</h2>
      {waiting.length === 0 ? (
        <EmptyState title={t('questionsNone')} text={t('questionsNoneText')} />
      ) : leads ? (
        <Work {...props} />
      ) : (
        <DataTable
          caption={t('questionsWaiting')}
          captionHidden
          columns={[
            { key: 'question', text: t('question') },
            { key: 'day', text: t('questionDay') },
          ]}
          rows={waiting.map((question) => ({
            cells: { question: question.text, day: dateInWords(question.askedOn, view.language) },
          }))}
          empty={{ title: '', text: '' }}
        />
      )}
      <Pager
        label={t('pages')}
        previousHref={undefined}
        previousText=""
        nextHref={props.nextHref}
        nextText={t('older')}
      />
      {matters.length > 0 && (
        <>
          <h2>{t('questionsAnswered')}</h2>
          <DataTable
            caption={t('questionsAnswered')}
            captionHidden
            columns={[
              { key: 'question', text: t('question') },
              { key: 'answer', text: t('matterAnswer') },
              { key: 'at', text: t('questionAnsweredAt') },
            ]}
            rows={matters.map((matter) => ({
              ...(leads && { href: matterPath(incident.id, matter.id) }),
              cells: {
                question: inLanguage(view, matter.question),
                answer: inLanguage(view, matter.answer),
                at: (
                  <div>
                    {moment(view, matter.at)}
                    <div class="meta">{t('matterAsked', { n: matter.asked })}</div>
                  </div>
                ),
              },
            }))}
            empty={{ title: '', text: '' }}
          />
        </>
      )}
    </DeskPage>
  );
}

/** One form, three ways: the button says which. */
function Work({ view, incident, waiting, matters, typed, troubles }: QuestionsProps): Markup {
  const { t, language } = view;
  const act = typedText(typed, 'act');
  const chosen = new Set(typedList(typed, 'question'));
  return (
    <form method="post" action={questionsPath(incident.id)} novalidate>
      <Checkboxes
        name="question"
        legend={t('questionsChoose')}
        error={errorAt(t, troubles, 'question')}
        items={waiting.map((question) => ({
          value: String(question.id),
          text: question.text,
          hint: t('questionAskedOn', { day: dateInWords(question.askedOn, language) }),
          checked: chosen.has(String(question.id)),
        }))}
      />
      <h3>{t('questionsHow')}</h3>
      <Details summary={t('questionsAnswer')} open={act === '' || act === 'answer'}>
        {(['zh', 'en'] as const).map((key) => (
          <fieldset class="field">
            <legend>{t(key === 'zh' ? 'inChinese' : 'inEnglish')}</legend>
            <TextField
              name={`${key}_question`}
              label={t('matterQuestion')}
              lang={key === 'zh' ? 'zh-CN' : 'en'}
              value={typedText(typed, `${key}_question`)}
              maxlength={longestMatter}
              error={errorAt(t, troubles, `${key}_question`)}
            />
            <AnswerField {...{ view, typed, troubles }} language={key} />
          </fieldset>
        ))}
        <Actions>
          <Button name="act" value="answer" text={t('questionsAnswer')} />
        </Actions>
      </Details>
      {matters.length > 0 && (
        <Details summary={t('questionsMerge')} open={act === 'merge'}>
          <Select
            name="matter"
            label={t('matterChosen')}
            value={typedText(typed, 'matter')}
            error={errorAt(t, troubles, 'matter')}
            options={matters.map((matter) => ({ value: String(matter.id), text: inLanguage(view, matter.question) }))}
          />
          <Actions>
            <Button kind="second" name="act" value="merge" text={t('questionsMerge')} />
          </Actions>
        </Details>
      )}
      <Details summary={t('questionsDecline')} open={act === 'decline'}>
        <p class="meta">{t('declineHint')}</p>
        <Select
          name="reason"
          label={t('declineReason')}
          value={typedText(typed, 'reason')}
          error={errorAt(t, troubles, 'reason')}
          options={declineReasons.map((reason) => ({ value: reason, text: t(`declined_${reason}`) }))}
        />
        <Actions>
          <Button kind="danger" name="act" value="decline" text={t('questionsDecline')} />
        </Actions>
      </Details>
    </form>
  );
}

function AnswerField(props: { view: View; typed: Typed; troubles: readonly Trouble[]; language: 'zh' | 'en' }): Markup {
  const { view, typed, troubles, language } = props;
  const { t } = view;
  return (
    <TextArea
      name={`${language}_answer`}
      label={t('matterAnswer')}
      lang={language === 'zh' ? 'zh-CN' : 'en'}
      rows={4}
      value={typedText(typed, `${language}_answer`)}
      maxlength={longestAnswer}
      error={errorAt(t, troubles, `${language}_answer`)}
    />
  );
}

export function MatterPage(props: {
  view: View;
  incident: Incident;
  matter: Matter;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, incident, matter, typed, troubles } = props;
  const { t } = view;
  const title = t('answerCorrect');
  const trail = [...trailOf(view, incident), { href: questionsPath(incident.id), text: t('questions') }];
  return (
    <DeskPage view={view} title={title} width="narrow" incident={incident} trail={trail}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} caption={inLanguage(view, matter.question)} />
      <p>{t('answerCorrectLead')}</p>
      <form method="post" action={matterPath(incident.id, matter.id)} novalidate>
        <Hidden name="version" value={matter.version} />
        <fieldset class="field">
          <legend>{t('inChinese')}</legend>
          <AnswerField {...{ view, typed, troubles }} language="zh" />
        </fieldset>
        {matter.question.en !== undefined && (
          <fieldset class="field">
            <legend>{t('inEnglish')}</legend>
            <AnswerField {...{ view, typed, troubles }} language="en" />
          </fieldset>
        )}
        <Actions>
          <Button text={t('answerCorrectButton')} />
          <Button kind="second" href={questionsPath(incident.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}
