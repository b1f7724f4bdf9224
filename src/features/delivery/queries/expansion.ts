/** Turns the frozen audience into delivery rows, set-based and idempotent. */
import { type RawBuilder, sql } from 'kysely';
import {
  type AudienceBounds,
  anybodyRefuses,
  audienceMembers,
  audienceRows,
  type ContactKind,
  type Ways,
} from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { channelName } from '../model.ts';
import { heldForDigest } from './digests.ts';
import type { MessageRow } from './message-rows.ts';

type Bounds = AudienceBounds | undefined;

export interface Chunk {
  bounds: Bounds;
  today: string;
  now: Date;
  leaveOut: RawBuilder<unknown> | null;
  /** Kinds of contact point that reach anybody. */
  kinds: readonly ContactKind[];
  /**
   * Some of the rows may stand already (a crash came between two pieces). Without it such a row is an error: checking
   * each row for it costs a tenth, and it happens once in a crash.
   */
  again: boolean;
  /** When the rows may leave, if not when the message was released. */
  readyAt?: Date;
  /** Whoever chose one mail a day waits for this one. */
  digest?: { at: Date; on: string } | undefined;
}

/**
 * Inserts the rows of one chunk and, in the same statement, what they add to the counts: a row that stood already adds
 * nothing. Those without a usable contact are settled at once. Returns how many rows were new.
 */
export async function insertChunk(trx: Transaction, message: MessageRow, chunk: Chunk): Promise<number> {
  const { bounds, today, now, leaveOut, kinds, again, digest } = chunk;
  const refusable = await refusableIn(trx, message.kind, bounds);
  const ways = waysOf(message, refusable);
  const conditions = [
    ...(leaveOut ? [sql`not exists (select from (${leaveOut}) o (person_id) where o.person_id = a.person_id)`] : []),
    // By one channel only: who has none has no row there, and may have one by another.
    ...(message.channel === null ? [] : [sql`a.contact_point_id is not null`]),
    ...(message.toFollowers ? [sql`exists (${mayHaveGot(message)})`] : []),
  ];
  const readyAt = sql`${chunk.readyAt ?? message.releaseAt}::timestamptz`;
  const { rows } = await sql<{ n: number }>`
    with added as (
      insert into delivery (message_id, person_id, organisation_id, contact_point_id, period, ready_at, settled_at,
        district_id, channel, state, reason)
      select ${message.id}::bigint, a.person_id, a.organisation_id, a.contact_point_id, ${message.period}::date,
        ${digest ? sql`case when c.contact_point_id is null then ${readyAt} else ${heldForDigest}::timestamptz end` : readyAt}, case when a.channel = 0 then ${now}::timestamptz end, ${message.districtId}::smallint,
        a.channel, case when a.channel = 0 then 4 else 0 end,
        case when a.channel = 0 then case when ${refusable === null ? sql`false` : sql`a.refuses`} then 'opted_out'
          when a.contact_point_id is null then 'no_contact' else 'no_channel' end end
      from (${audienceRows(message.audience, today, kinds, bounds, ways)}) a
      ${digest ? sql`left join digest_choice c on c.contact_point_id = a.contact_point_id and a.channel = 1` : sql``}
      ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
      ${again ? sql`on conflict do nothing` : sql``}
      returning organisation_id, channel${digest ? sql`, person_id, contact_point_id, ready_at` : sql``}),
    ${digest ? held(message, digest) : sql``}
    grouped as (select channel, organisation_id, count(*)::integer as n from added group by channel, organisation_id),
    counted as (
      insert into delivery_count_delta (message_id, channel, state, n, organisations, counts)
      select ${message.id}::bigint, g.channel, s.state, sum(g.n), array_agg(g.organisation_id), array_agg(g.n)
      from grouped g join (values (0::smallint), (4::smallint)) s (state) on s.state = 0 or g.channel = 0
      group by g.channel, s.state)
    select coalesce(sum(n), 0)::int as n from grouped`.execute(trx);
  return rows[0]?.n ?? 0;
}

/**
 * Which contact points a message may use. Only one that brings a warning of an incident (`alertId`) is brought to
 * addresses that want no notices: nothing else asks for it, and the schema lets nothing else have a warning.
 */
export function waysOf(message: Pick<MessageRow, 'alertId' | 'channel' | 'purpose'>, refusable: string | null): Ways {
  // Who has not answered may have given the telephone away on which it was pushed.
  if (message.alertId === null) return { refusable, browsersLast: message.purpose === 'reminder' };
  return { only: channelName(message.channel) ?? null, despiteOptOut: true };
}

/** A row for whoever `a` may have got one of the messages before: handed over, unknown, or in somebody's hands now. */
function mayHaveGot(message: MessageRow): RawBuilder<unknown> {
  return sql`select from message f join delivery d on d.message_id = f.id and d.period = f.period
      and d.district_id = f.district_id and d.person_id = a.person_id and d.state in (1, 2, 5)
    where f.id = any (${message.follows}::bigint[])`;
}

/** The kind, if somebody of these people refuses it: else nobody's refusals need to be looked at. */
async function refusableIn(trx: Transaction, kind: string | null, bounds: Bounds): Promise<string | null> {
  if (kind === null) return null;
  const ids = bounds && 'personIds' in bounds ? bounds.personIds : undefined;
  const everybody = { after: 0, upTo: Number.MAX_SAFE_INTEGER };
  const range = ids
    ? { after: Math.min(...ids) - 1, upTo: Math.max(...ids) }
    : ((bounds as typeof everybody) ?? everybody);
  return (await anybodyRefuses(trx, kind, range)) ? kind : null;
}

/** Part of the statement above: what waits for the digest. */
function held(message: MessageRow, digest: { at: Date; on: string }): RawBuilder<unknown> {
  return sql`held as (
      insert into digest_hold (message_id, person_id, contact_point_id, period, due_at, digest_on)
      select ${message.id}::bigint, person_id, contact_point_id, ${message.period}::date, ${digest.at}::timestamptz,
        ${digest.on}::date
      from added where ready_at = ${heldForDigest}::timestamptz
      on conflict do nothing),`;
}

/**
 * The first person of the audience after the cursor, or null: nobody is left. Role by role, because only the people of
 * one role come in the order of their ids by themselves; of several roles together all would be read to find the first.
 */
export async function nextPerson(trx: Transaction, message: MessageRow, today: string): Promise<number | null> {
  const bounds = { after: message.cursor, upTo: Number.MAX_SAFE_INTEGER };
  const { include, exclude } = message.audience;
  const roles = [...new Set(include.map((clause) => clause.role))];
  const firsts = roles.map((role) => {
    const ofRole = { include: include.filter((clause) => clause.role === role), exclude };
    return sql`(select person_id from (${audienceMembers(ofRole, today, bounds)}) a order by person_id limit 1)`;
  });
  if (firsts.length === 0) return null;
  const { rows } = await sql<{ first: number | null }>`select least(${sql.join(firsts)}) as first`.execute(trx);
  return rows[0]?.first ?? null;
}

/** People who are in a message's audience today and have no row of it: who joined since. */
export async function joinersOf(
  trx: Transaction,
  message: MessageRow,
  today: string,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.person_id as id from (${audienceMembers(message.audience, today)}) a
    where not exists (select from delivery d where d.message_id = ${message.id} and d.period = ${message.period}::date
      and d.person_id = a.person_id)
    order by a.person_id limit ${limit}`.execute(trx);
  return rows.map((row) => row.id);
}
