import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { consentPurposes } from '../../demo/contents/purposes.ts';
import { seedFamilies } from './seed-families.ts';

test('the demo’s families have chosen: consents, refused kinds, mail that came back, a pupil about to leave', async () => {
  const database = await testDatabase();
  const cast = await makeCast(database);
  const { db } = database;
  const desk = {
    accountId: cast.members['bureau.administrator'].accountId,
    reach: { paths: [cast.district.path], brand: 'reach' as const },
    today: '2026-11-20',
    at: new Date('2026-11-20T01:00:00Z'),
  };
  const outcomes = await db.transaction().execute((trx) =>
    seedFamilies(trx, {
      desk,
      districtId: cast.district.id,
      schoolPath: cast.north.organisation.path,
      purposes: consentPurposes,
      decidedOn: '2026-10-31',
      leavesOn: '2026-12-02',
    }),
  );
  expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, true]);
  const { rows } = await sql<{
    given: number;
    refused: number;
    history: number;
    bounced: number;
    leaving: number;
  }>`select
    (select count(*)::int from consent where given) as given, (select count(*)::int from consent where not given) as refused,
    (select count(*)::int from consent_history) as history,
    (select count(*)::int from contact_point where bounced_at is not null) as bounced,
    (select count(*)::int from person where leaves_on = '2026-12-02' and state = 'active') as leaving`.execute(db);
  const [made] = rows;
  expect(made?.given).toBeGreaterThan(made?.refused ?? 0);
  expect(made?.history).toBe((made?.given ?? 0) + (made?.refused ?? 0));
  expect(made?.bounced).toBeGreaterThan(1);
  expect(made?.leaving).toBe(1);
});
