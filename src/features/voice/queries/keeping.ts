/** Forgetting, in bounded batches. */
import { sql } from 'kysely';
import { localDate } from '#platform/clock.ts';
import type { Database } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';

/** Cases that ended so many days ago, with all that belongs to them. One that others were merged into goes after them. */
export async function forgetCases(db: Database, now: Date, zone: string, days: number, most: number): Promise<number> {
  const before = addDays(localDate(now, zone), -days);
  const { rows } = await sql`
    delete from voice_case where id in (
      select c.id from voice_case c where c.closed_on < ${before}::date
        and not exists (select from voice_case m where m.merged_into = c.id)
      limit ${most})
    returning 1`.execute(db);
  return rows.length;
}

/** Sealed names of cases that ended so many days ago, and keys of former times under which none is sealed any more. */
export async function forgetSealed(db: Database, now: Date, zone: string, days: number, most: number): Promise<number> {
  const before = addDays(localDate(now, zone), -days);
  const { rows } = await sql`
    delete from voice_sealed where (case_id, key_id) in (
      select s.case_id, s.key_id from voice_sealed s join voice_case c on c.id = s.case_id
      where c.closed_on < ${before}::date limit ${most})
    returning 1`.execute(db);
  await sql`delete from voice_relay r where not exists (select from voice_sealed s where s.case_id = r.case_id)`.execute(
    db,
  );
  await sql`delete from voice_key k where (retired_on is not null or ended_on is not null)
    and not exists (select from voice_sealed s where s.key_id = k.id)`.execute(db);
  return rows.length;
}
