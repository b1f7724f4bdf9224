import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { strToU8 } from 'fflate';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { consoleUser, stage } from './actions.ts';
import { csvOf, filesOf, headings, importFile, makeRoster, type Roster, rosterZip } from './fixture.ts';
import { placeInWords, sayProblem } from './messages.ts';
import type { RosterImport } from './model.ts';
import { problemsAfter } from './queries/imports.ts';

const { db } = await testDatabase();
const services = testServices(db);

async function stageBytes(bytes: Uint8Array): Promise<RosterImport> {
  const outcome = await stage(services, consoleUser, importFile(bytes));
  if (!outcome.ok) throw new Error(outcome.troubles[0]?.key);
  return outcome.value;
}

/** Stages it; nothing may be changed, whatever it is. Returns what is said as `file|row|column|key`. */
async function refusals(bytes: Uint8Array): Promise<string[]> {
  const row = await stageBytes(bytes);
  expect(row.state).toBe('refused');
  const problems = await problemsAfter(db, 0, 100);
  for (const problem of problems) {
    for (const language of ['zh-CN', 'en'] as const) {
      const said = `${placeInWords(language, problem)} ${sayProblem(language, problem)}`;
      expect(said).not.toMatch(/undefined|\{|Error|\bat .*\.ts/);
      expect(said.length).toBeGreaterThan(10);
    }
  }
  const left = await sql<{ n: number }>`select (select count(*) from person) + (select count(*) from roster_person)
    + (select count(*) from organisation) + (select count(*) from roster_plan_person) as n`.execute(db);
  expect(left.rows[0]?.n).toBe(0);
  return problems.map((p) => [p.file, p.line ?? '', p.column ?? '', p.key].join('|'));
}

const small = () => makeRoster({ schools: 1, classes: 1, pupils: 2 });
const changed = (
  change: (roster: Roster) => void,
  files: Record<string, string | Uint8Array> = {},
  level: 0 | 1 = 1,
) => {
  const roster = small();
  change(roster);
  return rosterZip({ ...filesOf(roster), ...files }, level);
};

/** A zip with one stored or deflated entry, whose header says what we like. */
function forgedZip(
  name: string,
  data: Buffer,
  more: { flags?: number; method?: number; size?: number } = {},
): Uint8Array {
  const { flags = 0, method = 0, size = data.length } = more;
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt32LE(data.length, 18);
  head.writeUInt32LE(size, 22);
  head.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  head.copy(central, 6, 4, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([head, Buffer.from(name), data, central, Buffer.from(name), end]);
}

describe('a zip is refused', () => {
  test('that is none, or cut off', async () => {
    expect(await refusals(strToU8('not a zip at all'))).toEqual(['|||notZip']);
    expect(await refusals(new Uint8Array(0))).toEqual(['|||notZip']);
    const whole = changed(() => undefined);
    expect(await refusals(whole.slice(0, whole.length - 40))).toEqual(['|||notZip']);
  });

  test('with a path that leads out of it', async () => {
    for (const name of ['../users.csv', '/etc/users.csv', 'a/../../users.csv', 'C:/users.csv']) {
      expect(await refusals(forgedZip(name, Buffer.from('x')))).toEqual(['|||zipPath']);
    }
  });

  test('that is encrypted or packed in another way', async () => {
    expect(await refusals(forgedZip('users.csv', Buffer.from('x'), { flags: 1, method: 8 }))).toEqual([
      'users.csv|||zipEncrypted',
    ]);
    expect(await refusals(forgedZip('users.csv', Buffer.from('x'), { method: 12 }))).toEqual(['users.csv|||zipMethod']);
  });

  test('that is a bomb: by ratio, by a lying size, by entries, by all together', async () => {
    const zeros = deflateRawSync(Buffer.alloc(50 * 1024 ** 2, 'a'));
    expect(await refusals(forgedZip('users.csv', zeros, { method: 8, size: 50 * 1024 ** 2 }))).toEqual([
      'users.csv|||zipBomb',
    ]);
    expect(await refusals(forgedZip('manifest.csv', zeros, { method: 8, size: 100 }))).toEqual([
      'manifest.csv|||zipBomb',
    ]);
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`a${index}.txt`, 'x']));
    expect(await refusals(rosterZip(many))).toEqual(['|||zipEntries']);
    const huge = Buffer.alloc(100);
    expect(await refusals(forgedZip('users.csv', huge, { method: 8, size: 0xfffffff0 }))).toEqual([
      'users.csv|||zipBomb',
    ]);
  });

  test('with broken content', async () => {
    expect(await refusals(forgedZip('manifest.csv', Buffer.from('????'), { method: 8, size: 50 }))).toEqual([
      'manifest.csv|||zipBroken',
    ]);
  });
});

