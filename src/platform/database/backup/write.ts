/** Writes a backup while everything goes on: one snapshot, one pass, bounded memory. */
import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Pack, pack as tarPack } from 'tar-stream';
import { OperatorError } from '../../operator-error.ts';
import { plainWriting, quoted, sequences, tableShapes } from './catalogue.ts';
import {
  type BackupHead,
  type BackupManifest,
  format,
  headName,
  manifestName,
  masterKeyName,
  partName,
  partSize,
  type TableProof,
  type TableShape,
} from './format.ts';
import { type BackupKey, encrypterFor } from './key.ts';

export interface BackupOptions {
  key?: BackupKey | undefined;
  /** Goes into an encrypted backup only. */
  masterKey?: Buffer | undefined;
  keyFingerprint?: string | null | undefined;
  /** Share of the work that is done, from 0 to 1, by estimate. */
  progress?: ((share: number) => void) | undefined;
}

export interface Written {
  head: BackupHead;
  manifest: BackupManifest;
  bytes: number;
  rows: number;
}

const lockTaken = 'Another backup or restore is under way: wait for its end.';

/** The name under which a backup grows; what bears it is no backup. */
export const partialName = (file: string): string => `${file}.partial`;

/**
 * Writes `file`, which appears whole and at once at the end. A kill leaves a `.partial` beside it, which the next backup
 * to the same name removes. Refuses to overwrite.
 */
export async function writeBackup(ownerUrl: string, file: string, options: BackupOptions = {}): Promise<Written> {
  if (existsSync(file)) throw new OperatorError(`The file ${file} exists already: choose another name.`);
  const client = new Client({ connectionString: ownerUrl, application_name: 'belfry backup' });
  await client.connect();
  const partial = partialName(file);
  try {
    await lockBackups(client);
    await rm(partial, { force: true });
    const written = await snapshot(client, partial, options);
    await rename(partial, file);
    await syncFolder(dirname(file));
    return written;
  } catch (error) {
    throw inWords(error, file);
  } finally {
    await rm(partial, { force: true }).catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}

/** One backup or restore at a time; held as long as the connection lives. */
export async function lockBackups(client: Client): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>(
    `select pg_try_advisory_lock(hashtext('belfry backup')) as got`,
  );
  if (!rows[0]?.got) throw new OperatorError(lockTaken);
}

async function snapshot(client: Client, partial: string, options: BackupOptions): Promise<Written> {
  await client.query(plainWriting);
  await client.query('begin transaction isolation level repeatable read read only');
  const head = await readHead(client, options);
  const tar = tarPack();
  const headText = Buffer.from(JSON.stringify(head, null, 1));
  const sink = pour(tar, partial, options.key);
  // Whatever ends first: a full disk ends the sink, a lost database ends the source.
  const work = (async () => {
    await entry(tar, headName, headText);
    if (head.hasMasterKey) await entry(tar, masterKeyName, options.masterKey as Buffer);
    const progress = await meter(client, options.progress);
    const tables: Record<string, TableProof> = {};
    for (const table of head.tables) tables[table.name] = await copyOut(client, tar, table, progress);
    const headSha256 = createHash('sha256').update(headText).digest('hex');
    const manifest: BackupManifest = { id: head.id, headSha256, tables, sequences: await sequences(client) };
    await entry(tar, manifestName, Buffer.from(JSON.stringify(manifest, null, 1)));
    tar.finalize();
    return manifest;
  })();
  work.catch((error: Error) => tar.destroy(error));
  const [manifest, bytes] = await Promise.all([work, sink]);
  await client.query('commit');
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
  return { head, manifest, bytes, rows };
}

async function readHead(client: Client, options: BackupOptions): Promise<BackupHead> {
  const { rows } = await client.query<{ at: Date; postgres: string }>(
    `select now() as at, current_setting('server_version') as postgres`,
  );
  const tables = await tableShapes(client);
  if (!tables.some((table) => table.name === 'migration')) {
    throw new OperatorError('This database was never used by Belfry: there is nothing to back up.');
  }
  const migrations = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration order by name',
  );
  const chain = await client.query<{ position: string; hash: string }>(
    `select position, encode(hash, 'hex') as hash from audit_chain order by position desc limit 1`,
  );
  const last = chain.rows[0];
  return {
    format,
    id: randomUUID(),
    madeAt: (rows[0] as { at: Date }).at.toISOString(),
    postgres: rows[0]?.postgres ?? '',
    migrations: migrations.rows,
    tables,
    auditHead: last ? { position: Number(last.position), hash: last.hash } : null,
    keyFingerprint: options.keyFingerprint ?? null,
    hasMasterKey: options.key !== undefined && options.masterKey !== undefined,
  };
}

/** tar → zstd → age → file; resolves with the file's size when all of it is on the disk. */
async function pour(tar: Pack, partial: string, key: BackupKey | undefined): Promise<number> {
  const zstd = createZstdCompress({
    params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
  });
  const file = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
  if (!key) await pipeline(tar, zstd, file);
  else {
    const encrypter = await encrypterFor(key);
    const compressed = Readable.toWeb(zstd) as unknown as ReadableStream<Uint8Array>;
    const sealed = Readable.fromWeb((await encrypter.encrypt(compressed)) as never);
    await Promise.all([pipeline(tar, zstd, { end: true }), pipeline(sealed, file)]);
  }
  return file.bytesWritten;
}

async function copyOut(
  client: Client,
  tar: Pack,
  table: TableShape,
  progress: (bytes: number) => void,
): Promise<TableProof> {
  const columns = table.columns.map(quoted).join(', ');
  const stream = client.query(copyTo(`copy (select ${columns} from public.${quoted(table.name)}) to stdout`));
  const proof = { rows: 0, bytes: 0, parts: 0, hash: createHash('sha256') };
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    size += chunk.length;
    if (size >= partSize) {
      await flush(tar, table.name, Buffer.concat(waiting), proof);
      progress(size);
      waiting = [];
      size = 0;
    }
  }
  if (size > 0) await flush(tar, table.name, Buffer.concat(waiting), proof);
  progress(size);
  return { rows: stream.rowCount, bytes: proof.bytes, parts: proof.parts, sha256: proof.hash.digest('hex') };
}

async function flush(
  tar: Pack,
  table: string,
  content: Buffer,
  proof: { bytes: number; parts: number; hash: Hash },
): Promise<void> {
  proof.hash.update(content);
  proof.bytes += content.length;
  proof.parts += 1;
  await entry(tar, partName(table, proof.parts), content);
}

// The callback comes when the entry has gone on: nothing piles up before a slow disk.
async function entry(tar: Pack, name: string, content: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const header = { name, size: content.length, mode: 0o600, mtime: new Date(0) };
    tar.entry(header, (error) => (error ? reject(error) : resolve())).end(content);
  });
}

async function meter(client: Client, tell: BackupOptions['progress']): Promise<(bytes: number) => void> {
  if (!tell) return () => undefined;
  const { rows } = await client.query<{ bytes: string }>(
    `select sum(pg_table_size(oid)) as bytes from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const whole = Math.max(Number(rows[0]?.bytes ?? 0), 1);
  let done = 0;
  return (bytes) => {
    done += bytes;
    tell(Math.min(done / whole, 0.99));
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

function inWords(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EACCES: 'this account may not write there',
    ENOENT: 'the folder does not exist',
    EEXIST: 'it exists already',
    EROFS: 'the disk is read only',
  };
  const text = words[code ?? ''];
  return text ? new OperatorError(`The backup ${file} was not written: ${text}.`, { cause: error }) : error;
}
