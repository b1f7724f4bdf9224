import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DistrictFigures, type DistrictOptions, writeDistrictZip } from './district.ts';

type Row = Record<string, string>;
let folder: string;
let figures: DistrictFigures;
let text: Record<string, string>;
const tables: Record<string, Row[]> = {};

async function write(name: string, options: Partial<DistrictOptions> = {}): Promise<Buffer> {
  const path = join(folder, name);
  figures = await writeDistrictZip(path, { seed: 7, schools: 30, ...options });
  return readFile(path);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'belfry-district-'));
  const files = unzipSync(await write('whole.zip'));
  text = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name.replace('.csv', ''), strFromU8(bytes)]));
  for (const [name, csv] of Object.entries(text)) tables[name] = parse(csv, { columns: true });
});
afterAll(() => rm(folder, { recursive: true }));

describe('a synthetic district', () => {
  it('has the sizes that were asked for', () => {
    expect(figures).toMatchObject({ schools: 30, pupils: 9000, guardians: 15000, staff: 900 });
    expect(figures.classes).toBeGreaterThan(280);
    expect(figures.classes).toBeLessThan(320);
    const users = tables.users!;
    expect(users.length).toBe(figures.people);
    expect(new Set(users.map((user) => user.sourcedId)).size).toBe(users.length);
    const byRole = Map.groupBy(tables.roles!, (role) => role.role);
    const people = (...roles: string[]) =>
      new Set(roles.flatMap((role) => byRole.get(role)?.map((row) => row.userSourcedId) ?? [])).size;
    expect(people('student')).toBe(9000);
    expect(people('parent', 'relative', 'guardian')).toBe(15000);
    expect(people('teacher', 'principal', 'siteAdministrator', 'districtAdministrator', 'aide')).toBe(900);
    expect(people('principal')).toBe(30);
    expect(tables.orgs!.filter((org) => org.type === 'school').length).toBe(30);
    expect(tables.orgs!.filter((org) => org.type === 'department').length).toBeGreaterThan(5);
  });

  it('refers only to what is there', () => {
    const ids = (name: string) => new Set(tables[name]!.map((row) => row.sourcedId));
    const [users, orgs, classes] = [ids('users'), ids('orgs'), ids('classes')];
    expect(tables.roles!.filter((row) => !users.has(row.userSourcedId!) || !orgs.has(row.orgSourcedId!))).toEqual([]);
    expect(
      tables.enrollments!.filter((row) => !users.has(row.userSourcedId!) || !classes.has(row.classSourcedId!)),
    ).toEqual([]);
    expect(tables.classes!.filter((row) => !orgs.has(row.schoolSourcedId!))).toEqual([]);
    const agents = tables.users!.flatMap((user) => user.agentSourcedIds!.split(',').filter(Boolean));
    expect(agents.filter((agent) => !users.has(agent))).toEqual([]);
  });

  it('is spread as families are', () => {
    const schoolOf = new Map(tables.enrollments!.map((row) => [row.userSourcedId, row.schoolSourcedId]));
    const pupils = tables.users!.filter((user) => user.agentSourcedIds);
    const children = new Map<string, Row[]>();
    for (const pupil of pupils) {
      for (const agent of pupil.agentSourcedIds!.split(','))
        children.set(agent, [...(children.get(agent) ?? []), pupil]);
    }
    const several = [...children.values()].filter((list) => list.length > 1);
    const inSeveralSchools = several.filter(
      (list) => new Set(list.map((pupil) => schoolOf.get(pupil.sourcedId!))).size > 1,
    );
    expect(inSeveralSchools.length).toBeGreaterThan(1000);
    // A father who has founded another family: his children have guardians who know nothing of each other.
    const apart = several.filter((list) => new Set(list.map((pupil) => pupil.agentSourcedIds)).size > 1);
    expect(apart.length).toBeGreaterThan(100);
    expect([...children.keys()].filter((id) => id.startsWith('e')).length).toBeGreaterThan(40);

    const guardians = tables.users!.filter((user) => user.sourcedId!.startsWith('g'));
    const share = (list: Row[]) => list.length / guardians.length;
    const unreached = share(guardians.filter((user) => !user.email && !user.sms));
    expect(unreached).toBeGreaterThan(0.04);
    expect(unreached).toBeLessThan(0.07);
    expect(share(guardians.filter((user) => user.sms))).toBeGreaterThan(0.6);
    const languages = new Set(guardians.map((user) => user['metadata.language']));
    expect([...languages].sort()).toEqual(['', 'bo', 'en', 'qxs', 'zh-CN']);

    const sizes = [
      ...Map.groupBy(
        tables.enrollments!.filter((row) => row.role === 'student'),
        (row) => row.classSourcedId,
      ).values(),
    ];
    expect(sizes.length).toBe(figures.classes);
    expect(Math.min(...sizes.map((list) => list.length))).toBeGreaterThan(15);
    expect(Math.max(...sizes.map((list) => list.length))).toBeLessThan(50);
  });

  it('gives each class one class teacher of its own school', () => {
    const leading = tables.enrollments!.filter((row) => row.role === 'teacher' && row.primary === 'true');
    expect(leading.length).toBe(figures.classes);
    const works = new Set(tables.roles!.map((row) => `${row.userSourcedId} ${row.orgSourcedId}`));
    expect(leading.filter((row) => !works.has(`${row.userSourcedId} ${row.schoolSourcedId}`))).toEqual([]);
  });

  it('holds nobody: reserved mail domains, a mobile prefix of no operator, no numbers of identity, no birth dates', () => {
    const all = Object.values(text).join('\n');
    expect(all).not.toMatch(/\d{17}[\dXx]/);
    expect(all).not.toMatch(/birth/i);
    const users = tables.users!;
    expect(users.filter((user) => user.email && !/@([a-z]+\.)*example(\.com|\.net|\.org)?$/.test(user.email))).toEqual(
      [],
    );
    expect(users.filter((user) => user.sms && !/^154\d{8}$/.test(user.sms))).toEqual([]);
  });

  it('is written with the headers of OneRoster 1.2', () => {
    const header = (name: string) => text[name]!.slice(0, text[name]!.indexOf('\r\n'));
    const common = 'sourcedId,status,dateLastModified';
    expect(header('manifest')).toBe('propertyName,value');
    expect(header('orgs')).toBe(`${common},name,type,identifier,parentSourcedId`);
    expect(header('roles')).toBe(
      `${common},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId`,
    );
    expect(header('enrollments')).toBe(
      `${common},classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate`,
    );
    expect(text.manifest).toContain('\r\nfile.users,bulk\r\n');
    expect(text.manifest).toContain('\r\nfile.demographics,absent\r\n');
  });
});

describe('its bytes', () => {
  const hash = async (name: string, options: Partial<DistrictOptions> = {}) =>
    createHash('sha256')
      .update(await write(name, { schools: 3, ...options }))
      .digest('hex');

  it('are the same for the same seed, and others for another', async () => {
    const first = await hash('first.zip');
    expect(await hash('second.zip')).toBe(first);
    expect(await hash('third.zip', { seed: 8 })).not.toBe(first);
  });

  it.each([
    { schools: 1, pupils: 40, guardians: 0, staff: 10 },
    { schools: 2, pupils: 61, guardians: 400, staff: 30 },
    { schools: 31, pupils: 1000, guardians: 900, staff: 400 },
  ])('come for odd sizes, too: %o', async (size) => {
    await write('odd.zip', size);
    const users = parse(strFromU8(unzipSync(await readFile(join(folder, 'odd.zip')))['users.csv']!), { columns: true });
    expect(users.length).toBe(figures.people);
  });
});
