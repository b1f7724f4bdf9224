/** The export against the tables of the standard, by a check that knows nothing of this folder. */
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { wrongWith } from '../../../../test/support/oneroster-csv.ts';
import { testServices } from '../../../../test/support/services.ts';
import { exportRoster } from './actions.ts';

const database = await testDatabase();
const files = await exported();

async function exported(): Promise<Record<string, Uint8Array>> {
  await makeCast(database);
  const pieces: Uint8Array[] = [];
  await exportRoster(testServices(database.db), { kind: 'console' }, (piece) => void pieces.push(piece));
  return unzipSync(new Uint8Array(Buffer.concat(pieces)));
}

const changed = (file: string, change: (text: string) => string): Record<string, Uint8Array> => {
  const before = Buffer.from(files[file] as Uint8Array).toString('utf8');
  const after = change(before);
  expect(after, `${file} was changed`).not.toBe(before);
  return { ...files, [file]: Buffer.from(after) };
};

test('what is exported is what the published tables ask for', () => {
  expect(Object.keys(files).length).toBeGreaterThan(6);
  expect(wrongWith(files)).toEqual([]);
});

test('the check sees what is wrong: a heading, a reference, a word, a day, a double, the manifest', () => {
  const { 'orgs.csv': _, ...withoutOrgs } = files;
  expect(wrongWith(withoutOrgs).some((line) => line.includes('leads nowhere in orgs'))).toBe(true);
  expect(wrongWith(withoutOrgs)).toContain('manifest: file.orgs is bulk');
  const cases: [Record<string, Uint8Array>, RegExp][] = [
    [
      changed('users.csv', (text) => text.replace('givenName,familyName', 'familyName,givenName')),
      /users\.csv: heading/,
    ],
    [changed('roles.csv', (text) => text.replace(/,guardian,/, ',mother,')), /roles\.csv row \d+ role: not one of/],
    [changed('academicSessions.csv', (text) => text.replace(/,(\d{4})-(\d\d)-(\d\d),/, ',$3.$2.$1,')), /not a date/],
    [changed('orgs.csv', (text) => text + text.split('\r\n')[1]), /orgs\.csv: a sourcedId stands twice/],
    [
      changed('manifest.csv', (text) => text.replace('oneroster.version,1.2', 'oneroster.version,1.1')),
      /oneroster\.version/,
    ],
  ];
  for (const [wrong, expected] of cases) expect(wrongWith(wrong).join('\n')).toMatch(expected);
});
