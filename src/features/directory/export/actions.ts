/** The directory as a OneRoster 1.2 CSV file: bulk, of one moment, written piece by piece. */
import { Zip, ZipDeflate } from 'fflate';
import { type Actor, record } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { theDistrict } from '../queries/district.ts';
import { type ExportedFile, exportedFiles, extensions, headings, manifestFiles } from './columns.ts';
import { type Row, rowsOf } from './queries.ts';

type Needed = Pick<Services, 'db' | 'clock' | 'config'>;

/** Writes the zip through `write`, which may wait; counts rows by file. The export is recorded before it begins. */
export async function exportRoster(
  { db, clock, config }: Needed,
  actor: Actor,
  write: (piece: Uint8Array) => void | Promise<void>,
): Promise<Record<ExportedFile, number>> {
  const at = clock.now();
  const today = localDate(at, config.timeZone);
  const district = await theDistrict(db);
  await record(db, { actor, action: 'roster.export', organisationId: district?.id ?? null, at });
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  const drain = async () => {
    for (const piece of pieces.splice(0)) await write(piece);
  };
  const counts = {} as Record<ExportedFile, number>;
  // One moment for all files: what refers to something finds it.
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      add(zip, 'manifest.csv', csv([['propertyName', 'value'], ...manifest(district?.name ?? '')]), at);
      for (const file of exportedFiles) {
        const columns = [...headings[file], ...(extensions[file] ?? [])];
        const part = new ZipDeflate(`${file}.csv`, { level: 6 });
        part.mtime = at;
        zip.add(part);
        part.push(encoder.encode(csv([columns])));
        counts[file] = 0;
        for await (const rows of rowsOf(trx, file, today)) {
          counts[file] += rows.length;
          part.push(encoder.encode(csv(rows.map((row) => columns.map((column) => cellOf(row, column))))));
          await drain();
        }
        part.push(new Uint8Array(0), true);
        await drain();
      }
    });
  zip.end();
  await drain();
  return counts;
}

const encoder = new TextEncoder();

function add(zip: Zip, name: string, text: string, at: Date): void {
  const part = new ZipDeflate(name, { level: 6 });
  part.mtime = at;
  zip.add(part);
  part.push(encoder.encode(text), true);
}

function manifest(systemName: string): string[][] {
  return [
    ['manifest.version', '1.0'],
    ['oneroster.version', '1.2'],
    ...manifestFiles.map((name) => [
      `file.${name}`,
      (exportedFiles as readonly string[]).includes(name) ? 'bulk' : 'absent',
    ]),
    ['source.systemName', `Belfry${systemName ? ` ${systemName}` : ''}`],
    ['source.systemCode', 'belfry'],
  ];
}

function cellOf(row: Row, column: string): string {
  return row[column] ?? '';
}

function csv(lines: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}
