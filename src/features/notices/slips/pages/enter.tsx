/** The class teacher enters what a guardian said or handed in on paper. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Desk, day, errorAt, say, type View } from '../../pages/frame.tsx';
import { classListPath, classPath } from '../../paths.ts';
import type { Answer } from '../model/answer.ts';
import { type Slip, wordedFor } from '../model/slip.ts';
import { classRepliesPath, enterPath } from '../paths.ts';
import { QuestionFields, readable } from './form.tsx';

export type EnterProps = {
  view: View;
  noticeId: number;
  name: string;
  main: string;
  slip: Slip;
  classId: number;
  guardianId: number;
  guardianName: string;
  /** The guardian's children in the class. */
  pupils: { id: number; name: string }[];
  pupilId: number;
  values: (field: string) => string[];
  answer?: Answer;
  troubles?: readonly Trouble[];
};

export function EnterPage(props: EnterProps): Markup {
  const { view, noticeId, classId, slip, pupils, troubles } = props;
  const t = say(view);
  const title = t('enterTitle', { name: props.guardianName });
  const trail = [
    { href: classPath(noticeId, classId), text: props.name },
    { href: classRepliesPath(noticeId, classId), text: t('replies') },
  ];
  const [only] = pupils;
  return (
    <Desk
      view={view}
      title={title}
      top={{ href: classListPath, text: t('classTitle') }}
      trail={trail}
      troubles={troubles?.map((trouble) => readable(view, trouble))}
    >
      <PageHeading
        title={title}
        caption={slip.per === 'child' && pupils.length === 1 ? only?.name : undefined}
        meta={t('enterMeta')}
      />
      <form method="post" action={enterPath(noticeId, classId, props.guardianId)} enctype="multipart/form-data">
        {slip.per === 'child' && pupils.length > 1 ? (
          <Radios
            name="pupil"
            legend={t('forChild')}
            value={String(props.pupilId)}
            items={pupils.map(({ id, name }) => ({ value: String(id), text: name }))}
            error={errorAt(t, troubles, 'pupil')}
          />
        ) : (
          <Hidden name="pupil" value={props.pupilId} />
        )}
        <QuestionFields {...props} language={view.language} files={props.answer?.files} />
        <Actions>
          <Button text={t('enterReply')} />
          <Button kind="second" href={classRepliesPath(noticeId, classId)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

/** The questions on a printed slip, with room to write. */
export function PaperQuestions({ view, slip, deadlineOn, language, main }: PaperProps): Markup {
  const t = say(view);
  const box = '☐';
  return (
    <div class="prose" lang={view.language}>
      <p>
        <strong>{t('slip')}</strong> {t('paperReply', { day: day(view, deadlineOn) })}
      </p>
      <p>{t('paperChild')} ____________________</p>
      <ol>
        {slip.questions.map((question) => (
          <li>
            <span lang={language}>{wordedFor(question.text, language, main)}</span>{' '}
            <span lang={language} class="meta">
              {wordedFor(question.help, language, main)}
            </span>
            <div>
              {question.kind === 'consent' && (
                <>
                  {box} {t('agree')} {'\u3000'} {box} {t('disagree')}
                </>
              )}
              {(question.options ?? []).map((option) => (
                <span lang={language}>
                  {box} {wordedFor(option, language, main)}
                  {'\u3000'}
                </span>
              ))}
              {question.kind === 'file' && t('paperFile')}
              {['text', 'number', 'date'].includes(question.kind) && (
                <>____________________ {wordedFor(question.unit, language, main)}</>
              )}
            </div>
          </li>
        ))}
      </ol>
      <p>
        {t('paperSignature')} ____________________ {'\u3000'} {t('paperDate')} __________
      </p>
    </div>
  );
}

type PaperProps = { view: View; slip: Slip; deadlineOn: string; language: string; main: string };
