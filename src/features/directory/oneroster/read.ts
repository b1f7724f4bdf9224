/** The roster as the service gives it: a page or one object, whole, of one moment. For the door. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Scope } from '../export/queries.ts';
import type { Collection, Wish } from './model.ts';
import { childrenOf, countOf, type Keyed, type RosterRow, rolesOf, rowOf, rowsOf } from './queries.ts';
import type { Below } from './queries-below.ts';
import { questionOf, scopeOfOne } from './queries-narrow.ts';
import { chosen, shape } from './shapes.ts';

export interface Place {
  scope: Scope;
  /** The address of the service. */
  root: string;
}

export interface RosterPage {
  objects: Record<string, unknown>[];
  /** Over all pages. */
  total: number;
}

/** Rows and their number of one snapshot. */
export function readPage(
  db: Database,
  collection: Collection,
  place: Place,
  below: readonly Below[],
  wish: Wish,
): Promise<RosterPage> {
  return snapshot(db, async (trx) => {
    const question = await questionOf(trx, collection, { scope: place.scope, below, filter: wish.filter });
    const rows = (await rowsOf(collection, question, wish).execute(trx)).rows;
    const total = (await countOf(collection, question).execute(trx)).rows[0]?.n ?? 0;
    return { objects: (await dressed(trx, collection, place, rows)).map((one) => chosen(one, wish.fields)), total };
  });
}

/** One object, or nothing where it is not there or not within the scope. */
export function readOne(
  db: Database,
  collection: Collection,
  place: Place,
  below: readonly Below[],
  sourcedId: string,
  fields: readonly string[] | null,
): Promise<Record<string, unknown> | undefined> {
  return snapshot(db, async (trx) => {
    const scope = await scopeOfOne(trx, collection, place.scope, sourcedId);
    const [row] = (await rowOf(collection, scope, below, sourcedId).execute(trx)).rows;
    const [one] = row ? await dressed(trx, collection, place, [row]) : [];
    return one && chosen(one, fields);
  });
}

/** The key of an object by which others are chosen. */
export async function keyOf(
  db: Database,
  collection: Collection,
  { scope }: Place,
  below: readonly Below[],
  sourcedId: string,
): Promise<number | undefined> {
  const narrowed = await scopeOfOne(db, collection, scope, sourcedId);
  return (await rowOf(collection, narrowed, below, sourcedId).execute(db)).rows[0]?.key;
}

async function dressed(trx: Transaction, collection: Collection, place: Place, rows: (RosterRow & Keyed)[]) {
  const ids = rows.map((row) => row.sourcedId);
  const roles =
    collection === 'users'
      ? await rolesOf(
          trx,
          place.scope,
          rows.map((row) => row.key),
        )
      : [];
  const nested = collection === 'orgs' || collection === 'academicSessions';
  const children = nested ? await childrenOf(trx, collection, place.scope, ids) : [];
  return rows.map((row) => shape(collection, row, { root: place.root, roles, children }));
}

function snapshot<T>(db: Database, work: (trx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}
