/** What one person chose about daily mail: the copy of it, and its end when the person is erased. */
import { sql } from 'kysely';
import { mailPointsOf } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Cell, ErasureGround, Subject } from '#platform/keeping.ts';
import { releaseHolds } from './digests.ts';

interface Chosen {
  id: number;
  day: string;
}

async function chosenBy(db: Database | Transaction, contactPointIds: readonly number[]): Promise<Chosen[]> {
  const { rows } = await sql<Chosen>`select contact_point_id as id, chosen_on as day from digest_choice
    where contact_point_id = any (${[...contactPointIds]}::bigint[]) order by 1`.execute(db);
  return rows;
}

/** Of a child, nothing: an address noted for it may be the other parent's. */
export async function digestRows(
  db: Database,
  { ids }: Subject,
  guardianId: number | null,
): Promise<Record<string, Cell>[]> {
  if (guardianId !== null) return [];
  const points = new Map((await mailPointsOf(db, ids)).map((one) => [one.contactPointId, one.address]));
  return (await chosenBy(db, [...points.keys()])).map(({ id, day }) => ({ address: points.get(id) ?? '', day }));
}

export async function countDigests(db: Database | Transaction, { ids }: Subject): Promise<number> {
  const points = await mailPointsOf(db, ids);
  const chosen = await chosenBy(
    db,
    points.map((one) => one.contactPointId),
  );
  return chosen.length;
}

/**
 * Ends choices and holds; a choice ends with its address, too. What was held is looked at by itself, finds the person
 * gone and is settled; so does a digest that is being sent.
 */
export async function eraseDigests(trx: Transaction, { ids }: Subject, { at }: ErasureGround): Promise<void> {
  const points = await mailPointsOf(trx, ids);
  await sql`delete from digest_choice
    where contact_point_id = any (${points.map((one) => one.contactPointId)}::bigint[])`.execute(trx);
  await releaseHolds(trx, sql`h.person_id = any (${[...ids]}::bigint[])`, at);
}
