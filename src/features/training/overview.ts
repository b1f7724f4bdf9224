/** How schools stand in a school year: read together, so that one page asks a handful of questions whatever its length. */
import { academicSessions } from '#features/directory/feature.ts';
import type { Database } from '#platform/database/connect.ts';
import { drillsOf } from './actions.ts';
import {
  appliesTo,
  type Drill,
  periodsOf,
  type Requirement,
  type SchoolYear,
  type Standing,
  schoolYears,
  standingOf,
} from './model.ts';
import { requirements } from './queries.ts';

export interface Moment {
  today: string;
  zone: string;
}

/** The year that is asked for, else the one of today. */
export async function yearsFor(
  db: Database,
  today: string,
  key: string | undefined,
): Promise<{ years: SchoolYear[]; year: SchoolYear }> {
  const years = schoolYears(await academicSessions(db), today);
  const year =
    years.find((one) => one.key === key) ??
    years.find((one) => one.startsOn <= today && today <= one.endsOn) ??
    years[0];
  if (!year) throw new Error('There is always the school year of today.');
  return { years, year };
}

export interface SchoolStanding<S> {
  school: S;
  drills: Drill[];
  standings: Standing[];
}

export async function standingsOf<S extends { id: number; name: string }>(
  db: Database,
  schools: readonly S[],
  year: SchoolYear,
  { today, zone }: Moment,
): Promise<{ asked: Requirement[]; lines: SchoolStanding<S>[] }> {
  const asked = (await requirements(db)).filter((one) => periodsOf(one, year).length > 0);
  const drills = await drillsOf(
    db,
    schools.map(({ id }) => id),
    year,
    zone,
  );
  const bySchool = Map.groupBy(drills, (drill) => drill.organisationId);
  const lines = schools.map((school) => {
    const own = bySchool.get(school.id) ?? [];
    const standings = asked
      .filter((one) => appliesTo(one, school))
      .map((requirement) => standingOf(requirement, year, own, today));
    return { school, drills: own, standings };
  });
  return { asked: asked.filter((one) => schools.some((school) => appliesTo(one, school))), lines };
}
