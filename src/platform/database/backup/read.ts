/** Reads a backup from its first to its last byte in bounded memory, and proves it on the way. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { OperatorError } from '../../operator-error.ts';
import {
  type BackupHead,
  type BackupManifest,
  damaged,
  format,
  headName,
  largestEntry,
  manifestName,
  masterKeyName,
  partName,
  type TableProof,
} from './format.ts';
import { type BackupKey, decrypterFor } from './key.ts';

/** What is done with the parts while they pass. Nothing is proven before the end: whoever takes them must be able to undo. */
export interface Visitor {
  head?(head: BackupHead): Promise<void>;
  masterKey?(content: Buffer): Promise<void>;
  masterKey?(content: Buffer): Promise<void>;
  part?(table: string, content: Buffer): Promise<void>;
  /** All rows of all tables have passed. */
  rowsEnd?(): Promise<void>;
}

export interface ReadBackup {
  head: BackupHead;
  manifest: BackupManifest;
  masterKey: Buffer | null;
  encrypted: boolean;
  rows: number;
  bytes: number;
}

const ageMark = Buffer.from('age-encryption.org/');
const zstdMark = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Reads and proves the file. Throws an OperatorError in words where it is foreign, damaged, cut or sealed by another key. */
export async function readBackup(
  file: string,
  key: BackupKey | undefined,
  visitor: Visitor = {},
  progress: (share: number) => void = () => undefined,
): Promise<ReadBackup> {
  const { encrypted, bytes } = await look(file);
  if (encrypted && !key) throw damaged(file, 'it is encrypted. Name its key with --key FILE.');
  const proof = new Proof(file);
  let masterKey: Buffer | null = null;
  await eachEntry(file, encrypted ? key : undefined, bytes, progress, async (name, content) => {
    // Proven first, in a line of its own: what an absent visitor would receive is not even computed.
    if (name === headName) {
      const head = proof.begin(content);
      await visitor.head?.(head);
    } else if (name === manifestName) {
      proof.end(content);
      await visitor.rowsEnd?.();
    } else if (name === masterKeyName) {
      masterKey = content;
      await visitor.masterKey?.(content);
    } else {
      const table = proof.take(name, content);
      await visitor.part?.(table, content);
    }
  });
  const { head, manifest } = proof.whole();
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
  return { head, manifest, masterKey, encrypted, rows, bytes };
}

type TarEntry = AsyncIterable<Buffer> & { header: Header };

async function look(file: string): Promise<{ encrypted: boolean; bytes: number }> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0);
      const start = buffer.subarray(0, bytesRead);
      const encrypted = start.subarray(0, ageMark.length).equals(ageMark);
      if (encrypted || start.subarray(0, zstdMark.length).equals(zstdMark)) return { encrypted, bytes: size };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw damaged(file, code === 'ENOENT' ? 'there is no such file.' : message, cause);
  }
  throw damaged(file, 'it is not a backup of Belfry.');
}

async function eachEntry(
  file: string,
  key: BackupKey | undefined,
  size: number,
  progress: (share: number) => void,
  visit: (name: string, content: Buffer) => Promise<void>,
): Promise<void> {
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  let passed = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      passed += chunk.length;
      progress(Math.min(passed / size, 0.99));
      yield chunk;
    }
  };
  const tar = extract();
  const plain = async function* (chunks: AsyncIterable<Buffer>) {
    if (!key) yield* chunks;
    else yield* await opened(file, key, chunks);
  };
  // What a visitor throws is not the file's fault and goes on as it is.
  let foreign: unknown;
  const reading = (async () => {
    for await (const entry of tar as unknown as AsyncIterable<TarEntry>) {
      const { name, size: length = 0 } = entry.header;
      if (length > largestEntry) throw damaged(file, 'it holds a part that is too large.');
      const pieces: Buffer[] = [];
      for await (const piece of entry) pieces.push(piece);
      try {
        await visit(name, Buffer.concat(pieces));
      } catch (error) {
        foreign = error;
        throw error;
      }
    }
  })();
  reading.catch(() => undefined);
  try {
    await pipeline(source, counted, plain, createZstdDecompress(), tar as unknown as NodeJS.WritableStream);
    await reading;
  } catch (error) {
    source.destroy();
    if (foreign) throw foreign;
    throw error instanceof OperatorError ? error : damaged(file, unreadable(error), error);
  }
}

