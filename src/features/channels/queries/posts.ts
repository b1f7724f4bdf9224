/** SQL of what is said in channels, and of the attempts to say it. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import {
  type Attempt,
  type Content,
  keptDays,
  type OutcomeName,
  type Post,
  rateWindow,
  type WordKind,
} from '../model/channel.ts';

const columns = sql`p.id, p.number, p.channel_id as "channelId", p.subject, p.word, p.content, p.state, p.attempts, p.progress,
  p.due_at as "dueAt", p.lasts_until as "lastsUntil", p.created_at as "createdAt", p.sent_at as "sentAt"`;

export interface Listener {
  id: number;
  language: string;
  /** Something of the subject may have been said there. */
  heard: boolean;
}

/**
 * Channels that want to hear a word, and those in which its subject was heard already: a correction goes wherever the
 * notice went. A notice is heard at its office's own channels, and above it where those below are wanted; an incident
 * wherever it touches: at, above and below the places.
 */
export async function listeners(
  trx: Transaction,
  word: { kind: 'notice' | 'incident'; subject: string; paths: readonly string[] },
): Promise<Listener[]> {
  const paths = sql`${[...word.paths]}::ltree[]`;
  const wants =
    word.kind === 'notice'
      ? sql`c.notices and (o.path = any (${paths}) or c.below and o.path @> any (${paths}))`
      : sql`c.incidents and (o.path @> any (${paths}) or o.path <@ any (${paths}))`;
  const { rows } = await sql<Listener>`
    select c.id, c.language, h.heard from broadcast_channel c join organisation o on o.id = c.organisation_id
    cross join lateral (select exists (select from broadcast_post p where p.channel_id = c.id and p.subject = ${word.subject}
      and (p.state = 'sent' or p.attempts > 0)) as heard) h
    where c.state <> 'removed' and (${wants} or h.heard) order by c.id`.execute(trx);
  return rows;
}

/** Of these subjects, those of which anything was or is to be said anywhere. */
export async function spokenOf(trx: Transaction, subjects: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ subject: string }>`
    select distinct subject from broadcast_post where subject = any (${[...subjects]}::text[])`.execute(trx);
  return new Set(rows.map((row) => row.subject));
}

/**
 * What still waits to be said of a subject is overtaken by what is said now.
 *   sender: begins an attempt · … · the platform took it: sent after all      publication:      overtakes it meanwhile
 */
export async function overtake(trx: Transaction, channelId: number, subject: string): Promise<void> {
  await sql`update broadcast_post set state = 'replaced'
    where channel_id = ${channelId} and subject = ${subject} and state = 'waiting'`.execute(trx);
}

export async function insertPost(
  trx: Transaction,
  post: {
    channelId: number;
    subject: string;
    word: WordKind;
    content: Content;
    urgent: boolean;
    dueAt: Date;
    lastsUntil: Date;
    at: Date;
  },
): Promise<void> {
  await sql`insert into broadcast_post (channel_id, subject, word, content, urgent, due_at, lasts_until, created_at)
    values (${post.channelId}, ${post.subject}, ${post.word}, ${JSON.stringify(post.content)}::jsonb, ${post.urgent},
      ${post.dueAt}, ${post.lastsUntil}, ${post.at})`.execute(trx);
}

/** What was stopped before it was due was never said. */
export async function deleteUnsaid(trx: Transaction, subject: string, word: WordKind, now: Date): Promise<void> {
  await sql`delete from broadcast_post where subject = ${subject} and word = ${word} and state = 'waiting'
    and attempts = 0 and due_at > ${now}`.execute(trx);
}

/** Words whose time is over without having been said: they fail, each with an attempt's worth of history or none. */
export async function expire(db: Database, channelId: number, now: Date): Promise<void> {
  await sql`update broadcast_post set state = 'failed'
    where channel_id = ${channelId} and state = 'waiting' and lasts_until < ${now}`.execute(db);
}

/** The next word of a channel: incidents first, then in the order in which they were due. */
export async function nextPost(db: Database, channelId: number, now: Date): Promise<Post | undefined> {
  const { rows } = await sql<Post>`select ${columns} from broadcast_post p
    where p.channel_id = ${channelId} and p.state = 'waiting' and p.due_at <= ${now}
    order by p.urgent desc, p.due_at, p.number limit 1`.execute(db);
  return rows[0];
}

