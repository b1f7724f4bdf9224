/** One person's copy: all parts of all features, as JSON, CSV and one readable page, in a ZIP. */
import { type Zippable, zipSync } from 'fflate';
import { childrenActedFor } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import { csv } from '#platform/documents/sheet.ts';
import type { Language } from '#platform/i18n.ts';
import type { Cell, PersonalPart, Subject } from '#platform/keeping.ts';
import type { Services } from '#platform/services.ts';
import { parts } from '../keepings.ts';
import { pageOf, safeName } from '../model/copy.ts';
import { subjectOf } from './subject.ts';

export interface CopiedPart {
  name: string;
  what: string;
  columns: Record<string, string>;
  rows: Record<string, Cell>[];
}

export interface Copied {
  /** The person themselves, or the guardian's child. */
  about: 'self' | 'child';
  title: string;
  parts: CopiedPart[];
  files: { name: string; content: Buffer }[];
}

type Ground = Pick<Services, 'db' | 'clock' | 'config'>;

/**
 * Reads everything that there is about a person, and about the children for whom they may act today. Of a child a guardian
 * gets what is the child's own and what they gave themselves, never what another guardian is, said or gave.
 */
export async function collect(
  { db, clock, config }: Ground,
  personId: number,
  withChildren: boolean,
  language: Language,
): Promise<Copied[]> {
  const own = await subjectOf(db, personId);
  const read = async (subject: Subject, guardianId: number | null): Promise<Pick<Copied, 'parts' | 'files'>> => {
    const copied: CopiedPart[] = [];
    const files: Copied['files'] = [];
    for (const part of parts) {
      const rows = await part.read(db, subject, guardianId);
      if (rows.length > 0) copied.push({ ...worded(part, language), rows });
      files.push(...((await part.files?.(db, subject, guardianId)) ?? []));
    }
    return { parts: copied, files };
  };
  const nameIn = (copied: Pick<Copied, 'parts'>) => String(copied.parts[0]?.rows[0]?.name ?? personId);
  const self = await read(own, null);
  const all: Copied[] = [{ about: 'self', title: nameIn(self), ...self }];
  if (withChildren) {
    for (const child of await childrenActedFor(db, personId, localDate(clock.now(), config.timeZone))) {
      all.push({ about: 'child', title: child.name, ...(await read(await subjectOf(db, child.id), personId)) });
    }
  }
  return all;
}

function worded({ name, what, columns }: PersonalPart, language: Language): Omit<CopiedPart, 'rows'> {
  const heads = Object.entries(columns).map(([key, words]) => [key, words[language]]);
  return { name, what: what[language], columns: Object.fromEntries(heads) };
}

/** The ZIP: index.html to read, data.json for machines, a CSV for each table, the files that were handed in. */
export function zipOf(
  copied: readonly Copied[],
  words: { title: string; made: string; lead: string; language: Language; yes: string; no: string },
): Uint8Array<ArrayBuffer> {
  const text = (content: string) => new TextEncoder().encode(content);
  const entries: Zippable = {
    'index.html': text(pageOf(copied, words)),
    'data.json': text(`${JSON.stringify({ made: words.made, people: copied.map(plain) }, null, 2)}\n`),
  };
  copied.forEach((one, n) => {
    const folder = n === 0 ? 'self' : `child-${n}`;
    for (const part of one.parts) entries[`${folder}/${part.name}.csv`] = text(csvOf(part));
    for (const file of one.files) entries[`${folder}/files/${safeName(file.name)}`] = new Uint8Array(file.content);
  });
  return zipSync(entries) as Uint8Array<ArrayBuffer>;
}

function csvOf({ columns, rows }: CopiedPart): string {
  const keys = Object.keys(columns);
  const value = (cell: Cell | undefined) => (typeof cell === 'number' ? cell : String(cell ?? ''));
  const header = keys.map((key) => columns[key] ?? key);
  return csv({ header, rows: rows.map((row) => keys.map((key) => value(row[key]))) });
}

function plain({ about, title, parts: own }: Copied) {
  return { about, name: title, tables: Object.fromEntries(own.map((part) => [part.name, part.rows])) };
}
