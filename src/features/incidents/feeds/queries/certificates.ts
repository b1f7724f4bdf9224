/** Certificates and keys that the district has pinned for its feeds. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Pinned, PinWish } from '../model/signature.ts';

type Db = Database | Transaction;

const columns = sql`p.id, p.feed_id as "feedId", p.pem, p.subject, p.sha256 as fingerprint, p.not_before as "notBefore",
  p.not_after as "notAfter", p.state, p.made_by as "madeBy", p.made_at as "madeAt", p.confirmed_by as "confirmedBy",
  p.confirmed_at as "confirmedAt", p.ended_by as "endedBy", p.ended_at as "endedAt"`;

/** The newest first. */
export async function pinnedOf(db: Db, feedId: number): Promise<Pinned[]> {
  const { rows } = await sql<Pinned>`select ${columns} from warning_certificate p where p.feed_id = ${feedId}
    order by p.id desc limit 50`.execute(db);
  return rows;
}

/** Those that two people have pinned. */
export async function pinnedInForce(db: Db, feedId: number): Promise<Pinned[]> {
  const { rows } = await sql<Pinned>`select ${columns} from warning_certificate p
    where p.feed_id = ${feedId} and p.state = 'active' order by p.id`.execute(db);
  return rows;
}

export async function pinnedById(db: Db, id: number): Promise<Pinned | undefined> {
  const { rows } = await sql<Pinned>`select ${columns} from warning_certificate p where p.id = ${id}`.execute(db);
  return rows[0];
}

export async function lockPinned(trx: Transaction, id: number): Promise<Pinned | undefined> {
  const { rows } = await sql<Pinned>`select ${columns} from warning_certificate p
    where p.id = ${id} for update`.execute(trx);
  return rows[0];
}

export async function insertPinned(
  trx: Transaction,
  feedId: number,
  pin: PinWish,
  by: { accountId: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into warning_certificate (feed_id, pem, subject, sha256, not_before, not_after, made_by, made_at)
    values (${feedId}, ${pin.pem}, ${pin.subject}, ${pin.fingerprint}, ${pin.notBefore}, ${pin.notAfter},
      ${by.accountId}, ${by.at}) returning id`.execute(trx);
  return (rows[0] as { id: number }).id;
}

export async function movePinned(
  trx: Transaction,
  id: number,
  state: 'active' | 'ended',
  by: { accountId: number; at: Date },
): Promise<void> {
  const who =
    state === 'active'
      ? sql`confirmed_by = ${by.accountId}, confirmed_at = ${by.at}`
      : sql`ended_by = ${by.accountId}, ended_at = ${by.at}`;
  await sql`update warning_certificate set state = ${state}, ${who} where id = ${id}`.execute(trx);
}

export interface PinToLookAt {
  id: number;
  feed: string;
  proposed: boolean;
}

/** Those that wait for a second person who is not this one, and those that end before a day. */
export async function pinnedToLookAt(db: Db, accountId: number, endsBefore: Date): Promise<PinToLookAt[]> {
  const { rows } = await sql<PinToLookAt>`select p.id, f.name as feed, p.state = 'proposed' as proposed
    from warning_certificate p join warning_feed f on f.id = p.feed_id
    where f.state <> 'removed' and ((p.state = 'proposed' and p.made_by <> ${accountId})
      or (p.state = 'active' and p.not_after < ${endsBefore})) order by p.id limit 20`.execute(db);
  return rows;
}