/** Milliseconds until one more may leave under a limit of so many a minute; attempts of all hosts count. */
export async function rateWait(db: Database, channelId: number, perMinute: number, now: Date): Promise<number> {
  const { rows } = await sql<{ at: Date }>`select at from broadcast_attempt where channel_id = ${channelId}
    and at > ${now}::timestamptz - make_interval(secs => ${rateWindow}) order by at desc offset ${perMinute - 1} limit 1`.execute(
    db,
  );
  const [oldest] = rows;
  return oldest ? Math.max(0, oldest.at.getTime() + rateWindow * 1000 - now.getTime()) : 0;
}

/** Written before anything leaves: whoever dies afterwards is seen to have tried. */
export async function beginAttempt(db: Database, post: Pick<Post, 'id' | 'channelId'>, at: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with tried as (update broadcast_post set attempts = least(attempts + 1, 1000) where id = ${post.id} and state = 'waiting' returning id)
    insert into broadcast_attempt (post_id, channel_id, at) select id, ${post.channelId}, ${at} from tried returning id`.execute(
    db,
  );
  return rows[0]?.id ?? 0;
}

export async function endAttempt(trx: Transaction, id: number, outcome: OutcomeName, code: string): Promise<void> {
  await sql`update broadcast_attempt set outcome = ${outcome}, code = ${code} where id = ${id}`.execute(trx);
}

/** Settles a post, or leaves it waiting until `dueAt`. */
export async function settlePost(
  trx: Transaction,
  id: string,
  result: { state: Post['state']; dueAt?: Date; progress?: Record<string, string> | undefined; at: Date },
): Promise<void> {
  await sql`update broadcast_post set state = ${result.state}, due_at = coalesce(${result.dueAt ?? null}::timestamptz, due_at),
    progress = coalesce(${result.progress ? JSON.stringify(result.progress) : null}::jsonb, progress),
    sent_at = case when ${result.state} = 'sent' then ${result.at}::timestamptz end
    where id = ${id} and (state = 'waiting' or state = 'replaced' and ${result.state} = 'sent')`.execute(trx);
}

/** Says it again: what failed, was held or was never said. Returns how many. */
export async function sendAgain(
  trx: Transaction,
  channelId: number,
  postId: string,
  at: Date,
  lastsUntil: Date,
): Promise<number> {
  const { rows } =
    await sql`update broadcast_post set state = 'waiting', due_at = ${at}, lasts_until = ${lastsUntil}, progress = '{}'
    where id = ${postId}::uuid and channel_id = ${channelId} and state in ('failed', 'held') returning id`.execute(trx);
  return rows.length;
}

/** What was said in a channel, the newest first, after a row. */
export async function postsOf(
  db: Database,
  channelId: number,
  before: number | null,
  limit: number,
): Promise<(Post & { tries: Attempt[] })[]> {
  const { rows } = await sql<Post & { tries: (Omit<Attempt, 'at'> & { at: string })[] }>`
    select ${columns}, coalesce((select jsonb_agg(jsonb_build_object('at', t.at, 'outcome', t.outcome, 'code', t.code) order by t.id)
      from (select * from broadcast_attempt a where a.post_id = p.id order by a.id desc limit 5) t), '[]') as tries
    from broadcast_post p where p.channel_id = ${channelId}
      ${before === null ? sql`` : sql`and p.number < ${before}`}
    order by p.number desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, tries: row.tries.map((one) => ({ ...one, at: new Date(one.at) })) }));
}

/** After a restore: what was waiting is old news; an administrator may send it again. */
export async function holdAll(trx: Transaction): Promise<void> {
  await sql`update broadcast_post set state = 'held' where state = 'waiting'`.execute(trx);
}

export async function forgetOld(db: Database, now: Date, most: number): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  const { rows } = await sql`delete from broadcast_post where id in (
    select id from broadcast_post where created_at < ${before} and state <> 'waiting' limit ${most}) returning id`.execute(
    db,
  );
  await sql`delete from broadcast_channel c where c.state = 'removed'
    and not exists (select from broadcast_post p where p.channel_id = c.id)`.execute(db);
  return rows.length;
}
