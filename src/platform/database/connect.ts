import type { Duplex } from 'node:stream';
import { Kysely, type Transaction as KyselyTransaction, PostgresDialect, type RawBuilder } from 'kysely';
import { Client, Pool, type PoolClient, types as standard } from 'pg';
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
    connectionString: withManners(url),
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
  });
  // A connection that breaks (the server restarts) raises an error event; without a listener it would end the process.
  // While a query runs on it the query fails as well, so that the one of the client itself needs no second report.
  pool.on('error', (err) => {
    // While everything ends, the server may close a connection before the pool has said goodbye to it.
    if (!pool.ending) log?.warn({ err }, 'lost an idle connection to the database');
  });
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    noteSocket(url, client);
  });
  return pool;
}

/**
 * What the server is to do with a connection whose other end is gone without a word: let go of its locks within half a
 * minute, and of those of a process that stands still within the time of a claim. In force for network connections;
 * a Unix socket tells by itself.
 */
const manners = [
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=20000',
  'client_connection_check_interval=10000',
  'idle_in_transaction_session_timeout=110000',
].map((setting) => `-c ${setting}`);

/** The address with our manners before the options that the operator has given, which win. */
function withManners(url: string): string {
  const [address = '', query = ''] = url.split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  parameters.set('options', [...manners, parameters.get('options') ?? ''].join(' ').trim());
  return `${address}?${parameters.toString().replaceAll('+', '%20')}`;
}

/** Whether the server is reached over a network, and not by a socket of this machine's file system. */
export function overNetwork(url: string): boolean {
  return !new Client({ connectionString: url }).host.startsWith('/');
}

/** Open network connections by the address of their database. */
const sockets = new Map<string, Set<Duplex>>();

function noteSocket(url: string, client: PoolClient): void {
  const { stream } = (client as PoolClient & Pick<Client, 'connection'>).connection;
  const open = sockets.get(url) ?? new Set();
  sockets.set(url, open.add(stream));
  stream.once('close', () => open.delete(stream));
}

/** Breaks every connection of this process's pools to a database: what is under way on them fails. Returns how many. */
export function breakConnections(url: string): number {
  const open = [...(sockets.get(url) ?? [])];
  for (const socket of open) socket.destroy(new Error('the database does not answer'));
  return open.length;
}

/** The database over one connection that has a transaction open, for work that must be part of it (a restore). */
export function withinConnection(client: Client): Transaction {
  const connection = { query: client.query.bind(client), release: () => undefined };
  const pool = { connect: async () => connection, end: async () => undefined } as unknown as Pool;
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }) as unknown as Transaction;
}

/** One connection with the same reading of values; `patience` bounds connecting and each answer, in milliseconds. */
export function oneClient(url: string, applicationName: string, patience?: number): Client {
  return new Client({
    connectionString: url,
    application_name: applicationName,
    types: { getTypeParser },
    ...(patience ? { connectionTimeoutMillis: patience, query_timeout: patience } : {}),
  });
}

/** The pool under a database that openDatabase made, for COPY streams. */
export function poolOf(db: Database): Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('poolOf wants the database itself, not a transaction or a copy with plugins');
  return pool;
}

/**
 * A query of every request as a prepared statement of its connection: after five runs PostgreSQL keeps a plan instead of
 * making one each time, which for many joins costs more than the rows. The text must be the same for a name, always.
 */
export async function preparedRows<Row>(db: Database, name: string, query: RawBuilder<Row>): Promise<Row[]> {
  const { sql: text, parameters } = query.compile(db);
  const { rows } = await poolOf(db).query({ name, text, values: [...parameters] });
  return rows as Row[];
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
