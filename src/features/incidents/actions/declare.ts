/** Declaring an incident. */
import { organisationsByIds, theDistrict } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type Incident, mayBeSame } from '../model/incident.ts';
import { type Kind, type Level, roman } from '../model/kinds.ts';
import { type PlanContent, tasksAt } from '../model/plan.ts';
import type { Spot } from '../model/spot.ts';
import {
  affectedBy,
  insertIncident,
  lockDeclaring,
  lockIncident,
  runningOfKind,
  schoolsBelow,
} from '../queries/incidents.ts';
import { addEntry, beginSchools } from '../queries/log.ts';
import { pageChanged } from '../queries/page.ts';
import { insertTasks } from '../queries/tasks.ts';
import { type By, note } from './by.ts';
import { planInForce } from './plans.ts';

export interface Declaration {
  kind: Kind;
  level: Level;
  exercise: boolean;
  organisationIds: readonly number[];
  place: string;
  /** Where on the map, if it was marked. */
  spot?: Spot | null;
  /** Incidents that the officer was shown and says are others. */
  others: readonly number[];
}

export type Declared = { id: number } | { maybe: Incident };

/**
 * Declares, opens the plan's tasks, shows it on the public page. If one runs that may be the same, nothing is declared:
 * the officer is shown it first. Two at once:
 *   A: lock · nothing runs · insert · commit      B:        waits for the lock · finds A's · is asked
 */
export async function declare(trx: Transaction, by: By, wish: Declaration): Promise<Outcome<Declared>> {
  await lockDeclaring(trx);
  const places = [...(await organisationsByIds(trx, [...new Set(wish.organisationIds)])).values()].filter(
    (place) => place.endedOn === null && ['district', 'school'].includes(place.kind),
  );
  if (places.length === 0 || places.some((place) => !within(by.reach, place.path))) {
    return refused('where', 'whereMissing');
  }
  const district = await theDistrict(trx);
  if (!district) throw new Error('There is no district.');
  const plan = await planInForce(trx, wish.kind, by.today);
  const leads = within(by.reach, district.path) ? district : places[0];
  if (!leads) return refused('where', 'whereMissing');
  if (leads.id !== district.id && plan.content.declares[wish.level] === 'district') {
    return refused('level', 'levelOfDistrict', { level: roman[wish.level] });
  }
  // A school's officer declares for the own school; what touches several is led by the district.
  if (leads.id !== district.id && places.length > 1) return refused('where', 'whereOne');
  const paths = places.map((place) => place.path);
  const running = await runningOfKind(trx, wish.kind, wish.exercise);
  const maybe = running.find((other) => mayBeSame({ ...wish, paths }, other) && !wish.others.includes(other.id));
  if (maybe) return done({ maybe });
  const id = await insertIncident(
    trx,
    {
      organisationId: leads.id,
      kind: wish.kind,
      level: wish.level,
      exercise: wish.exercise,
      place: wish.place,
      spot: wish.spot ?? null,
      planVersion: plan.version,
      plan: plan.content,
      declaredBy: by.accountId,
      at: by.at,
    },
    places.map((place) => place.id),
  );
  const schools = await openTasks(trx, { id, organisationId: leads.id, level: wish.level }, plan.content, null, by.at);
  await beginSchools(
    trx,
    id,
    schools.map((school) => school.organisationId),
    by.at,
  );
  const detail = { level: wish.level, exercise: wish.exercise ? 1 : 0 };
  await addEntry(trx, id, { sort: 'declared', at: by.at, accountId: by.accountId, text: wish.place, detail });
  await note(trx, by, 'incident.declare', `incident:${id}`, { kind: wish.kind, ...detail });
  await pageChanged(trx);
  return done({ id });
}

/** Opens the tasks that a level brings, coming from a lighter one; returns the affected schools. */
export async function openTasks(
  trx: Transaction,
  incident: { id: number; organisationId: number; level: Level },
  plan: PlanContent,
  from: Level | null,
  at: Date,
): Promise<{ organisationId: number }[]> {
  const affected = await affectedBy(trx, incident.id);
  const schools = await schoolsBelow(
    trx,
    affected.map((place) => place.organisationId),
  );
  const tasks = tasksAt(plan, incident.level, from).flatMap((task) => {
    const dueAt = new Date(at.getTime() + task.minutes * 60_000);
    const made = { post: task.post, texts: { ...task.text }, fromPlan: true, dueAt };
    return task.place === 'district'
      ? [{ ...made, organisationId: incident.organisationId }]
      : schools.map(({ organisationId }) => ({ ...made, organisationId }));
  });
  await insertTasks(trx, incident.id, tasks, at);
  return schools;
}

/** A second officer meant the one that runs: the log says that it was reported again. */
export async function joinDeclared(trx: Transaction, by: By, id: number, place: string): Promise<Outcome<number>> {
  const incident = await lockIncident(trx, id);
  if (incident?.state !== 'running') return refused(null, 'incidentOver');
  await addEntry(trx, id, { sort: 'same', at: by.at, accountId: by.accountId, text: place });
  return done(id);
}
