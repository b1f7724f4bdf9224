/** The office's page of one notice: a task list while it is written, figures by school when it is out. */
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Hidden } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Live } from '#ui/live/live.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { ChainPanel, type ShownStep } from '../chains/pages/steps.tsx';
import { DocumentLinks } from '../documents/pages/links.tsx';
import type { ForwardReach } from '../model/forward.ts';
import { daysBetween, type Event, languageOrder, textFor, type Whole } from '../model/notice.ts';
import { may } from '../model/states.ts';
import { numberFor } from '../numbers/model/number.ts';
import { numberInWords } from '../numbers/pages/choose.tsx';
import { numberPath } from '../numbers/paths.ts';
import { newPath, noticePath, roomPath, textPath } from '../paths.ts';
import { PlanPanel, type ShownPlan } from '../plans/pages/plan.tsx';
import { planPath } from '../plans/paths.ts';
import { recordingStatus } from '../recordings/pages/listen.tsx';
import { recordingsPath } from '../recordings/paths.ts';
import { ruleInWords } from '../register/pages/entry.tsx';
import { rulePath } from '../register/paths.ts';
import { PlaceLine } from '../series/pages/series.tsx';
import { placePath } from '../series/paths.ts';
import { repliesPath, slipPath } from '../slips/paths.ts';
import { fromNoticePath } from '../templates/paths.ts';
import { CorrectionBanner, CorrectionState, CorrectionSummary, CorrectionTasks } from './correct.tsx';
import { ForwardPanel, ForwardReachLine, ForwardTasks } from './forwards.tsx';
import { asCounted, Desk, day, languageName, moment, StateTag, say, troubleText, type View } from './frame.tsx';
import { History } from './history.tsx';
import { Progress, type ProgressView } from './progress.tsx';
import { NoticeSummary } from './review.tsx';
import { TermTags } from './terms.tsx';
import { AwaitingBanner, UrgentTag } from './urgent.tsx';
import { CorrectedBanner } from './versions.tsx';

export type NoticeProps = {
  view: View;
  whole: Whole;
  office: string;
  names: ReadonlyMap<number, string>;
  events: { event: Event; name: string }[];
  may: {
    draft: boolean;
    approve: boolean;
    publish: boolean;
    paper: boolean;
    pin: boolean;
    urgent: boolean;
    forward: boolean;
  };
  /** Of a draft: people in the audience now. */
  people?: number;
  countedAt: Date | null;
  progress?: ProgressView;
  /** The day of the last correction, the one that is being written, and whether the message about it can be stopped. */
  /** How far it went through those who passed it on. */
  forwards: ForwardReach;
  /** Who published it alone. */
  urgentBy: string;
  correction: { on: string; open: number | null; stoppable: boolean };
  /** Of its approval, what is done and whose turn it is. */
  steps: readonly ShownStep[];
  /** Its series. */
  place: { seriesId: number; title: string; position: number } | undefined;
  /** Reminders that are planned, and those that ran. */
  plan: ShownPlan;
  /** A reminder that can still be stopped, or was sent. */
  reminder?: { on: string; stoppable: boolean };
  notice?: string;
};

export function NoticePage(props: NoticeProps): Markup {
  const { view, whole, office } = props;
  const t = say(view);
  const { notice } = whole;
  const text = textFor(whole, notice.mainLanguage);
  const title = text?.title || t('untitled');
  return (
    <Desk view={view} title={title} wide refreshSeconds={props.progress && !props.progress.settled ? 5 : undefined}>
      <PageHeading
        title={title}
        lang={text?.language}
        caption={[numberFor(notice, view.language), office, t(`kind_${notice.kind}`)].filter(Boolean).join(' · ')}
        meta={
          <>
            <StateTag view={view} state={notice.state} /> <UrgentTag view={view} notice={notice} />{' '}
            <TermTags view={view} today={view.today} notice={notice} /> <StateLine {...props} />
          </>
        }
      />
      {props.notice && (
        <Banner kind="success">
          <p>{props.notice}</p>
        </Banner>
      )}
      <PlaceLine view={view} id={notice.id} place={props.place} />
      <Held {...props} />
      {notice.state === 'draft' ? (
        <CorrectionBanner view={view} notice={notice} />
      ) : (
        <CorrectionSummary view={view} notice={notice} change={false} />
      )}
      <ForwardPanel
        view={view}
        whole={whole}
        office={office}
        originalHref={whole.forwarded ? noticePath(whole.forwarded.id) : undefined}
      />
      <ForwardReachLine view={view} reach={props.forwards} />
      {notice.state === 'published' && (
        <>
          <AwaitingBanner view={view} notice={notice} by={props.urgentBy} mayCountersign={props.may.approve} />
          <CorrectedBanner view={view} notice={notice} below={noticePath(notice.id)} on={props.correction.on} />
          <CorrectionState view={view} notice={notice} {...props.correction} />
        </>
      )}
      {notice.state === 'draft' && <Tasks {...props} />}
      {props.progress && <Out {...props} progress={props.progress} />}
      {['in_review', 'approved', 'scheduled'].includes(notice.state) && <ChainPanel view={view} steps={props.steps} />}
      {notice.state !== 'draft' && !props.progress && <NoticeSummary {...props} change={false} />}
      {notice.state !== 'draft' && <PlanPanel view={view} id={notice.id} plan={props.plan} />}
      {notice.state === 'published' && (
        <DocumentLinks view={view} below={noticePath(notice.id)} language={text?.language} />
      )}
      <Acts {...props} />
      <Details summary={t('history')} open={notice.state !== 'published'}>
        <History {...props} />
      </Details>
    </Desk>
  );
}

