/** What a class teacher sees: the notices that go to the own class. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database } from '#platform/database/connect.ts';
import type { ClassNotice } from '../model/rows.ts';
import { pathsOf } from './notices.ts';

/**
 * Notices that are out and go to guardians of the classes within the reach; newest first, paged by notice and class. With
 * `dueFrom` only those that still ask on that local day.
 */
export async function noticesForClasses(
  db: Database,
  reach: Reach,
  now: Date,
  page: { before?: { id: number; classId: number }; limit: number; dueFrom?: string },
): Promise<ClassNotice[]> {
  const { rows } = await sql<ClassNotice>`
    select n.id, c.id as "classId", c.name as "className", t.title, t.language as "titleLanguage",
      n.organisation_id as "organisationId", n.request, n.deadline_on as "deadlineOn", n.published_at as "publishedAt",
      n.state
    from notice n
    join notice_text t on t.notice_id = n.id and t.language = n.main_language
    join organisation c on c.path <@ any (${pathsOf(reach)}) and c.kind = 'class'
    where n.state in ('published', 'withdrawn') and n.published_at <= ${now}
      and exists (select from notice_audience a join organisation ao on ao.id = a.organisation_id
        where a.notice_id = n.id and a.mode = 'include' and a.role = 'guardians' and c.path <@ ao.path)
      and not exists (select from notice_audience a join organisation ao on ao.id = a.organisation_id
        where a.notice_id = n.id and a.mode = 'exclude' and a.role = 'guardians' and c.path <@ ao.path)
      ${page.dueFrom ? sql`and n.state = 'published' and n.request <> 'none' and n.deadline_on >= ${page.dueFrom}::date` : sql``}
      ${page.before ? sql`and (n.id, -c.id) < (${page.before.id}, ${-page.before.classId})` : sql``}
    order by n.id desc, c.id limit ${page.limit}`.execute(db);
  return rows;
}

/** Whether the notice is out and goes to guardians of this class, which lies within the reach. */
export async function goesToClass(
  db: Database,
  reach: Reach,
  noticeId: number,
  classId: number,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select true as found from notice n join organisation c on c.id = ${classId} and c.kind = 'class'
      and c.path <@ any (${pathsOf(reach)})
    where n.id = ${noticeId} and n.state in ('published', 'withdrawn') and n.published_at <= ${now}
      and exists (select from notice_audience a join organisation ao on ao.id = a.organisation_id
        where a.notice_id = n.id and a.mode = 'include' and a.role = 'guardians' and c.path <@ ao.path)
      and not exists (select from notice_audience a join organisation ao on ao.id = a.organisation_id
        where a.notice_id = n.id and a.mode = 'exclude' and a.role = 'guardians' and c.path <@ ao.path)`.execute(db);
  return rows.length > 0;
}
