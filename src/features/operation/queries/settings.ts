/** How the database server is set, as far as our role may see it. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';

export async function settingsNow(
  db: Database,
  names: readonly string[],
): Promise<{ name: string; setting: string }[]> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name = any (${[...names]})`.execute(db);
  return rows;
}
