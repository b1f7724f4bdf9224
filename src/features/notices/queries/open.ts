/** Notices that are still open: whoever joins their audience gets them. */
import { sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';

export interface OpenNotice {
  id: number;
  organisationId: number;
  messageId: number;
}

/**
 * Published, and their deadline has not passed; without one, published since a day. `largest` keeps to audiences up to
 * that size. At most some hundred: what is out for longer has its deadline behind it.
 */
export async function openNotices(
  db: Database,
  { now, today, since, largest }: { now: Date; today: string; since: string; largest: number | null },
): Promise<OpenNotice[]> {
  const { rows } = await sql<OpenNotice>`
    select n.id, n.organisation_id as "organisationId", n.message_id as "messageId" from notice n
    where n.state = 'published' and n.published_at <= ${now} and n.message_id is not null
      and (n.deadline_on >= ${today}::date or (n.deadline_on is null and n.published_at >= ${since}::date))
      and (n.expires_on is null or n.expires_on >= ${today}::date)
      ${largest === null ? sql`` : sql`and coalesce(n.frozen_size, 0) <= ${largest}`}
    order by n.id limit 500`.execute(db);
  return rows;
}
