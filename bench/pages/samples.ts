/** Some objects of each kind from all over the district, so that no page is asked about one of them alone. */
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database/connect.ts';
import type { Filled } from './fill.ts';

export interface Samples {
  pupils: number[];
  guardians: number[];
  points: number[];
  emails: number[];
  bounced: number[];
  optedOut: number[];
  guardianships: number[];
  memberships: number[];
  gone: number[];
  passkeys: Record<number, number>;
  schools: number[];
  classes: number[];
}

export async function samplesOf(owner: Database, filled: Filled): Promise<Samples> {
  const some = async (query: ReturnType<typeof sql<{ id: number }>>) =>
    (await query.execute(owner)).rows.map((row) => row.id);
  const spread = (first: number, count: number) =>
    Array.from({ length: 8 }, (_, n) => first + Math.floor((n * count) / 8));
  return {
    pupils:
      await some(sql`select person_id as id from membership m join person p on p.id = m.person_id and p.state = 'active'
      where m.id % 40000 = 5 and position = 'pupil' limit 8`),
    guardians: await some(sql`select guardian_id as id from guardianship where id % 80000 = 9 limit 8`),
    points: await some(sql`select id from contact_point where id % 80000 = 9 limit 8`),
    emails: await some(sql`select id from contact_point where id % 80000 = 12 and kind = 'email' limit 8`),
    bounced: await some(sql`select id from contact_point where id % 80000 = 1003 limit 8`),
    optedOut: await some(sql`select id from contact_point where id % 80000 = 1007 limit 8`),
    guardianships: await some(sql`select id from guardianship where id % 80000 = 12 limit 8`),
    memberships: await some(sql`select id from membership where id % 40000 = 12 limit 8`),
    gone: await some(sql`select id from person where state = 'left' and id % 40000 = 11 limit 8`),
    passkeys: Object.fromEntries(
      (
        await sql<{ account: number; id: number }>`select account_id as account, id from passkey
          where account_id = any (${Object.values(filled.accountIds)}::int8[])`.execute(owner)
      ).rows.map((row) => [row.account, row.id]),
    ),
    schools: spread(filled.schoolId, filled.schools),
    classes: spread(filled.classId, filled.schools * 20),
  };
}
