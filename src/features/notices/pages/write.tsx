/** Steps of writing: the text in one language, attachments, what is asked. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Checkbox, Radios } from '#ui/field/choices.tsx';
import { FileField, Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { mayAskForReply, mayAskToAcknowledge } from '../model/kinds.ts';
import { type Attachment, limits, type Notice, type Text } from '../model/notice.ts';
import { deskFilePath, noticePath, removeAttachmentPath, roomPath, textPath } from '../paths.ts';
import { Desk, day, errorAt, fileMeta, languageName, PlainText, say, type View } from './frame.tsx';

export type StepProps = {
  view: View;
  notice: Notice;
  /** The notice's title for the trail. */
  name: string;
  troubles?: readonly Trouble[];
};

export function trailOf({ view, notice, name }: StepProps): { href: string; text: string }[] {
  return [{ href: noticePath(notice.id), text: name || say(view)('untitled') }];
}

export type TextPageProps = StepProps & {
  language: string;
  values: { title: string; body: string };
  /** What is saved now, where somebody else changed it since the form was opened. */
  saved?: Text;
  /** A translation whose main text was changed since it was made; whether the writer says that they agree again. */
  isOlder: boolean;
  agrees: boolean;
  /** Whether there is a main text to write beside. */
  beside: boolean;
};

export function TextPage(props: TextPageProps): Markup {
  const { view, notice, language, values, troubles, saved } = props;
  const t = say(view);
  const title = t('textIn', { language: languageName(language) });
  return (
    <Desk view={view} title={title} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={title} />
      {saved && (
        <Banner kind="warning" title={t('staleTitle')}>
          <p>{t('staleKept')}</p>
          <Details summary={t('savedText')}>
            <p lang={language}>{saved.title}</p>
            <PlainText text={saved.body} lang={language} />
          </Details>
        </Banner>
      )}
      <form method="post" action={textPath(notice.id, language)}>
        <Hidden name="revision" value={notice.revision} />
        <TextField
          name="title"
          label={t('noticeTitle')}
          lang={language}
          value={values.title}
          maxlength={limits.title}
          error={errorAt(t, troubles, 'title')}
        />
        <TextArea
          name="body"
          label={t('body')}
          hint={t('bodyHint')}
          lang={language}
          rows={16}
          value={values.body}
          error={errorAt(t, troubles, 'body')}
        />
        {props.isOlder && (
          <Checkbox name="agrees" label={t('agrees')} hint={t('agreesHint')} value="yes" checked={props.agrees} />
        )}
        <Actions>
          <Button text={t('save')} />
          {props.beside && <Button kind="second" href={textPath(notice.id, language)} text={t('asPairs')} />}
        </Actions>
        {language !== notice.mainLanguage && <Meta>{t('emptyTakesOut')}</Meta>}
      </form>
      <Details summary={t('markdownHelp')}>
        <Prose html={t('markdownExamples')} />
      </Details>
    </Desk>
  );
}

export type AttachmentsProps = StepProps & { attachments: Attachment[]; accept: string };

export function AttachmentsPage(props: AttachmentsProps): Markup {
  const { view, notice, attachments, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('stepAttachments')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('stepAttachments')} />
      {attachments.length === 0 ? (
        <EmptyState title={t('noAttachments')} text={t('noAttachmentsText')} />
      ) : (
        <DataTable
          caption={t('stepAttachments')}
          captionHidden
          columns={[
            { key: 'name', text: t('fileName') },
            { key: 'size', text: t('fileSize') },
            { key: 'remove', text: t('remove'), hidden: true },
          ]}
          rows={attachments.map((file) => ({
            href: deskFilePath(notice.id, file.id),
            cells: {
              name: file.name,
              size: fileMeta(view, file),
              remove: (
                <form method="post" action={removeAttachmentPath(notice.id, file.id)}>
                  <Hidden name="revision" value={notice.revision} />
                  <Button kind="second" text={t('remove')} hiddenText={file.name} />
                </form>
              ),
            },
          }))}
          empty={{ title: '', text: '' }}
        />
      )}
      <form method="post" action={roomPath('attachments', notice.id)} enctype="multipart/form-data">
        <Hidden name="revision" value={notice.revision} />
        <FileField
          name="files"
          label={t('addFiles')}
          hint={t('filesHint', { most: limits.attachments, each: 10, all: limits.attachmentBytes / 1024 / 1024 })}
          accept={props.accept}
          multiple
          error={errorAt(t, troubles, 'files')}
        />
        <Actions>
          <Button text={t('attach')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('back')} />
        </Actions>
      </form>
    </Desk>
  );
}

export type RequestProps = StepProps & { values: { request: string; deadlineOn: string } };

export function RequestPage(props: RequestProps): Markup {
  const { view, notice, values, troubles } = props;
  const t = say(view);
  const allowed = mayAskToAcknowledge(notice.kind);
  return (
    <Desk view={view} title={t('stepRequest')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('stepRequest')} />
      {!allowed && (
        <Banner kind="info">
          <p>{t('kindMayNotAsk', { kind: t(`kind_${notice.kind}`) })}</p>
        </Banner>
      )}
      <form method="post" action={roomPath('request', notice.id)}>
        <Hidden name="revision" value={notice.revision} />
        <Radios
          name="request"
          legend={t('requestLegend')}
          value={values.request}
          error={errorAt(t, troubles, 'request')}
          items={[
            { value: 'none', text: t('request_none') },
            { value: 'acknowledge', text: t('request_acknowledge'), hint: t('acknowledgeHint'), disabled: !allowed },
            { value: 'slip', text: t('request_slip'), hint: t('slipHint'), disabled: !mayAskForReply(notice.kind) },
          ]}
        />
        <TextField
          name="deadlineOn"
          type="date"
          label={t('deadline')}
          hint={t('deadlineHint', { day: day(view, view.today) })}
          min={view.today}
          width={20}
          value={values.deadlineOn}
          error={errorAt(t, troubles, 'deadlineOn')}
        />
        <Actions>
          <Button text={t('save')} />
        </Actions>
      </form>
    </Desk>
  );
}
