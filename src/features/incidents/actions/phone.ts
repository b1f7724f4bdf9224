/** Whom to phone: guardians whom a warning in force has not reached by any channel. */
import { alertStanding } from '#features/delivery/feature.ts';
import { type ClassGuardian, guardiansOfClasses, organisationsByIds } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Database } from '#platform/database/connect.ts';
import type { PhoneClass } from '../queries/sends.ts';

export interface ToPhone {
  /** Guardians of the class who may be told. */
  all: number;
  left: ClassGuardian[];
  /** Their message is still on its way. */
  waiting: number;
}

/** The classes must have been found within the caller's reach (`classesToPhone`); each comes back with its families. */
export async function familiesToPhone<T extends Pick<PhoneClass, 'alertId' | 'classId'>>(
  db: Database,
  classes: readonly T[],
  today: string,
): Promise<(T & ToPhone)[]> {
  const ids = [...new Set(classes.map((one) => one.classId))];
  const byClass = Map.groupBy(await guardiansOfClasses(db, ids, today), (one) => one.classId);
  const guardiansOf = ({ classId }: T) => byClass.get(classId) ?? [];
  const standings = new Map<number, Awaited<ReturnType<typeof alertStanding>>>();
  for (const [alertId, called] of Map.groupBy(classes, (one) => one.alertId)) {
    const people = new Set(called.flatMap(guardiansOf).map((one) => one.guardianId));
    standings.set(alertId, await alertStanding(db, alertId, [...people]));
  }
  return classes.map((one) => {
    const guardians = guardiansOf(one);
    const standing = standings.get(one.alertId);
    const waiting = guardians.filter(({ guardianId }) => standing?.waiting.has(guardianId));
    const left = guardians.filter((each) => !standing?.reached.has(each.guardianId) && !waiting.includes(each));
    return { ...one, all: guardians.length, left, waiting: waiting.length };
  });
}

/** Of a reach, what lies in schools: names are for class teachers and schools, above them there are figures (rule 7). */
export async function withinSchools(db: Database, reach: Reach): Promise<Reach> {
  const lines = reach.paths.map((path) => path.split('.').map(Number));
  const found = await organisationsByIds(db, [...new Set(lines.flat())]);
  const inSchool = (line: number[] = []) => line.some((id) => found.get(id)?.kind === 'school');
  return { ...reach, paths: reach.paths.filter((_path, index) => inSchool(lines[index])) };
}
