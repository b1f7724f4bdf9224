/** The review of one incident, one change, and all that waits. */
import { type Typed, typedText } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Entry, Incident } from '../model/incident.ts';
import { isOverdue, type Lesson, longestLesson, longestReview, type Review } from '../model/review.ts';
import { incidentPath, lessonPath, lessonsRoom, reviewRoom } from '../paths.ts';
import { DeskPage, errorAt, moment, nameOf, StateTags, Troubles, trailOf, type View, who } from './frame.tsx';
import { LogEntries } from './log.tsx';

interface LessonView {
  view: View;
  today: string;
}

export function LessonTag({ view, today, lesson }: LessonView & { lesson: Lesson }): Markup {
  const { t } = view;
  if (isOverdue(lesson, today)) return <Tag kind="late" text={t('lesson_late')} />;
  const kind = { waiting: 'wait', done: 'ok', dropped: 'neutral' } as const;
  return <Tag kind={kind[lesson.state]} text={t(`lesson_${lesson.state}`)} />;
}

export function LessonTable(
  props: LessonView & { lessons: readonly Lesson[]; empty: { title: string; text: string } },
): Markup {
  const { view, today, lessons } = props;
  const { t, language } = view;
  return (
    <DataTable
      caption={t('lessons')}
      captionHidden
      columns={[
        { key: 'text', text: t('lesson') },
        { key: 'owner', text: t('lessonOwner') },
        { key: 'due', text: t('lessonDue') },
        { key: 'state', text: t('state') },
      ]}
      rows={lessons.map((lesson) => ({
        href: lessonPath(lesson.incidentId, lesson.id),
        cells: {
          text: lesson.text,
          owner: who(view, lesson.ownerId),
          due: dateInWords(lesson.dueOn, language),
          state: <LessonTag view={view} today={today} lesson={lesson} />,
        },
      }))}
      empty={props.empty}
    />
  );
}

export function ReviewPage(
  props: LessonView & {
    incident: Incident;
    review: Review;
    lessons: readonly Lesson[];
    /** The oldest first. */
    entries: readonly Entry[];
    cut: boolean;
    owners: readonly { accountId: number; name: string }[];
    /** Leads it, and the review is not finished. */
    writes: boolean;
    typed: Typed;
    troubles: readonly Trouble[];
  },
): Markup {
  const { view, incident, review, lessons, typed, troubles } = props;
  const { t } = view;
  const paragraphs = (text: string) => text.split(/\n+/).map((line) => <p>{line}</p>);
  const lessonWrong = troubles.some((one) => ['lesson', 'owner', 'dueOn'].includes(one.field ?? ''));
  return (
    <DeskPage view={view} title={t('review')} incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading
        title={t('review')}
        caption={[nameOf(view, incident), incident.place].filter(Boolean).join(' · ')}
        meta={
          <>
            <StateTags view={view} incident={incident} />{' '}
            <Tag
              kind={incident.reviewState === 'finished' ? 'ok' : 'wait'}
              text={`${t('review')}: ${t(`review_${incident.reviewState}`)}`}
            />
          </>
        }
      />
      <p>{t('reviewLead')}</p>
      {props.writes ? (
        <form method="post" action={reviewRoom.path(incident.id)} novalidate>
          <Hidden name="revision" value={incident.revision} />
          <TextArea
            name="course"
            label={t('course')}
            hint={t('courseHint')}
            rows={6}
            value={typed.course === undefined ? review.course : typedText(typed, 'course')}
            maxlength={longestReview}
            error={errorAt(t, troubles, 'course')}
          />
          <TextArea
            name="wentWell"
            label={t('wentWell')}
            rows={4}
            value={typed.wentWell === undefined ? review.wentWell : typedText(typed, 'wentWell')}
            maxlength={longestReview}
            error={errorAt(t, troubles, 'wentWell')}
          />
          <Actions>
            <Button name="act" value="save" text={t('saveReview')} />
            <Button kind="second" name="act" value="finish" text={t('finishReview')} />
          </Actions>
        </form>
      ) : (
        <>
          <h2>{t('course')}</h2>
          {paragraphs(review.course || '–')}
          <h2>{t('wentWell')}</h2>
          {paragraphs(review.wentWell || '–')}
        </>
      )}
      <h2>{t('lessons')}</h2>
      <LessonTable {...props} empty={{ title: t('noLessons'), text: t('noLessonsText') }} />
      {props.writes && (
        <Details summary={t('addLesson')} open={lessonWrong || lessons.length === 0}>
          <form method="post" action={lessonsRoom.path(incident.id)} novalidate>
            <TextArea
              name="lesson"
              label={t('lesson')}
              rows={2}
              value={typedText(typed, 'lesson')}
              maxlength={longestLesson}
              required
              error={errorAt(t, troubles, 'lesson')}
            />
            <Select
              name="owner"
              label={t('lessonOwner')}
              value={typedText(typed, 'owner')}
              error={errorAt(t, troubles, 'owner')}
              options={props.owners.map((owner) => ({
                value: String(owner.accountId),
                text: owner.name,
                lang: 'zh-CN',
              }))}
            />
            <TextField
              name="dueOn"
              type="date"
              label={t('lessonDue')}
              value={typedText(typed, 'dueOn')}
              required
              error={errorAt(t, troubles, 'dueOn')}
            />
            <Actions>
              <Button kind="second" text={t('addLesson')} />
            </Actions>
          </form>
        </Details>
      )}
      <h2>{t('timeline')}</h2>
      {props.cut && <p class="meta">{t('timelineFirst', { n: props.entries.length })}</p>}
      <LogEntries view={view} incident={incident} entries={props.entries} />
    </DeskPage>
  );
}

