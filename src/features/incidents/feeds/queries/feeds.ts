/** Feeds of warnings, and which of their messages were read. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Fault, Faulty, Feed, FeedState } from '../model/feed.ts';

type Db = Database | Transaction;

const columns = sql`f.id, f.name, f.url, f.origins, f.signed_anywhere as "signedAnywhere", f.words, f.codes, f.shapes,
  f.least_severity as "leastSeverity",
  f.every_minutes as "everyMinutes", f.state, f.etag, f.last_modified as "lastModified", f.next_poll_at as "nextPollAt",
  f.polled_at as "polledAt", f.succeeded_at as "succeededAt", f.fault, f.fault_detail as "faultDetail",
  f.fault_at as "faultAt", f.faults_in_row as "faultsInRow", f.revision`;

/** Those that were not removed. */
export async function feedsInUse(db: Db): Promise<Feed[]> {
  const { rows } = await sql<Feed>`select ${columns} from warning_feed f where f.state <> 'removed'
    order by f.name, f.id`.execute(db);
  return rows;
}

export async function feedById(db: Db, id: number): Promise<Feed | undefined> {
  const { rows } =
    await sql<Feed>`select ${columns} from warning_feed f where f.id = ${id} and f.state <> 'removed'`.execute(db);
  return rows[0];
}

export async function lockFeed(trx: Transaction, id: number): Promise<Feed | undefined> {
  const { rows } = await sql<Feed>`select ${columns} from warning_feed f where f.id = ${id} and f.state <> 'removed'
    for update`.execute(trx);
  return rows[0];
}

export type FeedSettings = Pick<
  Feed,
  'name' | 'url' | 'origins' | 'signedAnywhere' | 'words' | 'codes' | 'shapes' | 'leastSeverity' | 'everyMinutes'
>;

