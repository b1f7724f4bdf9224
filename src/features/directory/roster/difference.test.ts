import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '#platform/services.ts';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { apply, consoleUser, stage } from './actions.ts';
import { filesOf, importFile, makeRoster, type Roster, type Row, rosterZip } from './fixture.ts';
import { type Counts, changesNothing, type FileName, type RosterImport } from './model.ts';
import { problemsAfter } from './queries/imports.ts';

let database: TestDatabase;
let services: Services;
let now = new Date('2026-11-02T04:00:00Z');

beforeAll(async () => {
  database = await cloneDatabase();
  services = testServices(database.db, { clock: { now: () => now } });
  return () => database.drop();
});

async function staged(roster: Roster): Promise<RosterImport> {
  const outcome = await stage(services, consoleUser, importFile(rosterZip(filesOf(roster))));
  if (!outcome.ok) throw new Error(outcome.troubles[0]?.key);
  if (outcome.value.state === 'refused') throw new Error(JSON.stringify(await problemsAfter(database.db, 0, 5)));
  return outcome.value;
}

async function applied(roster: Roster): Promise<Counts> {
  const row = await staged(roster);
  const outcome = await apply(services, consoleUser, row.id, { removal: true });
  if (!outcome.ok) throw new Error(outcome.troubles[0]?.key);
  return outcome.value.counts as Counts;
}

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T | undefined> =>
  (await query.execute(database.db)).rows[0];
const person = (id: string) =>
  one(sql<{ id: number; state: string; name: string; epoch: number; memberships: number; language: string | null }>`
    select p.id, p.state, p.full_name as name, p.link_epoch as epoch, p.language, (select count(*) from membership m
      where m.person_id = p.id and (m.ends_on is null or m.ends_on > '2026-11-02')) as memberships
    from person p where p.source_id = ${id}`);
const positions = async (id: string) =>
  (
    await sql<{ said: string }>`select m.position || ' ' || o.kind as said from membership m
    join person p on p.id = m.person_id join organisation o on o.id = m.organisation_id
    where p.source_id = ${id} and (m.ends_on is null or m.ends_on > '2026-11-02') order by 1`.execute(database.db)
  ).rows.map((r) => r.said);
const guardians = async (id: string) =>
  (
    await sql<{ id: string }>`select g.source_id as id from guardianship x join person g on g.id = x.guardian_id
    join person p on p.id = x.pupil_id where p.source_id = ${id} and (x.ends_on is null or x.ends_on > '2026-11-02')
    order by 1`.execute(database.db)
  ).rows.map((r) => r.id);
const contacts = async (id: string) =>
  (
    await sql<{
      said: string;
    }>`select c.kind || ':' || c.address as said from contact_point c join person p on p.id = c.person_id
    where p.source_id = ${id} order by 1`.execute(database.db)
  ).rows.map((r) => r.said);
const user = (roster: Roster, id: string) => roster.rows.users.find((row) => row.sourcedId === id) as Row;
const without = (roster: Roster, ...ids: string[]) => {
  const gone = (row: Row) => ids.some((id) => [row.sourcedId, row.userSourcedId].includes(id));
  for (const rows of Object.values(roster.rows)) rows.splice(0, rows.length, ...rows.filter((row) => !gone(row)));
  for (const row of roster.rows.users) {
    row.agentSourcedIds = (row.agentSourcedIds ?? '')
      .split(',')
      .filter((id) => !ids.includes(id))
      .join(',');
  }
};
const base = () => makeRoster({ schools: 2, classes: 2, pupils: 6 });

/** A delta with these rows only; the other files are absent. */
function delta(rows: Partial<Record<FileName, Row[]>>): Roster {
  const roster = makeRoster({ schools: 0, classes: 0, pupils: 0 });
  for (const name of Object.keys(roster.rows) as FileName[]) {
    roster.modes[name] = rows[name] ? 'delta' : 'absent';
    roster.rows[name] = (rows[name] ?? []).map((row) => ({
      status: 'active',
      dateLastModified: '2026-11-02T00:00:00Z',
      ...row,
    }));
  }
  return roster;
}