describe('a manifest is refused', () => {
  const manifest = (text: string) => changed(() => undefined, { 'manifest.csv': text });
  test.each([
    ['propertyName,value\noneroster.version,1.1\n', 'manifest.csv||value|versionWrong'],
    ['propertyName,value\nfile.orgs,bulk\n', 'manifest.csv||propertyName|versionMissing'],
    ['propertyName,value\noneroster.version,1.2\n', 'manifest.csv||propertyName|modeMissing'],
    ['propertyName,value\noneroster.version,1.2\nfile.orgs,full\n', 'manifest.csv||value|modeWrong'],
    ['name,value\noneroster.version,1.2\n', 'manifest.csv|1|propertyName|columnMissing'],
    ['', 'manifest.csv|||fileEmpty'],
  ])('%j', async (text, said) => {
    expect(await refusals(manifest(text))).toEqual([said]);
  });

  test('that is not there, or promises a file that is not there', async () => {
    const { 'manifest.csv': _, ...files } = filesOf(small());
    expect(await refusals(rosterZip(files))).toEqual(['manifest.csv|||manifestMissing']);
    const { 'users.csv': __, ...others } = filesOf(small());
    expect(await refusals(rosterZip(others))).toEqual(['users.csv|||fileMissing']);
  });
});

describe('a text', () => {
  const users = () => csvOf(headings.users, small().rows.users);
  const withUsers = (content: string | Uint8Array) => changed(() => undefined, { 'users.csv': content });

  test('in GBK is read as GBK, and said so', async () => {
    const row = await stageBytes(withUsers(iconv.encode(users(), 'gbk')));
    expect(row.state).toBe('ready');
    expect(row.notes.map((note) => `${note.file} ${note.key}`)).toContain('users.csv encodingGbk');
    const { rows } = await sql<{
      name: string;
    }>`select full_name as name from roster_person where source_id = 'h1'`.execute(db);
    expect(rows[0]?.name).toMatch(/^[\u4e00-\u9fff]{2}$/);
    await stageBytes(strToU8('empties the staging area'));
  });

  test('with a byte order mark is read without it', async () => {
    expect((await stageBytes(withUsers(`\ufeff${users()}`))).state).toBe('ready');
    await stageBytes(strToU8('empties the staging area'));
  });

  test('in another encoding, or damaged, is refused with the row', async () => {
    expect(await refusals(withUsers(iconv.encode(users(), 'utf16le', { addBOM: true })))).toEqual([
      'users.csv|||utf16',
    ]);
    const damaged = Buffer.from(users());
    damaged[damaged.lastIndexOf('王') + 1] = 0xff;
    const line = damaged.subarray(0, damaged.indexOf(0xff)).toString().split('\n').length;
    expect(await refusals(withUsers(damaged))).toEqual([`users.csv|${line}||encoding`]);
    expect(await refusals(withUsers(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])))).toEqual(['users.csv|||notText']);
  });

  test('with a cell of 100 MB is refused without holding it', { timeout: 60_000 }, async () => {
    // Noise, so that it isn't taken for a bomb before it is taken for a cell.
    const noise = Buffer.from(randomBytes(48 * 1024).toString('base64'));
    const long = Buffer.concat([
      Buffer.from(`${headings.users.join(',')}\n"`),
      ...Array.from({ length: 1600 }, () => noise),
    ]);
    expect(long.length).toBeGreaterThan(100 * 1024 ** 2);
    const zip = changed(() => undefined, { 'users.csv': long }, 0);
    const before = process.memoryUsage().heapUsed;
    expect(await refusals(zip)).toEqual(['users.csv|2||rowTooLong']);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50 * 1024 ** 2);
  });

  test('that is no table is refused with the row', async () => {
    const heading = `${headings.users.join(',')}\n`;
    expect(await refusals(withUsers(`${heading}"open,,,\n`))).toEqual(['users.csv|2||quoteNotClosed']);
    expect(await refusals(withUsers(`${heading}a"b,,\n"x"y,,,\n`))).toEqual(['users.csv|2||quoteWrong']);
    expect(await refusals(withUsers(`${heading}a,b\n`))).toEqual(['users.csv|2||rowWidth']);
    expect(await refusals(withUsers(heading.replace('familyName,', '')))).toEqual([
      'users.csv|1|familyName|columnMissing',
    ]);
    expect(await refusals(withUsers(heading.replace('username', 'email')))).toEqual(['users.csv|1|email|columnTwice']);
  });
});