function StateLine({ view, whole }: NoticeProps): Markup {
  const t = say(view);
  const { notice } = whole;
  const left = notice.deadlineOn ? daysBetween(view.today, notice.deadlineOn) : 0;
  return (
    <>
      {notice.state === 'scheduled' && notice.publishAt && t('scheduledAt', { at: moment(view, notice.publishAt) })}
      {notice.publishedAt && t('publishedAt', { at: moment(view, notice.publishedAt) })}
      {notice.deadlineOn && (
        <>
          {' · '}
          {t('until', { day: day(view, notice.deadlineOn) })}{' '}
          {notice.state === 'published' && (
            <Tag kind={left < 0 ? 'neutral' : 'wait'} text={left < 0 ? t('over') : t('daysLeft', { n: left })} />
          )}
        </>
      )}
    </>
  );
}

/** A scheduled notice that was not published, and why; a withdrawn one, and why. */
function Held({ view, whole, events }: NoticeProps): Markup | null {
  const t = say(view);
  const { notice } = whole;
  if (notice.state === 'withdrawn') {
    return (
      <Banner kind="danger" title={t('state_withdrawn')}>
        <p>{notice.withdrawnReason}</p>
      </Banner>
    );
  }
  const last = events[0]?.event;
  if (notice.state !== 'approved' || last?.kind !== 'held') return null;
  const { why, ...context } = last.detail;
  return (
    <Banner kind="warning" title={t('heldTitle')}>
      <p>{troubleText(t, { field: null, key: String(why), context: context as Record<string, string | number> })}</p>
    </Banner>
  );
}

function Tasks({ view, whole, people, countedAt, events, plan }: NoticeProps): Markup {
  const t = say(view);
  const { notice, texts, attachments, audience } = whole;
  const returned = events.find(({ event }) => ['returned', 'submitted'].includes(event.kind));
  const done = { kind: 'ok', text: t('stepDone') } as const;
  const open = { kind: 'wait', text: t('stepOpen') } as const;
  return (
    <>
      {returned?.event.kind === 'returned' && (
        <Banner kind="warning" title={t('returnedBy', { name: returned.name })}>
          <p>{returned.event.comment}</p>
        </Banner>
      )}
      {notice.correctsId !== null && <CorrectionTasks view={view} whole={whole} />}
      {notice.forwardsId !== null && <ForwardTasks view={view} whole={whole} people={people ?? 0} />}
      {notice.correctsId === null && notice.forwardsId === null && (
        <TaskList
          items={[
            {
              text: t('stepBasics'),
              href: roomPath('basics', notice.id),
              hint: t(notice.isPublic ? 'publicYes' : 'publicNo'),
              status: done,
            },
            {
              text: t('stepNumber'),
              href: numberPath(notice.id),
              status: notice.number || notice.numberCode ? numberInWords(view, notice) : t('optional'),
            },
            ...languageOrder.map((lang) => {
              const text = texts.find((candidate) => candidate.language === lang);
              const main = lang === notice.mainLanguage;
              return {
                text: t(main ? 'textInMain' : 'textIn', { language: languageName(lang) }),
                href: textPath(notice.id, lang),
                hint: text && <span lang={lang}>{text.title}</span>,
                status: text?.isOlder
                  ? ({ kind: 'wait', text: t('olderMark') } as const)
                  : text
                    ? done
                    : main
                      ? open
                      : t('optional'),
              };
            }),
            {
              text: t('stepAttachments'),
              href: roomPath('attachments', notice.id),
              status:
                attachments.length > 0
                  ? { kind: 'ok' as const, text: t('files', { n: attachments.length }) }
                  : t('optional'),
            },
            { text: t('stepRecordings'), href: recordingsPath(notice.id), status: recordingStatus(view, whole) },
            {
              text: t('stepAudience'),
              href: roomPath('audience', notice.id),
              status:
                audience.include.length > 0 ? { kind: 'ok' as const, text: t('peopleN', { n: people ?? 0 }) } : open,
              hint: asCounted(view, countedAt) || undefined,
            },
            {
              text: t('stepRequest'),
              href: roomPath('request', notice.id),
              hint: notice.deadlineOn
                ? t(notice.request === 'slip' ? 'replyUntil' : 'acknowledgeUntil', {
                    day: day(view, notice.deadlineOn),
                  })
                : undefined,
              status: t(`request_${notice.request}`),
            },
            ...(notice.request === 'slip'
              ? [
                  {
                    text: t('slip'),
                    href: slipPath(notice.id),
                    status: whole.slip?.questions.length
                      ? { kind: 'ok' as const, text: t('questionsN', { n: whole.slip.questions.length }) }
                      : open,
                  },
                ]
              : []),
            ...(plan.mayChange
              ? [
                  {
                    text: t('planTitle'),
                    href: planPath(notice.id),
                    status: plan.reminders.length > 0 ? t('planN', { n: plan.reminders.length }) : t('optional'),
                  },
                ]
              : []),
            {
              text: t('stepExpiry'),
              href: roomPath('expiry', notice.id),
              status: notice.expiresOn ? t('holdsUntil', { day: day(view, notice.expiresOn) }) : t('optional'),
            },
            {
              text: t('stepRule'),
              href: rulePath(notice.id),
              status: whole.rule ? ruleInWords(view, whole.rule) : t('optional'),
            },
            { text: t('preview'), href: roomPath('preview', notice.id), status: '' },
            { text: t('stepCheck'), href: roomPath('check', notice.id), status: '' },
          ]}
        />
      )}
    </>
  );
}