export function LessonPage(
  props: LessonView & { incident: Incident; lesson: Lesson; acts: boolean; typed: Typed; troubles: readonly Trouble[] },
): Markup {
  const { view, today, incident, lesson, typed, troubles } = props;
  const { t, language } = view;
  const open = lesson.state === 'waiting';
  return (
    <DeskPage
      view={view}
      title={t('lesson')}
      width="narrow"
      incident={incident}
      trail={[...trailOf(view, incident), { href: reviewRoom.path(incident.id), text: t('review') }]}
    >
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={lesson.text} caption={nameOf(view, incident)} />
      <SummaryList
        rows={[
          { key: t('state'), value: <LessonTag view={view} today={today} lesson={lesson} /> },
          { key: t('lessonOwner'), value: who(view, lesson.ownerId) },
          { key: t('lessonDue'), value: dateInWords(lesson.dueOn, language) },
          ...(lesson.outcome ? [{ key: t('lessonOutcome'), value: lesson.outcome }] : []),
          ...(lesson.doneAt ? [{ key: t('closed'), value: moment(view, lesson.doneAt) }] : []),
          { key: t('incident'), value: <a href={incidentPath(incident.id)}>{nameOf(view, incident)}</a> },
        ]}
      />
      {props.acts && (
        <form method="post" action={lessonPath(incident.id, lesson.id)} novalidate>
          {open && (
            <TextArea
              name="outcome"
              label={t('lessonOutcome')}
              rows={3}
              value={typedText(typed, 'outcome')}
              maxlength={longestLesson}
              required
              error={errorAt(t, troubles, 'outcome')}
            />
          )}
          <Actions>
            {open ? (
              <>
                <Button name="to" value="done" text={t('lessonDone')} />
                <Button kind="second" name="to" value="dropped" text={t('lessonDrop')} />
              </>
            ) : (
              <Button kind="second" name="to" value="waiting" text={t('lessonAgain')} />
            )}
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}

export function LessonsPage(props: LessonView & { lessons: readonly Lesson[] }): Markup {
  const { t } = props.view;
  return (
    <DeskPage view={props.view} title={t('allLessons')} trail={[]}>
      <PageHeading title={t('allLessons')} />
      <p>{t('allLessonsLead')}</p>
      <LessonTable {...props} empty={{ title: t('noLessonsWait'), text: t('noLessonsWaitText') }} />
    </DeskPage>
  );
}
