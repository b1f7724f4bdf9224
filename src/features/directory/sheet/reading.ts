/** From an uploaded file to laid-out sheets: a workbook or CSV, told apart by its first bytes. */
import { closeSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { ArchiveFile } from '../roster/archive.ts';
import { inspect, textOf } from '../roster/encoding.ts';
import { FileRefused } from '../roster/trouble.ts';
import type { Received } from '../roster/upload.ts';
import type { SheetKind } from './fields.ts';
import { type Laid, layOut } from './layout.ts';
import { mostColumns, mostRows, type RawSheet, readWorkbook, type Workbook } from './workbook.ts';

/** Reads an upload and closes it. Throws FileRefused. */
export async function readUpload(kind: SheetKind, { fd, name, size }: Received): Promise<Laid> {
  const laid = layOut(kind, await bookOf(fd, name, size));
  if (laid.sheets.length === 0) throw new FileRefused('', 'sheetNothing');
  return laid;
}

async function bookOf(fd: number, name: string, size: number): Promise<Workbook> {
  const start = Buffer.alloc(8);
  readSync(fd, start, 0, 8, 0);
  if (start.readUInt32BE(0) === 0x504b0304) return readWorkbook(fd);
  try {
    if (start.readUInt32BE(0) === 0xd0cf11e0) throw new FileRefused('', 'oldExcel');
    return { sheets: [await readCsv(fd, name, size)], hidden: [] };
  } finally {
    closeSync(fd);
  }
}

const longestRow = 64 * 1024;

async function readCsv(fd: number, name: string, size: number): Promise<RawSheet> {
  const bytes = Buffer.alloc(size);
  readSync(fd, bytes, 0, size, 0);
  const file: ArchiveFile = { name: '', bytes: size, open: async () => Readable.from(pieces(bytes)) };
  const encoding = await inspect(file).catch((error: unknown) => {
    // Nothing that is text.
    if (error instanceof FileRefused && error.problem.key === 'notText') throw new FileRefused('', 'notWorkbook');
    throw error;
  });
  const parser = parse({
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
    skip_empty_lines: false,
  });
  const rows: RawSheet['rows'] = [];
  const reading = (async () => {
    let line = 0;
    for await (const record of parser as AsyncIterable<string[]>) {
      line += 1;
      if (!record.some((cell) => cell.trim())) continue;
      if (rows.length >= mostRows) throw new FileRefused('', 'sheetTooLarge', {}, { rows: mostRows });
      rows.push({ line, cells: record.slice(0, mostColumns).map((cell) => cell.replace(/^\ufeff/, '').slice(0, 500)) });
    }
  })();
  reading.catch(() => undefined);
  try {
    for await (const text of textOf(file, encoding)) {
      if (!parser.write(text)) await Promise.race([reading, new Promise((resolve) => parser.once('drain', resolve))]);
    }
    parser.end();
    await reading;
  } catch (error) {
    parser.destroy();
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('', 'notWorkbook');
  }
  return { name: name.replace(/\.[^.]*$/, '').slice(-60), rows, merges: [] };
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65536) yield bytes.subarray(at, at + 65536);
}
