/** Small rosters for tests, with the exact headings of OneRoster 1.2. */

import { randomBytes } from 'node:crypto';
import { openSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { headings } from '../export/columns.ts';
import type { ImportFile } from './actions.ts';
import { type FileName, fileNames, type Mode } from './model.ts';

export { headings };

export type Row = Record<string, string>;
export interface Roster {
  modes: Record<FileName, Mode>;
  rows: Record<FileName, Row[]>;
}

export interface RosterShape {
  schools: number;
  classes: number;
  pupils: number;
  /** Guardians a pupil. */
  guardians?: number;
}

const family = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const given = '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰';

/** A district with a department, schools, homeroom classes, a class teacher each, pupils and guardians. */
export function makeRoster({ schools, classes, pupils, guardians = 2 }: RosterShape): Roster {
  const rows = Object.fromEntries(fileNames.map((name) => [name, [] as Row[]])) as Roster['rows'];
  let n = 0;
  const user = (sourcedId: string, more: Row = {}) => {
    n += 1;
    rows.users.push({
      sourcedId,
      enabledUser: 'true',
      familyName: family[n % 20] as string,
      givenName: given[(n * 7) % 20] as string,
      ...more,
    });
  };
  const role = (userSourcedId: string, name: string, orgSourcedId: string) =>
    rows.roles.push({
      sourcedId: `r-${userSourcedId}-${name}`,
      userSourcedId,
      roleType: 'primary',
      role: name,
      orgSourcedId,
    });
  rows.academicSessions.push(
    {
      sourcedId: 'sy',
      title: '2026学年',
      type: 'schoolYear',
      startDate: '2026-09-01',
      endDate: '2027-08-31',
      schoolYear: '2027',
    },
    {
      sourcedId: 't1',
      title: '第一学期',
      type: 'semester',
      startDate: '2026-09-01',
      endDate: '2027-01-31',
      parentSourcedId: 'sy',
      schoolYear: '2027',
    },
  );
  rows.orgs.push(
    { sourcedId: 'd', name: '青禾县教育局', type: 'district' },
    { sourcedId: 'dep', name: '安全科', type: 'department', parentSourcedId: 'd' },
  );
  rows.courses.push({ sourcedId: 'course', title: '班会', orgSourcedId: 'd' });
  for (let s = 1; s <= schools; s += 1) {
    const school = `s${s}`;
    rows.orgs.push({ sourcedId: school, name: `第${s}小学`, type: 'school', parentSourcedId: 'd' });
    user(`h${s}`, { email: `h${s}@school.example`, primaryOrgSourcedId: school });
    role(`h${s}`, 'principal', school);
    for (let c = 1; c <= classes; c += 1) {
      const id = `${school}c${c}`;
      rows.classes.push({
        ...{ sourcedId: id, title: `七年级${c}班`, grades: '07', courseSourcedId: 'course', classType: 'homeroom' },
        ...{ schoolSourcedId: school, termSourcedIds: 't1' },
      });
      user(`t${id}`, { email: `t${id}@school.example`, primaryOrgSourcedId: school });
      role(`t${id}`, 'teacher', school);
      rows.enrollments.push({
        sourcedId: `et${id}`,
        classSourcedId: id,
        schoolSourcedId: school,
        userSourcedId: `t${id}`,
        role: 'teacher',
        primary: 'true',
      });
      for (let p = 1; p <= pupils; p += 1) {
        const pupil = `${id}p${p}`;
        const agents = Array.from({ length: guardians }, (_, index) => `${pupil}g${index + 1}`);
        user(pupil, { agentSourcedIds: agents.join(','), primaryOrgSourcedId: school });
        role(pupil, 'student', school);
        rows.enrollments.push({
          sourcedId: `e${pupil}`,
          classSourcedId: id,
          schoolSourcedId: school,
          userSourcedId: pupil,
          role: 'student',
        });
        for (const agent of agents) {
          user(agent, { sms: `138${String(n).padStart(8, '0')}`, email: n % 2 ? `${agent}@mail.example` : '' });
          role(agent, 'parent', school);
        }
      }
    }
  }
  const modes = Object.fromEntries(fileNames.map((name) => [name, 'bulk'])) as Roster['modes'];
  return { modes, rows };
}

export function csvOf(columns: readonly string[], rows: readonly Row[]): string {
  const cell = (value = '') => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((line) => `${line.map(cell).join(',')}\n`)
    .join('');
}

/** The roster's files by name; change or add some before zipping. */
export function filesOf({ modes, rows }: Roster): Record<string, string | Uint8Array> {
  const present = fileNames.filter((name) => modes[name] !== 'absent');
  const said = fileNames.map((name) => ({ propertyName: `file.${name}`, value: modes[name] }));
  const manifest = [
    { propertyName: 'manifest.version', value: '1.0' },
    { propertyName: 'oneroster.version', value: '1.2' },
    ...said,
  ];
  return {
    'manifest.csv': csvOf(['propertyName', 'value'], manifest),
    ...Object.fromEntries(present.map((name) => [`${name}.csv`, csvOf(headings[name], rows[name])])),
  };
}

/** Level 0 for what is large and not worth packing. */
export function rosterZip(files: Record<string, string | Uint8Array>, level: 0 | 1 = 1): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files))
    entries[name] = typeof content === 'string' ? strToU8(content) : content;
  return zipSync(entries, { level });
}

/** Bytes as an import takes them: an open file, without a name on the disk. */
export function importFile(bytes: Uint8Array, name = 'roster.zip'): ImportFile {
  const path = join(tmpdir(), `belfry-fixture-${randomBytes(8).toString('hex')}`);
  writeFileSync(path, bytes);
  const fd = openSync(path, 'r');
  unlinkSync(path);
  return { fd, name };
}