describe('a row is refused', () => {
  const user = (roster: Roster, id: string) => roster.rows.users.find((row) => row.sourcedId === id) ?? {};
  test.each<[string, (roster: Roster) => void, string[]]>([
    [
      'unknown role',
      (r) => Object.assign(r.rows.roles[0] ?? {}, { role: 'wizard' }),
      ['roles.csv|2|role|valueUnknown'],
    ],
    [
      'unknown type',
      (r) => Object.assign(r.rows.orgs[1] ?? {}, { type: 'kindergarten' }),
      ['orgs.csv|3|type|valueUnknown'],
    ],
    ['type above', (r) => Object.assign(r.rows.orgs[1] ?? {}, { type: 'state' }), ['orgs.csv|3|type|typeAbove']],
    [
      'class type',
      (r) => Object.assign(r.rows.classes[0] ?? {}, { classType: '' }),
      ['classes.csv|2|classType|cellEmpty'],
    ],
    [
      'enrolment role',
      (r) => Object.assign(r.rows.enrollments[0] ?? {}, { role: 'parent' }),
      ['enrollments.csv|2|role|valueUnknown'],
    ],
    [
      'date',
      (r) => Object.assign(r.rows.roles[0] ?? {}, { beginDate: '2026-02-30' }),
      ['roles.csv|2|beginDate|dateWrong'],
    ],
    [
      'order of dates',
      (r) => Object.assign(r.rows.roles[0] ?? {}, { beginDate: '2026-05-01', endDate: '2026-04-01' }),
      ['roles.csv|2|endDate|dateOrder'],
    ],
    [
      'status in bulk',
      (r) => Object.assign(r.rows.roles[0] ?? {}, { status: 'tobedeleted' }),
      ['roles.csv|2|status|statusInBulk'],
    ],
    ['no id', (r) => Object.assign(r.rows.roles[0] ?? {}, { sourcedId: '' }), ['roles.csv|2|sourcedId|cellEmpty']],
    [
      'no name',
      (r) => Object.assign(user(r, 'h1'), { familyName: '', givenName: '' }),
      ['users.csv|2|familyName|nameMissing'],
    ],
    [
      'long name',
      (r) => Object.assign(user(r, 'h1'), { familyName: '王'.repeat(101) }),
      ['users.csv|2|familyName|cellTooLong'],
    ],
    ['same id twice', (r) => r.rows.users.push({ ...user(r, 'h1') }), ['users.csv|10|sourcedId|idTwice']],
    [
      'missing user',
      (r) => Object.assign(r.rows.roles[0] ?? {}, { userSourcedId: 'nobody' }),
      ['roles.csv|2|userSourcedId|referenceMissing'],
    ],
    [
      'missing organisation',
      (r) => Object.assign(r.rows.roles[0] ?? {}, { orgSourcedId: 'nowhere' }),
      ['roles.csv|2|orgSourcedId|referenceMissing'],
    ],
    [
      'missing class',
      (r) => Object.assign(r.rows.enrollments[1] ?? {}, { classSourcedId: 'none' }),
      ['enrollments.csv|3|classSourcedId|referenceMissing'],
    ],
    [
      'missing course',
      (r) => Object.assign(r.rows.classes[0] ?? {}, { courseSourcedId: 'none' }),
      ['classes.csv|2|courseSourcedId|referenceMissing'],
    ],
    [
      'missing term',
      (r) => Object.assign(r.rows.classes[0] ?? {}, { termSourcedIds: 't1,t9' }),
      ['classes.csv|2|termSourcedIds|referenceMissing'],
    ],
    [
      'missing agent',
      (r) => Object.assign(user(r, 's1c1p1'), { agentSourcedIds: 's1c1p1g1,ghost' }),
      ['users.csv|4|agentSourcedIds|referenceMissing'],
    ],
    [
      'missing parent',
      (r) => Object.assign(r.rows.orgs[1] ?? {}, { parentSourcedId: 'x' }),
      ['orgs.csv|3|parentSourcedId|referenceMissing'],
    ],
    [
      'no parent',
      (r) => Object.assign(r.rows.orgs[1] ?? {}, { parentSourcedId: '' }),
      ['orgs.csv|3|parentSourcedId|parentNeeded'],
    ],
    [
      'own guardian',
      (r) => Object.assign(user(r, 's1c1p1'), { agentSourcedIds: 's1c1p1' }),
      ['users.csv|4|agentSourcedIds|agentSelf'],
    ],
    [
      'second district',
      (r) => r.rows.orgs.push({ sourcedId: 'd2', name: '别县', type: 'district' }),
      ['orgs.csv|5|type|secondDistrict'],
    ],
    [
      'class in a department',
      (r) => Object.assign(r.rows.classes[0] ?? {}, { schoolSourcedId: 'dep' }),
      ['classes.csv|2|schoolSourcedId|schoolNeeded'],
    ],
  ])('%s', async (_, change, said) => {
    expect(await refusals(changed(change))).toEqual(said);
  });

  test('circles in the tree, whatever their length, and sessions in a circle', async () => {
    const circle = changed((r) => {
      for (const [id, parent] of [
        ['a', 'c'],
        ['b', 'a'],
        ['c', 'b'],
        ['below', 'c'],
        ['self', 'self'],
      ] as const) {
        r.rows.orgs.push({ sourcedId: id, name: id, type: 'department', parentSourcedId: parent });
      }
    });
    expect(await refusals(circle)).toEqual([5, 6, 7, 8, 9].map((line) => `orgs.csv|${line}|parentSourcedId|orgCircle`));
    const sessions = changed((r) => Object.assign(r.rows.academicSessions[0] ?? {}, { parentSourcedId: 't1' }));
    expect(await refusals(sessions)).toEqual(
      [2, 3].map((line) => `academicSessions.csv|${line}|parentSourcedId|sessionCircle`),
    );
  });

  test('of a million alike two hundred are kept, all are counted', async () => {
    const row = await stageBytes(
      changed((r) => {
        for (let i = 0; i < 500; i += 1)
          r.rows.roles.push({ ...(r.rows.roles[0] as object), sourcedId: `x${i}`, role: 'wizard' });
        for (let i = 0; i < 300; i += 1) r.rows.enrollments.push({ sourcedId: `y${i}`, role: 'wizard' });
      }),
    );
    expect(row.problems).toBe(500 + 300);
    expect((await problemsAfter(db, 0, 5000)).length).toBe(200 * 2);
  });
});
