/** Boxes on their way from an old key to the next, or from a key in use to the one that follows a lost key. */
import { type RawBuilder, sql } from 'kysely';
import { postsInForce } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { ofComplaint } from '../../handling/queries/scope.ts';
import type { Opener, Seat } from '../model/box.ts';

type Db = Database | Transaction;

export interface NewPiece {
  number: string;
  sealed: Buffer;
}

export interface Piece extends NewPiece {
  caseId: string;
}

/** Where boxes lie, and where they go. */
export interface Way {
  from: string;
  to: Opener;
  /** None: the old key is emptied. Else only what a lost key of this seat opened too, and the old box stays. */
  lost: Seat | undefined;
  today: string;
}

/**
 * Condition on `voice_sealed s`. Whoever has handled a case never gets its name, also not with the seat; nor does whoever has a post
 * in what it complains of (the same rule as in model/box.ts, for a holder who came later).
 */
function mayGo({ to: { accountId }, today }: Way): RawBuilder<boolean> {
  return sql<boolean>`not exists (select from voice_step t where t.case_id = s.case_id and t.account_id = ${accountId})
    and not exists (select from voice_conflict f where f.case_id = s.case_id and f.account_id = ${accountId})
    and not exists (select from voice_memo m where m.case_id = s.case_id and m.account_id = ${accountId})
    and not exists (select from voice_case c join organisation w on w.id = c.organisation_id
      join account a on a.id = ${accountId} join (${postsInForce(today)}) p on p.person_id = a.person_id
      where c.id = s.case_id and ${ofComplaint} and p.path <@ w.path)`;
}

/** Condition on `voice_sealed s`: it is to go this way at all. */
function onWay({ from, lost }: Way): RawBuilder<boolean> {
  const under = sql<boolean>`s.key_id = ${from}::uuid`;
  return lost === undefined
    ? under
    : sql<boolean>`${under} and exists (select from voice_sealed l join voice_key k on k.id = l.key_id
        where l.case_id = s.case_id and k.lost and k.seat = ${lost})`;
}

/** Boxes that may go to the new holder, in the order of their random ids. */
export async function piecesUnder(
  db: Db,
  way: Way,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Piece[]> {
  const { rows } = await sql<Piece>`
    select s.case_id as "caseId", c.number, s.sealed from voice_sealed s join voice_case c on c.id = s.case_id
    where ${onWay(way)} and (${after ?? null}::uuid is null or s.case_id > ${after ?? null}::uuid) and ${mayGo(way)}
    order by s.case_id limit ${limit}`.execute(db);
  return rows;
}

/** How many there are, and how many of them stay because the new holder may not have them. */
export async function countOnWay(db: Db, way: Way): Promise<{ all: number; kept: number }> {
  const { rows } = await sql<{ all: number; kept: number }>`
    select count(*)::int as all, count(*) filter (where not (${mayGo(way)}))::int as kept
    from voice_sealed s where ${onWay(way)}`.execute(db);
  return rows[0] ?? { all: 0, kept: 0 };
}

/** Puts the new boxes in the place of the old ones, or of those of the lost key; gives how many cases there were. */
export async function swapBoxes(trx: Transaction, way: Way, pieces: readonly NewPiece[]): Promise<number> {
  const given = sql`unnest(${pieces.map(({ number }) => number)}::text[], ${pieces.map(({ sealed }) => sealed)}::bytea[])`;
  const goes = sql`s.key_id = ${way.from}::uuid`;
  const lost = sql`s.key_id in (select k.id from voice_key k where k.lost and k.seat = ${way.lost ?? null})`;
  const { rows } = await sql<{ n: number }>`
    with given as (select * from ${given} as g (number, sealed)),
    right_ones as (
      select s.case_id, g.sealed from voice_sealed s join voice_case c on c.id = s.case_id join given g on g.number = c.number
      where ${onWay(way)} and ${mayGo(way)} for update of s),
    gone as (
      delete from voice_sealed s using right_ones r where s.case_id = r.case_id and ${way.lost === undefined ? goes : lost}
      returning s.case_id),
    put as (
      insert into voice_sealed (case_id, key_id, sealed)
        select r.case_id, ${way.to.keyId}::uuid, r.sealed from right_ones r where exists (select from gone where gone.case_id = r.case_id)
      on conflict do nothing)
    select count(distinct case_id)::int as n from gone`.execute(trx);
  return rows[0]?.n ?? 0;
}
