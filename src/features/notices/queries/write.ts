/** Changes of notices. Each is called with the notice locked, from actions. */
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Kind, Request } from '../model/kinds.ts';
import type { Audience, Clause } from '../model/notice.ts';
import { pairsOf } from '../model/search.ts';
import type { State } from '../model/states.ts';
import { copyRecordings } from '../recordings/queries/recordings.ts';

export interface Basics {
  organisationId: number;
  kind: Kind;
  isPublic: boolean;
  mainLanguage: ContentLanguage;
}

export async function insertNotice(trx: Transaction, notice: Basics & { authorId: number; at: Date }): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into notice (organisation_id, kind, is_public, main_language, state, author_id, created_at, updated_at)
    values (${notice.organisationId}, ${notice.kind}, ${notice.isPublic}, ${notice.mainLanguage}, 'draft',
      ${notice.authorId}, ${notice.at}, ${notice.at}) returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function updateBasics(trx: Transaction, id: number, basics: Basics): Promise<void> {
  await sql`update notice set organisation_id = ${basics.organisationId}, kind = ${basics.kind},
    is_public = ${basics.isPublic}, main_language = ${basics.mainLanguage}
    where id = ${id}`.execute(trx);
}

export async function updateRequest(
  trx: Transaction,
  id: number,
  request: Request,
  deadlineOn: string | null,
): Promise<void> {
  await sql`update notice set request = ${request}, deadline_on = ${deadlineOn} where id = ${id}`.execute(trx);
}

/** A change of the draft: what was approved before is no longer what there is. Returns the new revision. */
export async function raiseRevision(trx: Transaction, id: number, at: Date): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update notice set revision = revision + 1, updated_at = ${at} where id = ${id} returning revision`.execute(trx);
  return rows[0]?.revision as number;
}

export async function upsertText(
  trx: Transaction,
  id: number,
  text: { language: ContentLanguage; title: string; body: string },
): Promise<void> {
  const pairs = pairsOf(`${text.title}\n${text.body}`);
  await sql`insert into notice_text (notice_id, language, title, body, pairs)
    values (${id}, ${text.language}, ${text.title}, ${text.body}, ${pairs}::text[])
    on conflict (notice_id, language) do update
    set title = excluded.title, body = excluded.body, pairs = excluded.pairs`.execute(trx);
}

export async function deleteText(trx: Transaction, id: number, language: ContentLanguage): Promise<void> {
  await sql`delete from notice_text where notice_id = ${id} and language = ${language}`.execute(trx);
}

/** Takes texts, attachments and recordings of another notice over. */
export async function copyParts(trx: Transaction, from: number, to: number): Promise<void> {
  await sql`insert into notice_text (notice_id, language, title, body, pairs, source_language, source_title, source_body)
    select ${to}::bigint, language, title, body, pairs, source_language, source_title, source_body from notice_text where notice_id = ${from}`.execute(
    trx,
  );
  await sql`insert into notice_attachment (notice_id, sha256, name, media_type, size, position)
    select ${to}::bigint, sha256, name, media_type, size, position from notice_attachment
    where notice_id = ${from} and until_version is null order by position, id`.execute(trx);
  await copyRecordings(trx, from, to);
}

export async function insertAttachment(
  trx: Transaction,
  id: number,
  file: { sha256: Buffer; name: string; mediaType: string; size: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into notice_attachment (notice_id, sha256, name, media_type, size, position)
    select ${id}::bigint, ${file.sha256}::bytea, ${file.name}::text, ${file.mediaType}::text, ${file.size}::int,
      coalesce(max(position), -1) + 1 from notice_attachment where notice_id = ${id} returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function deleteAttachment(trx: Transaction, id: number, attachment: number): Promise<void> {
  await sql`delete from notice_attachment where notice_id = ${id} and id = ${attachment}`.execute(trx);
}

export async function insertClauses(
  trx: Transaction,
  id: number,
  mode: 'include' | 'exclude',
  clauses: readonly Clause[],
): Promise<void> {
  await sql`insert into notice_audience (notice_id, mode, organisation_id, role)
    select ${id}::bigint, ${mode}::text, * from unnest(${clauses.map((c) => c.organisationId)}::bigint[],
      ${clauses.map((c) => c.role)}::text[]) on conflict do nothing`.execute(trx);
}

export async function deleteClause(
  trx: Transaction,
  id: number,
  mode: 'include' | 'exclude',
  clause: Clause,
): Promise<void> {
  await sql`delete from notice_audience where notice_id = ${id} and mode = ${mode}
    and organisation_id = ${clause.organisationId} and role = ${clause.role}`.execute(trx);
}

export async function insertAudience(trx: Transaction, id: number, audience: Audience): Promise<void> {
  await insertClauses(trx, id, 'include', audience.include);
  await insertClauses(trx, id, 'exclude', audience.exclude);
}

/** What a change of state sets beside it; what is left out stays. */
export interface StateChange {
  state: State;
  approverId?: number | null;
  frozenSize?: number | null;
  frozenHash?: Buffer | null;
  confirmedSize?: number | null;
  isOwnClass?: boolean;
  publishAt?: Date | null;
  publishedAt?: Date | null;
  withdrawnAt?: Date | null;
  withdrawnReason?: string | null;
  messageId?: number | null;
}

const columns: Record<keyof StateChange, string> = {
  state: 'state',
  approverId: 'approver_id',
  frozenSize: 'frozen_size',
  frozenHash: 'frozen_hash',
  confirmedSize: 'confirmed_size',
  isOwnClass: 'is_own_class',
  publishAt: 'publish_at',
  publishedAt: 'published_at',
  withdrawnAt: 'withdrawn_at',
  withdrawnReason: 'withdrawn_reason',
  messageId: 'message_id',
};

export async function changeState(trx: Transaction, id: number, change: StateChange, at: Date): Promise<void> {
  const sets = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => sql`${sql.ref(columns[key as keyof StateChange])} = ${value}`);
  await sql`update notice set ${sql.join(sets)}, updated_at = ${at} where id = ${id}`.execute(trx);
}

export async function insertEvent(
  trx: Transaction,
  event: {
    noticeId: number;
    at: Date;
    accountId: number | null;
    kind: string;
    comment?: string | null;
    detail?: Record<string, string | number | boolean | null>;
  },
): Promise<void> {
  await sql`insert into notice_event (notice_id, at, account_id, kind, comment, detail)
    values (${event.noticeId}, ${event.at}, ${event.accountId}, ${event.kind}, ${event.comment ?? null},
      ${JSON.stringify(event.detail ?? {})}::jsonb)`.execute(trx);
}

/** One `edited` for a row of edits by the same person. */
export async function noteEdit(trx: Transaction, noticeId: number, accountId: number, at: Date): Promise<void> {
  await sql`insert into notice_event (notice_id, at, account_id, kind)
    select ${noticeId}::bigint, ${at}::timestamptz, ${accountId}::bigint, 'edited'
    where (select (kind, account_id) from notice_event where notice_id = ${noticeId} order by id desc limit 1)
      is distinct from ('edited'::text, ${accountId}::bigint)`.execute(trx);
}

/** Scheduled notices whose time has come. */
export async function dueNotices(db: Transaction, now: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from notice where state = 'scheduled' and publish_at <= ${now}
    order by publish_at, id limit 100`.execute(db);
  return rows.map((row) => row.id);
}
