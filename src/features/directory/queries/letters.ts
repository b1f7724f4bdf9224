/** People whose given name is not yet written in letters. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';

export async function peopleWithoutLetters(db: Database, limit: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, full_name as name from person where given_pinyin is null order by id limit ${limit}`.execute(db);
  return rows;
}

/** Only where the name is still the one that was read. */
export async function setGivenLetters(
  db: Database,
  rows: readonly { id: number; name: string; given: string }[],
): Promise<void> {
  await sql`
    update person p set given_pinyin = r.given
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id int8, name text, given text)
    where p.id = r.id and p.full_name = r.name`.execute(db);
}
