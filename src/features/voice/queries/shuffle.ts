/** No order of rows tells the order of writing (db/migrations/000261_voice_shuffle.sql). */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';

/** Writes all rows of cases in which something was written since that day anew, in random order; gives how many cases. */
export async function rewriteSince(db: Database, since: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select voice_shuffle(${since}::date) as n`.execute(db);
  return rows[0]?.n ?? 0;
}
