/** Reading notices for the desk. Whatever a person gets is bounded by a reach. */
import { type RawBuilder, sql } from 'kysely';
import { organisationById } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Attachment, Audience, Event, Forwarded, Notice, Text, Whole } from '../model/notice.ts';
import type { ListRow } from '../model/rows.ts';
import { recordingsOf } from '../recordings/queries/recordings.ts';
import { ruleOf } from '../register/queries/rules.ts';
import { slipOf } from '../slips/queries/slips.ts';

export const noticeColumns = sql`n.id, n.district_id as "districtId", n.organisation_id as "organisationId",
  o.path::text as "organisationPath", n.kind, n.number, n.number_latin as "numberLatin",
  n.number_code_id as "numberCodeId", (select code from number_code where id = n.number_code_id) as "numberCode", n.state, n.revision, n.author_id as "authorId",
  n.approver_id as "approverId", n.request, n.deadline_on as "deadlineOn", n.is_public as "isPublic",
  n.main_language as "mainLanguage", n.frozen_size as "frozenSize", n.frozen_hash as "frozenHash",
  n.confirmed_size as "confirmedSize", n.is_own_class as "isOwnClass", n.publish_at as "publishAt",
  n.published_at as "publishedAt", n.withdrawn_at as "withdrawnAt", n.withdrawn_reason as "withdrawnReason",
  n.message_id as "messageId",
  n.version, n.corrected_at as "correctedAt", n.correction_reason as "correctionReason",
  n.correction_told as "correctionTold", n.correction_renews as "correctionRenews",
  n.correction_message_id as "correctionMessageId", n.corrects_id as "correctsId",
  n.forwards_id as "forwardsId", n.forwards_version as "forwardsVersion", n.foreword as "preface",
  n.expires_on as "expiresOn", n.pinned_until as "pinnedUntil", n.urgent_at as "urgentAt", n.urgent_by as "urgentBy",
  n.urgent_reason as "urgentReason", n.countersigned_at as "countersignedAt", n.escalated_at as "escalatedAt", n.created_at as "createdAt", n.updated_at as "updatedAt"`;

export function pathsOf(reach: Reach): RawBuilder<unknown> {
  return sql`${[...reach.paths]}::ltree[]`;
}

/** Condition: published ones go to people within the reach (the audience is made of organisations above or below). */
function addressedWithin(reach: Reach): RawBuilder<boolean> {
  return sql<boolean>`(n.state in ('published', 'withdrawn') and exists (
    select from notice_audience a join organisation ao on ao.id = a.organisation_id
    where a.notice_id = n.id and a.mode = 'include'
      and (ao.path <@ any (${pathsOf(reach)}) or ao.path @> any (${pathsOf(reach)}))))`;
}

/** A notice that an organisation within the reach issues. */
export async function issuedWithin(db: Database, reach: Reach, id: number): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id
    where n.id = ${id} and o.path <@ any (${pathsOf(reach)})`.execute(db);
  return rows[0];
}

/** A notice issued within the reach, or published and addressed to people within it. */
export async function visibleWithin(db: Database, reach: Reach, id: number): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id
    where n.id = ${id} and (o.path <@ any (${pathsOf(reach)}) or ${addressedWithin(reach)})`.execute(db);
  return rows[0];
}

/** Locks a notice for a change; nothing if it is not issued within the reach. */
export async function lockWithin(trx: Transaction, reach: Reach, id: number): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id
    where n.id = ${id} and o.path <@ any (${pathsOf(reach)}) for update of n`.execute(trx);
  return rows[0];
}

/** Without a reach: for personal links (whose token is the proof), public pages and jobs. */
export async function noticeById(db: Database | Transaction, id: number): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id
    where n.id = ${id}`.execute(db);
  return rows[0];
}

