/** Urgent publication: the form, the mark that everybody sees, and the countersignature. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Hidden, TextArea } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { awaitsCountersign, countersignWithin, limits, type Notice } from '../model/notice.ts';
import { noticePath, roomPath } from '../paths.ts';
import { count, Desk, day, errorAt, languageName, moment, say, type View } from './frame.tsx';
import { Files, NoticeSummary, type SummaryProps } from './review.tsx';
import { type StepProps, trailOf } from './write.tsx';

type UrgentRow = Pick<Notice, 'state' | 'urgentAt' | 'countersignedAt' | 'escalatedAt'>;

/** Beside a title: awaits a second person, or has waited for over a day. */
export function UrgentTag({ view, notice }: { view: Pick<View, 'language'>; notice: UrgentRow }): Markup | null {
  if (!awaitsCountersign(notice)) return null;
  const t = say(view);
  return notice.escalatedAt ? <Tag kind="late" text={t('overdue')} /> : <Tag kind="wait" text={t('awaiting')} />;
}

/** For readers: that one person published it; afterwards, that a second one stands for it. */
export function UrgentBanner({
  view,
  notice,
  countersignedOn,
}: {
  view: Pick<View, 'language'>;
  notice: Notice;
  countersignedOn: string | null;
}): Markup | null {
  const t = say(view);
  if (countersignedOn) return <Meta>{t('countersignedMeta', { day: day(view, countersignedOn) })}</Meta>;
  if (!awaitsCountersign(notice)) return null;
  return (
    <Banner kind="warning" title={t(notice.escalatedAt ? 'publicOverdue' : 'publicAwaiting')}>
      <p>{t('publicAwaitingText')}</p>
    </Banner>
  );
}

/** For the office: until when a second person must countersign, and the way to it. */
export function AwaitingBanner({
  view,
  notice,
  by,
  mayCountersign,
}: {
  view: View;
  notice: Notice;
  by: string;
  mayCountersign: boolean;
}): Markup | null {
  if (!awaitsCountersign(notice) || !notice.urgentAt) return null;
  const t = say(view);
  const until = new Date(notice.urgentAt.getTime() + countersignWithin);
  return (
    <Banner
      kind={notice.escalatedAt ? 'danger' : 'warning'}
      title={notice.escalatedAt ? t('overdue') : t('awaitingTitle', { at: moment(view, until) })}
    >
      <p>{t('awaitingBy', { name: by, reason: notice.urgentReason ?? '' })}</p>
      {mayCountersign && <Button href={roomPath('countersign', notice.id)} text={t('countersign')} />}
    </Banner>
  );
}

export function UrgentPage(props: StepProps & { people: number; reason: string }): Markup {
  const { view, notice, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('urgentTitle')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('urgentTitle')} />
      <Banner kind="warning">
        <p>{t('urgentText')}</p>
      </Banner>
      <form method="post" action={roomPath('urgent', notice.id)}>
        <Hidden name="revision" value={notice.revision} />
        <TextArea
          name="reason"
          label={t('urgentReason')}
          hint={t('urgentReasonHint')}
          rows={3}
          maxlength={limits.comment}
          value={props.reason}
          error={errorAt(t, troubles, 'reason')}
        />
        <Actions>
          <Button kind="danger" text={t('urgentNow', { people: count(view, props.people) })} />
          <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

export type CountersignProps = StepProps &
  Omit<SummaryProps, 'change'> & {
    by: string;
    texts: { language: string; title: string; html: string }[];
    allowed: boolean;
    typed: string;
    troubles?: readonly Trouble[];
  };

/** Everything that went out, for the second person. */
export function CountersignPage(props: CountersignProps): Markup {
  const { view, notice, whole, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('countersignTitle')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('countersignTitle')} meta={t('countersignText')} />
      <p>{t('awaitingBy', { name: props.by, reason: notice.urgentReason ?? '' })}</p>
      <NoticeSummary {...props} change={false} />
      {props.texts.map((text) => (
        <Panel title={languageName(text.language)}>
          <h2 lang={text.language}>{text.title}</h2>
          <Prose html={text.html} lang={text.language} />
        </Panel>
      ))}
      <Files view={view} whole={whole} />
      {props.allowed ? (
        <form method="post" action={roomPath('countersign', notice.id)}>
          <TextArea
            name="comment"
            label={t('comment')}
            rows={3}
            maxlength={limits.comment}
            value={props.typed}
            error={errorAt(t, troubles, 'comment')}
          />
          <Actions>
            <Button text={t('confirmCountersign')} />
            <Button kind="second" href={roomPath('withdraw', notice.id)} text={t('withdraw')} />
          </Actions>
        </form>
      ) : (
        <Banner kind="info">
          <p>{t('authorCannotCountersign')}</p>
        </Banner>
      )}
    </Desk>
  );
}
