import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { silentLog } from '../log.ts';
import { migrate, pendingMigrations } from './migrate.ts';

const { db, ownerUrl, appUrl } = await testDatabase();
const original = new URL('../../../db/migrations/', import.meta.url).pathname;
const folder = await mkdtemp(join(tmpdir(), 'belfry-migrations-'));
for (const name of await readdir(original)) await copyFile(join(original, name), join(folder, name));
afterAll(() => rm(folder, { recursive: true }));
const again = () => migrate(ownerUrl, { appRole: 'belfry_app', log: silentLog(), folder });
const run = (text: string) => sql.raw(text).execute(db);

describe('migrations', () => {
  test('a second run changes nothing', async () => {
    expect(await again()).toEqual([]);
    expect(await pendingMigrations(appUrl, folder)).toEqual([]);
  });

  test('a new file is applied once, also by two processes at once', async () => {
    await writeFile(join(folder, '900001_trial.sql'), 'create table trial (id int primary key);');
    expect(await pendingMigrations(appUrl, folder)).toEqual(['900001_trial.sql']);
    expect((await Promise.all([again(), again()])).flat()).toEqual(['900001_trial.sql']);
    await run('insert into trial values (1)');
  });

  test('a file that was changed after it had been applied is refused', async () => {
    await writeFile(join(folder, '900001_trial.sql'), 'create table trial (id int);');
    await expect(again()).rejects.toThrow('900001_trial.sql was changed');
    await writeFile(join(folder, '900001_trial.sql'), 'create table trial (id int primary key);');
  });

  test('a file that fails leaves nothing behind and names its line', async () => {
    await writeFile(join(folder, '900002_broken.sql'), 'create table half (id int);\nselect nothing_here;');
    await expect(again()).rejects.toThrow(/900002_broken.sql failed and was undone: line 2/);
    await rm(join(folder, '900002_broken.sql'));
    await expect(run('select * from half')).rejects.toThrow('does not exist');
  });
});

describe("the application's role", () => {
  test.each([
    'create table x (id int)',
    'create temporary table x (id int)',
    'create schema x',
    'alter table setting add column x int',
    'drop table setting',
    'truncate setting',
    'create function public.x() returns int language sql as $$ select 1 $$',
    'insert into migration (name, sha256) values ($$x$$, $$x$$)',
    'set role belfry_owner',
    'alter table graphile_worker._private_jobs disable row level security',
  ])('may not: %s', async (statement) => {
    await expect(run(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  test('owns nothing', async () => {
    const owned = await run(`select 1 from pg_class where relowner = 'belfry_app'::regrole
      union all select 1 from pg_proc where proowner = 'belfry_app'::regrole`);
    expect(owned.rows).toEqual([]);
  });

  test('adds to history and cannot change it', async () => {
    const { rows } = await sql<{ name: string; rights: string }>`
      select c.relname as name, string_agg(a.privilege_type, ' ' order by a.privilege_type) as rights
      from pg_class c, aclexplode(c.relacl) a
      where a.grantee = 'belfry_app'::regrole and c.relname in ('audit_event', 'audit_chain', 'notice_event', 'grant_event')
      group by c.relname`.execute(db);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.rights).toBe('INSERT SELECT');
    for (const { name } of rows) await expect(run(`delete from ${name}`)).rejects.toThrow('permission denied');
  });

  test('reads and writes ordinary tables and the queue', async () => {
    await run(`insert into setting (key, value) values ('trial', '1')`);
    await run(`update setting set value = '2' where key = 'trial'`);
    await run(`select graphile_worker.add_job('trial', '{}'::json)`);
    const { rows } = await sql<{ n: number }>`select count(*) as n from graphile_worker._private_jobs`.execute(db);
    expect(rows).toEqual([{ n: 1 }]);
  });
});
