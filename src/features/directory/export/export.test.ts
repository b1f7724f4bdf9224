/** The export against the standard's columns, and round: what is exported and imported elsewhere is the same. */
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Database } from '#platform/database/connect.ts';
import { cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { apply, consoleUser, stage } from '../roster/actions.ts';
import { filesOf, importFile, makeRoster, rosterZip } from '../roster/fixture.ts';
import { enrollmentRoles, positionOfRole } from '../roster/model.ts';
import { exportRoster } from './actions.ts';
import { type ExportedFile, exportedFiles, extensions, headings, manifestFiles, required } from './columns.ts';
import { exportPath } from './paths.ts';

type Rows = Record<string, string>[];
const [one, other, cast] = [await testDatabase(), await testDatabase(), await testDatabase()];

async function exported(db: Database): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  await exportRoster(testServices(db), { kind: 'console' }, (piece) => void pieces.push(piece));
  return Buffer.concat(pieces);
}

function read(zip: Uint8Array): Record<string, Rows> {
  const files = Object.entries(unzipSync(new Uint8Array(zip)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, parse(Buffer.from(bytes), { columns: true }) as Rows]));
}

async function imported(db: Database, zip: Uint8Array): Promise<void> {
  const services = testServices(db);
  const staged = await stage(services, consoleUser, importFile(zip));
  const { rows } = await sql`select * from roster_problem`.execute(db);
  expect(rows).toEqual([]);
  if (!staged.ok) throw new Error(JSON.stringify(staged));
  expect(await apply(services, consoleUser, staged.value.id, { removal: true })).toMatchObject({ ok: true });
}

/** All of a directory, without the numbers that a database gives. */
async function contents(db: Database): Promise<unknown> {
  const table = async (query: ReturnType<typeof sql>) => (await query.execute(db)).rows;
  const today = sql`current_date`;
  return {
    organisations: await table(sql`select o.source_id, o.kind, o.name, o.identifier, p.source_id as parent
      from organisation o left join organisation p on p.id = o.parent_id where o.ended_on is null order by 1`),
    people: await table(sql`select source_id, family_name, given_name, full_name, name_pinyin, language
      from person where state = 'active' order by 1`),
    memberships: await table(sql`select m.source_id, p.source_id as person, o.source_id as place, position, starts_on
      from membership m join person p on p.id = m.person_id join organisation o on o.id = m.organisation_id
      where m.ends_on is null or m.ends_on > ${today} order by 1`),
    guardianships: await table(sql`select g.source_id as guardian, p.source_id as pupil from guardianship s
      join person g on g.id = s.guardian_id join person p on p.id = s.pupil_id where s.ends_on is null order by 1, 2`),
    contacts: await table(sql`select p.source_id, kind, address, rank from contact_point c
      join person p on p.id = c.person_id order by 1, 2, 3`),
    terms: await table(sql`select source_id, kind, name, starts_on, ends_on from academic_session order by 1`),
  };
}

const enums: Partial<Record<ExportedFile, Record<string, readonly string[]>>> = {
  orgs: { type: ['district', 'school', 'department'] },
  academicSessions: { type: ['schoolYear', 'term', 'semester', 'gradingPeriod'] },
  classes: { classType: ['homeroom', 'scheduled'] },
  users: { enabledUser: ['true', 'false'] },
  roles: { role: Object.keys(positionOfRole), roleType: ['primary', 'secondary'] },
  enrollments: { role: enrollmentRoles, primary: ['true', 'false'] },
};

/** Where each reference leads. */
const references: [ExportedFile, string, ExportedFile][] = [
  ['orgs', 'parentSourcedId', 'orgs'],
  ['academicSessions', 'parentSourcedId', 'academicSessions'],
  ['courses', 'orgSourcedId', 'orgs'],
  ['classes', 'schoolSourcedId', 'orgs'],
  ['classes', 'courseSourcedId', 'courses'],
  ['classes', 'termSourcedIds', 'academicSessions'],
  ['users', 'primaryOrgSourcedId', 'orgs'],
  ['users', 'agentSourcedIds', 'users'],
  ['roles', 'userSourcedId', 'users'],
  ['roles', 'orgSourcedId', 'orgs'],
  ['enrollments', 'userSourcedId', 'users'],
  ['enrollments', 'classSourcedId', 'classes'],
  ['enrollments', 'schoolSourcedId', 'orgs'],
];

