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

/** Warnings of others, with what was shown because of them; those from which an incident was declared go after it. */
export async function forgetWarnings(db: Database, receivedBefore: Date, most: number): Promise<number> {
  await sql`delete from warning_link where fetched_at < ${receivedBefore}`.execute(db);
  const result = await sql`delete from warning where id in (
    select id from warning where received_at < ${receivedBefore} and incident_id is null
    order by id limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
