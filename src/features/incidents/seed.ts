/** The demo's door: a past flood with its review, an exercise, plans that were adopted; nothing runs. */
import { alertProgress } from '#features/delivery/feature.ts';
import { reachOf } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome } from '#platform/trouble.ts';
import type { By } from './actions/by.ts';
import { declare } from './actions/declare.ts';
import { confirmPlan } from './actions/plans.ts';
import { changeLevel, closeIncident, moveTask, publishUpdate, tellSchools, writeEntry } from './actions/respond.ts';
import { addLesson, moveLesson, saveReview } from './actions/review.ts';
import type { SchoolState } from './model/incident.ts';
import type { Kind, Level } from './model/kinds.ts';
import type { PublicTexts } from './model/plan.ts';
import type { AlertRole } from './model/send.ts';
import { permissions } from './policy.ts';
import { lockIncident } from './queries/incidents.ts';
import { lessonsOf } from './queries/review.ts';
import { endSend, sendsOf } from './queries/sends.ts';
import { tasksOf } from './queries/tasks.ts';
import {
  made,
  playDeclined,
  playMatter,
  playRoll,
  type SeededDeclined,
  type SeededMatter,
  type SeededRoll,
} from './seed-asking.ts';

export interface SeededUpdate {
  minutes: number;
  texts: Partial<PublicTexts>;
  nextMinutes: number | null;
  /** It went to families and staff as an alert; so does the end then. */
  sent?: { roles: readonly AlertRole[]; people: number };
}

export interface SeededIncident {
  kind: Kind;
  level: Level;
  exercise: boolean;
  place: string;
  organisationIds: readonly number[];
  declaredAt: Date;
  raised?: { minutes: number; level: Level; reason: string };
  schools: ReadonlyMap<number, SchoolState>;
  updates: readonly SeededUpdate[];
  log: readonly { minutes: number; sort: 'fact' | 'decision'; text: string }[];
  end: { minutes: number; texts: Partial<PublicTexts> };
  review: { course: string; wentWell: string };
  lessons: readonly { text: string; dueOn: string; done?: string }[];
  roll?: SeededRoll;
  questions?: { matters: readonly SeededMatter[]; declined: readonly SeededDeclined[] };
}

export interface IncidentSeed {
  officer: { accountId: number; organisationId: number; path: string };
  plans: { kinds: readonly Kind[]; at: Date };
  incidents: readonly SeededIncident[];
}

/** Writes the messages of a warning of the past as sent (delivery's own door of the demo). */
export type SendPast = (trx: Transaction, alertId: number) => Promise<void>;

/** Plays each incident through the same actions as the desk, each step at its own time. */
export async function seedIncidents(services: Services, seed: IncidentSeed, sendPast: SendPast): Promise<void> {
  const { db, config } = services;
  const { accountId, organisationId, path } = seed.officer;
  const grants = [{ role: 'incident_officer' as const, organisationId, path }];
  const caller = { kind: 'account' as const, accountId, sessionId: 0, personId: null, name: '', grants };
  const reach = reachOf(caller, 'incidents.act', permissions);
  const { publicUrl, timeZone, sms } = config;
  const by = (at: Date): By => ({
    ...{ accountId, at, today: localDate(at, timeZone), reach, site: { publicUrl, timeZone, sms } },
  });
  await db.transaction().execute(async (trx) => {
    for (const kind of seed.plans.kinds) made(await confirmPlan(trx, by(seed.plans.at), kind));
    const today = localDate(services.clock.now(), timeZone);
    for (const incident of seed.incidents) await play(trx, by, incident, { sendPast, today });
  });
}

