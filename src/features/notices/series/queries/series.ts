/** Series and the places of notices in them. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { State } from '../../model/states.ts';
import { pathsOf } from '../../queries/notices.ts';
import type { Recurrence, Series } from '../model/series.ts';

const columns = sql`s.id, s.organisation_id as "organisationId", o.name as organisation,
  o.path::text as "organisationPath", s.title, s.ended_at as "endedAt", s.template_id as "templateId", s.cadence,
  s.on_day as "onDay", s.author_id as "authorId", s.next_on as "nextOn"`;
const tables = sql`notice_series s join organisation o on o.id = s.organisation_id`;

export interface SeriesRow extends Series {
  notices: number;
}

/** By id, the newest first; paged. */
export async function seriesWithin(
  db: Database,
  reach: Reach,
  filter: { before?: number; limit: number },
): Promise<SeriesRow[]> {
  const { rows } = await sql<SeriesRow>`
    select ${columns}, (select count(*)::int from notice n where n.series_id = s.id and n.state <> 'discarded') as notices
    from ${tables} where o.path <@ any (${pathsOf(reach)}) ${filter.before ? sql`and s.id < ${filter.before}` : sql``}
    order by s.id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/** Open series to which a notice of this office may belong: of the office or of one above it, within the reach. */
export async function seriesFor(db: Database, reach: Reach, officePath: string): Promise<Series[]> {
  const { rows } = await sql<Series>`
    select ${columns} from ${tables}
    where s.ended_at is null and o.path @> ${officePath}::ltree and o.path <@ any (${pathsOf(reach)})
    order by s.id desc limit 200`.execute(db);
  return rows;
}

export async function seriesInReach(db: Database, reach: Reach, id: number): Promise<Series | undefined> {
  const { rows } = await sql<Series>`
    select ${columns} from ${tables} where s.id = ${id} and o.path <@ any (${pathsOf(reach)})`.execute(db);
  return rows[0];
}

export async function seriesById(db: Database | Transaction, id: number): Promise<Series | undefined> {
  const { rows } = await sql<Series>`select ${columns} from ${tables} where s.id = ${id}`.execute(db);
  return rows[0];
}

export async function lockSeries(trx: Transaction, id: number): Promise<Series | undefined> {
  const { rows } = await sql<Series>`select ${columns} from ${tables} where s.id = ${id} for update of s`.execute(trx);
  return rows[0];
}

export async function insertSeries(
  trx: Transaction,
  series: { organisationId: number; title: string; by: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into notice_series (organisation_id, title, made_by, created_at)
    values (${series.organisationId}, ${series.title}, ${series.by}, ${series.at}) returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function updateTitle(trx: Transaction, id: number, title: string, at: Date): Promise<void> {
  await sql`update notice_series set title = ${title}, changed_at = ${at} where id = ${id}`.execute(trx);
}

export async function markEnded(trx: Transaction, id: number, at: Date): Promise<void> {
  await sql`update notice_series set ended_at = ${at}, template_id = null, cadence = null, on_day = null,
    author_id = null, next_on = null where id = ${id}`.execute(trx);
}

export async function updateRecurrence(
  trx: Transaction,
  id: number,
  recurrence: (Recurrence & { authorId: number; nextOn: string }) | null,
): Promise<void> {
  await sql`update notice_series set template_id = ${recurrence?.templateId ?? null},
    cadence = ${recurrence?.cadence ?? null}, on_day = ${recurrence?.onDay ?? null},
    author_id = ${recurrence?.authorId ?? null}, next_on = ${recurrence?.nextOn ?? null} where id = ${id}`.execute(trx);
}

/** Series whose day has come. */
export async function dueSeries(db: Database, today: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from notice_series where ended_at is null and next_on <= ${today} order by next_on, id limit 200`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Puts a notice at the end of a series, or takes it out (null). Called with the series locked. */
export async function setPlace(trx: Transaction, noticeId: number, seriesId: number | null, at: Date): Promise<void> {
  await sql`update notice_series set changed_at = ${at}
    where id = ${seriesId} or id = (select series_id from notice where id = ${noticeId})`.execute(trx);
  await sql`update notice set updated_at = ${at}, series_id = ${seriesId}, series_position = ${
    seriesId === null
      ? null
      : sql`(select coalesce(max(series_position), 0) + 1 from notice where series_id = ${seriesId})`
  } where id = ${noticeId}`.execute(trx);
}

export interface SeriesEntry {
  id: number;
  position: number;
  title: string;
  language: string;
  state: State;
  publishedAt: Date | null;
}

/** The notices of a series in their order: all, or with `publicAt` those that everybody may read then. */
export async function entriesOf(db: Database, id: number, language: string, publicAt?: Date): Promise<SeriesEntry[]> {
  const open = publicAt
    ? sql`n.is_public and n.state = 'published' and n.published_at <= ${publicAt}`
    : sql`n.state not in ('discarded', 'applied')`;
  const { rows } = await sql<SeriesEntry>`
    select n.id, n.series_position as position, t.title, t.language, n.state, n.published_at as "publishedAt"
    from notice n cross join lateral (
      select title, language from notice_text where notice_id = n.id
      order by language = ${language} desc, language = n.main_language desc limit 1) t
    where n.series_id = ${id} and ${open} order by n.series_position limit 500`.execute(db);
  return rows;
}

/** In which series a notice stands, and where. */
export async function placeOf(
  db: Database | Transaction,
  noticeId: number,
): Promise<{ seriesId: number; title: string; position: number } | undefined> {
  const { rows } = await sql<{ seriesId: number; title: string; position: number }>`
    select s.id as "seriesId", s.title, n.series_position as position
    from notice n join notice_series s on s.id = n.series_id where n.id = ${noticeId}`.execute(db);
  return rows[0];
}
