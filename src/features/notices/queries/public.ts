/** What everybody may read: published public notices, and the tombstones of withdrawn ones. */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/database/connect.ts';
import type { Attachment, Notice } from '../model/notice.ts';
import type { PublicRow } from '../model/rows.ts';
import { matches, noticeColumns } from './notices.ts';

function out(now: Date): RawBuilder<boolean> {
  return sql<boolean>`(n.is_public and n.state in ('published', 'withdrawn') and n.published_at <= ${now})`;
}

/** A public notice that is out, or was and is withdrawn. */
export async function publicNotice(db: Database, id: number, now: Date): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id
    where n.id = ${id} and ${out(now)}`.execute(db);
  return rows[0];
}

/** Last change of a public notice, or of a rule that does something to it: whether a rendered page still holds. */
export async function publicStamp(db: Database, id: number, now: Date): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`
    select greatest(n.updated_at, (select changed_at from notice_series where id = n.series_id), (
      -- its neighbours stand on its page
      select max(greatest(o.updated_at, o.published_at)) from notice o
      where o.series_id = n.series_id and o.is_public and o.state in ('published', 'withdrawn') and o.published_at <= ${now}), (
      -- and rules that do something to it
      select max(greatest(r.updated_at, r.published_at)) from notice_rule_link l join notice r on r.id = l.notice_id
      where l.target_id = n.id and r.published_at <= ${now})
    ) as at from notice n where n.id = ${id} and ${out(now)}`.execute(db);
  return rows[0]?.at;
}

export interface PublicFilter {
  text?: { words: readonly string[]; pairs: readonly string[] };
  organisationId?: number;
  /** Within these moments. */
  from?: Date;
  until?: Date;
  before?: { at: Date; id: number };
  /** Today: only what still holds, and of that what is pinned or is not. */
  front?: { today: string; pinned: boolean };
  limit: number;
}

/** Public notices, the newest first, with their title in the reader's language or else the main one. */
export async function publicNotices(
  db: Database,
  now: Date,
  language: string,
  filter: PublicFilter,
): Promise<PublicRow[]> {
  const { text, organisationId, from, until, before, front } = filter;
  const { rows } = await sql<PublicRow>`
    select n.id, n.organisation_id as "organisationId", n.kind, n.number, n.number_latin as "numberLatin", n.state, n.published_at as "publishedAt",
      n.withdrawn_at as "withdrawnAt", n.withdrawn_reason as "withdrawnReason", n.corrected_at as "correctedAt",
      n.urgent_at as "urgentAt", n.countersigned_at as "countersignedAt", n.escalated_at as "escalatedAt",
      n.expires_on as "expiresOn", n.pinned_until as "pinnedUntil",
      n.correction_reason as "correctionReason", n.updated_at as "updatedAt", t.title, t.body, t.language,
      (select array_agg(l.language order by l.language) from notice_text l where l.notice_id = n.id) as languages
    from notice n
    cross join lateral (
      select title, body, language from notice_text where notice_id = n.id
      order by language = ${language} desc, language = n.main_language desc limit 1) t
    where ${out(now)}
      ${organisationId ? sql`and n.organisation_id = ${organisationId}` : sql``}
      ${from ? sql`and n.published_at >= ${from}` : sql``}
      ${until ? sql`and n.published_at <= ${until}` : sql``}
      ${text ? sql`and n.state = 'published' and ${matches(text)}` : sql``}
      ${front ? onFront(front) : sql``}
      ${before ? sql`and (n.published_at, n.id) < (${before.at}, ${before.id})` : sql``}
    order by n.published_at desc, n.id desc limit ${filter.limit}`.execute(db);
  return rows;
}

function onFront({ today, pinned }: NonNullable<PublicFilter['front']>): RawBuilder<unknown> {
  const holds = sql`(n.expires_on is null or n.expires_on >= ${today}::date)`;
  const onTop = sql`(n.pinned_until >= ${today}::date and n.state = 'published')`;
  return pinned ? sql`and ${holds} and ${onTop}` : sql`and ${holds} and ${onTop} is not true`;
}

/** The offices that issued public notices, and the first year in which one was. */
export async function publicOffices(db: Database, now: Date): Promise<{ ids: number[]; since: Date | null }> {
  const { rows } = await sql<{ ids: number[] | null; since: Date | null }>`
    select array_agg(distinct n.organisation_id) as ids, min(n.published_at) as since
    from notice n where ${out(now)}`.execute(db);
  return { ids: rows[0]?.ids ?? [], since: rows[0]?.since ?? null };
}

export async function attachmentOf(
  db: Database,
  noticeId: number,
  id: number,
): Promise<(Attachment & { hash: Buffer }) | undefined> {
  const { rows } = await sql<Attachment & { hash: Buffer }>`
    select id, name, media_type as "mediaType", size, encode(sha256, 'hex') as sha256, sha256 as hash
    from notice_attachment where notice_id = ${noticeId} and id = ${id}`.execute(db);
  return rows[0];
}
