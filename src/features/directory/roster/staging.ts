/** Reads a zip into the staging tables: one pass over each file for its encoding, one for its rows. */

import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Archive, openArchive } from './archive.ts';
import { readRows } from './csv.ts';
import { inspect } from './encoding.ts';
import { type FileName, fileNames, type Modes, neverRead, unusedColumns } from './model.ts';
import { columnsRead, type Put, readers, type StagedTable, stagedColumns } from './readers.ts';
import { Row } from './row.ts';
import { FileRefused, Findings } from './trouble.ts';

/** Characters that are collected before they are written. */
const pieceSize = 1024 * 1024;

export interface StageProgress {
  file: string;
  bytes: number;
  totalBytes: number;
  rows: number;
}

export interface Staged {
  modes: Modes;
  findings: Findings;
  rows: Record<string, number>;
  /** What was sent to the database, in bytes of COPY. */
  copied: number;
}

/** Throws FileRefused where the file can't be read at all; mistakes in rows are collected. */
export async function stageArchive(
  fd: number,
  client: PoolClient,
  report: (progress: StageProgress) => void,
): Promise<Staged> {
  const archive = await openArchive(fd);
  const writer = new CopyWriter(client);
  try {
    const findings = new Findings();
    const modes = await readManifest(archive, findings);
    noteOthers(archive, modes, findings);
    const rows: Record<string, number> = {};
    const wanted = fileNames.filter((name) => modes[name] !== 'absent');
    const totalBytes = wanted.reduce((sum, name) => sum + (archive.files.get(`${name}.csv`)?.bytes ?? 0), 0);
    let before = 0;
    for (const name of wanted) {
      const file = archive.files.get(`${name}.csv`);
      if (!file) continue;
      const encoding = await inspect(file);
      if (encoding !== 'utf8') findings.note(file.name, null, null, 'encodingGbk');
      const { required, optional } = columnsRead(name);
      const row = new Row(file.name, [...required, ...optional], findings, modes[name] === 'delta');
      const read = readers[name]();
      let count = 0;
      let bytes = 0;
      await readRows(
        file,
        encoding,
        { required, optional, unused: unusedColumns },
        findings,
        (cells, line) => {
          row.take(cells, line);
          read(row, writer.put);
          count += 1;
        },
        async () => {
          // A piece of text is some 64 KB; close enough for a progress bar.
          bytes = Math.min(file.bytes, bytes + 65536);
          report({ file: file.name, bytes: before + bytes, totalBytes, rows: count });
          await writer.flushIfFull();
        },
      );
      await writer.flush();
      rows[name] = count;
      before += file.bytes;
      report({ file: file.name, bytes: before, totalBytes, rows: count });
    }
    return { modes, findings, rows, copied: writer.copied };
  } finally {
    // Whoever empties the staging area after a refusal must not be overtaken by the last piece.
    await writer.settle();
    archive.close();
  }
}

async function readManifest(archive: Archive, findings: Findings): Promise<Modes> {
  const file = archive.files.get('manifest.csv');
  if (!file) throw new FileRefused('manifest.csv', 'manifestMissing');
  const properties = new Map<string, string>();
  const encoding = await inspect(file);
  const onRow = ([name = '', value = '']: readonly string[]) => properties.set(name.toLowerCase(), value);
  await readRows(file, encoding, { required: ['propertyName', 'value'] }, findings, onRow, async () => undefined);
  const version = properties.get('oneroster.version');
  if (version === undefined) throw new FileRefused('manifest.csv', 'versionMissing', { column: 'propertyName' });
  if (!/^1\.2(\.\d)?$/.test(version)) throw new FileRefused('manifest.csv', 'versionWrong', { column: 'value' });
  const modes = {} as Modes;
  for (const name of fileNames)
    modes[name] = modeOf(name, properties.get(`file.${name}`.toLowerCase()), archive, findings);
  if (fileNames.every((name) => modes[name] === 'absent')) throw new FileRefused('manifest.csv', 'nothingInside');
  return modes;
}

function modeOf(name: FileName, said: string | undefined, archive: Archive, findings: Findings) {
  const mode = (said ?? '').toLowerCase();
  const there = archive.files.has(`${name}.csv`);
  if (said === undefined) {
    if (there) throw new FileRefused('manifest.csv', 'modeMissing', { column: 'propertyName' }, { name });
    return 'absent';
  }
  if (mode !== 'absent' && mode !== 'bulk' && mode !== 'delta') {
    throw new FileRefused('manifest.csv', 'modeWrong', { column: 'value' }, { name });
  }
  if (mode === 'absent' && there) findings.note(`${name}.csv`, null, null, 'fileSaidAbsent');
  if (mode !== 'absent' && !there) throw new FileRefused(`${name}.csv`, 'fileMissing', {}, { mode });
  return mode;
}

function noteOthers(archive: Archive, modes: Modes, findings: Findings): void {
  const read = new Set<string>(['manifest.csv', ...fileNames.map((name) => `${name}.csv`)]);
  for (const name of archive.files.keys()) {
    if (read.has(name)) continue;
    const known = neverRead.some((file) => `${file}.csv` === name);
    findings.note(
      name,
      null,
      null,
      name === 'demographics.csv' ? 'demographicsNotRead' : known ? 'fileNotUsed' : 'fileUnknown',
    );
  }
  for (const name of archive.others) findings.note(name, null, null, 'fileUnknown');
  if (modes.users !== 'absent' && modes.roles === 'absent' && modes.users === 'bulk') {
    findings.note('roles.csv', null, null, 'rolesAbsent');
  }
}

/**
 * Collects rows as COPY text by table and writes them away in pieces over one connection. While the database takes one
 * piece the next is read: two pieces are in memory at most.
 */
export class CopyWriter {
  private pieces = new Map<StagedTable, string>();
  private size = 0;
  private writing: Promise<void> = Promise.resolve();
  copied = 0;
  private readonly client: PoolClient;

  constructor(client: PoolClient) {
    this.client = client;
  }

  readonly put: Put = (table, values) => {
    let line = '';
    for (const value of values) line += `${line === '' ? '' : '\t'}${copyText(value)}`;
    this.pieces.set(table, `${this.pieces.get(table) ?? ''}${line}\n`);
    this.size += line.length + 1;
  };

  async flushIfFull(): Promise<void> {
    if (this.size < pieceSize) return;
    await this.writing;
    const pieces = this.pieces;
    this.pieces = new Map();
    this.size = 0;
    this.writing = this.write(pieces);
    // A failure is thrown by whoever waits for it next.
    this.writing.catch(() => undefined);
  }

  async flush(): Promise<void> {
    await this.writing;
    await this.write(this.pieces);
    this.pieces = new Map();
    this.size = 0;
  }

  /** Waits for what is on its way, whatever becomes of it. */
  async settle(): Promise<void> {
    await this.writing.catch(() => undefined);
  }

  private async write(pieces: Map<StagedTable, string>): Promise<void> {
    for (const [table, text] of pieces) {
      const stream = this.client.query(copyFrom(`copy ${table} (${stagedColumns[table].join(', ')}) from stdin`));
      const bytes = Buffer.from(text);
      this.copied += bytes.length;
      await new Promise<void>((resolve, reject) => {
        stream.once('error', reject);
        stream.once('finish', () => resolve());
        stream.end(bytes);
      });
    }
  }
}

const special = /[\\\t\n\r]/;

function copyText(value: string | number | boolean | null | readonly string[]): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return special.test(value) ? escaped(value) : value;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'number') return String(value);
  return escaped(`{${value.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`);
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
