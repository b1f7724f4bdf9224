/** One CSV file, row by row, with the columns found by their headings. Memory holds one piece of text and one row. */
import { type CsvError, parse } from 'csv-parse';
import type { ArchiveFile } from './archive.ts';
import { type Encoding, textOf } from './encoding.ts';
import { isSensitiveHeading } from './sensitive.ts';
import { FileRefused, type Findings } from './trouble.ts';

/** A row (all cells together) may be this long; a cell of 100 MB is refused long before it is whole. */
const longestRow = 256 * 1024;

/** What is read from a file: the wanted columns, in order; the optional ones only if they are there. */
export interface Wanted {
  required: readonly string[];
  optional?: readonly string[];
  /** Headings of the standard that are read past without a word. */
  unused?: readonly string[];
}

/** Cells are in the order required, then optional; an optional column that is not there is empty. `line` 1 is the heading. */
export type OnRow = (cells: readonly string[], line: number) => void;

/** Reads all rows. `pause` is awaited between pieces, so that what the rows were turned into can be written away. */
export async function readRows(
  file: ArchiveFile,
  encoding: Encoding,
  wanted: Wanted,
  findings: Findings,
  onRow: OnRow,
  pause: () => Promise<void>,
): Promise<void> {
  let positions: number[] | undefined;
  let width = 0;
  let line = 0;
  const parser = parse({
    bom: false,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: longestRow,
    on_record: (record: string[]) => {
      line += 1;
      if (!positions) {
        positions = findColumns(file.name, record, wanted, findings);
        width = record.length;
        return null;
      }
      if (record.length !== width) {
        if (record.length === 1 && record[0] === '') return null;
        findings.problem(file.name, line, null, 'rowWidth', { found: record.length, expected: width });
        return null;
      }
      onRow(
        positions.map((position) => (position < 0 ? '' : (record[position] as string).trim())),
        line,
      );
      return null;
    },
  });
  const trouble = new Promise<never>((_, reject) => {
    parser.once('error', (error) => reject(refusal(file.name, error as CsvError | FileRefused, line + 1)));
  });
  trouble.catch(() => undefined);
  parser.resume();
  const ended = new Promise<void>((resolve) => parser.once('end', resolve));
  for await (const text of textOf(file, encoding)) {
    if (!parser.write(text)) await Promise.race([trouble, new Promise((resolve) => parser.once('drain', resolve))]);
    await pause();
  }
  parser.end();
  await Promise.race([trouble, ended]);
  if (!positions) throw new FileRefused(file.name, 'fileEmpty');
}

function findColumns(file: string, heading: string[], wanted: Wanted, findings: Findings): number[] {
  const names = heading.map((name) => name.replace(/^\ufeff/, '').trim());
  const lower = names.map((name) => name.toLowerCase());
  const all = [...wanted.required, ...(wanted.optional ?? [])];
  const positions = all.map((name) => lower.indexOf(name.toLowerCase()));
  const missing = wanted.required.filter((_, index) => (positions[index] as number) < 0);
  if (missing.length > 0) {
    const [column = ''] = missing;
    throw new FileRefused(file, 'columnMissing', { line: 1, column }, { columns: missing.join(', ') });
  }
  const twice = all.find((name) => lower.filter((other) => other === name.toLowerCase()).length > 1);
  if (twice) throw new FileRefused(file, 'columnTwice', { line: 1, column: twice });
  const known = new Set([...all, ...(wanted.unused ?? [])].map((name) => name.toLowerCase()));
  names.forEach((name, index) => {
    if (known.has(lower[index] as string) || name === '') return;
    // The heading is not a person's; a value never is shown. Yet a shifted file may have values up here.
    const column = /^[\w. -]{1,40}$/.test(name) && !/\d{8}/.test(name) ? name : null;
    if (isSensitiveHeading(name)) findings.note(file, 1, column, 'columnSensitive');
    else findings.note(file, 1, column, 'columnUnused');
  });
  return positions;
}

function refusal(file: string, error: CsvError | FileRefused, line: number): FileRefused {
  // Thrown while a row was looked at, and carried through the parser.
  if (error instanceof FileRefused) return error;
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new FileRefused(file, 'rowTooLong', { line }, { limit: longestRow / 1024 });
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new FileRefused(file, 'quoteNotClosed', { line });
  if (error.code === 'INVALID_OPENING_QUOTE' || error.code === 'CSV_INVALID_CLOSING_QUOTE') {
    return new FileRefused(file, 'quoteWrong', { line });
  }
  return new FileRefused(file, 'notCsv', { line });
}
