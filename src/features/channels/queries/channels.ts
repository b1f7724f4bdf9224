/** SQL of broadcast channels: their rows, who may see them, who sends just now. */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import {
  type Channel,
  claimSeconds,
  type Health,
  rateHours,
  retrySeconds,
  tellAfterSeconds,
} from '../model/channel.ts';

const columns = sql`c.id, c.organisation_id as "organisationId", o.name as organisation, o.path::text as path, c.kind, c.name,
  c.language, c.notices, c.below, c.incidents, c.shown, c.generation, c.state, c.paused_reason as "pausedReason",
  c.wait_until as "waitUntil", c.failures, c.failing_since as "failingSince", c.last_success_at as "lastSuccessAt",
  c.last_error_at as "lastErrorAt", c.last_error as "lastError", c.made_at as "madeAt"`;
const tables = sql`broadcast_channel c join organisation o on o.id = c.organisation_id`;

const health = (now: Date): RawBuilder<unknown> => sql`
  (select count(*)::int from broadcast_post p where p.channel_id = c.id and p.state = 'waiting' and p.due_at <= ${now}) as waiting,
  (select min(p.due_at) from broadcast_post p where p.channel_id = c.id and p.state = 'waiting' and p.due_at <= ${now}) as "oldestAt",
  (select count(*)::int from broadcast_attempt a where a.channel_id = c.id
    and a.at > ${now}::timestamptz - make_interval(hours => ${rateHours})) as attempts,
  (select count(*)::int from broadcast_attempt a where a.channel_id = c.id and a.outcome in ('again', 'unknown', 'refused', 'settings')
    and a.at > ${now}::timestamptz - make_interval(hours => ${rateHours})) as errors`;

export type ChannelWithHealth = Channel & Health;

/** Those of the reach, in the order in which they were made; removed ones are not there. */
export async function channelsWithin(db: Database, reach: Reach, now: Date): Promise<ChannelWithHealth[]> {
  const { rows } = await sql<ChannelWithHealth>`select ${columns}, ${health(now)} from ${tables}
    where c.state <> 'removed' and o.path <@ any (${[...reach.paths]}::ltree[]) order by c.id limit 500`.execute(db);
  return rows;
}

/** All there are, for monitors and checks of the whole: no reach, nothing personal. */
export async function allChannels(db: Database, now: Date): Promise<ChannelWithHealth[]> {
  const { rows } = await sql<ChannelWithHealth>`select ${columns}, ${health(now)} from ${tables}
    where c.state <> 'removed' order by c.id limit 500`.execute(db);
  return rows;
}

export async function channelWithin(
  db: Database | Transaction,
  reach: Reach,
  id: number,
  options: { now: Date; lock?: boolean },
): Promise<ChannelWithHealth | undefined> {
  const { rows } = await sql<ChannelWithHealth>`select ${columns}, ${health(options.now)} from ${tables}
    where c.id = ${id} and c.state <> 'removed' and o.path <@ any (${[...reach.paths]}::ltree[])
    ${options.lock ? sql`for update of c` : sql``}`.execute(db);
  return rows[0];
}

export type NewChannel = Pick<
  Channel,
  'organisationId' | 'kind' | 'name' | 'language' | 'notices' | 'below' | 'incidents' | 'shown'
> & { madeBy: number; at: Date };

/** The number of a channel is needed to seal its secret, so the secret comes in a second step. */
export async function insertChannel(trx: Transaction, channel: NewChannel): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into broadcast_channel (organisation_id, kind, name, language, notices, below, incidents, sealed, shown, made_by, made_at)
    values (${channel.organisationId}, ${channel.kind}, ${channel.name}, ${channel.language}, ${channel.notices},
      ${channel.below}, ${channel.incidents}, '', ${channel.shown}, ${channel.madeBy}, ${channel.at}) returning id`.execute(
    trx,
  );
  return rows[0]?.id as number;
}

export async function setCredentials(trx: Transaction, id: number, sealed: Buffer, shown: string): Promise<void> {
  await sql`update broadcast_channel set sealed = ${sealed}, shown = ${shown} where id = ${id}`.execute(trx);
}

export async function sealedOf(db: Database | Transaction, id: number): Promise<Buffer> {
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from broadcast_channel where id = ${id}`.execute(db);
  return rows[0]?.sealed ?? Buffer.alloc(0);
}

export async function changeChannel(
  trx: Transaction,
  id: number,
  change: Pick<Channel, 'name' | 'language' | 'notices' | 'below' | 'incidents'>,
): Promise<void> {
  await sql`update broadcast_channel set name = ${change.name}, language = ${change.language}, notices = ${change.notices},
    below = ${change.below}, incidents = ${change.incidents} where id = ${id}`.execute(trx);
}

