/**
 * Reads a workbook (.xlsx) piece by piece out of its zip: rows as texts, merged ranges, which sheets are hidden. Nothing
 * of it touches the disk; the libraries that read workbooks either hold all of their XML in memory or put sheets into
 * temporary files, which for lists of children is worse.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Archive, type ArchiveFile, openArchive } from '../roster/archive.ts';
import { FileRefused } from '../roster/trouble.ts';
import { serialDay } from './values.ts';

export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface RawSheet {
  name: string;
  /** Line in the sheet (from 1) and texts by column; blank rows are left out. */
  rows: { line: number; cells: string[] }[];
  merges: Merge[];
}

export interface Workbook {
  sheets: RawSheet[];
  /** Names of the sheets that are hidden: they are not read. */
  hidden: string[];
}

export const sheetLimits = { entries: 2000, totalBytes: 256 * 1024 ** 2, ratio: 300 };
export const mostRows = 20_000;
export const mostColumns = 100;
const longestCell = 500;
const mostText = 32 * 1024 ** 2;

/** Closes the file. Throws FileRefused. */
export async function readWorkbook(fd: number): Promise<Workbook> {
  const archive = await openArchive(fd, sheetLimits, /\.(xml|rels)$/);
  try {
    const book = await readBook(archive);
    const strings = await readStrings(archive);
    const dates = await readDateStyles(archive);
    const sheets: RawSheet[] = [];
    const room = { rows: mostRows, text: mostText };
    for (const { name, path } of book.visible) {
      const file = archive.files.get(path);
      if (file)
        sheets.push({ name, ...(await readSheet(file, name, { strings, dates, from1904: book.from1904, room })) });
    }
    return { sheets, hidden: book.hidden };
  } finally {
    archive.close();
  }
}

