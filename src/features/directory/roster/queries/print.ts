/** A fingerprint of all that a comparison reads: where nothing has changed since, comparing again says the same. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';

const read = [
  'organisation',
  'academic_session',
  'person',
  'person_merge',
  'membership',
  'guardianship',
  'contact_point',
  'roster_scheduled_class',
] as const;

/** Beyond so many people looking at every row takes longer than it saves; a first roster meets an empty directory. */
const mostPeople = 20_000;

/**
 * The versions of all rows (which transaction wrote each, and where it lies) with the day on which they were compared;
 * null in a large directory.
 */
export async function directoryPrint(trx: Transaction, today: string): Promise<string | null> {
  const { rows: some } = await sql<{ n: number }>`
    select count(*)::int as n from (select from person limit ${mostPeople + 1}) people`.execute(trx);
  if ((some[0]?.n ?? 0) > mostPeople) return null;
  const parts = read.map(
    (table) => sql`(select count(*) || ':' || coalesce(sum(hashtextextended(xmin::text || ctid::text, 0)::numeric), 0)
      from ${sql.table(table)})`,
  );
  const { rows } = await sql<{
    print: string;
  }>`select concat_ws(' ', ${today}::text, ${sql.join(parts)}) as print`.execute(trx);
  return rows[0]?.print ?? null;
}