function validate(zip: Uint8Array): void {
  const files = read(zip);
  const manifest = Object.fromEntries((files['manifest.csv'] as Rows).map((row) => [row.propertyName, row.value]));
  expect(manifest).toMatchObject({ 'manifest.version': '1.0', 'oneroster.version': '1.2' });
  for (const name of manifestFiles) {
    expect(manifest[`file.${name}`]).toBe(files[`${name}.csv`] ? 'bulk' : 'absent');
  }
  const raw = unzipSync(new Uint8Array(zip));
  for (const file of exportedFiles) {
    const rows = files[`${file}.csv`] as Rows;
    expect(rows.length, file).toBeGreaterThan(0);
    const heading = Buffer.from(raw[`${file}.csv`] as Uint8Array)
      .toString('utf8')
      .split('\r\n')[0];
    expect(heading).toBe([...headings[file], ...(extensions[file] ?? [])].join(','));
    const missing = rows.flatMap((row) =>
      required[file].filter((column) => !row[column]).map((column) => `${column} ${JSON.stringify(row)}`),
    );
    expect(missing, file).toEqual([]);
    expect(rows.filter((row) => row.status || row.dateLastModified)).toEqual([]);
    expect(new Set(rows.map((row) => row.sourcedId)).size, `${file}: ids`).toBe(rows.length);
    for (const [column, allowed] of Object.entries(enums[file] ?? {})) {
      expect(
        rows.map((row) => row[column] as string).filter((value) => !allowed.includes(value)),
        column,
      ).toEqual([]);
    }
    const days = rows.flatMap((row) => [row.beginDate, row.endDate, row.startDate]).filter(Boolean) as string[];
    expect(days.filter((day) => !/^\d{4}-\d\d-\d\d$/.test(day))).toEqual([]);
  }
  for (const [file, column, target] of references) {
    const known = new Set((files[`${target}.csv`] as Rows).map((row) => row.sourcedId));
    const ids = (files[`${file}.csv`] as Rows).flatMap((row) => (row[column] ?? '').split(',').filter(Boolean));
    expect(
      ids.filter((id) => !known.has(id)),
      `${file}.${column}`,
    ).toEqual([]);
  }
  // Each user has one primary role at least.
  const primary = new Set(
    (files['roles.csv'] as Rows).filter((row) => row.roleType === 'primary').map((row) => row.userSourcedId),
  );
  expect((files['users.csv'] as Rows).filter((row) => !primary.has(row.sourcedId))).toEqual([]);
}

describe('the OneRoster export', () => {
  test('holds what the standard needs, and imported into an empty directory it is the same', async () => {
    await imported(one.db, rosterZip(filesOf(makeRoster({ schools: 2, classes: 2, pupils: 6 }))));
    const first = await exported(one.db);
    validate(first);
    await imported(other.db, first);
    expect(await contents(other.db)).toEqual(await contents(one.db));
    expect(read(await exported(other.db))).toEqual(read(first));
    // And imported where it came from it changes nothing.
    const again = await stage(testServices(one.db), consoleUser, importFile(first));
    if (!again.ok) throw new Error('not staged');
    for (const counts of Object.values(again.value.counts)) {
      expect(counts).toMatchObject({ added: 0, changed: 0, left: 0 });
    }
  });

  test('a directory made by hand is whole too; only the district’s administrator gets it, and it is recorded', async () => {
    const made = await makeCast(cast);
    const services = testServices(cast.db);
    const app = createApp(services);
    const ask = async (as: keyof typeof made.members, method = 'POST') => {
      const cookie = await cookieOf(cast, made.members[as], services.clock.now());
      return app.request(exportPath, {
        method,
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({}),
      });
    };
    const answer = await ask('bureau.administrator');
    expect(answer.status).toBe(200);
    validate(new Uint8Array(await answer.arrayBuffer()));
    expect((await ask('north.administrator')).status).toBe(404);
    expect((await ask('bureau.editor')).status).toBe(403);
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from audit_event where action = 'roster.export'`.execute(cast.db);
    expect(rows).toEqual([{ n: 1 }]);
  });
});
