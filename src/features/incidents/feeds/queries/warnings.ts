/** Warnings of others as they were received and decided. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Kind } from '../../model/kinds.ts';
import type { CapMessage, Reference } from '../model/message.ts';
import type { Severity } from '../model/severity.ts';
import type { Signed } from '../model/signature.ts';
import type { Warning, WarningList, WarningState } from '../model/warning.ts';

type Db = Database | Transaction;

const columns = sql`w.id, w.feed_id as "feedId", f.name as feed, w.sender, w.identifier, w.sent_at as "sentAt",
  w.msg_type as "msgType", w.status, w.scope, w.severity, w.kind, w.content, w.href, w.received_at as "receivedAt",
  w.ends_at as "endsAt", w.state, w.reason, w.decided_by as "decidedBy", w.decided_at as "decidedAt",
  w.incident_id as "incidentId", w.followed_by as "followedBy", n.msg_type as "followedType", w.signature,
  w.refusal, w.certificate_id as "certificateId", p.subject as signer, p.sha256 as "signerHash"`;
const source = sql`warning w join warning_feed f on f.id = w.feed_id left join warning n on n.id = w.followed_by
  left join warning_certificate p on p.id = w.certificate_id`;

export async function warningById(db: Db, id: number): Promise<Warning | undefined> {
  const { rows } = await sql<Warning>`select ${columns} from ${source} where w.id = ${id}`.execute(db);
  return rows[0];
}

export async function lockWarning(trx: Transaction, id: number): Promise<Warning | undefined> {
  const { rows } = await sql<Warning>`select ${columns} from ${source} where w.id = ${id} for update of w`.execute(trx);
  return rows[0];
}

/** One list of the desk, the latest first; `text` stands in the event, the headline, the issuer or the area. */
export async function listWarnings(
  db: Db,
  ask: { list: WarningList; now: Date; text: string; before: number | null; most: number },
): Promise<Warning[]> {
  const of = {
    open: sql`w.state = 'new' and w.ends_at > ${ask.now}`,
    taken: sql`w.state = 'taken'`,
    dismissed: sql`w.state = 'dismissed'`,
    ended: sql`((w.state = 'new' and w.ends_at <= ${ask.now}) or (w.state = 'settled' and w.msg_type <> 'Cancel'))`,
  }[ask.list];
  const like = `%${ask.text.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<Warning>`select ${columns} from ${source}
    where ${of} and (${ask.before}::bigint is null or w.id < ${ask.before}::bigint)
      and (${ask.text} = '' or exists (select from jsonb_array_elements(w.content -> 'infos') i
        where concat_ws(' ', i ->> 'event', i ->> 'headline', i ->> 'senderName',
          jsonb_path_query_array(i, '$.areas[*].text')::text) ilike ${like}))
    order by w.id desc limit ${ask.most}`.execute(db);
  return rows;
}

/** Of the open ones, how many. */
export async function openWarnings(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from warning
    where state = 'new' and ends_at > ${now}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Running incidents whose warning its issuer has taken back. */
export async function takenBack(db: Db): Promise<{ id: number; incidentId: number; event: string }[]> {
  const { rows } = await sql<{ id: number; incidentId: number; event: string }>`
    select w.id, w.incident_id as "incidentId", coalesce(w.content -> 'infos' -> 0 ->> 'event', '') as event
    from warning w join warning n on n.id = w.followed_by join incident i on i.id = w.incident_id
    where w.state = 'taken' and n.msg_type = 'Cancel' and i.state = 'running' order by w.id limit 20`.execute(db);
  return rows;
}

/** Those of a feed to which a message refers. One whose signature holds is moved by no message without such a signature. */
export async function referredTo(
  trx: Transaction,
  feedId: number,
  references: readonly Reference[],
  proven: boolean,
): Promise<{ id: number; state: WarningState; incidentId: number | null }[]> {
  if (references.length === 0) return [];
  const { rows } = await sql<{ id: number; state: WarningState; incidentId: number | null }>`
    select w.id, w.state, w.incident_id as "incidentId" from warning w
    join jsonb_to_recordset(${JSON.stringify(references)}::jsonb) r (sender text, identifier text, sent timestamptz)
      on w.sender = r.sender and w.identifier = r.identifier and w.sent_at = r.sent
    where w.feed_id = ${feedId} and (${proven} or w.signature <> 'verified') order by w.id`.execute(trx);
  return rows;
}

const asReference = (one: Reference): string =>
  JSON.stringify([{ sender: one.sender, identifier: one.identifier, sent: one.sent }]);

/** The message of the feed that has already followed this one: an index need not be in the order of time. */
export async function followerOf(
  trx: Transaction,
  feedId: number,
  one: Reference,
  proven: boolean,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select id from warning
    where feed_id = ${feedId} and content -> 'references' @> ${asReference(one)}::jsonb
      and (signature = 'verified' or not ${proven}) order by sent_at desc limit 1`.execute(trx);
  return rows[0]?.id ?? null;
}

/** Messages that say of a signed one that it is over or changed, and bear no signature that holds. The latest first. */
export async function unprovenFollowers(db: Db, warning: Warning): Promise<{ id: number; msgType: string }[]> {
  if (warning.signature !== 'verified') return [];
  const { rows } = await sql<{ id: number; msgType: string }>`select id, msg_type as "msgType" from warning
    where feed_id = ${warning.feedId} and signature <> 'verified'
      and content -> 'references' @> ${asReference(warning.content)}::jsonb order by id desc limit 3`.execute(db);
  return rows;
}

export interface NewWarning extends Signed {
  feedId: number;
  message: CapMessage & { msgType: Warning['msgType']; status: Warning['status'] };
  severity: Severity;
  kind: Kind | null;
  href: string;
  at: Date;
  endsAt: Date;
  state: WarningState;
  followedBy: number | null;
}

/** Null if it is there already. */
export async function insertWarning(trx: Transaction, one: NewWarning): Promise<number | null> {
  const { message } = one;
  const { rows } = await sql<{ id: number }>`
    insert into warning (feed_id, sender, identifier, sent_at, msg_type, status, scope, severity, kind, content, href,
      received_at, ends_at, state, followed_by, signature, refusal, certificate_id)
    values (${one.feedId}, ${message.sender}, ${message.identifier}, ${message.sent}::timestamptz, ${message.msgType},
      ${message.status}, ${message.scope}, ${one.severity}, ${one.kind}, ${JSON.stringify(message)}::jsonb, ${one.href},
      ${one.at}, ${one.endsAt}, ${one.state}, ${one.followedBy}, ${one.signature}, ${one.refusal},
      ${one.certificateId})
    on conflict do nothing returning id`.execute(trx);
  return rows[0]?.id ?? null;
}

/** Those that wait need no decision any more; those that were taken or dismissed keep theirs. */
export async function follow(trx: Transaction, ids: readonly number[], by: number): Promise<void> {
  await sql`update warning set followed_by = ${by}, state = case when state = 'new' then 'settled' else state end
    where id = any (${[...ids]}::bigint[]) and id <> ${by}`.execute(trx);
}

export async function decide(
  trx: Transaction,
  id: number,
  decision: {
    state: WarningState;
    reason: string;
    incidentId: number | null;
    by: { accountId: number; at: Date } | null;
  },
): Promise<void> {
  await sql`update warning set state = ${decision.state}, reason = ${decision.reason},
    incident_id = ${decision.incidentId}, decided_by = ${decision.by?.accountId ?? null},
    decided_at = ${decision.by?.at ?? null} where id = ${id}`.execute(trx);
}
