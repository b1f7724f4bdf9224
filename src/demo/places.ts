/** The offices and schools of the demo's district as they came out of the import, found again by their source ids. */
import { sql } from 'kysely';
import type { Audience } from '#features/directory/feature.ts';
import type { Database } from '#platform/database/connect.ts';
import type { NoticeContent, Office } from './contents/content.ts';
import { departments, type School, schoolList } from './district/schools.ts';

export interface Place {
  id: number;
  path: string;
  name: string;
}

export interface Places {
  bureau: Place;
  departments: ReadonlyMap<string, Place>;
  schools: readonly (Place & Pick<School, 'stage'>)[];
}

/** Reads them; `schools` is the number that the district was made with. */
export async function readPlaces(db: Database, schools: number): Promise<Places> {
  const { rows } = await sql<Place & { sourceId: string }>`
    select id, path::text as path, name, source_id as "sourceId" from organisation
    where kind in ('district', 'department', 'school') and source_id is not null`.execute(db);
  const bySource = new Map(rows.map(({ sourceId, ...place }) => [sourceId.replace(/^org:/, ''), place]));
  const place = (id: string): Place => {
    const found = bySource.get(id);
    if (!found) throw new Error(`The demo's district has no organisation ${id}.`);
    return found;
  };
  return {
    bureau: place('b01'),
    departments: new Map(departments.map((name, i) => [name, place(`d${String(i + 1).padStart(2, '0')}`)])),
    schools: schoolList(schools).map(({ stage }, i) => ({ ...place(`s${String(i + 1).padStart(4, '0')}`), stage })),
  };
}

/** The office that issues a notice; undefined in a small district without such a school. */
export function officeOf(places: Places, office: Office): Place | undefined {
  if (office === 'bureau') return places.bureau;
  if ('department' in office) return places.departments.get(office.department);
  return places.schools.filter((school) => school.stage === office.stage)[office.nth];
}

/** To whom a notice goes. */
export function audienceOf(places: Places, office: Place, content: Pick<NoticeContent, 'reach' | 'roles'>): Audience {
  const { reach, roles = ['guardians'] } = content;
  const tops =
    reach === 'county'
      ? [places.bureau]
      : reach === 'own'
        ? [office]
        : places.schools.filter((school) => reach.includes(school.stage));
  return { include: tops.flatMap(({ id }) => roles.map((role) => ({ organisationId: id, role }))), exclude: [] };
}
