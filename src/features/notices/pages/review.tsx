/** Preview, the check before review, review, publishing, and the small pages that ask before they act. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { AttachmentList } from '#ui/attachments/attachments.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { languageOrder, limits, textFor, type Whole } from '../model/notice.ts';
import { smsSegments } from '../model/sms.ts';
import { deskFilePath, noticePath, roomPath, textPath } from '../paths.ts';
import { asCounted, count, Desk, day, errorAt, fileMeta, languageName, PlainText, say, type View } from './frame.tsx';
import { type StepProps, trailOf } from './write.tsx';

export const previewChannels = ['web', 'mail', 'text', 'sms'] as const;
export type PreviewChannel = (typeof previewChannels)[number];

export type PreviewProps = StepProps & {
  whole: Whole;
  office: string;
  language: string;
  channel: PreviewChannel;
  /** As delivery will send it, with a sample link. */
  content: { subject: string; text: string; html: string; short: string };
  bodyHtml: string;
};

export function PreviewPage(props: PreviewProps): Markup {
  const { view, whole, language, channel, content } = props;
  const t = say(view);
  const { notice, texts } = whole;
  const missing = !texts.some((text) => text.language === language);
  const shown = textFor(whole, language);
  const href = (lang: string, way: string) => `${roomPath('preview', notice.id)}?language=${lang}&channel=${way}`;
  return (
    <Desk view={view} title={t('preview')} trail={trailOf(props)}>
      <PageHeading title={t('preview')} meta={t('fallback', { main: languageName(notice.mainLanguage) })} />
      <Tabs
        label={t('language')}
        items={languageOrder.map((lang) => ({
          href: href(lang, channel),
          text: texts.some((text) => text.language === lang)
            ? languageName(lang)
            : t('missingLanguage', { language: languageName(lang) }),
          current: lang === language,
        }))}
      />
      <Tabs
        label={t('channel')}
        items={previewChannels.map((way) => ({
          href: href(language, way),
          text: t(`channel_${way}`),
          current: way === channel,
        }))}
      />
      {missing && (
        <Banner kind="warning" title={t('noTranslation', { language: languageName(language) })}>
          <p>{t('readersGet', { language: languageName(shown?.language ?? notice.mainLanguage) })}</p>
        </Banner>
      )}
      {channel !== 'sms' && channel !== 'web' && (
        <SummaryList
          rows={[
            { key: t('mailFrom'), value: props.office },
            { key: t('mailSubject'), value: <span lang={shown?.language}>{content.subject}</span> },
          ]}
        />
      )}
      <Panel>
        {channel === 'web' && shown && (
          <>
            <PageHeading title={shown.title} caption={caption(notice.number, props.office)} lang={shown.language} />
            <Prose html={props.bodyHtml} lang={shown.language} />
            <Files view={view} whole={whole} />
          </>
        )}
        {channel === 'mail' && <Prose html={props.bodyHtml} lang={shown?.language} />}
        {channel === 'text' && <PlainText text={content.text} lang={shown?.language} />}
        {channel === 'sms' && <p lang={shown?.language}>{content.short}</p>}
      </Panel>
      {channel === 'sms' && <Meta>{smsWords(view, content.short)}</Meta>}
    </Desk>
  );
}

function caption(number: string | null, office: string): string {
  return [number, office].filter(Boolean).join(' · ');
}

function smsWords(view: View, short: string): string {
  const { characters, segments, spare } = smsSegments(short);
  return say(view)('smsSegments', { characters, segments, spare });
}

export function Files({ view, whole }: { view: View; whole: Whole }): Markup | null {
  if (whole.attachments.length === 0) return null;
  const items = whole.attachments.map((file) => ({
    href: deskFilePath(whole.notice.id, file.id),
    name: file.name,
    meta: fileMeta(view, file),
  }));
  return (
    <>
      <h2>{say(view)('attachments')}</h2>
      <AttachmentList items={items} />
    </>
  );
}

