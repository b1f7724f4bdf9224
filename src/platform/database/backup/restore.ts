/**
 * Puts a backup in the place of what the database holds, in one transaction: after a kill at any moment there is either
 * the old state or the new one, whole, proven, with its tombstones replayed and its delivery held.
 */
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { OperatorError } from '../../operator-error.ts';
import { oneClient, type Transaction, withinConnection } from '../connect.ts';
import { checkServer, migrationTexts } from '../migrate.ts';
import { dropStatements, foreignKeys, plainWriting, quoted, tableShapes } from './catalogue.ts';
import { type BackupHead, type BackupManifest, damaged, type TableShape } from './format.ts';
import type { BackupKey } from './key.ts';
import { type ReadBackup, readBackup } from './read.ts';
import { type Replay, replayTombstones, type Tombstone } from './tombstones.ts';
import { lockBackups } from './write.ts';

export interface RestoreOptions {
  key?: BackupKey | undefined;
  /** Also where the database holds people already. */
  replace?: boolean;
  tombstones?: readonly Tombstone[];
  /** Looks at the head before anything is touched; throws to refuse. */
  admit?: (head: BackupHead) => void;
  masterKey?: (content: Buffer) => Promise<void>;
  /** What the features do with a restored database, in the same transaction. */
  afterwards?: (trx: Transaction, restored: { head: BackupHead; replay: Replay }) => Promise<void>;
  progress?: (share: number) => void;
}

export interface Restored extends ReadBackup {
  replay: Replay;
}

/** Restores; the caller runs migrate() afterwards for rights and queue. */
export async function restoreBackup(ownerUrl: string, file: string, options: RestoreOptions = {}): Promise<Restored> {
  const client = oneClient(ownerUrl, 'belfry restore');
  await client.connect();
  client.on('error', () => undefined);
  try {
    await checkServer(client);
    await lockBackups(client);
    await client.query(`select pg_advisory_lock(hashtext('belfry migrate'))`);
    if (!options.replace && (await holdsPeople(client))) {
      throw new OperatorError(
        'The database holds people already: a restore takes the place of all of it. Say so with --replace.',
      );
    }
    await client.query(plainWriting);
    await client.query('begin');
    const loader = new Loader(client, file, options);
    const read = await readBackup(file, options.key, loader, options.progress);
    const replay = await loader.finish(read.manifest, read.head);
    await client.query('commit');
    await client.query('analyze').catch(() => undefined);
    return { ...read, replay };
  } finally {
    // Ends the transaction if it was not committed.
    await client.end().catch(() => undefined);
  }
}

/** Refuses a backup whose tables this Belfry does not know. */
export async function admitSchema(file: string, head: BackupHead): Promise<void> {
  const own = new Map((await migrationTexts()).map(({ name, sha256 }) => [name, sha256]));
  const newer = head.migrations.find(({ name }) => !own.has(name));
  if (newer) throw damaged(file, `it was made by a newer Belfry (${newer.name} is not known here). Use that one.`);
  const other = head.migrations.find(({ name, sha256 }) => own.get(name) !== sha256);
  if (other) throw damaged(file, `its migration ${other.name} is another one than ours.`);
}