async function play(
  trx: Transaction,
  by: (at: Date) => By,
  seed: SeededIncident,
  { sendPast, today }: { sendPast: SendPast; today: string },
): Promise<void> {
  const after = (minutes: number) => by(new Date(seed.declaredAt.getTime() + minutes * 60_000));
  const { kind, level, exercise, place, organisationIds } = seed;
  const wish = { kind, level, exercise, place, organisationIds, others: [] };
  const declared = made(await declare(trx, after(0), wish));
  if (!('id' in declared)) throw new Error('The demo’s incidents are not each other’s.');
  const { id } = declared;
  const revision = async () => (await lockIncident(trx, id))?.revision ?? 0;
  /** What was just sent is sent: in the past it went out within a minute. */
  const settle = async () => {
    for (const { alertId, endedAt, at } of await sendsOf(trx, id)) {
      if (endedAt) continue;
      await sendPast(trx, alertId);
      const figures = await alertProgress(trx, alertId);
      const end = { at: new Date(at.getTime() + 60_000), reached: figures?.reached ?? 0 };
      await endSend(trx, alertId, { ...end, ...(figures?.clock ?? { ms50: null, ms95: null, ms99: null }) });
    }
  };
  const { raised } = seed;
  const steps: { minutes: number; run: (at: By) => Promise<Outcome<unknown>> }[] = [
    ...seed.updates.map(({ minutes, texts, nextMinutes, sent: send }) => ({
      minutes,
      run: async (at: By) => {
        const nextUpdateAt = nextMinutes === null ? null : new Date(at.at.getTime() + nextMinutes * 60_000);
        const update = { texts, nextUpdateAt, hours: 24, revision: await revision(), ...(send ? { send } : {}) };
        const outcome = await publishUpdate(trx, at, id, update);
        await settle();
        return outcome;
      },
    })),
    ...seed.log.map(({ minutes, ...entry }) => ({ minutes, run: (at: By) => writeEntry(trx, at, { id }, entry) })),
    { minutes: 12, run: (at) => tellSchools(trx, at, id, seed.schools) },
    ...(seed.questions?.matters ?? []).map((matter) => ({
      minutes: matter.minutes,
      run: async (at: By) => done(await playMatter(trx, at, at.site.timeZone, id, matter)),
    })),
    ...(seed.questions?.declined ?? []).map((declined) => ({
      minutes: declined.minutes,
      run: async (at: By) => done(await playDeclined(trx, at, at.site.timeZone, id, declined)),
    })),
    ...(raised
      ? [
          {
            minutes: raised.minutes,
            run: async (at: By) => changeLevel(trx, at, id, { ...raised, revision: await revision() }),
          },
        ]
      : []),
  ];
  // Tasks are done once all of them are open, within ten minutes; so the log stays in the order of time.
  const allOpen = (raised?.minutes ?? 12) + 1;
  const doTasks = async () => {
    const tasks = await tasksOf(trx, id, by(seed.declaredAt).reach);
    for (const [n, task] of tasks.entries()) {
      const minutes = allOpen + (n * 10) / tasks.length;
      made(await moveTask(trx, after(minutes), id, task.id, { to: 'done', text: '' }));
    }
  };
  const ordered = steps.sort((a, b) => a.minutes - b.minutes);
  for (const step of ordered.filter(({ minutes }) => minutes < allOpen)) made(await step.run(after(step.minutes)));
  await doTasks();
  for (const step of ordered.filter(({ minutes }) => minutes >= allOpen)) made(await step.run(after(step.minutes)));
  if (seed.roll) await playRoll(trx, after, id, seed.roll, today);
  const end = { state: 'over' as const, texts: seed.end.texts, revision: await revision() };
  made(await closeIncident(trx, after(seed.end.minutes), id, end));
  await settle();
  const later = after(seed.end.minutes + 2 * 24 * 60);
  const { lessons, review } = seed;
  for (const { text, dueOn } of lessons)
    made(await addLesson(trx, later, id, { text, dueOn, ownerId: later.accountId }));
  made(await saveReview(trx, later, id, { ...review, revision: await revision(), finish: true }));
  for (const lesson of await lessonsOf(trx, id)) {
    const outcome = lessons.find((one) => one.text === lesson.text)?.done;
    if (outcome)
      made(await moveLesson(trx, after(seed.end.minutes + 12 * 24 * 60), id, lesson.id, { to: 'done', outcome }));
  }
}
