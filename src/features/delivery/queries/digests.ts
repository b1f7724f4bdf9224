/** Deliveries that wait for one mail a day: who chose it, what is held, and claiming it for one person at once. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Claimed } from './claims.ts';

/** The `ready_at` of rows that the lanes of single mails must leave alone. */
export const heldForDigest = new Date('9999-01-01T00:00:00Z');

/** Whether anybody chose digests at all: without, expansion is as it was. */
export async function anybodyChose(db: Database | Transaction): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from digest_choice) as any`.execute(db);
  return rows[0]?.any ?? false;
}

/** Of these contact points, those that get one mail a day. */
export async function choicesAmong(db: Database, contactPointIds: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`select contact_point_id as id from digest_choice
    where contact_point_id = any (${[...contactPointIds]}::bigint[])`.execute(db);
  return new Set(rows.map((row) => row.id));
}

export async function insertChoice(trx: Transaction, contactPointId: number, on: string): Promise<void> {
  await sql`insert into digest_choice (contact_point_id, chosen_on) values (${contactPointId}, ${on})
    on conflict do nothing`.execute(trx);
}

/** Ends the choice; what is held for the address leaves at once, each in its own mail. */
export async function deleteChoice(trx: Transaction, contactPointId: number, now: Date): Promise<void> {
  await sql`delete from digest_choice where contact_point_id = ${contactPointId}`.execute(trx);
  await releaseHolds(trx, sql`h.contact_point_id = ${contactPointId}`, now);
}

/**
 * Ends holds; their rows leave at once, each in its own mail. A row that a digest has claimed keeps its hold:
 *
 *   worker: claims the row, its mail is refused for now
 *   here:   takes the hold away
 *   worker: puts the row back into the digest, with a time that never comes and nothing that would release it
 *
 * It leaves with that digest, or with its next try.
 */
export async function releaseHolds(trx: Transaction, which: RawBuilder<unknown>, now: Date): Promise<void> {
  await sql`with free as materialized (
      select d.message_id, d.period, d.person_id, d.district_id from digest_hold h
      join delivery d on d.message_id = h.message_id and d.period = h.period and d.person_id = h.person_id
      where ${which} and d.state = 0 for update of d),
    released as (
      delete from digest_hold h using free f where h.message_id = f.message_id and h.person_id = f.person_id)
    update delivery d set ready_at = ${now} from free f
    where d.message_id = f.message_id and d.period = f.period and d.person_id = f.person_id
      and d.district_id = f.district_id`.execute(trx);
}

/** Whether any digest is due: asked before anything is taken from the other lanes. */
export async function anyDue(db: Database, now: Date): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`select exists (
    select from digest_hold where due_at <= ${now}) as due`.execute(db);
  return rows[0]?.due ?? false;
}

/** A claimed row of one digest. */
export interface HeldRow extends Claimed {
  messageId: number;
  period: string;
  /** The address for which it was held. */
  heldFor: number;
  /** The local day of the digest for which it was held. */
  digestOn: string;
}

/**
 * Takes all that is due for some people, at most `people`. One process at a time: two would each take a part of what
 * belongs into one mail. Messages and the channel are looked at in the same statement, as for single mails.
 */
export function claimDigests(db: Database, batch: { claim: number; now: Date; people: number }): Promise<HeldRow[]> {
  return db.transaction().execute(async (trx) => {
    const { rows: lock } = await sql<{ got: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('digest_claim')) as got`.execute(trx);
    if (!lock[0]?.got) return [];
    const { rows } = await sql<HeldRow>`
      with open as materialized (
        select h.* from digest_hold h join message m on m.id = h.message_id
        where h.due_at <= ${batch.now} and m.state in ('expanding', 'sending') and m.paused_at is null
          and exists (select from channel where id = 1 and paused_at is null)
          and exists (select from delivery d where d.message_id = h.message_id and d.period = h.period
            and d.person_id = h.person_id and d.state = 0)),
      due as materialized (
        select person_id, contact_point_id from open group by person_id, contact_point_id
        order by min(due_at), person_id limit ${batch.people}),
      picked as materialized (
        select d.message_id, d.person_id, d.period, d.district_id, o.contact_point_id, o.digest_on
        from due join open o using (person_id, contact_point_id)
        join delivery d on d.message_id = o.message_id and d.period = o.period and d.person_id = o.person_id
        -- released while this waited for nothing: no longer the digest's
        where d.state = 0 and d.channel = 1 and d.ready_at >= ${heldForDigest}
        for update of d skip locked)
      update delivery d set state = 1, claimed_at = now(), claim = ${batch.claim}, attempts = d.attempts + 1
      from picked p
      where d.message_id = p.message_id and d.period = p.period and d.person_id = p.person_id
        and d.district_id = p.district_id
      returning d.message_id as "messageId", d.period, d.person_id as "personId",
        d.organisation_id as "organisationId", d.contact_point_id as "contactPointId", d.attempts, d.reason,
        p.contact_point_id as "heldFor", p.digest_on as "digestOn"`.execute(trx);
    return rows;
  });
}

export interface Held {
  people: number;
  /** When the first of them leave; null: nobody is held. */
  at: Date | null;
}

/**
 * Who of a message waits for a daily mail whose time has not come; with `within` (paths of organisations) only those who are
 * reached through these.
 */
export async function heldOf(
  db: Database | Transaction,
  messageId: number,
  now: Date,
  within?: readonly string[],
): Promise<Held> {
  const reached = within
    ? sql`join delivery d on d.message_id = h.message_id and d.period = h.period and d.person_id = h.person_id
        join organisation o on o.id = d.organisation_id and o.path <@ any (${[...within]}::ltree[])`
    : sql``;
  const { rows } = await sql<Held>`select count(*)::int as people, min(h.due_at) as at
    from digest_hold h ${reached} where h.message_id = ${messageId} and h.due_at > ${now}`.execute(db);
  return rows[0] ?? { people: 0, at: null };
}

/** What becomes of holds when their rows were recorded: `dueAt` keeps one for another try, null ends it. */
export async function settleHolds(
  db: Database,
  holds: readonly { messageId: number; personId: number; dueAt: Date | null }[],
): Promise<void> {
  if (holds.length === 0) return;
  await sql`with settled as (
      select * from unnest(${holds.map((h) => h.messageId)}::bigint[], ${holds.map((h) => h.personId)}::bigint[],
        ${holds.map((h) => h.dueAt)}::timestamptz[]) s (message_id, person_id, due_at)),
    kept as (
      update digest_hold h set due_at = s.due_at from settled s
      where h.message_id = s.message_id and h.person_id = s.person_id and s.due_at is not null)
    delete from digest_hold h using settled s
    where h.message_id = s.message_id and h.person_id = s.person_id and s.due_at is null`.execute(db);
}

/** Removes due holds whose rows have ended by another way (stopped, or recorded by a process that died then). */
export async function sweepHolds(db: Database, now: Date): Promise<number> {
  const result = await sql`delete from digest_hold h
    where h.due_at <= ${now} and not exists (select from delivery d where d.message_id = h.message_id and d.period = h.period
      and d.person_id = h.person_id and d.state in (0, 1))`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