export type SummaryProps = {
  view: View;
  whole: Whole;
  office: string;
  names: ReadonlyMap<number, string>;
  change: boolean;
};

/** All answers on one page, each with the way to change it. */
export function NoticeSummary({ view, whole, office, names, change }: SummaryProps): Markup {
  const t = say(view);
  const { notice, texts, attachments, audience } = whole;
  const action = (href: string, hidden: string) => (change ? { href, text: t('change'), hidden } : undefined);
  const clauses = (mode: 'include' | 'exclude') =>
    audience[mode].map((c) => (
      <div>
        {names.get(c.organisationId) ?? ''} · {t(`role_${c.role}`)}
      </div>
    ));
  return (
    <SummaryList
      rows={[
        { key: t('issuingOffice'), value: office, action: action(roomPath('basics', notice.id), t('stepBasics')) },
        { key: t('kind'), value: t(`kind_${notice.kind}`) },
        { key: t('number'), value: notice.number ?? t('none') },
        { key: t('visibility'), value: t(notice.isPublic ? 'publicYes' : 'publicNo') },
        ...languageOrder.flatMap((lang) => {
          const text = texts.find((candidate) => candidate.language === lang);
          if (!text && !change) return [];
          return [
            {
              key: languageName(lang),
              value: text ? <span lang={lang}>{text.title}</span> : t('notWritten'),
              action: action(textPath(notice.id, lang), languageName(lang)),
            },
          ];
        }),
        {
          key: t('attachments'),
          value: attachments.length === 0 ? t('none') : attachments.map((file) => <div>{file.name}</div>),
          action: action(roomPath('attachments', notice.id), t('stepAttachments')),
        },
        {
          key: t('included'),
          value: audience.include.length === 0 ? t('none') : clauses('include'),
          action: action(roomPath('audience', notice.id), t('stepAudience')),
        },
        ...(audience.exclude.length > 0 ? [{ key: t('excluded'), value: clauses('exclude') as Content }] : []),
        {
          key: t('requestLegend'),
          value:
            notice.request === 'acknowledge' && notice.deadlineOn
              ? t('acknowledgeUntil', { day: day(view, notice.deadlineOn) })
              : t('request_none'),
          action: action(roomPath('request', notice.id), t('stepRequest')),
        },
      ]}
    />
  );
}

export type CheckProps = StepProps & {
  whole: Whole;
  office: string;
  names: ReadonlyMap<number, string>;
  people: number;
  countedAt: Date | null;
};

/** Check your answers, then send it for review. */
export function CheckPage(props: CheckProps): Markup {
  const { view, whole, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('stepCheck')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading
        title={t('stepCheck')}
        meta={t('checkMeta', { people: count(view, props.people) }) + asCounted(view, props.countedAt)}
      />
      <NoticeSummary {...props} change />
      <form method="post" action={roomPath('check', whole.notice.id)}>
        <Hidden name="revision" value={whole.notice.revision} />
        <Actions>
          <Button text={t('sendForReview')} />
          <Button kind="second" href={roomPath('preview', whole.notice.id)} text={t('preview')} />
        </Actions>
      </form>
    </Desk>
  );
}

export type ReviewProps = CheckProps & {
  texts: { language: string; title: string; html: string }[];
  /** False for whoever wrote in it. */
  mayApprove: boolean;
  typed: string;
};

