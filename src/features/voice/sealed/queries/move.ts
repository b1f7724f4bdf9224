/** Boxes on their way from an old key to the next. */
import { type RawBuilder, sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Opener } from '../model/box.ts';

type Db = Database | Transaction;

export interface NewPiece {
  number: string;
  sealed: Buffer;
}

export interface Piece extends NewPiece {
  caseId: string;
}

/** Whoever has handled a case never gets its name, also not with the seat: condition on `voice_sealed s`. */
function notHandledBy(accountId: number): RawBuilder<boolean> {
  return sql<boolean>`not exists (select from voice_step t where t.case_id = s.case_id and t.account_id = ${accountId})
    and not exists (select from voice_conflict f where f.case_id = s.case_id and f.account_id = ${accountId})
    and not exists (select from voice_memo m where m.case_id = s.case_id and m.account_id = ${accountId})`;
}

/** Boxes under the old key that may go to the new holder, in the order of their random ids. */
export async function piecesUnder(
  db: Db,
  { from, to, after, limit }: { from: string; to: Opener; after: string | undefined; limit: number },
): Promise<Piece[]> {
  const { rows } = await sql<Piece>`
    select s.case_id as "caseId", c.number, s.sealed from voice_sealed s join voice_case c on c.id = s.case_id
    where s.key_id = ${from}::uuid and (${after ?? null}::uuid is null or s.case_id > ${after ?? null}::uuid)
      and ${notHandledBy(to.accountId)}
    order by s.case_id limit ${limit}`.execute(db);
  return rows;
}

/** How many of them stay because the new holder has handled their cases. */
export async function keptBack(db: Db, from: string, to: Opener): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from voice_sealed s
    where s.key_id = ${from}::uuid and not (${notHandledBy(to.accountId)})`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Puts the new boxes in the place of the old ones; gives how many there were. */
export async function swapBoxes(
  trx: Transaction,
  { from, to, pieces }: { from: string; to: Opener; pieces: readonly NewPiece[] },
): Promise<number> {
  const given = sql`unnest(${pieces.map(({ number }) => number)}::text[], ${pieces.map(({ sealed }) => sealed)}::bytea[])`;
  const { rows } = await sql<{ n: number }>`
    with given as (select * from ${given} as g (number, sealed)),
    gone as (
      delete from voice_sealed s using voice_case c, given g
      where c.number = g.number and s.case_id = c.id and s.key_id = ${from}::uuid and ${notHandledBy(to.accountId)}
      returning s.case_id, g.sealed),
    put as (
      insert into voice_sealed (case_id, key_id, sealed) select case_id, ${to.keyId}::uuid, sealed from gone
      on conflict do nothing)
    select count(*)::int as n from gone`.execute(trx);
  return rows[0]?.n ?? 0;
}