export async function lockNotice(trx: Transaction, id: number): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    select ${noticeColumns} from notice n join organisation o on o.id = n.organisation_id
    where n.id = ${id} for update of n skip locked`.execute(trx);
  return rows[0];
}

/** All that would be published by themselves at a time. */
export async function lockScheduled(trx: Transaction): Promise<Pick<Notice, 'id' | 'organisationId'>[]> {
  const { rows } = await sql<Pick<Notice, 'id' | 'organisationId'>>`
    select id, organisation_id as "organisationId" from notice where state = 'scheduled' order by id for update`.execute(
    trx,
  );
  return rows;
}

export async function textsOf(db: Database | Transaction, id: number): Promise<Text[]> {
  const { rows } = await sql<Text>`
    select t.language, t.title, t.body, coalesce(t.source_body is not null
      and (t.source_language, t.source_title, t.source_body) is distinct from (m.language, m.title, m.body)
      and m.language is not null, false) as "isOlder"
    from notice_text t join notice n on n.id = t.notice_id
    left join notice_text m on m.notice_id = n.id and m.language = n.main_language
    where t.notice_id = ${id} order by array_position(array['zh-CN', 'en', 'bo', 'qxs'], t.language)`.execute(db);
  return rows;
}

export async function attachmentsOf(db: Database | Transaction, id: number): Promise<Attachment[]> {
  const { rows } = await sql<Attachment>`
    select id, name, media_type as "mediaType", size, encode(sha256, 'hex') as sha256
    from notice_attachment where notice_id = ${id} and until_version is null order by position, id`.execute(db);
  return rows;
}

export async function audienceOf(db: Database | Transaction, id: number): Promise<Audience> {
  const { rows } = await sql<{ mode: 'include' | 'exclude'; organisationId: number; role: never }>`
    select mode, organisation_id as "organisationId", role from notice_audience where notice_id = ${id}
    order by mode, organisation_id, role`.execute(db);
  const clauses = (mode: string) =>
    rows.filter((row) => row.mode === mode).map(({ organisationId, role }) => ({ organisationId, role }));
  return { include: clauses('include'), exclude: clauses('exclude') };
}

/** The notice with its texts, attachments, recordings and audience. */
export async function wholeOf(db: Database | Transaction, notice: Notice): Promise<Whole> {
  const texts = await textsOf(db, notice.id);
  const attachments = await attachmentsOf(db, notice.id);
  const recordings = await recordingsOf(db, notice.id);
  const slip = notice.request === 'slip' ? await slipOf(db, notice.id) : null;
  const forwarded = notice.forwardsId === null ? null : await originalOf(db, notice.forwardsId);
  const rule = await ruleOf(db, notice.id);
  const audience = await audienceOf(db, notice.id);
  return { notice, texts, attachments, recordings, audience, slip, forwarded, rule };
}

/** Issuer, number and day of a notice that another one passes on. */
async function originalOf(db: Database | Transaction, id: number): Promise<Forwarded | null> {
  const { rows } = await sql<Omit<Forwarded, 'office'> & { organisationId: number }>`
    select id, organisation_id as "organisationId", number, is_public as "isPublic",
      published_at as "publishedAt"
    from notice where id = ${id}`.execute(db);
  const [found] = rows;
  if (!found) return null;
  const { organisationId, ...original } = found;
  return { ...original, office: (await organisationById(db, organisationId))?.name ?? '' };
}

export async function eventsOf(db: Database | Transaction, id: number): Promise<Event[]> {
  const { rows } = await sql<Event>`
    select id, at, account_id as "accountId", kind, comment, detail from notice_event
    where notice_id = ${id} order by id desc limit 200`.execute(db);
  return rows;
}

/** The accounts that wrote in a notice: none of them can approve it. */
export async function writersOf(db: Database | Transaction, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct account_id as id from notice_event
    where notice_id = ${id} and kind in ('created', 'edited') and account_id is not null`.execute(db);
  return rows.map((row) => row.id);
}

export interface ListFilter {
  state?: string;
  organisationId?: number;
  text?: { words: readonly string[]; pairs: readonly string[] };
  /** Notices that wait for this account: for its approval, or its own that came back or wait to be published. */
  waitingFor?: { accountId: number; approve: Reach; publish: Reach };
  before?: number;
  limit: number;
}

const listColumns = sql`n.id, n.organisation_id as "organisationId", coalesce(t.title, '') as title,
  coalesce(t.language, n.main_language) as "titleLanguage", n.number, n.kind, n.state, n.request,
  n.deadline_on as "deadlineOn", n.is_public as "isPublic", n.publish_at as "publishAt",
  n.published_at as "publishedAt", n.updated_at as "updatedAt", n.frozen_size as "frozenSize",
  n.urgent_at as "urgentAt", n.countersigned_at as "countersignedAt", n.escalated_at as "escalatedAt",
  n.corrects_id as "correctsId", n.forwards_id as "forwardsId"`;

