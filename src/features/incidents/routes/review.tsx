/** Reviews, and the changes that came of them. */
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { addLesson, moveLesson, ownersFor, saveReview } from '../actions/review.ts';
import { lessonForm, moveLessonForm, reviewForm } from '../input.ts';
import { LessonPage, LessonsPage, ReviewPage } from '../pages/review.tsx';
import { lessonPath, lessonPattern, lessonsPath, lessonsRoom, reviewRoom } from '../paths.ts';
import { oldestEntries } from '../queries/log.ts';
import { lessonsOf, lessonsWaiting, reviewOf } from '../queries/review.ts';
import { byOf, incidentIn, todayOf, viewOf } from './request.ts';

const entriesShown = 500;

export const reviewRoutes: readonly Route[] = [
  get(lessonsPath, 'incidents.read', showLessons),
  get(reviewRoom.pattern, 'incidents.read', (c) => showReview(c)),
  post(reviewRoom.pattern, 'incidents.act', keepReview),
  post(lessonsRoom.pattern, 'incidents.act', createLesson),
  get(lessonPattern, 'incidents.read', (c) => showLesson(c)),
  post(lessonPattern, 'incidents.learn', actOnLesson),
];

type Again = { typed: Typed; troubles: readonly Trouble[] };

async function showLessons(c: Ctx): Promise<Response> {
  const lessons = await lessonsWaiting(c.var.services.db, c.var.reach('incidents.read'));
  const view = await viewOf(
    c,
    lessons.map((lesson) => lesson.ownerId),
  );
  return page(c, <LessonsPage view={view} today={todayOf(c)} lessons={lessons} />);
}

async function showReview(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const incident = await incidentIn(c, 'incidents.read');
  if (incident.reviewState === 'none') throw new NotFound();
  const writes = incident.reviewState === 'writing' && within(c.var.reach('incidents.act'), incident.path);
  const [review, lessons, found, owners] = await Promise.all([
    reviewOf(db, incident.id),
    lessonsOf(db, incident.id),
    oldestEntries(db, incident.id, entriesShown + 1),
    writes ? ownersFor(db, incident.path, todayOf(c)) : [],
  ]);
  const entries = found.slice(0, entriesShown);
  const view = await viewOf(c, [
    ...lessons.map((lesson) => lesson.ownerId),
    ...entries.map((entry) => entry.accountId),
  ]);
  const props = {
    ...{ view, incident, review, lessons, entries, owners, writes, today: todayOf(c) },
    cut: found.length > entriesShown,
    ...(again ?? { typed: {}, troubles: [] }),
  };
  return page(c, <ReviewPage {...props} />, again ? 422 : 200);
}

async function keepReview(c: Ctx): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.act');
  if (incident.reviewState === 'none' || !within(c.var.reach('incidents.act'), incident.path)) throw new Forbidden();
  const { typed } = await readForm(c);
  const input = checkForm(reviewForm, typed);
  const outcome = input.ok
    ? await c.var.services.db
        .transaction()
        .execute((trx) =>
          saveReview(trx, byOf(c), incident.id, { ...input.value, finish: input.value.act === 'finish' }),
        )
    : input;
  if (outcome.ok) return seeOther(c, reviewRoom.path(incident.id));
  return showReview(c, { typed, troubles: outcome.troubles });
}

async function createLesson(c: Ctx): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.act');
  if (incident.reviewState === 'none' || !within(c.var.reach('incidents.act'), incident.path)) throw new Forbidden();
  const { typed } = await readForm(c);
  const input = checkForm(lessonForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) =>
        addLesson(trx, byOf(c), incident.id, {
          ...{ text: input.value.lesson, ownerId: input.value.owner, dueOn: input.value.dueOn },
        }),
      )
    : input;
  if (outcome.ok) return seeOther(c, reviewRoom.path(incident.id));
  return showReview(c, { typed, troubles: outcome.troubles });
}

async function showLesson(c: Ctx, again?: Again): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.read');
  const lessons = await lessonsOf(c.var.services.db, incident.id);
  const lesson = lessons.find((one) => one.id === idFrom(c, 'lesson'));
  if (!lesson) throw new NotFound();
  const view = await viewOf(c, [lesson.ownerId]);
  const reach = c.var.reach('incidents.learn');
  const { caller } = c.var;
  const own = caller.kind === 'account' && caller.accountId === lesson.ownerId && reach.paths.length > 0;
  const acts = own || within(reach, incident.path);
  const props = { view, incident, lesson, acts, today: todayOf(c), ...(again ?? { typed: {}, troubles: [] }) };
  return page(c, <LessonPage {...props} />, again ? 422 : 200);
}

async function actOnLesson(c: Ctx): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.read');
  const id = idFrom(c, 'lesson');
  const { typed } = await readForm(c);
  const input = checkForm(moveLessonForm, typed);
  const by = byOf(c, 'incidents.learn');
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => moveLesson(trx, by, incident.id, id, input.value))
    : input;
  if (outcome.ok) return seeOther(c, lessonPath(incident.id, id));
  return showLesson(c, { typed, troubles: outcome.troubles });
}
