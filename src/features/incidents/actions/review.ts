/** The review afterwards. */
import { type Holder, holdersOf } from '#features/accounts/feature.ts';
import { within } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Incident } from '../model/incident.ts';
import type { LessonState, Review } from '../model/review.ts';
import { lockIncident } from '../queries/incidents.ts';
import { insertLesson, lockLesson, setLesson, setReview } from '../queries/review.ts';
import { type By, note } from './by.ts';

/** Who can own what is to be changed: officers and administrators at the office that led, or above. */
export async function ownersFor(db: Database | Transaction, path: string, today: string): Promise<Holder[]> {
  const found = new Map<number, Holder>();
  for (const role of ['incident_officer', 'safety_officer', 'administrator'] as const) {
    for (const holder of await holdersOf(db, role, path, today)) found.set(holder.accountId, holder);
  }
  return [...found.values()];
}

/** In review and led from within the reach; a finished review stays as it is. */
async function inReview(trx: Transaction, by: By, id: number): Promise<Outcome<Incident>> {
  const incident = await lockIncident(trx, id);
  if (!incident || !within(by.reach, incident.path)) return refused(null, 'incidentGone');
  if (incident.reviewState !== 'writing') return refused(null, 'reviewClosed');
  return done(incident);
}

export async function saveReview(
  trx: Transaction,
  by: By,
  id: number,
  change: Review & { revision: number; finish: boolean },
): Promise<Outcome<null>> {
  const found = await inReview(trx, by, id);
  if (!found.ok) return found;
  if (found.value.revision !== change.revision) return refused(null, 'incidentMoved');
  if (change.finish && change.course === '') return refused('course', 'courseMissing');
  if (change.finish && change.wentWell === '') return refused('wentWell', 'wentWellMissing');
  await setReview(trx, id, change, change.finish);
  await note(trx, by, change.finish ? 'incident.finish_review' : 'incident.write_review', `incident:${id}`);
  return done(null);
}

/** Something is to be changed, by somebody, until a day. */
export async function addLesson(
  trx: Transaction,
  by: By,
  id: number,
  wish: { text: string; ownerId: number; dueOn: string },
): Promise<Outcome<null>> {
  const found = await inReview(trx, by, id);
  if (!found.ok) return found;
  if (wish.dueOn < by.today) return refused('dueOn', 'lessonPast');
  const owners = await ownersFor(trx, found.value.path, by.today);
  if (!owners.some((owner) => owner.accountId === wish.ownerId)) return refused('owner', 'ownerMissing');
  const { organisationId } = found.value;
  await insertLesson(trx, { ...wish, incidentId: id, organisationId, by: by.accountId, at: by.at });
  await note(trx, by, 'incident.add_lesson', `incident:${id}`);
  return done(null);
}

/** Done, dropped with a reason, or open again: by its owner, or by whoever leads. Also after the review is finished. */
export async function moveLesson(
  trx: Transaction,
  by: By,
  id: number,
  lessonId: number,
  change: { to: LessonState; outcome: string },
): Promise<Outcome<null>> {
  const incident = await lockIncident(trx, id);
  const lesson = incident && (await lockLesson(trx, id, lessonId));
  if (!incident || !lesson) return refused(null, 'lessonGone');
  if (lesson.ownerId !== by.accountId && !within(by.reach, incident.path)) return refused(null, 'lessonGone');
  if (lesson.state === change.to) return refused(null, 'lessonMoved');
  if (change.to !== 'waiting' && change.outcome === '') return refused('outcome', 'outcomeMissing');
  await setLesson(trx, lessonId, { state: change.to, outcome: change.outcome, by: by.accountId, at: by.at });
  await note(trx, by, 'incident.move_lesson', `incident:${id}`, { lesson: lessonId, state: change.to });
  return done(null);
}
