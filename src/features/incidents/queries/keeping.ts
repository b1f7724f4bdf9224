/** Forgetting incidents. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';

/** Those that were closed so long ago, with all that belongs to them; an action not yet done keeps its incident. */
export async function forgetIncidents(db: Database, closedBefore: Date, most: number): Promise<number> {
  const result = await sql`delete from incident where id in (
    select i.id from incident i where i.closed_at < ${closedBefore}
      and not exists (select from incident_lesson l where l.incident_id = i.id and l.state = 'waiting')
    order by i.id limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