export async function insertFeed(
  trx: Transaction,
  feed: FeedSettings,
  by: { accountId: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into warning_feed (name, url, origins, signed_anywhere, words, codes, shapes, least_severity, every_minutes, next_poll_at,
      made_by, made_at)
    values (${feed.name}, ${feed.url}, ${[...feed.origins]}::text[], ${feed.signedAnywhere}, ${[...feed.words]}::text[],
      ${[...feed.codes]}::text[], ${feed.shapes}, ${feed.leastSeverity}, ${feed.everyMinutes}, ${by.at},
      ${by.accountId}, ${by.at}) returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

/** With a new address or area everything is read anew. */
export async function updateFeed(trx: Transaction, id: number, feed: FeedSettings, at: Date): Promise<void> {
  await sql`update warning_feed set name = ${feed.name}, url = ${feed.url}, origins = ${[...feed.origins]}::text[],
    signed_anywhere = ${feed.signedAnywhere}, words = ${[...feed.words]}::text[], codes = ${[...feed.codes]}::text[], shapes = ${feed.shapes},
    least_severity = ${feed.leastSeverity}, every_minutes = ${feed.everyMinutes}, etag = null, last_modified = null,
    faults_in_row = 0, next_poll_at = greatest(${at}, coalesce(polled_at + interval '1 minute', ${at})),
    revision = revision + 1 where id = ${id}`.execute(trx);
  await sql`delete from warning_link where feed_id = ${id}`.execute(trx);
}

export async function setFeedState(trx: Transaction, id: number, state: FeedState, at: Date): Promise<void> {
  await sql`update warning_feed set state = ${state}, revision = revision + 1, faults_in_row = 0,
    next_poll_at = greatest(${at}, coalesce(polled_at + interval '1 minute', ${at})) where id = ${id}`.execute(trx);
}

/** Asked for at the desk: as soon as the limit allows. Returns when. */
export async function hasten(trx: Transaction, id: number, at: Date, leastMinutes: number): Promise<void> {
  await sql`update warning_feed set
    next_poll_at = greatest(${at}, coalesce(polled_at + make_interval(mins => ${leastMinutes}), ${at}))
    where id = ${id} and state = 'active'`.execute(trx);
}

/** Takes those that are due, each for one process; one that dies gives its feed back after ten minutes. */
export async function claimDue(db: Database, now: Date, most: number): Promise<Feed[]> {
  const until = new Date(now.getTime() + 10 * 60_000);
  const { rows } = await sql<Feed>`
    update warning_feed f set next_poll_at = ${until}, polled_at = ${now}
    where f.id in (select id from warning_feed where state = 'active' and next_poll_at <= ${now}
      order by next_poll_at limit ${most} for update skip locked)
    returning ${columns}`.execute(db);
  return rows;
}

export interface Health {
  nextPollAt: Date;
  at: Date;
  etag: string | null;
  lastModified: string | null;
}

/** A success, unless somebody has changed the feed meanwhile: then it is read anew. */
export async function markRead(db: Db, feed: Pick<Feed, 'id' | 'revision'>, health: Health): Promise<void> {
  await sql`update warning_feed set succeeded_at = ${health.at}, faults_in_row = 0, fault = null, fault_detail = '',
    next_poll_at = ${health.nextPollAt}, etag = ${health.etag}, last_modified = ${health.lastModified}
    where id = ${feed.id} and revision = ${feed.revision}`.execute(db);
}

export async function markFault(
  db: Db,
  feed: Pick<Feed, 'id' | 'revision'>,
  fault: Faulty & { at: Date; nextPollAt: Date },
): Promise<void> {
  await sql`update warning_feed set fault = ${fault.fault}, fault_detail = ${fault.detail.slice(0, 300)},
    fault_at = ${fault.at}, faults_in_row = faults_in_row + 1, next_poll_at = ${fault.nextPollAt}
    where id = ${feed.id} and revision = ${feed.revision}`.execute(db);
}

export interface ReadLink {
  href: string;
  stamp: string;
  tries: number;
  fault: Fault | null;
}

export async function linksOf(db: Db, feedId: number, hrefs: readonly string[]): Promise<Map<string, ReadLink>> {
  const { rows } = await sql<ReadLink>`select href, stamp, tries, fault from warning_link
    where feed_id = ${feedId} and href = any (${[...hrefs]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.href, row]));
}

export async function putLink(
  db: Db,
  feedId: number,
  link: { href: string; stamp: string; at: Date; tries: number; fault: Faulty | null },
): Promise<void> {
  const [fault, detail] = [link.fault?.fault ?? null, link.fault?.detail.slice(0, 300) ?? ''];
  await sql`insert into warning_link (feed_id, href, stamp, fetched_at, tries, fault, fault_detail)
    values (${feedId}, ${link.href}, ${link.stamp}, ${link.at}, ${link.tries}, ${fault}, ${detail})
    on conflict (feed_id, href) do update set stamp = excluded.stamp, fetched_at = excluded.fetched_at,
      tries = excluded.tries, fault = excluded.fault, fault_detail = excluded.fault_detail`.execute(db);
}

/** With a new certificate what could not be trusted may be: it is read again, from an index that has not changed. */
export async function rereadUnproven(trx: Transaction, feedId: number): Promise<void> {
  await sql`delete from warning_link where feed_id = ${feedId} and fault = 'unproven'`.execute(trx);
  await sql`update warning_feed set etag = null, last_modified = null where id = ${feedId}`.execute(trx);
}

export interface RefusedMessage extends Faulty {
  href: string;
  at: Date;
}

/** Messages of a feed that could not be read, the latest first. */
export async function refusedMessages(db: Db, feedId: number, most: number): Promise<RefusedMessage[]> {
  const { rows } =
    await sql<RefusedMessage>`select href, fetched_at as at, fault, fault_detail as detail from warning_link
    where feed_id = ${feedId} and fault is not null order by fetched_at desc, href limit ${most}`.execute(db);
  return rows;
}

/** Feeds that have given nothing for long. */
export async function silentFeeds(db: Db, before: Date): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`select id, name from warning_feed
    where state = 'active' and fault is not null and (succeeded_at is null or succeeded_at < ${before})
    order by id limit 20`.execute(db);
  return rows;
}
