import { existsSync } from 'node:fs';
import { chmod, chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { OperatorError } from '../../operator-error.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { makePrivate } from './folders.ts';
import type { Passwords } from './passwords.ts';
import { run } from './run.ts';

/** Runs initdb if there is no cluster yet; a start that is cut off leaves nothing half made in its place. */
export async function ensureCluster(
  cluster: string,
  account: Account,
  binaries: Binaries,
  passwords: Passwords,
): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return checkMajor(cluster, binaries.major);
  const workshop = `${cluster}.new-${process.pid}`;
  await rm(workshop, { recursive: true, force: true });
  await makePrivate(workshop, account);
  const passwordFile = join(workshop, 'password');
  const unfinished = join(workshop, 'cluster');
  try {
    await writeFile(passwordFile, passwords.super, { mode: 0o600 });
    if (process.geteuid?.() === 0) await chown(passwordFile, account.uid, account.gid);
    await chmod(passwordFile, 0o600);
    const made = await run(account, join(binaries.folder, 'initdb'), [
      ...['-D', unfinished, '-U', 'postgres', '-E', 'UTF8', ...localeOptions(binaries.major)],
      ...['--auth-local=scram-sha-256', '--auth-host=reject', `--pwfile=${passwordFile}`],
    ]);
    if (made.code !== 0) throw new OperatorError(`The database cannot be made in ${cluster}: ${lastLine(made.stderr)}`);
    // Renaming is the commit. It fails when another process was faster; then its cluster is as good as ours.
    await rename(unfinished, cluster).catch((error) => {
      if (!existsSync(join(cluster, 'PG_VERSION'))) throw error;
    });
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** A server reads only data of its own major version: the way to a newer one is a backup. */
async function checkMajor(cluster: string, major: number): Promise<void> {
  const found = Number((await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim());
  if (found === major) return;
  throw new OperatorError(
    `The database in ${cluster} is of PostgreSQL ${found}, and this Belfry brings ${major}. With the former Belfry run "belfry backup FILE", then move ${cluster} away and run "belfry restore FILE" with this one.`,
  );
}

/** Makes the two roles and the database if they are not there. */
export async function ensureRoles(serverUrl: (database: string) => string, passwords: Passwords): Promise<void> {
  const client = new Client({ connectionString: serverUrl('postgres') });
  await client.connect();
  try {
    // Two processes may start at once on a fresh cluster; creating a role is not safe to run twice at once.
    await client.query(`select pg_advisory_lock(hashtext('belfry roles'))`);
    const { rows } = await client.query<{ name: string }>(
      `select rolname as name from pg_roles union all select 'db:' || datname from pg_database`,
    );
    const have = new Set(rows.map((row) => row.name));
    if (!have.has('belfry_owner')) await client.query(createRole('belfry_owner', passwords.owner));
    if (!have.has('belfry_app')) await client.query(createRole('belfry_app', passwords.app));
    if (!have.has('db:belfry')) await client.query('create database belfry owner belfry_owner');
    // PostgreSQL lets everybody connect and make temporary tables by default; here nobody may who was not told so.
    await client.query('revoke all on database belfry from public; grant connect on database belfry to belfry_app');
  } finally {
    await client.end();
  }
}

function createRole(name: string, password: string): string {
  return `create role ${name} login nosuperuser nocreatedb nocreaterole password '${password}'`;
}

// The builtin provider came with 17 and sorts the same on every machine; 15 is used by tests only.
function localeOptions(major: number): string[] {
  if (major < 17) return ['--locale=C.UTF-8'];
  return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-collate=C', '--lc-ctype=C.UTF-8'];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