async function holdsPeople(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('public.person') is not null and to_regclass('public.account') is not null as exists`,
  );
  if (!rows[0]?.exists) return false;
  const held = await client.query<{ held: boolean }>(
    'select exists (select from public.person) or exists (select from public.account) as held',
  );
  return held.rows[0]?.held === true;
}

class Loader {
  #head: BackupHead | undefined;
  #keys: { drop: string; add: string }[] = [];
  #table: TableShape | undefined;
  #copy: CopyStreamQuery | undefined;
  readonly #counts = new Map<string, number>();

  constructor(
    readonly client: Client,
    readonly file: string,
    readonly options: RestoreOptions,
  ) {}

  async head(head: BackupHead): Promise<void> {
    await admitSchema(this.file, head);
    this.options.admit?.(head);
    this.#head = head;
    await lockEverything(this.client);
    for (const text of await dropStatements(this.client)) await this.client.query(text);
    await this.client.query(`create table migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    const applied = new Set(head.migrations.map(({ name }) => name));
    for (const { name, text } of await migrationTexts()) if (applied.has(name)) await this.client.query(text);
    await this.client.query('set search_path = public');
    await this.#makePartitions(head);
    const names = head.tables.map(({ name }) => `public.${quoted(name)}`);
    for (const name of names) await this.client.query(`alter table ${name} disable trigger user`);
    this.#keys = await foreignKeys(this.client);
    for (const { drop } of this.#keys) await this.client.query(drop);
    await this.client.query(`truncate ${names.join(', ')}`);
  }

  async masterKey(content: Buffer): Promise<void> {
    await this.options.masterKey?.(content);
  }

  async part(table: string, content: Buffer): Promise<void> {
    if (this.#table?.name !== table) {
      await this.#endTable();
      const shape = this.#head?.tables.find(({ name }) => name === table) as TableShape;
      this.#table = shape;
      const columns = shape.columns.map(quoted).join(', ');
      this.#copy = this.client.query(copyFrom(`copy public.${quoted(table)} (${columns}) from stdin`));
      // The error is awaited where the next part is written, or at the end.
      this.#copy.on('error', () => undefined);
    }
    const copy = this.#copy as CopyStreamQuery;
    await new Promise<void>((resolve, reject) => {
      copy.write(content, (error) => (error ? reject(error) : resolve()));
    });
  }

  async rowsEnd(): Promise<void> {
    await this.#endTable();
  }

  /** Everything after the rows: numbers, keys, newer migrations, tombstones, and what the features do. */
  async finish(manifest: BackupManifest, head: BackupHead): Promise<Replay> {
    const { client } = this;
    for (const { name } of head.tables) {
      if ((this.#counts.get(name) ?? 0) !== manifest.tables[name]?.rows) {
        throw damaged(this.file, `not all rows of ${name} arrived.`);
      }
    }
    for (const { name, value } of manifest.sequences) {
      await client.query('select setval($1::regclass, $2)', [`public.${quoted(name)}`, value]);
    }
    for (const { add } of this.#keys) await client.query(add);
    const applied = new Set(head.migrations.map(({ name }) => name));
    for (const { name, text, sha256 } of await migrationTexts()) {
      if (applied.has(name)) continue;
      await client.query(text);
      await client.query('insert into public.migration (name, sha256) values ($1, $2)', [name, sha256]);
    }
    await client.query('set search_path = public');
    // Tables that newer migrations made have their triggers on: a replay must not keep itself.
    const tables = (await tableShapes(client)).map(({ name }) => `public.${quoted(name)}`);
    for (const name of tables) await client.query(`alter table ${name} disable trigger user`);
    const replay = await replayTombstones(client, this.options.tombstones ?? []);
    for (const name of tables) await client.query(`alter table ${name} enable trigger user`);
    await emptyQueue(client);
    await this.options.afterwards?.(withinConnection(client), { head, replay });
    return replay;
  }

  async #endTable(): Promise<void> {
    const [table, copy] = [this.#table, this.#copy];
    if (!table || !copy) return;
    copy.end();
    await finished(copy);
    this.#counts.set(table.name, copy.rowCount);
    this.#table = undefined;
    this.#copy = undefined;
  }

  async #makePartitions(head: BackupHead): Promise<void> {
    const now = await tableShapes(this.client);
    for (const table of head.tables) {
      const there = new Set(now.find(({ name }) => name === table.name)?.partitions.map(({ name }) => name));
      for (const { name, bound, options } of table.partitions.filter((partition) => !there.has(partition.name))) {
        if (!/^(FOR VALUES|DEFAULT)\b[^;]*$/.test(bound) || options.some((option) => !/^\w+=[\w.]+$/.test(option))) {
          throw damaged(this.file, `its partition ${name} cannot be made.`);
        }
        const how = options.length > 0 ? ` with (${options.join(', ')})` : '';
        await this.client.query(
          `create table public.${quoted(name)} partition of public.${quoted(table.name)} ${bound}${how}`,
        );
      }
    }
  }
}

/**
 * Waits until whoever works in the database has committed, and lets nobody in until the end. Two who want each other's
 * table are a deadlock, which PostgreSQL ends by refusing one of them: if it was us, we let go and try again.
 */
async function lockEverything(client: Client): Promise<void> {
  const names = (await tableShapes(client)).map(({ name }) => `public.${quoted(name)}`);
  if (names.length === 0) return;
  await client.query(`set local lock_timeout = '60s'`);
  for (let attempt = 1; ; attempt += 1) {
    await client.query('savepoint locks');
    try {
      await client.query(`lock table ${names.join(', ')} in access exclusive mode`);
      break;
    } catch (cause) {
      await client.query('rollback to savepoint locks');
      const deadlock = (cause as { code?: string }).code === '40P01';
      if (deadlock && attempt < 10) continue;
      throw new OperatorError('Somebody works in the database and does not let go: stop Belfry and try again.', {
        cause,
      });
    }
  }
  await client.query('set local lock_timeout = 0');
}

// Jobs of the replaced database would run on the restored one. Whatever matters is found by its sweeper.
async function emptyQueue(client: Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('graphile_worker._private_jobs') is not null as exists`,
  );
  if (rows[0]?.exists) await client.query('delete from graphile_worker._private_jobs');
}
