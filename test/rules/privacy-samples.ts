/** Objects for the routes on personal data. */
import { sql } from 'kysely';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

type Sample = Record<string, string | number>;

export async function makePrivacySamples(services: Services, cast: Cast): Promise<Record<string, Sample>> {
  const { db, clock } = services;
  const { rows } = await sql<{ id: number }>`
    insert into retention_hold (kind, reason, until_on, proposed_by, proposed_at)
    values ('notices.replies', '法院来函（2026）字第12号', '2099-01-31', ${cast.members['bureau.administrator'].accountId},
      ${clock.now()}) returning id`.execute(db);
  const retention = '/desk/privacy/retention';
  return {
    // The rules are the district's: a school's administrator, who carries the permission, has nothing to see there.
    [retention]: { elsewhere: 'yes' },
    [`${retention}/:rule/hold`]: { rule: 'delivery.rows' },
    [`${retention}/holds/:hold`]: { hold: rows[0]?.id ?? 0 },
  };
}
