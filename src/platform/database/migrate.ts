import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import { Client } from 'pg';
import type { Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { queueLogger } from '../queue-logger.ts';
import { openPool } from './connect.ts';

/** What the migration needs to know besides the owner's address. */
export interface MigrateOptions {
  /** The role that the application signs in as; it gets its rights by db/grants.sql. */
  appRole: string;
  log: Log;
  /** Where the files lie, for tests. */
  folder?: string;
}

const database = fileURLToPath(new URL('../../../db/', import.meta.url));
const oldestServer = 15;

/**
 * Brings the database up to date as its owner: our own files in order, then the queue's tables, then the rights of the
 * application's role. Safe to call from several processes at once. Returns the names of the files that were new.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'belfry migrate' });
  await client.connect();
  try {
    await checkServer(client);
    await client.query(`select pg_advisory_lock(hashtext('belfry migrate'))`);
    const applied = await applyFiles(client, options.folder ?? join(database, 'migrations'), options.log);
    await migrateQueue(ownerUrl, options.log);
    await grant(client, options.appRole);
    return applied;
  } finally {
    await client.end();
  }
}

/** The names of the migration files that the database has not seen yet; any role may ask. */
export async function pendingMigrations(url: string, folder = join(database, 'migrations')): Promise<string[]> {
  const done = await appliedMigrations(url);
  return (await migrationFiles(folder)).filter((name) => !done.has(name));
}

/** The name of the last file that comes with this program. */
export function newestMigration(): string {
  const names = readdirSync(join(database, 'migrations')).filter((name) => name.endsWith('.sql'));
  return names.sort().at(-1) as string;
}

/** The files that a database has seen, with their hashes; none in one that was never used. */
export async function appliedMigrations(url: string): Promise<Map<string, string>> {
  const client = new Client({ connectionString: url, application_name: 'belfry migrate' });
  await client.connect();
  try {
    const { rows } = await client.query<{ exists: boolean }>(
      `select to_regclass('public.migration') is not null as exists`,
    );
    return rows[0]?.exists ? await appliedFiles(client) : new Map();
  } finally {
    await client.end();
  }
}

async function applyFiles(client: Client, folder: string, log: Log): Promise<string[]> {
  await client.query(`create table if not exists migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  const done = await appliedFiles(client);
  const files = await migrationTexts(folder);
  refuseNewer(
    done.keys(),
    files.map(({ name }) => name),
  );
  const applied: string[] = [];
  for (const { name, text, sha256 } of files) {
    const before = done.get(name);
    if (before === sha256) continue;
    if (before) {
      throw new OperatorError(
        `Migration ${name} was changed after it had been applied: restore the file and write a new one.`,
      );
    }
    await applyFile(client, name, text, sha256);
    log.info({ migration: name }, 'applied');
    applied.push(name);
  }
  return applied;
}

/** Every migration file in order, with its hash. */
export async function migrationTexts(
  folder = join(database, 'migrations'),
): Promise<{ name: string; text: string; sha256: string }[]> {
  const texts: { name: string; text: string; sha256: string }[] = [];
  for (const name of await migrationFiles(folder)) {
    const text = await readFile(join(folder, name), 'utf8');
    texts.push({ name, text, sha256: createHash('sha256').update(text).digest('hex') });
  }
  return texts;
}

// An older Belfry does not know what the newer one's tables mean: it must not write into them.
function refuseNewer(done: Iterable<string>, files: readonly string[]): void {
  const unknown = [...done].filter((name) => !files.includes(name)).sort();
  if (unknown.length === 0) return;
  throw new OperatorError(
    `The database is newer than this Belfry (${unknown[0]} is not known here): start the newer Belfry, or restore a backup made before the upgrade.`,
  );
}

async function applyFile(client: Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new OperatorError(`Migration ${name} failed and was undone: ${place(text, cause)}`, { cause });
  }
}

async function grant(client: Client, appRole: string): Promise<void> {
  const text = await readFile(join(database, 'grants.sql'), 'utf8');
  await client.query('begin');
  try {
    await client.query(`select set_config('belfry.app_role', $1, true)`, [appRole]);
    await client.query(text);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new OperatorError(`The rights of the role ${appRole} cannot be set: ${(cause as Error).message}`, { cause });
  }
}

// graphile-worker keeps the versions of its own tables in its own schema.
async function migrateQueue(ownerUrl: string, log: Log): Promise<void> {
  const pgPool = openPool(ownerUrl, { max: 2, applicationName: 'belfry migrate' });
  try {
    await runMigrations({ pgPool, logger: queueLogger(log) });
  } finally {
    await pgPool.end();
  }
}

/** Refuses a PostgreSQL that is too old. */
export async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  );
  const major = rows[0]?.major ?? 0;
  if (major < oldestServer)
    throw new OperatorError(`PostgreSQL ${major} is too old: Belfry needs ${oldestServer} or later.`);
}

async function appliedFiles(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration');
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

async function migrationFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^\d{6}_[a-z0-9_]+\.sql$/.test(name)).sort();
}

function place(text: string, cause: unknown): string {
  const { message, position } = cause as { message: string; position?: string };
  const line = position ? text.slice(0, Number(position)).split('\n').length : undefined;
  return line ? `line ${line}: ${message}` : message;
}
