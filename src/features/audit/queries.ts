/** All SQL of the audit: append, seal, read in order, list for auditors. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import { actingToken } from '#platform/acting.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Entry, EventRow, SealedFields } from './model.ts';

/**
 * Appends one event. The transaction number is taken before the id (a CTE, not the column's default): the verification
 * relies on it, see `wasUnderWay`. The other way round, a writer that holds an id but no number yet would be invisible
 * to a sealing in between, and its late event would look pushed in.
 */
export async function insertEvent(db: Database | Transaction, entry: Entry): Promise<void> {
  const accountId = entry.actor.kind === 'account' ? entry.actor.accountId : null;
  const token = actingToken();
  const detail = token === undefined ? entry.detail : { ...entry.detail, token };
  await sql`
    with writer as materialized (select pg_current_xact_id() as xid)
    insert into audit_event (at, xid, account_id, actor, action, organisation_id, subject, detail)
    select ${entry.at}::timestamptz, xid, ${accountId}::bigint, ${entry.actor.kind}, ${entry.action},
      ${entry.organisationId ?? null}::bigint, ${entry.subject ?? null}, ${JSON.stringify(detail ?? {})}::jsonb
    from writer`.execute(db);
}

const fields = sql`e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.xid::text as xid,
  e.account_id, e.actor, e.action, e.organisation_id, e.subject, e.detail::text as detail, e.salt::text as salt,
  encode(e.content_hash, 'hex') as content_hash, e.forgotten_at is not null as forgotten`;

/** True if this transaction is the sealer now; another one may be at it. */
export async function lockSealer(trx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('belfry audit sealer')) as got`.execute(trx);
  return rows[0]?.got ?? false;
}

/** The last link of the chain. */
export async function lastLink(
  db: Database | Transaction,
): Promise<{ position: number; hash: Buffer; sealedAt: Date } | undefined> {
  const { rows } = await sql<{ position: number; hash: Buffer; sealedAt: Date }>`
    select position, hash, sealed_at as "sealedAt" from audit_chain order by position desc limit 1`.execute(db);
  return rows[0];
}

/**
 * What can be sealed, in id order: events of transactions older than every running one. In one statement with the
 * horizon, because both must be of one snapshot. The horizon ends with the sealer's own number, taken after the snapshot:
 * whoever gets a higher one takes ids higher than all that are sealed. (The snapshot's xmax would be too low: it follows
 * the last transaction that ended, and younger ones may be under way.) A number from xmax on, in a row that is visible, was written by
 * another cluster (a restored backup): that transaction is over.
 */
export async function sealable(
  trx: Transaction,
  options: { from: string; after: number; limit: number },
): Promise<{ horizon: string; events: SealedFields[] }> {
  type Row = { horizon: string } & ({ [K in keyof SealedFields]: SealedFields[K] } | { id: null });
  const { rows } = await sql<Row>`
    with snapshot as materialized (
      select pg_snapshot_xmin(s) as xmin, pg_snapshot_xmax(s) as xmax from (select pg_current_snapshot() as s) as now
    ), candidate as materialized (
      -- Ids only and all of them: an ordered walk through the whole table for the first few would never end early.
      select e.id from audit_event e, snapshot
      where e.xid >= ${options.from}::xid8 and (e.xid < snapshot.xmin or e.xid >= snapshot.xmax) and e.id > ${options.after}
        and not exists (select from audit_chain c where c.event_id = e.id)
    ), found as (
      select ${fields} from (select id from candidate order by id limit ${options.limit}) as chosen
      join audit_event e on e.id = chosen.id
    )
    select snapshot.xmin::text || ':' || pg_current_xact_id()::text as horizon, found.*
    from snapshot left join found on true order by found.id`.execute(trx);
  return {
    horizon: rows[0]?.horizon ?? '0:0',
    events: rows.filter((row) => row.id !== null) as SealedFields[],
  };
}

/**
 * The transaction from which on events may be unsealed: the last horizon. Numbers that went backwards belong to another
 * cluster (a restored backup): then everything is looked through.
 */
export async function unsealedFrom(db: Database | Transaction): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`
    select split_part(c.horizon, ':', 1) as xmin from audit_chain c
    where c.horizon is not null and split_part(c.horizon, ':', 1)::xid8 <= pg_snapshot_xmax(pg_current_snapshot())
      and c.position = (select max(position) from audit_chain where horizon is not null)`.execute(db);
  return rows[0]?.xmin ?? '0';
}

/** Appends links in one statement. */
export async function insertLinks(
  trx: Transaction,
  links: { position: number; eventId: number; hash: Buffer; horizon: string | null }[],
  sealedAt: Date,
): Promise<void> {
  await sql`
    insert into audit_chain (position, event_id, hash, horizon, sealed_at)
    select position, event_id, decode(hash, 'hex'), horizon, ${sealedAt}::timestamptz
    from unnest(${links.map((l) => l.position)}::bigint[], ${links.map((l) => l.eventId)}::bigint[],
      ${links.map((l) => l.hash.toString('hex'))}::text[], ${links.map((l) => l.horizon)}::text[])
      as link (position, event_id, hash, horizon)`.execute(trx);
}

export type LinkRow = { position: number; event_id: number; hash: Buffer; horizon: string | null } & (
  | SealedFields
  | { id: null }
);

/** The next links after a position, each with its event if that still exists. */
export async function linksAfter(db: Database, position: number, limit: number): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select c.position, c.event_id, c.hash, c.horizon, ${fields}
    from (select * from audit_chain where position > ${position} order by position limit ${limit}) c
    left join audit_event e on e.id = c.event_id order by c.position`.execute(db);
  return rows;
}