function Out(props: NoticeProps & { progress: ProgressView }): Markup {
  const { view, progress, whole } = props;
  return (
    <Live
      href={roomPath('progress', whole.notice.id) + progress.query}
      everySeconds={progress.countdown === null ? 5 : 1}
    >
      <Progress view={view} progress={progress} />
    </Live>
  );
}

function Acts(props: NoticeProps): Markup {
  const { view, whole, may: allowed } = props;
  const t = say(view);
  const { notice } = whole;
  const one = (condition: boolean, content: Content) => (condition ? content : null);
  const { id, state } = notice;
  const out = state === 'published' && props.progress?.countdown === null;
  return (
    <Actions>
      {one(state === 'in_review' && allowed.approve, <Button href={roomPath('review', id)} text={t('review')} />)}
      {one(
        state === 'approved' && allowed.publish,
        <Button
          href={roomPath('publish', id)}
          text={t(notice.correctsId === null ? 'publishOrSchedule' : 'publishCorrection')}
        />,
      )}
      {one(
        state !== 'draft' && !props.progress,
        <Button kind="second" href={roomPath('preview', id)} text={t('preview')} />,
      )}
      {one(
        may('take_back', state) && allowed.draft,
        <Post view={view} href={roomPath('takeBack', id)} text={t('takeBack')} />,
      )}
      {one(
        state === 'scheduled' && allowed.publish,
        <Post view={view} href={roomPath('unschedule', id)} text={t('unschedule')} />,
      )}
      {one(
        may('reopen', state) && allowed.draft,
        <Button kind="second" href={roomPath('reopen', id)} text={t('reopen')} />,
      )}
      {one(
        notice.request === 'slip' && props.progress !== undefined,
        <Button kind="second" href={repliesPath(id)} text={t('slipAnswersLink')} />,
      )}
      {one(
        allowed.draft && notice.correctsId === null && notice.forwardsId === null,
        <Button kind="second" href={`${newPath}?copy=${id}`} text={t('copy')} />,
      )}
      {one(
        allowed.draft && notice.correctsId === null && notice.forwardsId === null,
        <Button kind="second" href={fromNoticePath(id)} text={t('templateFrom')} />,
      )}
      {one(
        allowed.draft && notice.correctsId === null && state !== 'withdrawn' && state !== 'discarded',
        <Button kind="second" href={placePath(id)} text={t('placeTitle')} />,
      )}
      {one(
        may('discard', state) && allowed.draft,
        <Button kind="second" href={roomPath('discard', id)} text={t('discard')} />,
      )}
      {one(
        may('publish_urgently', state) && allowed.urgent && notice.correctsId === null,
        <Button kind="second" href={roomPath('urgent', id)} text={t('urgent')} />,
      )}
      {one(out && allowed.forward, <Button kind="second" href={roomPath('forward', id)} text={t('forward')} />)}
      {one(out && allowed.draft, <Button kind="second" href={roomPath('expiry', id)} text={t('stepExpiry')} />)}
      {one(out && allowed.pin && notice.isPublic, <Button kind="second" href={roomPath('pin', id)} text={t('pin')} />)}
      {one(
        out && allowed.draft && props.correction.open === null && notice.forwardsId === null,
        <Button kind="second" href={roomPath('correct', id)} text={t('correct')} />,
      )}
      {one(
        state === 'published' && allowed.publish && props.progress?.countdown === null,
        <Button kind="second" href={roomPath('withdraw', id)} text={t('withdraw')} />,
      )}
    </Actions>
  );
}

export function Post({
  href,
  text,
  hidden,
}: {
  view: View;
  href: string;
  text: string;
  hidden?: Record<string, string>;
}): Markup {
  return (
    <form method="post" action={href}>
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      <Button kind="second" text={text} />
    </form>
  );
}