describe('a bulk file', () => {
  test('makes the district: grades from classes, positions from roles and enrolments', async () => {
    await sql`insert into organisation (path, kind, name) values ('1', 'district', '临时名称')`
      .execute(database.db)
      .catch(() => undefined);
    const counts = await applied(base());
    expect(counts.people.added).toBe(2 + 4 + 24 + 48);
    expect(counts.guardianships.added).toBe(48);
    expect(counts.terms.added).toBe(2);
    const tree = await sql<{
      kind: string;
      n: number;
      deep: number;
    }>`select kind, count(*) as n, max(nlevel(path)) as deep
      from organisation group by kind order by kind`.execute(database.db);
    expect(tree.rows).toEqual([
      { kind: 'class', n: 4, deep: 4 },
      { kind: 'department', n: 1, deep: 2 },
      // The district that was there before was taken over.
      { kind: 'district', n: 1, deep: 1 },
      { kind: 'grade', n: 2, deep: 3 },
      { kind: 'school', n: 2, deep: 2 },
    ]);
    const grade = await one(sql<{ name: string; above: string }>`select g.name, s.name as above from organisation g
      join organisation s on s.id = g.parent_id where g.kind = 'grade' order by g.id limit 1`);
    expect(grade).toEqual({ name: '七年级', above: '第1小学' });
    expect(await positions('h1')).toEqual(['head school']);
    expect(await positions('ts1c1')).toEqual(['class_teacher class', 'teacher school']);
    // Not of the school as well: a pupil counts in the class.
    expect(await positions('s1c1p1')).toEqual(['pupil class']);
    expect(await guardians('s1c1p1')).toEqual(['s1c1p1g1', 's1c1p1g2']);
    const paths = await one(sql<{
      wrong: number;
    }>`select count(*) as wrong from organisation o left join organisation p on p.id = o.parent_id
      where o.path <> coalesce(p.path || o.id::text, o.id::text::ltree)`);
    expect(paths?.wrong).toBe(0);
  });

  test('again changes nothing, and is recorded once', async () => {
    const row = await staged(base());
    expect(changesNothing(row.counts as Counts)).toBe(true);
    const counts = await applied(base());
    expect(changesNothing(counts)).toBe(true);
    const acts = await sql<{
      n: number;
    }>`select count(*) as n from audit_event where action = 'roster.apply'`.execute(database.db);
    expect(acts.rows[0]?.n).toBe(2);
  });

  test('changes names, places, roles and addresses', async () => {
    const roster = base();
    Object.assign(user(roster, 's1c1p1'), { familyName: '欧阳', givenName: '小明' });
    Object.assign(user(roster, 's1c1p1g1'), { sms: '+86 139-0000-0001', email: 'NEW@Mail.example', phone: '010-6655' });
    (roster.rows.enrollments.find((row) => row.sourcedId === 'es1c1p2') as Row).classSourcedId = 's1c2';
    Object.assign(roster.rows.orgs.find((row) => row.sourcedId === 's2') as Row, {
      name: '县第二小学',
      parentSourcedId: 's1',
    });
    const counts = await applied(roster);
    expect(counts.people).toMatchObject({ added: 0, changed: 1, left: 0 });
    expect(counts.memberships).toMatchObject({ added: 0, changed: 1, left: 0 });
    expect(counts.organisations).toMatchObject({ added: 0, changed: 1, left: 0 });
    const found = await one(
      sql<{ pinyin: string }>`select name_pinyin as pinyin from person where full_name = '欧阳小明'`,
    );
    expect(found?.pinyin).toBe('ouyangxiaoming');
    expect(await contacts('s1c1p1g1')).toEqual(['email:new@mail.example', 'sms:13900000001']);
    // The school moved, and all below it.
    const depth = await one(
      sql<{ deep: number }>`select max(nlevel(path)) as deep from organisation where source_id like 'class:s2%'`,
    );
    expect(depth?.deep).toBe(5);
    expect(changesNothing((await staged(roster)).counts as Counts)).toBe(true);
    await applied(base());
    expect(changesNothing((await staged(base())).counts as Counts)).toBe(true);
  });

  test('who is missing has left: memberships and guardianships end, links die, nothing is deleted', async () => {
    const before = await person('s1c1p1g1');
    const roster = base();
    without(roster, 's1c1p1');
    const counts = await applied(roster);
    expect(counts.people.left).toBe(1);
    expect(counts.memberships.left).toBe(1);
    expect(counts.guardianships.left).toBe(2);
    expect(await person('s1c1p1')).toMatchObject({ state: 'left', memberships: 0 });
    expect((await person('s1c1p1g1'))?.epoch).toBe((before?.epoch ?? 0) + 1);
    const kept = await one(
      sql<{
        n: number;
      }>`select count(*) as n from membership m join person p on p.id = m.person_id where p.source_id = 's1c1p1'`,
    );
    expect(kept?.n).toBeGreaterThan(0);
    await applied(base());
    expect(await person('s1c1p1')).toMatchObject({ state: 'active', memberships: 1 });
    expect(await guardians('s1c1p1')).toEqual(['s1c1p1g1', 's1c1p1g2']);
  });

  test('what the desk decided stays: opt-outs, bounces, own addresses, ended guardianships, the dead, language', async () => {
    const { db } = database;
    const [g1, g2, pupil] = [await person('s1c1p1g1'), await person('s1c1p1g2'), await person('s1c1p1')];
    await sql`update contact_point set opted_out_at = now() where person_id = ${g1?.id} and kind = 'sms'`.execute(db);
    await sql`insert into contact_point (person_id, kind, address, origin) values (${g1?.id}, 'email', 'own@desk.example', 'desk')`.execute(
      db,
    );
    await sql`update guardianship set ends_on = '2026-11-02', ended_by = 'desk' where guardian_id = ${g2?.id} and pupil_id = ${pupil?.id}`.execute(
      db,
    );
    await sql`update person set state = 'left', leaves_on = current_date where source_id = 's1c1p3'`.execute(db);
    await sql`update membership set ends_on = '2026-11-02', ended_by = 'desk' where person_id = (select id from person where source_id = 's1c1p3')`.execute(
      db,
    );
    await sql`update person set language = 'bo' where id = ${g1?.id}`.execute(db);
    const gone = base();
    const number = user(gone, 's1c1p1g1').sms as string;
    Object.assign(user(gone, 's1c1p1g1'), { sms: '13912345678' });
    await applied(gone);
    await applied(base());
    expect(await contacts('s1c1p1g1')).toContain('email:own@desk.example');
    const point = await one(sql<{ out: boolean }>`select opted_out_at is not null as out from contact_point
      where person_id = ${g1?.id} and address = ${number}`);
    expect(point?.out).toBe(true);
    expect(await guardians('s1c1p1')).toEqual(['s1c1p1g1']);
    expect(await person('s1c1p3')).toMatchObject({ state: 'left', memberships: 0 });
    expect((await person('s1c1p1g1'))?.language).toBe('bo');
    expect(changesNothing((await staged(base())).counts as Counts)).toBe(true);
  });

  test('that would end over 20 % asks again', async () => {
    const roster = base();
    without(roster, ...roster.rows.users.map((row) => row.sourcedId as string).filter((id) => /^s1c1p[1-6]/.test(id)));
    const row = await staged(roster);
    const outcome = await apply(services, consoleUser, row.id, { removal: false });
    expect(outcome).toMatchObject({ ok: false, troubles: [{ key: 'removalUnconfirmed' }] });
    expect((await person('s1c1p2'))?.state).toBe('active');
  });

  test('leaves out what it has no place for, and says so', async () => {
    const roster = base();
    roster.rows.classes.push({
      sourcedId: 'walk',
      title: '选修',
      classType: 'scheduled',
      schoolSourcedId: 's1',
      courseSourcedId: 'course',
      termSourcedIds: 't1',
    });
    roster.rows.enrollments.push({
      sourcedId: 'ew',
      classSourcedId: 'walk',
      schoolSourcedId: 's1',
      userSourcedId: 's1c1p1',
      role: 'student',
    });
    Object.assign(user(roster, 's1c1p1g1'), { phone: '010-1234567', email: 'nonsense' });
    user(roster, 's1c1p1').agentSourcedIds += ',h1';
    const row = await staged(roster);
    expect(row.notes.map((note) => note.key).sort()).toEqual([
      'agentsLeftOut',
      'emailLeftOut',
      'heldAtDesk',
      'phoneLeftOut',
      'scheduledLeftOut',
    ]);
    const counts = await applied(roster);
    expect(counts.organisations.added).toBe(0);
    expect(counts.memberships.added).toBe(0);
    expect(
      changesNothing(
        await applied(
          delta({
            enrollments: [
              {
                sourcedId: 'ew2',
                classSourcedId: 'walk',
                schoolSourcedId: 's1',
                userSourcedId: 's1c1p2',
                role: 'student',
              },
            ],
          }),
        ),
      ),
    ).toBe(true);
    await applied(base());
  });

  test('identity numbers are dropped before anything is stored, wherever they stand', async () => {
    const number = '110101199003077758';
    const roster = base();
    Object.assign(user(roster, 's1c1p2'), {
      givenName: `芳${number}`,
      identifier: number,
      userMasterIdentifier: number,
    });
    Object.assign(user(roster, 's1c1p1g1'), { phone: '11010119900307775 8', email: `${number}@mail.example` });
    Object.assign(roster.rows.orgs[1] as Row, { identifier: number });
    const files = filesOf(roster);
    files['users.csv'] = (files['users.csv'] as string).replaceAll(
      /(\n|^)(?=.)/g,
      (_, start) => `${start}${start === '' ? '身份证号,' : `${number},`}`,
    );
    const outcome = await stage(services, consoleUser, importFile(rosterZip(files), `${number}.zip`));
    const row = outcome.ok ? outcome.value : undefined;
    expect(row?.state).toBe('ready');
    expect(row?.notes.map((note) => note.key)).toEqual(expect.arrayContaining(['columnSensitive', 'valueSensitive']));
    await apply(services, consoleUser, row?.id ?? 0, { removal: true });
    const tables = await sql<{
      name: string;
    }>`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace
      and c.relkind = 'r' and (c.relname like 'roster%' or c.relname in ('person', 'contact_point', 'organisation', 'audit_event'))`.execute(
      database.db,
    );
    expect(tables.rows.length).toBeGreaterThan(15);
    for (const { name } of tables.rows) {
      const hit = await sql<{
        n: number;
      }>`select count(*) as n from ${sql.table(name)} t where t::text like '%1101011990%'`.execute(database.db);
      expect(hit.rows[0]?.n, name).toBe(0);
    }
    await applied(base());
  });
});

