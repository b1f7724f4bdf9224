/**
 * A check of OneRoster 1.2 CSV files against the published tables (test/standards/oneroster-1.2-csv.txt). It shares nothing
 * with Belfry's export or import but the reader of CSV: no program of somebody else that checks these files could be had.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

interface Column {
  file: string;
  name: string;
  required: boolean;
  type: string;
  more: string;
}

const columns: Column[] = readFileSync(join(import.meta.dirname, '../standards/oneroster-1.2-csv.txt'), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => {
    const [file = '', name = '', need = '', type = '', more = ''] = line.split(' ');
    return { file, name, required: need === 'R', type, more };
  });
const tables = new Set(columns.map(({ file }) => file));
const forms: Readonly<Record<string, RegExp>> = { date: /^\d{4}-(0\d|1[0-2])-[0-3]\d$/, year: /^\d{4}$/ };

/** What is wrong with the files, by name with their bytes; one line each, empty if nothing is. */
export function wrongWith(files: Readonly<Record<string, Uint8Array>>): string[] {
  const wrong: string[] = [];
  const rows = new Map<string, Record<string, string>[]>();
  for (const [name, bytes] of Object.entries(files)) {
    const file = name.replace(/\.csv$/, '');
    if (!tables.has(file)) {
      wrong.push(`${name}: no table of this check`);
      continue;
    }
    const read = parse(Buffer.from(bytes), { relax_column_count: false }) as string[][];
    const wanted = columns.filter((column) => column.file === file).map((column) => column.name);
    const [heading = [], ...body] = read;
    if (heading.slice(0, wanted.length).join() !== wanted.join()) wrong.push(`${name}: heading ${heading.join()}`);
    for (const extra of heading.slice(wanted.length)) {
      if (!/^metadata\.[A-Za-z0-9_.-]+$/.test(extra)) wrong.push(`${name}: ${extra} is no extension`);
    }
    rows.set(
      file,
      body.map((cells) => Object.fromEntries(heading.map((key, n) => [key, cells[n] ?? '']))),
    );
  }
  wrong.push(...manifestFaults(rows));
  const ids = new Map([...rows].map(([file, list]) => [file, new Set(list.map((row) => row.sourcedId))]));
  for (const column of columns) {
    rows.get(column.file)?.forEach((row, n) => {
      const fault = faultOf(column, row[column.name] ?? '', ids);
      if (fault) wrong.push(`${column.file}.csv row ${n + 2} ${column.name}: ${fault}`);
    });
  }
  for (const [file, set] of ids) {
    if (file !== 'manifest' && set.size !== rows.get(file)?.length) wrong.push(`${file}.csv: a sourcedId stands twice`);
  }
  return wrong;
}

function manifestFaults(rows: Map<string, Record<string, string>[]>): string[] {
  const manifest = rows.get('manifest');
  if (!manifest) return ['manifest.csv is missing'];
  const said = Object.fromEntries(manifest.map((row) => [row.propertyName, row.value]));
  const wrong: string[] = [];
  if (said['manifest.version'] !== '1.0') wrong.push('manifest.version');
  if (said['oneroster.version'] !== '1.2') wrong.push('oneroster.version');
  for (const [key, value] of Object.entries(said)) {
    const file = /^file\.(.+)$/.exec(key)?.[1];
    if (file && value !== (rows.has(file) ? 'bulk' : 'absent')) wrong.push(`manifest: ${key} is ${value}`);
  }
  for (const file of rows.keys()) {
    if (file !== 'manifest' && said[`file.${file}`] === undefined) wrong.push(`manifest: nothing of ${file}`);
  }
  return wrong;
}

function faultOf(column: Column, value: string, ids: Map<string, Set<string | undefined>>): string | undefined {
  if (value === '') return column.required ? 'empty' : undefined;
  const { type, more } = column;
  const form = forms[type];
  if (form && !form.test(value)) return `not a ${type}: ${value}`;
  if (type === 'absent') return 'has to be empty in a bulk file';
  if (type === 'enum' && !more.split('|').includes(value)) return `not one of ${more}: ${value}`;
  if (type === 'id' && (value.length > 256 || value.trim() !== value)) return `no identifier: ${value}`;
  const targets = type === 'ref' ? [value] : type === 'refs' ? value.split(',') : [];
  const lost = targets.find((id) => !ids.get(more)?.has(id));
  return lost === undefined ? undefined : `leads nowhere in ${more}: ${lost}`;
}
