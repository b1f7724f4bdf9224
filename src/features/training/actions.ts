/** Writing down a drill, striking one out; what the district asks for. And reading: the record of some schools. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { heldExercises } from '#features/incidents/feature.ts';
import { type Reach, within } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Drill, Requirement, SchoolYear } from './model.ts';
import {
  drillWithin,
  endRequirement,
  insertDrill,
  insertRequirement,
  lockRequirement,
  lockSchool,
  setWithdrawn,
  type WrittenDrill,
  writtenDrills,
} from './queries.ts';

export interface By {
  accountId: number;
  at: Date;
  /** The day in the district's zone. */
  today: string;
  reach: Reach;
}

async function note(
  trx: Transaction,
  { accountId, at }: By,
  action: Extract<AuditAct, `drill${string}`>,
  subject: string,
  detail: Record<string, string | number> = {},
): Promise<void> {
  await record(trx, { actor: { kind: 'account', accountId }, action, subject, detail, at });
}

/**
 * What the schools practised in a school year, by day: the exercises of the incident desk as they are there, and the drills
 * that schools wrote down. Of people there are totals only.
 */
export async function drillsOf(
  db: Database | Transaction,
  schools: readonly number[],
  { startsOn, endsOn }: Pick<SchoolYear, 'startsOn' | 'endsOn'>,
  zone: string,
): Promise<Drill[]> {
  if (schools.length === 0) return [];
  const wish = { schools, from: startsOn, until: endsOn };
  const [exercises, written] = [await heldExercises(db, { ...wish, zone }), await writtenDrills(db, wish)];
  return [
    ...exercises.map(({ incidentId, reviewed, shown, ...one }) => ({
      ...{ ...one, pupils: null, found: '', withdrawn: null },
      origin: { incidentId, reviewed, shown },
    })),
    ...written.map(({ id, madeBy, withdrawnBy, reason, ...one }) => ({
      ...{ ...one, classes: null, origin: { drillId: id, madeBy } },
      withdrawn: withdrawnBy === null ? null : { by: withdrawnBy, reason },
    })),
  ].sort((a, b) => (a.heldOn < b.heldOn ? -1 : a.heldOn > b.heldOn ? 1 : 0));
}

export type DrillWish = Omit<WrittenDrill, 'id' | 'madeBy' | 'withdrawnBy' | 'reason'>;

/** By the school itself or by whoever is above it. The same drill is written down once. */
export async function enterDrill(trx: Transaction, by: By, wish: DrillWish): Promise<Outcome<number>> {
  const school = await organisationById(trx, wish.organisationId);
  if (school?.kind !== 'school' || !within(by.reach, school.path)) return refused(null, 'schoolGone');
  if (wish.heldOn > by.today) return refused('heldOn', 'heldLater');
  await lockSchool(trx, school.id);
  const thatDay = await writtenDrills(trx, { schools: [school.id], from: wish.heldOn, until: wish.heldOn });
  if (thatDay.some((other) => other.withdrawnBy === null && other.kind === wish.kind)) {
    return refused('heldOn', 'heldSame');
  }
  const id = await insertDrill(trx, wish, by);
  await note(trx, by, 'drill.enter', `organisation:${school.id}`, { drill: id, kind: wish.kind });
  return done(id);
}

/** It stays in the record, struck out, with the reason; it counts no longer. */
export async function withdrawDrill(trx: Transaction, by: By, id: number, reason: string): Promise<Outcome<number>> {
  const drill = await drillWithin(trx, by.reach, id);
  if (!drill) return refused(null, 'drillGone');
  const { accountId, at } = by;
  if (!(await setWithdrawn(trx, id, { reason, accountId, at }))) return refused(null, 'drillWithdrawn');
  await note(trx, by, 'drill.withdraw', `organisation:${drill.organisationId}`, { drill: id });
  return done(drill.organisationId);
}

export type RequirementWish = Omit<Requirement, 'id' | 'code' | 'endsOn'>;

export async function addRequirement(trx: Transaction, by: By, wish: RequirementWish): Promise<Outcome<number>> {
  const id = await insertRequirement(trx, wish, by);
  await note(trx, by, 'drill_requirement.add', `drill_requirement:${id}`, { per: wish.per, times: wish.times });
  return done(id);
}

/** From the day on it asks for nothing; what it asked for before stays in the record. */
export async function stopRequirement(trx: Transaction, by: By, id: number, endsOn: string): Promise<Outcome<null>> {
  const found = await lockRequirement(trx, id);
  if (!found) return refused(null, 'requirementGone');
  if (found.endsOn !== null) return refused(null, 'requirementEnded');
  await endRequirement(trx, id, endsOn, by.accountId);
  await note(trx, by, 'drill_requirement.end', `drill_requirement:${id}`);
  return done(null);
}
