/**
 * A synthetic district as a OneRoster 1.2 CSV archive (manifest: bulk). It is written as it is made, so that a million
 * people need little memory; the same seed and size give the same bytes. No birth date, number of identity or the like
 * is ever made. Everything in it is invented (district/names.ts, district/schools.ts).
 */
import { open } from 'node:fs/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { districtFiles } from './district/files.ts';
import { planDistrict } from './district/plan.ts';

export interface DistrictOptions {
  seed: number;
  schools: number;
  /** 300 a school if left out. */
  pupils?: number;
  /** 500 a school if left out. */
  guardians?: number;
  /** 30 a school if left out, the bureau's included. */
  staff?: number;
  /** First calendar year of the school year; memberships begin on its 1 September. */
  schoolYear?: number;
  onProgress?: (done: number, total: number) => void;
}

export interface DistrictFigures {
  schools: number;
  classes: number;
  pupils: number;
  guardians: number;
  staff: number;
  /** Rows of users.csv: who is guardian and staff is one person. */
  people: number;
  bytes: number;
}

const rowsAtOnce = 2000;

/** Writes the archive to `path`, over what was there. */
export async function writeDistrictZip(path: string, options: DistrictOptions): Promise<DistrictFigures> {
  const { seed, schools, pupils = schools * 300, guardians = schools * 500, staff = schools * 30 } = options;
  const { schoolYear = 2026, onProgress } = options;
  const plan = planDistrict({ seed, schools, pupils, guardians, staff });
  const people = pupils + guardians + staff - plan.guardianStaff.reduce((sum, member) => sum + Math.sign(member), 0);
  const total = people * 2 + pupils;
  const target = await open(path, 'w');
  let bytes = 0;
  let rows = 0;
  try {
    let chunks: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      chunks.push(chunk);
    });
    const flush = async () => {
      const ready = chunks.filter((chunk) => chunk.length > 0);
      chunks = [];
      if (ready.length > 0) bytes += (await target.writev(ready)).bytesWritten;
    };
    for (const file of districtFiles(plan, schoolYear)) {
      // Archives hold local time: without a zone in the text it comes out the same everywhere.
      const entry = new ZipDeflate(`${file.name}.csv`, { level: 4 });
      entry.mtime = `${schoolYear}-09-01T08:00:00`;
      zip.add(entry);
      let lines: string[] = [];
      for (const row of file.rows()) {
        lines.push(csvLine(row));
        rows += 1;
        if (lines.length < rowsAtOnce) continue;
        entry.push(strToU8(lines.join('')));
        lines = [];
        await flush();
        onProgress?.(Math.min(rows, total), total);
      }
      entry.push(strToU8(lines.join('')), true);
      await flush();
    }
    zip.end();
    await flush();
  } finally {
    await target.close();
  }
  onProgress?.(total, total);
  return { schools, classes: plan.classes.length, pupils, guardians, staff, people, bytes };
}

function csvLine(row: readonly string[]): string {
  return `${row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