/** A channel that goes on, or has a new secret, is tried at once: what was wrong may be over. */
export async function tryAtOnce(trx: Transaction, id: number): Promise<void> {
  await sql`update broadcast_channel set wait_until = null, failures = 0, failing_since = null, told_at = null
    where id = ${id}`.execute(trx);
}

export async function setState(trx: Transaction, id: number, state: Channel['state'], reason = ''): Promise<void> {
  await sql`update broadcast_channel set state = ${state}, paused_reason = ${reason} where id = ${id}`.execute(trx);
  if (state === 'removed') {
    // What opens the channel goes at once; the list of what was sent goes with its term.
    await sql`update broadcast_channel set sealed = '', shown = '' where id = ${id}`.execute(trx);
    await sql`update broadcast_post set state = 'held' where channel_id = ${id} and state = 'waiting'`.execute(trx);
  }
}

/**
 * Takes one channel in which something may leave now. Whoever took it sends alone, on whichever host, so that words keep
 * their order and the platform's rate is kept; who dies gives it back when the time is over.
 */
export async function claimChannel(
  db: Database,
  now: Date,
): Promise<(Channel & { sealed: Buffer; claim: Date }) | undefined> {
  const until = new Date(now.getTime() + claimSeconds * 1000);
  const { rows } = await sql<Channel & { sealed: Buffer; claim: Date }>`
    with due as (
      select c.id from broadcast_channel c where c.state = 'active' and coalesce(c.wait_until <= ${now}, true)
        and coalesce(c.claimed_until <= ${now}, true)
        and exists (select from broadcast_post p where p.channel_id = c.id and p.state = 'waiting' and p.due_at <= ${now})
      order by c.claimed_until nulls first, c.id limit 1 for update skip locked),
    taken as (update broadcast_channel c set claimed_until = ${until} from due where due.id = c.id returning c.*)
    select ${columns}, c.sealed, c.claimed_until as claim from taken c join organisation o on o.id = c.organisation_id`.execute(
    db,
  );
  return rows[0];
}

/** Goes on holding it; false if it was paused or another holds it by now. */
export async function keepClaim(db: Database, id: number, claim: Date, now: Date): Promise<Date | null> {
  const until = new Date(now.getTime() + claimSeconds * 1000);
  const { rows } = await sql<{ until: Date }>`update broadcast_channel set claimed_until = ${until}
    where id = ${id} and claimed_until = ${claim} and state = 'active' returning claimed_until as until`.execute(db);
  return rows[0]?.until ?? null;
}

export async function giveBack(db: Database, id: number, claim: Date): Promise<void> {
  await sql`update broadcast_channel set claimed_until = null where id = ${id} and claimed_until = ${claim}`.execute(
    db,
  );
}

export async function noteSuccess(trx: Transaction, id: number, at: Date): Promise<void> {
  await sql`update broadcast_channel set last_success_at = ${at}, wait_until = null, failures = 0, failing_since = null,
    told_at = null where id = ${id}`.execute(trx);
}

/** The platform asks for slowness: that is no trouble. */
export async function noteWait(trx: Transaction, id: number, until: Date): Promise<void> {
  await sql`update broadcast_channel set wait_until = ${until} where id = ${id}`.execute(trx);
}

export async function noteRefusal(trx: Transaction, id: number, code: string, at: Date): Promise<void> {
  await sql`update broadcast_channel set last_error_at = ${at}, last_error = ${code} where id = ${id}`.execute(trx);
}

/** The channel as a whole does not work. True once for each trouble, when it has lasted so long that people are told. */
export async function noteTrouble(trx: Transaction, id: number, code: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ failures: number; since: Date; told: Date | null }>`
    update broadcast_channel set last_error_at = ${at}, last_error = ${code}, failures = least(failures + 1, 1000),
      failing_since = coalesce(failing_since, ${at}) where id = ${id}
    returning failures, failing_since as since, told_at as told`.execute(trx);
  const row = rows[0];
  if (!row) return false;
  const until = new Date(at.getTime() + retrySeconds(row.failures) * 1000);
  await sql`update broadcast_channel set wait_until = ${until} where id = ${id}`.execute(trx);
  if (row.told || at.getTime() - row.since.getTime() < tellAfterSeconds * 1000) return false;
  await sql`update broadcast_channel set told_at = ${at} where id = ${id}`.execute(trx);
  return true;
}

/** When a channel next has something to do for whoever does not hold it, the earliest; null: nothing waits. */
export async function nextDue(db: Database): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(greatest(p.due_at, c.wait_until, c.claimed_until)) as at from broadcast_channel c
    join broadcast_post p on p.channel_id = c.id and p.state = 'waiting' where c.state = 'active'`.execute(db);
  return rows[0]?.at ?? null;
}
