/** Terms of the school year. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

export interface Term {
  name: string;
  startsOn: string;
  endsOn: string;
}

/** The term on a local day, else the school year around it; undefined between them, or where none are kept. */
export async function termOn(db: Database | Transaction, day: string): Promise<Term | undefined> {
  const { rows } = await sql<Term>`
    select name, starts_on::text as "startsOn", ends_on::text as "endsOn" from academic_session
    where starts_on <= ${day}::date and ends_on >= ${day}::date
    order by kind = 'term' desc, starts_on desc, id limit 1`.execute(db);
  return rows[0];
}
