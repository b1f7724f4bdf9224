/** What the demo's families chose, and what does not reach them. */

import { seedFamilies } from '#features/directory/seed-families.ts';
import { reachOf } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { consentPurposes } from './contents/purposes.ts';
import { expected, type Filled } from './fill.ts';
import type { Place } from './places.ts';

export async function chooseAsFamilies(services: Services, { places, staff }: Filled): Promise<void> {
  const at = services.clock.now();
  const today = localDate(at, services.config.timeZone);
  const { bureau } = places;
  const accountId = staff.shown.find((one) => one.key === 'administrator')?.accountId as number;
  const grants = [{ role: 'administrator', organisationId: bureau.id, path: bureau.path }] as const;
  const caller = { kind: 'account', accountId, sessionId: 0, personId: null, name: '', grants } as const;
  const reach = reachOf(caller, 'demo.write', { 'demo.write': ['administrator'] });
  const outcomes = await services.db.transaction().execute((trx) =>
    seedFamilies(trx, {
      desk: { accountId, reach, today, at },
      districtId: bureau.id,
      schoolPath: (places.schools[0] as Place).path,
      purposes: consentPurposes,
      decidedOn: addDays(today, -20),
      leavesOn: addDays(today, 12),
    }),
  );
  for (const outcome of outcomes) expected(outcome);
}