/** Events that are not in the chain, oldest first, with what is needed to judge them; `position` is where the reader stands. */
export async function unsealed(
  db: Database,
  limit: number,
): Promise<{ id: number; at: Date; xid: string; waiting: number }[]> {
  const { rows } = await sql<{ id: number; at: Date; xid: string; waiting: number }>`
    select e.id, e.at, e.xid::text as xid, count(*) over () as waiting
    from audit_event e where not exists (select from audit_chain c where c.event_id = e.id)
    order by e.id limit ${limit}`.execute(db);
  return rows;
}

export interface EventFilter {
  subject?: string | undefined;
  action?: string | undefined;
  accountId?: number | undefined;
  /** Moments between which the event lies. */
  from?: Date | undefined;
  until?: Date | undefined;
  /** Only events with a lower id: the next page. */
  before?: number | undefined;
  limit: number;
}

/**
 * Newest first, within the reach. Events without an organisation (the console, a sign-in of nobody) are the district's.
 * The organisation's path is read here directly: it is the ground of every reach, and audit may import no other feature.
 */
export async function eventsWithin(db: Database, reach: Reach, filter: EventFilter): Promise<EventRow[]> {
  const paths = sql`any (${[...reach.paths]}::ltree[])`;
  const ofDistrict = reach.paths.some((path) => !path.includes('.'));
  const conditions = [
    // For one school the index on organisation finds the few rows. For the district nearly every row fits anyway: looked
    // up row by row in order of id, because a join would be planned as a reading of the whole table.
    ofDistrict
      ? sql`coalesce((select o.path <@ ${paths} from organisation o where o.id = e.organisation_id), true)`
      : sql`e.organisation_id in (select id from organisation where path <@ ${paths})`,
    ...(filter.before ? [sql`e.id < ${filter.before}`] : []),
    ...(filter.subject ? [sql`e.subject = ${filter.subject}`] : []),
    ...(filter.action ? [sql`e.action = ${filter.action}`] : []),
    ...(filter.accountId ? [sql`e.account_id = ${filter.accountId}`] : []),
    ...(filter.from ? [sql`e.at >= ${filter.from}`] : []),
    ...(filter.until ? [sql`e.at <= ${filter.until}`] : []),
  ];
  const { rows } = await sql<EventRow>`
    select e.id, e.at, e.account_id as "accountId", e.actor, e.action, o.name as "organisationName", e.subject, e.detail,
      e.forgotten_at is not null as forgotten, (select c.position from audit_chain c where c.event_id = e.id) is not null as sealed
    from (
      select e.* from audit_event e where ${sql.join(conditions, sql` and `)} order by e.id desc limit ${filter.limit}
    ) e left join organisation o on o.id = e.organisation_id
    order by e.id desc`.execute(db);
  return rows;
}

/** How many events wait for the sealer; looks only from the last horizon on. */
export async function waitingCount(db: Database): Promise<number> {
  const from = await unsealedFrom(db);
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from audit_event e
    where e.xid >= ${from}::xid8
      -- a lookup for each of the few; NOT EXISTS is planned as a hash of the whole chain
      and (select c.position from audit_chain c where c.event_id = e.id) is null`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Forgets the content of old views and sign-ins, by the one function that may; returns how many. */
export async function forgetOld(db: Database, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select audit_forget(${most}) as n`.execute(db);
  return rows[0]?.n ?? 0;
}

/** How many events are about one of these subjects. */
export async function eventsAbout(db: Database | Transaction, subjects: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from audit_event where subject = any (${[...subjects]}::text[])`.execute(db);
  return rows[0]?.n ?? 0;
}
