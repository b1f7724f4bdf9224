/** Warnings by the standard: valid by the schema of OASIS, and read by a library that is not ours. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CAP_1_2 } from '@dec112/cap-ts';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { AlertedIncident } from '../../src/features/incidents/model/alert.ts';
import { alertsOf } from '../../src/features/incidents/queries/alerts.ts';
import { capXml } from '../../src/features/incidents/status/cap.ts';
import type { Database } from '../../src/platform/database/connect.ts';

const schema = join(import.meta.dirname, '../data/cap12.xsd');

/** The warnings that stand in the public folder of a data folder, the oldest first. */
export function capsIn(dataDir: string): { name: string; xml: string }[] {
  const folder = join(dataDir, 'status');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^cap-\d+\.xml$/.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => ({ name, xml: readFileSync(join(folder, name), 'utf8') }));
}

/**
 * The same for each warning of a database, whether or not a file of it was written before the tests went on. Rows without
 * any text are none: they stand for a warning where only its delivery is looked at.
 */
export async function expectValidWarnings(db: Database): Promise<void> {
  const { rows } = await sql<AlertedIncident & { id: number }>`
    select id, kind, exercise, declared_at as "declaredAt" from incident`.execute(db);
  const incidents = new Map(rows.map((row) => [row.id, row]));
  const ground = { publicUrl: 'http://belfry.test', timeZone: 'Asia/Shanghai', office: '教育局' };
  const made = (await alertsOf(db, [...incidents.keys()])).filter((alert) => Object.keys(alert.texts).length > 0);
  if (made.length === 0) return;
  await expectValidCaps(made.map((one) => capXml(one, incidents.get(one.incidentId) as AlertedIncident, ground)));
}

/** Fails unless xmllint finds all of them valid and the other library reads each with its identifier and its languages. */
export async function expectValidCaps(documents: readonly string[]): Promise<CAP_1_2.Alert[]> {
  expect(documents.length, 'warnings').toBeGreaterThan(0);
  const folder = mkdtempSync(join(tmpdir(), 'belfry-cap-'));
  try {
    const files = documents.map((xml, n) => {
      const file = join(folder, `${n}.xml`);
      writeFileSync(file, xml);
      return file;
    });
    // It reads many at once, and names what is not valid.
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...files], { stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const read = await Promise.all(documents.map((xml) => CAP_1_2.Alert.fromXML(xml)));
  for (const [n, alert] of read.entries()) {
    const xml = documents[n] ?? '';
    expect(xml).toContain(`<identifier>${alert.identifier}</identifier>`);
    expect(alert.info_list.length).toBe(xml.split('<info>').length - 1);
  }
  return read;
}