async function opened(file: string, key: BackupKey, chunks: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const decrypter = decrypterFor(key);
  const sealed = Readable.toWeb(Readable.from(chunks)) as unknown as ReadableStream<Uint8Array>;
  try {
    return Readable.fromWeb((await decrypter.decrypt(sealed)) as never) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw damaged(file, 'this key does not open it.', cause);
  }
}

function unreadable(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'Z_BUF_ERROR') return 'it ends too early: it was cut off.';
  return 'it is damaged: what it holds is not what was written.';
}

/** Holds what passes against the manifest. */
class Proof {
  #head: BackupHead | undefined;
  #headSha256 = '';
  #manifest: BackupManifest | undefined;
  readonly #seen = new Map<string, { rows: number; bytes: number; parts: number; hash: Hash }>();

  constructor(readonly file: string) {}

  begin(content: Buffer): BackupHead {
    if (this.#head) throw damaged(this.file, 'it has two heads.');
    this.#headSha256 = createHash('sha256').update(content).digest('hex');
    const head = this.#json<BackupHead>(content);
    if (head.format !== format) {
      throw damaged(
        this.file,
        `it has format ${head.format}, and this Belfry reads ${format}. Use the Belfry that made it.`,
      );
    }
    this.#head = head;
    for (const table of head.tables) {
      this.#seen.set(table.name, { rows: 0, bytes: 0, parts: 0, hash: createHash('sha256') });
    }
    return head;
  }

  /** The table to which a part belongs. */
  take(name: string, content: Buffer): string {
    const table = /^data\/([^/]+)\//.exec(name)?.[1] ?? '';
    const seen = this.#seen.get(table);
    if (!seen || this.#manifest) throw damaged(this.file, 'it holds a part that does not belong there.');
    seen.parts += 1;
    if (name !== partName(table, seen.parts)) throw damaged(this.file, `a part of ${table} is missing or misplaced.`);
    seen.hash.update(content);
    seen.bytes += content.length;
    // In COPY text every line end within a value is written as \n: each byte 10 ends a row.
    for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) seen.rows += 1;
    return table;
  }

  end(content: Buffer): void {
    const manifest = this.#json<BackupManifest>(content);
    if (!this.#head || manifest.headSha256 !== this.#headSha256 || manifest.id !== this.#head.id) {
      throw damaged(this.file, 'its head is not the one that was written.');
    }
    for (const { name } of this.#head.tables) this.#compare(name, manifest.tables[name]);
    this.#manifest = manifest;
  }

  whole(): { head: BackupHead; manifest: BackupManifest } {
    if (!this.#head) throw damaged(this.file, 'it is not a backup of Belfry.');
    if (!this.#manifest) throw damaged(this.file, 'it ends too early: it was cut off.');
    return { head: this.#head, manifest: this.#manifest };
  }

  #compare(table: string, expected: TableProof | undefined): void {
    const seen = this.#seen.get(table);
    const same =
      seen && expected && seen.rows === expected.rows && seen.bytes === expected.bytes && seen.parts === expected.parts;
    if (!same || seen.hash.digest('hex') !== expected.sha256) {
      throw damaged(this.file, `the rows of ${table} are not those that were written.`);
    }
  }

  #json<T>(content: Buffer): T {
    try {
      return JSON.parse(content.toString('utf8')) as T;
    } catch (cause) {
      throw damaged(this.file, 'its description cannot be read.', cause);
    }
  }
}
