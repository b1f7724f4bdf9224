/** Making recordings: what there is, the text to read out, and the form with a file or the microphone. */
import { acceptedRecordings, maxRecordingBytes, maxRecordingSeconds } from '#platform/files/audio.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { FileField, Hidden, Select } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { scriptHref } from '#ui/stylesheet.ts';
import { Tag } from '#ui/tag/tag.tsx';
import { languageOrder, type Recording, type Text, type Whole } from '../../model/notice.ts';
import { Desk, errorAt, languageName, PlainText, say, type View } from '../../pages/frame.tsx';
import { type StepProps, trailOf } from '../../pages/write.tsx';
import { noticePath } from '../../paths.ts';
import { recordingsPath, removeRecordingPath } from '../paths.ts';
import { ListenTo } from './listen.tsx';

export type RecordingsProps = StepProps & {
  recordings: readonly Recording[];
  texts: readonly Text[];
  /** The language that was chosen, or the first without a recording. */
  chosen: string;
};

export function RecordingsPage(props: RecordingsProps): Markup {
  const { view, notice, recordings, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('stepRecordings')} troubles={troubles} trail={trailOf(props)} head={<RecordScript />}>
      <PageHeading title={t('recordingsTitle')} meta={t('recordingsMeta', { minutes: maxRecordingSeconds / 60 })} />
      {recordings.length === 0 && <EmptyState title={t('noRecordings')} text={t('noRecordingsText')} />}
      {recordings.map((recording) => (
        <section>
          <ListenTo view={view} recordings={[recording]} language={undefined} below={noticePath(notice.id)} named />
          {recording.isOlder && (
            <p>
              <Tag kind="wait" text={t('recordingOlder')} />
            </p>
          )}
          <form method="post" action={removeRecordingPath(notice.id, recording.id)}>
            <Hidden name="revision" value={notice.revision} />
            <Button kind="second" text={t('remove')} hiddenText={languageName(recording.language)} />
          </form>
        </section>
      ))}
      <h2>{t('recordNew')}</h2>
      <form method="post" action={recordingsPath(notice.id)} enctype="multipart/form-data">
        <Hidden name="revision" value={notice.revision} />
        <RecordingFields view={view} texts={props.texts} chosen={props.chosen} troubles={troubles} />
        <Actions>
          <Button text={t('saveRecording')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('back')} />
        </Actions>
      </form>
    </Desk>
  );
}

type FieldsProps = { view: View; texts: readonly Text[]; chosen: string; troubles: readonly Trouble[] | undefined };

/** Language, file, and the microphone where scripts run; also in the form by which a teacher passes a notice on. */
export function RecordingFields({ view, texts, chosen, troubles }: FieldsProps): Markup {
  const t = say(view);
  return (
    <>
      <Select
        name="language"
        label={t('recordingLanguage')}
        value={chosen}
        options={languageOrder.map((one) => ({ value: one, text: languageName(one), lang: one }))}
        error={errorAt(t, troubles, 'language')}
      />
      {texts.map((text) => (
        <Details summary={t('textToRead', { language: languageName(text.language) })}>
          <p lang={text.language}>
            <strong>{text.title}</strong>
          </p>
          <PlainText text={text.body} lang={text.language} />
        </Details>
      ))}
      <Recorder view={view} />
      <FileField
        name="recording"
        label={t('recordingFile')}
        hint={t('recordingFileHint', { megabytes: maxRecordingBytes / 1024 / 1024 })}
        accept={acceptedRecordings}
        error={errorAt(t, troubles, 'recording')}
      />
    </>
  );
}

/** Hidden until public/record.js finds a microphone's interface. What it records becomes the file of the field below. */
function Recorder({ view }: { view: View }): Markup {
  const t = say(view);
  return (
    <section
      class="panel"
      aria-label={t('recordHere')}
      hidden
      data-record={maxRecordingSeconds}
      data-record-field="recording"
    >
      <p>
        <strong>{t('recordHere')}</strong>
      </p>
      <p class="actions">
        <button type="button" class="button second" data-record-start data-again={t('recordAgain')}>
          {t('recordStart')}
        </button>
        <button type="button" class="button danger" data-record-stop hidden>
          {t('recordStop')}
        </button>
      </p>
      <p data-record-running hidden>
        <strong>{t('recordRunning')}</strong> <span data-record-time>0:00</span>
      </p>
      <p role="status" data-record-listen hidden>
        {t('recordListen')}
      </p>
      {/* biome-ignore lint/a11y/useMediaCaption: one's own voice, before it is saved */}
      <audio controls hidden data-record-sound aria-label={t('recordHere')}></audio>
      <p class="error" role="alert" data-record-refused hidden>
        {t('recordRefused')}
      </p>
    </section>
  );
}

/** For the head of a page with the fields above. */
export function RecordScript(): Markup {
  return <script src={scriptHref('record.js')} defer></script>;
}

/** Before the check and the review: which recordings say what the text no longer does. */
export function OlderRecordings({ view, whole }: { view: View; whole: Whole }): Markup | null {
  const older = whole.recordings.filter((recording) => recording.isOlder);
  if (older.length === 0) return null;
  const t = say(view);
  const languages = older.map(({ language }) => languageName(language)).join(t('comma'));
  return (
    <Banner kind="warning" title={t('recordingOlderBanner', { languages })}>
      <p>
        {t('recordingOlderText')} <a href={recordingsPath(whole.notice.id)}>{t('stepRecordings')}</a>
      </p>
    </Banner>
  );
}