/** An approver reads everything that would go out, and comments, returns or approves this revision. */
export function ReviewPage(props: ReviewProps): Markup {
  const { view, whole, troubles, mayApprove } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('review')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading
        title={t('review')}
        meta={t('reviewMeta', { people: count(view, props.people) }) + asCounted(view, props.countedAt)}
      />
      <NoticeSummary {...props} change={false} />
      {props.texts.map((text) => (
        <Panel title={languageName(text.language)}>
          <h2 lang={text.language}>{text.title}</h2>
          <Prose html={text.html} lang={text.language} />
        </Panel>
      ))}
      <Files view={view} whole={whole} />
      <p>
        <a href={roomPath('preview', whole.notice.id)}>{t('previewChannels')}</a>
      </p>
      {mayApprove ? (
        <form method="post" action={roomPath('review', whole.notice.id)}>
          <Hidden name="revision" value={whole.notice.revision} />
          <TextArea
            name="comment"
            label={t('comment')}
            hint={t('commentHint')}
            rows={4}
            maxlength={limits.comment}
            value={props.typed}
            error={errorAt(t, troubles, 'comment')}
          />
          <Actions>
            <Button name="decision" value="approve" text={t('approve')} />
            <Button kind="second" name="decision" value="return" text={t('returnToAuthor')} />
            <Button kind="second" name="decision" value="comment" text={t('onlyComment')} />
          </Actions>
        </form>
      ) : (
        <Banner kind="info">
          <p>{t('authorCannotApprove')}</p>
        </Banner>
      )}
    </Desk>
  );
}

export type PublishProps = StepProps & {
  values: { when: string; publishAt: string };
  frozen: number;
  people: number;
  countedAt: Date | null;
  /** Set where the size moved too far: the person confirms this number. */
  moved?: { before: number; now: number };
};

export function PublishPage(props: PublishProps): Markup {
  const { view, notice, troubles, values, moved } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('publish')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading
        title={t('publish')}
        meta={t('publishMeta', { people: count(view, props.people) }) + asCounted(view, props.countedAt)}
      />
      <form method="post" action={roomPath('publish', notice.id)}>
        {moved && (
          <Banner kind="warning" title={t('sizeMovedTitle')}>
            <p>{t('sizeMoved', { before: count(view, moved.before), now: count(view, moved.now) })}</p>
            <p>{t('sizeMovedAsk')}</p>
          </Banner>
        )}
        {moved && <Hidden name="confirmedSize" value={moved.now} />}
        <Radios
          name="when"
          legend={t('when')}
          value={values.when}
          items={[
            { value: 'now', text: t('when_now'), hint: t('whenNowHint') },
            { value: 'later', text: t('when_later') },
          ]}
        />
        <TextField
          name="publishAt"
          type="datetime-local"
          label={t('publishAt')}
          hint={t('publishAtHint', { zone: view.zone })}
          value={values.publishAt}
          error={errorAt(t, troubles, 'publishAt')}
          width={20}
        />
        <Actions>
          <Button text={moved ? t('confirmAndPublish', { people: count(view, moved.now) }) : t('publish')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

export type AskProps = StepProps & {
  title: string;
  text: Content;
  action: string;
  confirmText: string;
  danger?: boolean;
  hidden?: Record<string, string | number>;
  children?: Content;
};

/** One act, in words, and one button. */
export function AskPage(props: AskProps): Markup {
  const { view, notice } = props;
  const t = say(view);
  return (
    <Desk view={view} title={props.title} trail={trailOf(props)} troubles={props.troubles}>
      <ConfirmPanel
        title={props.title}
        text={props.text}
        action={props.action}
        confirmText={props.confirmText}
        cancelHref={noticePath(notice.id)}
        cancelText={t('cancel')}
        danger={props.danger}
        hidden={props.hidden}
      >
        {props.children}
      </ConfirmPanel>
    </Desk>
  );
}

export function ReasonField({
  view,
  troubles,
  value,
}: {
  view: View;
  troubles?: readonly Trouble[];
  value: string;
}): Markup {
  const t = say(view);
  return (
    <TextArea
      name="reason"
      label={t('reason')}
      hint={t('withdrawReasonHint')}
      rows={3}
      maxlength={limits.comment}
      value={value}
      error={errorAt(t, troubles, 'reason')}
    />
  );
}

/** A one-button act that could not be done: why, and the way back. */
export function ExplainPage(props: StepProps): Markup {
  const { view, notice } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('notDone')} trail={trailOf(props)} troubles={props.troubles}>
      <PageHeading title={t('notDone')} />
      <p>{t('notDoneText')}</p>
      <Actions>
        <Button href={noticePath(notice.id)} text={t('back')} />
      </Actions>
    </Desk>
  );
}
