/** Whom to phone: guardians whom a warning in force has not reached by any channel, and who of them was told by phone. */
import { record } from '#features/audit/feature.ts';
import { alertStanding } from '#features/delivery/feature.ts';
import { type ClassGuardian, guardiansOfClasses, organisationsByIds } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { classesToPhone, type PhoneClass, type PhoneKey } from '../queries/sends.ts';
import { deleteTold, insertTold, lockTold, toldOf } from '../queries/told.ts';

export interface ToPhone {
  /** Guardians of the class who may be told. */
  all: number;
  left: ClassGuardian[];
  /** Were told by phone, and not reached by any channel. */
  told: ClassGuardian[];
  /** Their message is still on its way. */
  waiting: number;
}

/** The classes must have been found within the caller's reach (`classesToPhone`); each comes back with its families. */
export async function familiesToPhone<T extends Pick<PhoneClass, 'alertId' | 'classId'>>(
  db: Database | Transaction,
  classes: readonly T[],
  today: string,
): Promise<(T & ToPhone)[]> {
  const ids = [...new Set(classes.map((one) => one.classId))];
  const byClass = Map.groupBy(await guardiansOfClasses(db, ids, today), (one) => one.classId);
  const guardiansOf = ({ classId }: T) => byClass.get(classId) ?? [];
  const told = new Map<number, Set<number>>();
  const standings = new Map<number, Awaited<ReturnType<typeof alertStanding>>>();
  for (const [alertId, called] of Map.groupBy(classes, (one) => one.alertId)) {
    const people = new Set(called.flatMap(guardiansOf).map((one) => one.guardianId));
    told.set(alertId, await toldOf(db, alertId));
    standings.set(alertId, await alertStanding(db, alertId, [...people]));
  }
  return classes.map((one) => {
    const guardians = guardiansOf(one);
    const standing = standings.get(one.alertId);
    const waiting = guardians.filter(({ guardianId }) => standing?.waiting.has(guardianId));
    const missed = guardians.filter((each) => !standing?.reached.has(each.guardianId) && !waiting.includes(each));
    const isTold = ({ guardianId }: ClassGuardian) => told.get(one.alertId)?.has(guardianId) ?? false;
    const left = missed.filter((each) => !isTold(each));
    return { ...one, all: guardians.length, left, told: missed.filter(isTold), waiting: waiting.length };
  });
}

/** Of a reach, what lies in schools: names are for class teachers and schools, above them there are figures (rule 7). */
export async function withinSchools(db: Database, reach: Reach): Promise<Reach> {
  const lines = reach.paths.map((path) => path.split('.').map(Number));
  const found = await organisationsByIds(db, [...new Set(lines.flat())]);
  const inSchool = (line: number[] = []) => line.some((id) => found.get(id)?.kind === 'school');
  return { ...reach, paths: reach.paths.filter((_path, index) => inSchool(lines[index])) };
}

export interface Caller {
  accountId: number;
  at: Date;
  today: string;
  reach: Reach;
}

/**
 * Whoever phones says who was told; only of those on the list of a class within the reach, and while the list stands.
 *   A ticks: lock the warning · list · insert · commit      B ends the incident: waits for the lock · counts · deletes
 */
export async function tellByPhone(
  trx: Transaction,
  by: Caller,
  key: PhoneKey,
  personIds: readonly number[],
): Promise<Outcome<{ told: number }>> {
  const found = await listOf(trx, by, key);
  if (!found) return refused(null, 'phoneGone');
  if (personIds.length === 0) return refused('told', 'phoneTickMissing');
  const chosen = found.left.filter(({ guardianId }) => personIds.includes(guardianId));
  const told = await insertTold(
    trx,
    key.alertId,
    key.classId,
    chosen.map(({ guardianId }) => guardianId),
  );
  if (told > 0) await noteTold(trx, by, key, 'incident.tell_by_phone', found.incidentId, told);
  return done({ told });
}

/** It was ticked by mistake: the guardian is to be phoned again. */
export async function untell(trx: Transaction, by: Caller, key: PhoneKey, personId: number): Promise<Outcome<null>> {
  const found = await listOf(trx, by, key);
  if (!found) return refused(null, 'phoneGone');
  if (!found.told.some(({ guardianId }) => guardianId === personId)) return done(null);
  const taken = await deleteTold(trx, key.alertId, personId);
  if (taken > 0) await noteTold(trx, by, key, 'incident.untell_by_phone', found.incidentId, taken);
  return done(null);
}

async function listOf(trx: Transaction, by: Caller, key: PhoneKey): Promise<(PhoneClass & ToPhone) | undefined> {
  if (!(await lockTold(trx, key.alertId))) return undefined;
  const [found] = await familiesToPhone(trx, await classesToPhone(trx, by.reach, by.at, { only: key }), by.today);
  return found;
}

async function noteTold(
  trx: Transaction,
  by: Caller,
  { alertId, classId }: PhoneKey,
  action: 'incident.tell_by_phone' | 'incident.untell_by_phone',
  incidentId: number,
  people: number,
): Promise<void> {
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    ...{ action, organisationId: classId, subject: `incident:${incidentId}` },
    ...{ detail: { alert: alertId, people }, at: by.at },
  });
}
