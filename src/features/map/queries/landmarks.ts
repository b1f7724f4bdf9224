/** What the map is drawn from. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { NewLandmark } from '../model/landmarks.ts';
import type { Landmark } from '../model/view.ts';

export async function landmarks(db: Database | Transaction): Promise<Landmark[]> {
  const { rows } = await sql<Landmark>`
    select id, kind, name, points from map_landmark order by case kind when 'area' then 0 when 'line' then 1 else 2 end, id`.execute(
    db,
  );
  return rows;
}

/** The whole map anew; the old one is gone. */
export async function replaceLandmarks(trx: Transaction, all: readonly NewLandmark[]): Promise<void> {
  await sql`delete from map_landmark`.execute(trx);
  if (all.length === 0) return;
  await sql`insert into map_landmark (kind, name, points)
    select x.kind, x.name, x.points from jsonb_to_recordset(${JSON.stringify(all)}::jsonb)
      as x (kind text, name text, points jsonb)`.execute(trx);
}
