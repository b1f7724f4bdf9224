import { Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely';
import { Client, Pool, types as standard } from 'pg';
import type { Log } from '../log.ts';
import type { DB } from './tables.ts';

/** The database as queries see it. */
export type Database = Kysely<DB>;
/** A transaction in progress: what must lock or must be atomic asks for this type. */
export type Transaction = KyselyTransaction<DB>;

/** How many connections, under which name they show in pg_stat_activity, and where their loss is reported. */
export interface ConnectionOptions {
  max: number;
  applicationName: string;
  log?: Log;
}

const pools = new WeakMap<object, Pool>();

/** Opens the database behind the address. Close it with `db.destroy()`. */
export function openDatabase(url: string, options: ConnectionOptions): Database {
  const pool = openPool(url, options);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}

/** Opens a bare pool with the same reading of values, for what Kysely does not do: COPY streams, LISTEN. */
export function openPool(url: string, { max, applicationName, log }: ConnectionOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection that breaks (the server restarts) raises an error event; without a listener it would end the process.
  // While a query runs on it the query fails as well, so that the one of the client itself needs no second report.
  pool.on('error', (err) => {
    // While everything ends, the server may close a connection before the pool has said goodbye to it.
    if (!pool.ending) log?.warn({ err }, 'lost an idle connection to the database');
  });
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The database over one connection that has a transaction open, for work that must be part of it (a restore). */
export function withinConnection(client: Client): Transaction {
  const connection = { query: client.query.bind(client), release: () => undefined };
  const pool = { connect: async () => connection, end: async () => undefined } as unknown as Pool;
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }) as unknown as Transaction;
}

/** One connection with the same reading of values. */
export function oneClient(url: string, applicationName: string): Client {
  return new Client({ connectionString: url, application_name: applicationName, types: { getTypeParser } });
}

/** The pool under a database that openDatabase made, for COPY streams. */
export function poolOf(db: Database): Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('poolOf wants the database itself, not a transaction or a copy with plugins');
  return pool;
}

/** The role that an address signs in as. */
export function roleOf(url: string): string {
  return new Client({ connectionString: url }).user ?? 'postgres';
}

const oids = { int8: 20, date: 1082, dateArray: 1182, int8Array: 1016 };

// Days stay text: a Date would move them by the zone of the machine. numeric stays text: money and scores are exact.
const getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (format !== 'binary') {
    if (oid === oids.int8) return safeInteger;
    if (oid === oids.date) return (text: string) => text;
    if (oid === oids.int8Array) return (text: string) => textArray(text)?.map((item) => item && safeInteger(item));
    if (oid === oids.dateArray) return textArray;
  }
  return standard.getTypeParser(oid, format as 'text');
}) as typeof standard.getTypeParser;

const textArrayOid = 1009;

function textArray(text: string): (string | null)[] | null {
  return getTypeParser(textArrayOid as never, 'text')(text) as (string | null)[] | null;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer ${text} is too large to be exact`);
  return value;
}
