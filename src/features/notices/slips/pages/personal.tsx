/** The slip on the page behind a personal link. No child is named before the guardian has named it. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { TextField } from '#ui/field/field.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { day, errorAt, say, type View } from '../../pages/frame.tsx';
import type { Answer } from '../model/answer.ts';
import { type Slip, wordedFor } from '../model/slip.ts';
import { answerPath, openAnswerPath } from '../paths.ts';
import { inWords, QuestionFields } from './form.tsx';

export type SlipPanelProps = {
  view: View;
  token: string;
  slip: Slip;
  deadlineOn: string;
  /** The reader's language of content, and the notice's main one. */
  language: string;
  main: string;
  /** The newest answer that was given before, without what it says. */
  replied?: { on: string; means: 'link' | 'told' };
  late: boolean;
  /** What is shown: the empty form, a form with what was typed or given before, or an answer to read. */
  show: 'empty' | 'form' | 'answer';
  childName: string;
  values: (field: string) => string[];
  answer?: Answer;
  troubles?: readonly Trouble[];
  /** Which of the two forms the trouble is at. */
  at?: 'form' | 'open';
};

export function SlipPanel(props: SlipPanelProps): Markup {
  const { view, replied, late, show } = props;
  const t = say(view);
  const again = replied && show === 'empty';
  return (
    <>
      <h2>{t('slip')}</h2>
      {replied && (
        <Banner kind="success" title={t('repliedTitle')}>
          <p>{t(replied.means === 'told' ? 'repliedByTeacher' : 'repliedOn', { day: day(view, replied.on) })}</p>
        </Banner>
      )}
      {late && <p>{`${t('replyOver', { day: day(view, props.deadlineOn) })} ${t('replyOverHelp')}`}</p>}
      {show === 'answer' && <Given {...props} />}
      {again && <Open {...props} />}
      {!late && show === 'form' && <Form {...props} />}
      {!late && show === 'empty' && !replied && <Form {...props} />}
      {!late && again && props.slip.per === 'child' && (
        <Details summary={t('replyAnother')}>
          <Form {...props} />
        </Details>
      )}
    </>
  );
}

function Form(props: SlipPanelProps): Markup {
  const { view, slip, token, language, childName, troubles, show } = props;
  const t = say(view);
  return (
    <Panel>
      <p>
        <strong>{t('pleaseReply', { day: day(view, props.deadlineOn) })}</strong>
        {slip.per === 'child' && show === 'empty' && ` ${t('severalChildren')}`}
      </p>
      <form method="post" action={`${answerPath(token)}?lang=${language}`} enctype="multipart/form-data">
        <TextField
          name="child"
          label={t('childName')}
          hint={t(`childHint_${slip.per}`)}
          value={childName}
          autocomplete="off"
          noSpellcheck
          error={errorAt(t, troubles, 'child')}
          required
        />
        <QuestionFields {...props} files={props.answer?.files} />
        <Actions>
          <Button text={t('sendReply')} />
        </Actions>
      </form>
    </Panel>
  );
}

/** The light confirmation: what was answered is shown to whoever can name the child. */
function Open({ view, slip, token, language, late, troubles, at, childName }: SlipPanelProps): Markup {
  const t = say(view);
  const title = t(late ? 'seeReplyLate' : 'seeReply');
  const error = at === 'open' ? errorAt(t, troubles, 'child') : undefined;
  return (
    <Details summary={title} open={at === 'open'}>
      <form method="post" action={`${openAnswerPath(token)}?lang=${language}`}>
        <p>{t('seeReplyText')}</p>
        <TextField
          id="f-open"
          name="child"
          label={t('childName')}
          hint={slip.per === 'guardian' ? t('childHint_guardian') : undefined}
          value={at === 'open' ? childName : ''}
          autocomplete="off"
          noSpellcheck
          error={error}
        />
        <Actions>
          <Button kind="second" text={title} />
        </Actions>
      </form>
    </Details>
  );
}

function Given(props: SlipPanelProps): Markup {
  const { view, slip, answer, language, main } = props;
  const t = say(view);
  if (!answer) return <p>{t('noReplyYet')}</p>;
  return (
    <Panel title={t('yourReply')}>
      <SummaryList
        rows={slip.questions.map((question) => ({
          key: wordedFor(question.text, language, main),
          value: inWords(view, question, answer, language, main) || t('notAnswered'),
        }))}
      />
    </Panel>
  );
}
