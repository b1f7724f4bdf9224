/** What the demo's schools practised: months behind, one passed over, nothing in the future. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeCast } from '../../test/support/cast.ts';
import { testDatabase } from '../../test/support/database.ts';
import { testServices } from '../../test/support/services.ts';
import { createApp } from '../app.tsx';
import { fixedClock } from '../platform/clock.ts';
import type { Filled } from './fill.ts';
import { writeDrills } from './training.ts';

const database = await testDatabase();

test('each school has its drills of the months of the school year', async () => {
  const cast = await makeCast(database);
  const services = testServices(database.db, { clock: fixedClock(new Date('2027-03-20T02:00:00Z')) });
  const { accountId } = cast.members['bureau.safety_officer'];
  const filled = {
    places: { bureau: cast.district, schools: [cast.north.organisation, cast.south.organisation] },
    staff: { shown: [{ key: 'safety_officer', accountId }] },
  } as unknown as Filled;
  await writeDrills(services, filled);
  const { rows } = await sql<{ school: number; months: string[]; later: boolean }>`
    select organisation_id as school, array_agg(to_char(held_on, 'MM') order by held_on) as months,
      bool_or(held_on > '2027-03-20') as later
    from drill group by 1 order by 1`.execute(database.db);
  expect(rows).toEqual([
    { school: cast.north.organisation.id, months: ['09', '10', '11', '12', '01', '03'], later: false },
    { school: cast.south.organisation.id, months: ['09', '10', '11', '12', '01'], later: false },
  ]);
  const page = await (await createApp(services).request('/training')).text();
  expect(page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toContain('合计 11 2');
});
