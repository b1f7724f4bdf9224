/** The roster as the service gives it: a page or one object, whole, of one moment. For the door. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Scope } from '../export/queries.ts';
import type { Collection, Wish } from './model.ts';
import {
  type Below,
  childrenOf,
  type Keyed,
  type RosterRow,
  rolesOf,
  rosterCount,
  rosterRow,
  rosterRows,
} from './queries.ts';
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
    const rows = await rosterRows(trx, collection, place.scope, below, wish);
    const total = await rosterCount(trx, collection, place.scope, below, wish.filter);
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
    const row = await rosterRow(trx, collection, place.scope, below, sourcedId);
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
  return (await rosterRow(db, collection, scope, below, sourcedId))?.key;
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