interface Heard {
  open?: (name: string, tag: SaxesTagPlain) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** Walks through one part. Prefixes are dropped; document types are refused before anything in them counts. */
async function walk(file: ArchiveFile, { open, text, close }: Heard): Promise<void> {
  const parser = new SaxesParser({ fragment: false });
  const bare = (name: string) => name.slice(name.indexOf(':') + 1);
  let wrong = false;
  parser.on('doctype', () => {
    throw new FileRefused('', 'workbookBroken');
  });
  parser.on('error', () => {
    wrong = true;
  });
  if (open) parser.on('opentag', (tag) => open(bare(tag.name), tag as SaxesTagPlain));
  if (text) parser.on('text', text);
  if (close) parser.on('closetag', (tag) => close(bare(tag.name)));
  const decoder = new TextDecoder();
  const stream = await file.open();
  try {
    for await (const chunk of stream) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      if (wrong) throw new FileRefused('', 'workbookBroken');
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('', /too many bytes/.test((error as Error).message) ? 'zipBomb' : 'workbookBroken');
  } finally {
    stream.destroy();
  }
}

async function readBook(archive: Archive) {
  const book = archive.files.get('xl/workbook.xml');
  const links = archive.files.get('xl/_rels/workbook.xml.rels');
  if (!book || !links) throw new FileRefused('', 'notWorkbook');
  const targets = new Map<string, string>();
  await walk(links, {
    open: (name, { attributes: a }) => {
      if (name !== 'Relationship' || !a.Id || !a.Target) return;
      targets.set(a.Id, a.Target.startsWith('/') ? a.Target.slice(1) : `xl/${a.Target}`);
    },
  });
  const visible: { name: string; path: string }[] = [];
  const hidden: string[] = [];
  let from1904 = false;
  await walk(book, {
    open: (tag, { attributes: a }) => {
      if (tag === 'workbookPr') from1904 = a.date1904 === '1' || a.date1904 === 'true';
      if (tag !== 'sheet') return;
      const name = (a.name ?? '').slice(0, 60);
      const path = targets.get(a['r:id'] ?? Object.entries(a).find(([key]) => key.endsWith(':id'))?.[1] ?? '');
      if (a.state === 'hidden' || a.state === 'veryHidden') hidden.push(name);
      else if (path) visible.push({ name, path });
    },
  });
  return { visible, hidden, from1904 };
}

async function readStrings(archive: Archive): Promise<string[]> {
  const file = archive.files.get('xl/sharedStrings.xml');
  const strings: string[] = [];
  if (!file) return strings;
  let [piece, inText, aside, length] = ['', false, 0, 0];
  await walk(file, {
    open: (name) => {
      if (name === 'si') piece = '';
      if (name === 't') inText = true;
      // How a word is read aloud is no part of it.
      if (name === 'rPh') aside += 1;
    },
    text: (text) => {
      if (inText && aside === 0 && piece.length < longestCell) piece += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') aside -= 1;
      if (name !== 'si') return;
      length += Math.min(piece.length, longestCell);
      if (length > mostText) throw new FileRefused('', 'sheetTooLarge', {}, { rows: mostRows });
      strings.push(piece.slice(0, longestCell));
    },
  });
  return strings;
}

/** For each cell format, whether it shows a date: numbers in such cells are days. */
async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const file = archive.files.get('xl/styles.xml');
  const own = new Map<string, boolean>();
  const formats: boolean[] = [];
  let inFormats = false;
  if (!file) return formats;
  await walk(file, {
    open: (name, { attributes: a }) => {
      if (name === 'numFmt') own.set(a.numFmtId ?? '', isDateFormat(a.formatCode ?? ''));
      if (name === 'cellXfs') inFormats = true;
      if (name === 'xf' && inFormats) {
        const id = a.numFmtId ?? '0';
        formats.push(own.get(id) ?? isDateNumber(Number(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inFormats = false;
    },
  });
  return formats;
}

function isDateFormat(code: string): boolean {
  return /[ymd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

/** The formats that every program knows by number: dates, among them those of East Asia. */
function isDateNumber(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

interface Known {
  strings: readonly string[];
  dates: readonly boolean[];
  from1904: boolean;
  /** What may still be read, of all sheets together. */
  room: { rows: number; text: number };
}

async function readSheet(file: ArchiveFile, sheet: string, known: Known): Promise<Omit<RawSheet, 'name'>> {
  const rows: RawSheet['rows'] = [];
  const merges: Merge[] = [];
  let line = 0;
  let column = -1;
  let cells: string[] = [];
  let [type, style, value, inValue] = ['', 0, '', false];
  await walk(file, {
    open: (name, { attributes: a }) => {
      if (name === 'row') {
        line = a.r ? Number(a.r) : line + 1;
        [cells, column] = [[], -1];
      } else if (name === 'c') {
        column = a.r ? columnOf(a.r) : column + 1;
        [type, style, value] = [a.t ?? 'n', Number(a.s ?? 0), ''];
      } else if (name === 'v' || name === 't') inValue = true;
      else if (name === 'mergeCell') {
        const merge = mergeOf(a.ref ?? '');
        if (merge) merges.push(merge);
      }
    },
    text: (text) => {
      if (inValue && value.length < longestCell) value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false;
      if (name === 'c' && value !== '' && column < mostColumns) {
        cells[column] = textOf(value, type, known.dates[style] ?? false, known).slice(0, longestCell);
      }
      if (name !== 'row' || !cells.some((cell) => cell?.trim())) return;
      const whole = Array.from(cells, (cell) => cell ?? '');
      known.room.rows -= 1;
      known.room.text -= whole.reduce((sum, cell) => sum + cell.length, 0);
      if (known.room.rows < 0 || known.room.text < 0)
        throw new FileRefused(sheet, 'sheetTooLarge', {}, { rows: mostRows });
      rows.push({ line, cells: whole });
    },
  });
  return { rows, merges };
}

function textOf(value: string, type: string, date: boolean, known: Known): string {
  if (type === 's') return known.strings[Number(value)] ?? '';
  if (type === 'e') return '';
  if (type !== 'n') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (date) return serialDay(number, known.from1904) ?? value;
  // 1.3812345678E10 is a phone number: the cell holds all of its digits.
  return Number.isInteger(number) ? number.toLocaleString('en', { useGrouping: false }) : String(number);
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? 'A') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function mergeOf(reference: string): Merge | undefined {
  const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference);
  if (!match) return undefined;
  const [, left = '', top = '', right = '', bottom = ''] = match;
  return { left: columnOf(left), top: Number(top), right: columnOf(right), bottom: Number(bottom) };
}
