/** Files of a case, for its handlers. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';

export async function filesOf(
  db: Database,
  caseId: string,
): Promise<{ id: string; position: number; size: number; message: number | null }[]> {
  const { rows } = await sql<{ id: string; position: number; size: number; message: number | null }>`
    select id, (row_number() over (order by message nulls first, position))::int - 1 as position, size, message
    from voice_file where case_id = ${caseId}::uuid order by message nulls first, position`.execute(db);
  return rows;
}

export async function fileOf(
  db: Database,
  caseId: string,
  id: string,
): Promise<{ mediaType: string; content: Buffer } | undefined> {
  const { rows } = await sql<{ mediaType: string; content: Buffer }>`
    select media_type as "mediaType", content from voice_file where case_id = ${caseId}::uuid and id = ${id}::uuid`.execute(
    db,
  );
  return rows[0];
}
