/** The roster as the service gives it: a page or one object, whole, of one moment. For the door. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Scope } from '../export/queries.ts';
import { Lists } from './lists.ts';
import { type Collection, isLarge, type LargeCollection, type Wish } from './model.ts';
import {
  childrenOf,
  countOf,
  type Keyed,
  keysOf,
  type RosterRow,
  rolesOf,
  rowOf,
  rowsByKeys,
  rowsOf,
} from './queries.ts';
import type { Below, Question } from './queries-below.ts';
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

const lists = new WeakMap<Database, Lists>();

/** A page and how many there are over all pages. `now` in milliseconds: a walk keeps its list for ten minutes (lists.ts). */
export async function readPage(
  db: Database,
  collection: Collection,
  place: Place,
  below: readonly Below[],
  wish: Wish,
  now: number,
): Promise<RosterPage> {
  const asked: Question = { scope: place.scope, below, filter: wish.filter };
  return isLarge(collection)
    ? pageOfList(db, collection, place, asked, wish, now)
    : snapshot(db, async (trx) => {
        const question = await questionOf(trx, collection, asked);
        const rows = (await rowsOf(collection, question, wish).execute(trx)).rows;
        const total = (await countOf(collection, question).execute(trx)).rows[0]?.n ?? 0;
        return { objects: await objectsOf(trx, collection, place, rows, wish), total };
      });
}

async function pageOfList(
  db: Database,
  collection: LargeCollection,
  place: Place,
  asked: Question,
  wish: Wish,
  now: number,
): Promise<RosterPage> {
  const own = lists.get(db) ?? new Lists();
  lists.set(db, own);
  const { sort, descending, offset, limit } = wish;
  const name = JSON.stringify([collection, asked, sort, descending]);
  const keys = await own.keysOf(name, offset === 0, now, () => findKeys(db, collection, asked, wish));
  const page = keys.slice(offset, offset + limit);
  return snapshot(db, async (trx) => {
    const found = (await rowsByKeys(collection, place.scope, page).execute(trx)).rows;
    const byKey = new Map(found.map((row) => [row.key, row]));
    const rows = page.flatMap((key) => byKey.get(key) ?? []);
    return { objects: await objectsOf(trx, collection, place, rows, wish), total: keys.length };
  });
}

async function findKeys(
  db: Database,
  collection: LargeCollection,
  asked: Question,
  order: Pick<Wish, 'sort' | 'descending'>,
): Promise<readonly number[]> {
  const question = await questionOf(db, collection, asked);
  const keys = (await keysOf(collection, question, order).execute(db)).rows[0]?.keys;
  return keys ? keys.split(',').map(Number) : [];
}

async function objectsOf(
  trx: Transaction,
  collection: Collection,
  place: Place,
  rows: (RosterRow & Keyed)[],
  wish: Wish,
) {
  return (await dressed(trx, collection, place, rows)).map((one) => chosen(one, wish.fields));
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