/** The desk's list, the newest first; paged by id. */
export async function listNotices(db: Database, reach: Reach, filter: ListFilter): Promise<ListRow[]> {
  const { state, organisationId, text, waitingFor, before } = filter;
  const { rows } = await sql<ListRow>`
    select ${listColumns}
    from notice n join organisation o on o.id = n.organisation_id
    left join notice_text t on t.notice_id = n.id and t.language = n.main_language
    where (o.path <@ any (${pathsOf(reach)}) or ${addressedWithin(reach)})
      ${state ? sql`and n.state = ${state}` : sql`and n.state not in ('discarded', 'applied')`}
      ${organisationId ? sql`and n.organisation_id = ${organisationId}` : sql``}
      ${text ? sql`and ${matches(text)}` : sql``}
      ${waitingFor ? sql`and ${waits(waitingFor)}` : sql``}
      ${before ? sql`and n.id < ${before}` : sql``}
    order by n.id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/**
 * Condition: some text of the notice, or its number, has all words. A set to ask, so that the pairs are found by their
 * index whatever else is asked.
 */
export function matches(text: { words: readonly string[]; pairs: readonly string[] }): RawBuilder<boolean> {
  // Only signs were typed: nothing has them.
  if (text.words.length === 0) return sql<boolean>`false`;
  const inText = text.words.map(
    (word) => sql`replace(lower(normalize(title || ' ' || body, nfkc)), chr(10), ' ') like ${`%${escaped(word)}%`}`,
  );
  const inNumber = text.words.map(
    (word) => sql`lower(normalize(concat_ws(' ', number, number_latin), nfkc)) like ${`%${escaped(word)}%`}`,
  );
  return sql<boolean>`n.id in (
    select notice_id from notice_text where pairs @> ${[...text.pairs]}::text[] and ${sql.join(inText, sql` and `)}
    union select id from notice where number is not null and ${sql.join(inNumber, sql` and `)})`;
}

const escaped = (word: string): string => word.replace(/[\\%_]/g, '\\$&');

/** Published ones of offices within the reach whose answers are due within these local days; the nearest first. */
export async function dueWithin(
  db: Database,
  reach: Reach,
  days: { from: string; to: string },
  limit: number,
): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`
    select ${listColumns} from notice n join organisation o on o.id = n.organisation_id
    left join notice_text t on t.notice_id = n.id and t.language = n.main_language
    where n.state = 'published' and n.request <> 'none' and n.deadline_on between ${days.from}::date and ${days.to}::date
      and o.path <@ any (${pathsOf(reach)})
    order by n.deadline_on, n.id limit ${limit}`.execute(db);
  return rows;
}

/** Condition: the step whose turn it is can be approved with these grants, and the person approved none before. */
function stepIsOf(accountId: number, approve: Reach): RawBuilder<boolean> {
  return sql<boolean>`exists (select from notice_approval_step s join organisation so on so.id = s.organisation_id
      where s.notice_id = n.id and s.approved_at is null and s.since is not null
        and (s.place = 'any' or so.path = any (${pathsOf(approve)})))
    and not exists (select from notice_approval_step s
      where s.notice_id = n.id and ${accountId} in (s.account_id, s.principal_id))`;
}

function waits({ accountId, approve, publish }: NonNullable<ListFilter['waitingFor']>): RawBuilder<boolean> {
  return sql<boolean>`(
    (n.state = 'in_review' and n.author_id <> ${accountId} and o.path <@ any (${pathsOf(approve)})
      and ${stepIsOf(accountId, approve)}
      and not exists (select from notice_event e where e.notice_id = n.id and e.account_id = ${accountId}
        and e.kind in ('created', 'edited')))
    or (n.state = 'published' and n.urgent_at is not null and n.countersigned_at is null
      and n.author_id <> ${accountId} and n.urgent_by <> ${accountId} and o.path <@ any (${pathsOf(approve)}))
    or (n.state = 'draft' and n.author_id = ${accountId}
      and (select e.kind from notice_event e where e.notice_id = n.id
        and e.kind in ('returned', 'submitted') order by e.id desc limit 1) = 'returned')
    or (n.state = 'approved' and o.path <@ any (${pathsOf(publish)})))`;
}
