/** Whom to phone: guardians whom a warning in force has not reached by any channel. */
import { alertStanding } from '#features/delivery/feature.ts';
import { type ClassGuardian, guardiansOfClass, organisationsByIds } from '#features/directory/feature.ts';
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

/** The class must have been found within the caller's reach (`classesToPhone`). */
export async function familiesToPhone(
  db: Database,
  { alertId, classId }: Pick<PhoneClass, 'alertId' | 'classId'>,
  today: string,
): Promise<ToPhone> {
  const guardians = await guardiansOfClass(db, classId, today);
  const ids = guardians.map((one) => one.guardianId);
  const { reached, waiting } = await alertStanding(db, alertId, ids);
  return {
    all: guardians.length,
    left: guardians.filter((one) => !reached.has(one.guardianId) && !waiting.has(one.guardianId)),
    waiting: waiting.size,
  };
}

/** Of a reach, what lies in schools: names are for class teachers and schools, above them there are figures (rule 7). */
export async function withinSchools(db: Database, reach: Reach): Promise<Reach> {
  const lines = reach.paths.map((path) => path.split('.').map(Number));
  const found = await organisationsByIds(db, [...new Set(lines.flat())]);
  const inSchool = (line: number[] = []) => line.some((id) => found.get(id)?.kind === 'school');
  return { ...reach, paths: reach.paths.filter((_path, index) => inSchool(lines[index])) };
}