describe('a delta', () => {
  test('adds, changes and takes away only what it names', async () => {
    const counts = await applied(
      delta({
        users: [
          { sourcedId: 'new', familyName: '马', givenName: '超', agentSourcedIds: 'newg', primaryOrgSourcedId: 's1' },
          { sourcedId: 'newg', familyName: '马', givenName: '骏', sms: '13700000000' },
          { sourcedId: 's2c1p1', status: 'tobedeleted' },
        ],
        roles: [
          { sourcedId: 'rn', userSourcedId: 'new', roleType: 'primary', role: 'student', orgSourcedId: 's1' },
          { sourcedId: 'rg', userSourcedId: 'newg', roleType: 'primary', role: 'relative', orgSourcedId: 's1' },
        ],
        enrollments: [
          { sourcedId: 'en', classSourcedId: 's1c1', schoolSourcedId: 's1', userSourcedId: 'new', role: 'student' },
        ],
      }),
    );
    expect(counts.people).toMatchObject({ added: 2, changed: 0, left: 1 });
    expect(await positions('new')).toEqual(['pupil class']);
    expect(await guardians('new')).toEqual(['newg']);
    expect(await person('s2c1p1')).toMatchObject({ state: 'left', memberships: 0 });
    expect((await person('s2c1p2'))?.state).toBe('active');
    const moved = await applied(
      delta({
        enrollments: [
          { sourcedId: 'en', status: 'tobedeleted' },
          { sourcedId: 'en2', classSourcedId: 's1c2', schoolSourcedId: 's1', userSourcedId: 'new', role: 'student' },
        ],
      }),
    );
    expect(moved.memberships).toMatchObject({ added: 1, changed: 0, left: 1 });
    expect(await positions('new')).toEqual(['pupil class']);
  });

  test('closes a class, and the grade with its last class', async () => {
    const closed = await applied(delta({ classes: [{ sourcedId: 's2c1', status: 'tobedeleted' }] }));
    expect(closed.organisations.left).toBe(1);
    const both = await applied(delta({ classes: [{ sourcedId: 's2c2', status: 'tobedeleted' }] }));
    expect(both.organisations.left).toBe(2);
    const open = await one(
      sql<{ n: number }>`select count(*) as n from organisation where source_id like '%s2%' and ended_on is null`,
    );
    expect(open?.n).toBe(1);
    expect(await positions('s2c1p2')).toEqual([]);
    await applied(base());
    expect(changesNothing((await staged(base())).counts as Counts)).toBe(true);
  });

  test('refuses rows without status, and references into nothing', async () => {
    const bad = delta({
      roles: [
        { sourcedId: 'x', status: '', userSourcedId: 'h1', roleType: 'primary', role: 'teacher', orgSourcedId: 's1' },
      ],
    });
    await expect(staged(bad)).rejects.toThrow('statusMissing');
    const none = delta({
      roles: [{ sourcedId: 'x', userSourcedId: 'ghost', roleType: 'primary', role: 'teacher', orgSourcedId: 's1' }],
    });
    await expect(staged(none)).rejects.toThrow('referenceMissing');
  });
});

test('a membership that ended and comes back is a new one: old grants stay ended', async () => {
  const roster = base();
  without(roster, 'ts1c1');
  const before = await one(sql<{ id: number }>`select id from membership where source_id = 'role:r-ts1c1-teacher'`);
  await applied(roster);
  now = new Date('2026-11-20T04:00:00Z');
  await applied(base());
  const after = await one(sql<{ id: number }>`select id from membership where source_id = 'role:r-ts1c1-teacher'`);
  expect(after?.id).not.toBe(before?.id);
  const old = await one(
    sql<{ ended: boolean }>`select ends_on is not null as ended from membership where id = ${before?.id}`,
  );
  expect(old?.ended).toBe(true);
});
