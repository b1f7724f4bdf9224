/** Fills an empty database with the demo: the district through the real import, accounts, a year of notices. */
import { openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { sql } from 'kysely';
import { applyRoster, consoleUser, stageRoster } from '#features/directory/seed.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import type { Outcome } from '#platform/trouble.ts';
import { type DistrictOptions, writeDistrictZip } from './district.ts';
import { writeHistory } from './history.ts';
import type { DemoCodes } from './numbers.ts';
import { type Places, readPlaces } from './places.ts';
import { type DemoStaff, makeStaff } from './staff.ts';

/** Everything in the demo follows from this number and the day on which it is made. */
export const demoSeed = 20260901;

export type DemoSize = Pick<DistrictOptions, 'schools' | 'pupils' | 'guardians' | 'staff'>;
export const fullSize: DemoSize = { schools: 30, pupils: 9000, guardians: 15_000, staff: 900 };
export const smallSize: DemoSize = { schools: 3, pupils: 600, guardians: 1000, staff: 320 };

/** Tells how far a step has come; `share` is between 0 and 1. */
export type Tell = (step: string, share: number) => void;

export interface Filled {
  places: Places;
  staff: DemoStaff;
  notices: number;
  codes: DemoCodes;
}

/** `zipPath` is written, imported and removed. */
export async function fillDemo(services: Services, size: DemoSize, zipPath: string, tell: Tell): Promise<Filled> {
  const now = services.clock.now();
  const today = localDate(now, services.config.timeZone);
  const schoolYear = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0);
  await writeDistrictZip(zipPath, {
    ...{ seed: demoSeed, schoolYear, ...size },
    onProgress: (done, total) => tell('inventing a district', done / total),
  });
  try {
    await importRoster(services, zipPath, tell);
  } finally {
    await rm(zipPath, { force: true });
  }
  const places = await readPlaces(services.db, size.schools);
  // They have held their roles for a year, as long as they write notices.
  const staff = await makeStaff(services.db, places, new Date(now.getTime() - 365 * 86_400_000));
  const { notices, codes } = await writeHistory(services, places, staff, demoSeed, (done, total) =>
    tell('writing a year of notices', done / total),
  );
  // After so many rows the planner should know about them before the first page is asked for.
  await sql`analyze`.execute(services.db);
  return { places, staff, notices, codes };
}

async function importRoster(services: Services, path: string, tell: Tell): Promise<void> {
  const steps = ['compare', 'organisations', 'people', 'memberships', 'guardianships', 'contacts', 'finish'];
  const progress = ({ step = '', done = 0, total = 0 }) => {
    const place = steps.indexOf(step);
    const share = place < 0 ? (total > 0 ? done / total / 2 : 0) : 0.5 + place / steps.length / 2;
    tell('importing the roster', share);
  };
  const file = { fd: openSync(path, 'r'), name: basename(path) };
  const staged = expected(await stageRoster(services, consoleUser, file, { progress }));
  expected(await applyRoster(services, consoleUser, staged.id, { removal: true }, { progress }));
  tell('importing the roster', 1);
}

/** The demo's own data has no trouble that a person could mend: trouble is a bug. */
export function expected<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`The demo was refused: ${outcome.troubles.map((trouble) => trouble.key).join(', ')}`);
  return outcome.value;
}
