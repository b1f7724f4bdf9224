/** What is half done: statements that fail, processes that die, imports that meet. */
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { apply, consoleUser, discard, stage } from './actions.ts';
import { filesOf, importFile, makeRoster, type Roster, rosterZip } from './fixture.ts';
import { whileLocked } from './lock.ts';
import type { RosterImport } from './model.ts';
import { importById } from './queries/imports.ts';
import { sweep } from './sweep.ts';

const { db, ownerUrl, superUrl } = await testDatabase();
const services = testServices(db);
const owner = new Client({ connectionString: ownerUrl });
await owner.connect();
afterAll(() => owner.end());

const file = (roster: Roster) => importFile(rosterZip(filesOf(roster)));
const small = makeRoster({ schools: 1, classes: 2, pupils: 5 });
const bigger = makeRoster({ schools: 2, classes: 2, pupils: 6 });

async function staged(roster: Roster): Promise<RosterImport> {
  const outcome = await stage(services, consoleUser, file(roster));
  if (!outcome.ok || outcome.value.state !== 'ready') throw new Error('not ready');
  return outcome.value;
}

/** Everything of the directory in one line. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ all: string }>`select concat_ws(' ',
    (select md5(string_agg(o::text, ',' order by id)) from organisation o),
    (select md5(string_agg(p::text, ',' order by id)) from person p),
    (select md5(string_agg(m::text, ',' order by id)) from membership m),
    (select md5(string_agg(g::text, ',' order by id)) from guardianship g),
    (select md5(string_agg(c::text, ',' order by id)) from contact_point c),
    (select md5(string_agg(a::text, ',' order by id)) from academic_session a)) as all`.execute(db);
  return rows[0]?.all ?? '';
}

async function stagedRows(): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select (select count(*) from roster_person) + (select count(*) from roster_plan_person)
    + (select count(*) from roster_organisation) as n`.execute(db);
  return rows[0]?.n ?? -1;
}

test('a statement that fails in the middle leaves nothing behind, and it can be tried again', async () => {
  const first = await staged(small);
  expect((await apply(services, consoleUser, first.id, { removal: true })).ok).toBe(true);
  const before = await everything();
  const second = await staged(bigger);
  for (const table of ['organisation', 'person', 'membership', 'guardianship', 'contact_point', 'audit_event']) {
    await owner.query(`create function fail_${table}() returns trigger language plpgsql as $$ begin
      raise exception 'the disk is full'; end $$`);
    await owner.query(`create trigger fail after insert on ${table} execute function fail_${table}()`);
    await expect(apply(services, consoleUser, second.id, { removal: true })).rejects.toThrow('the disk is full');
    await owner.query(`drop trigger fail on ${table}`);
    expect(await everything(), table).toBe(before);
    expect((await importById(db, second.id))?.state).toBe('ready');
  }
  expect((await apply(services, consoleUser, second.id, { removal: true })).ok).toBe(true);
  expect(await everything()).not.toBe(before);
});

test('a connection that is cut in the middle of applying leaves nothing behind', async () => {
  const before = await everything();
  const row = await staged(small);
  await owner.query(
    `create function wait_here() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return null; end $$`,
  );
  await owner.query('create trigger wait_here after update on membership execute function wait_here()');
  const applying = apply(services, consoleUser, row.id, { removal: true });
  applying.catch(() => undefined);
  const killer = new Client({ connectionString: superUrl });
  await killer.connect();
  let cut = 0;
  while (cut === 0) {
    const { rowCount } = await killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event = 'PgSleep'`);
    cut = rowCount ?? 0;
  }
  await killer.end();
  await expect(applying).rejects.toThrow();
  await owner.query('drop trigger wait_here on membership');
  expect(await everything()).toBe(before);
  expect((await apply(services, consoleUser, row.id, { removal: true })).ok).toBe(true);
});

test('an import that a dead process left behind is ended and its rows go', async () => {
  const row = await staged(bigger);
  for (const state of ['staging', 'applying']) {
    await sql`update roster_import set state = ${state} where id = ${row.id}`.execute(db);
    expect(await stagedRows()).toBeGreaterThanOrEqual(0);
    expect(await sweep(services)).toBe(true);
    expect(await importById(db, row.id)).toMatchObject({ state: 'failed', reason: 'interrupted' });
    expect(await stagedRows()).toBe(0);
  }
});

test('a preview waits for a day, not longer; one that the database forgot is not applied', async () => {
  const row = await staged(bigger);
  await sweep(services);
  expect((await importById(db, row.id))?.state).toBe('ready');
  await sql`update roster_import set started_at = started_at - interval '25 hours' where id = ${row.id}`.execute(db);
  await sweep(services);
  expect(await importById(db, row.id)).toMatchObject({ state: 'failed', reason: 'tooOld' });
  const lost = await staged(bigger);
  await sql`select roster_clear_rows()`.execute(db);
  expect(await apply(services, consoleUser, lost.id, { removal: true })).toMatchObject({
    troubles: [{ key: 'previewLost' }],
  });
});

test('while one import works another is refused; a newer preview takes the place of one that waits', async () => {
  const waiting = await staged(bigger);
  await whileLocked(db, async () => {
    expect(await stage(services, consoleUser, file(small))).toMatchObject({
      ok: false,
      troubles: [{ key: 'importRunning' }],
    });
    expect(await apply(services, consoleUser, waiting.id, { removal: true })).toMatchObject({
      ok: false,
      troubles: [{ key: 'importRunning' }],
    });
    expect(await discard(services, consoleUser, waiting.id)).toMatchObject({ ok: false });
    expect(await sweep(services)).toBe(false);
  });
  expect((await importById(db, waiting.id))?.state).toBe('ready');
  const both = await Promise.all([
    stage(services, consoleUser, file(small)),
    stage(services, consoleUser, file(small)),
  ]);
  expect(both.filter((outcome) => outcome.ok).length).toBe(1);
  expect(await importById(db, waiting.id)).toMatchObject({ state: 'discarded', reason: 'replaced' });
  expect(await apply(services, consoleUser, waiting.id, { removal: true })).toMatchObject({
    troubles: [{ key: 'notReady' }],
  });
});

test('what changed since the preview is shown before it is applied', async () => {
  const row = await staged(bigger);
  const roster = structuredClone(bigger);
  await sql`update person set full_name = '改名', family_name = '改', given_name = '名' where source_id = 'h1'`.execute(
    db,
  );
  const moved = await apply(services, consoleUser, row.id, { removal: true });
  expect(moved).toMatchObject({ ok: false, troubles: [{ key: 'directoryMoved' }] });
  expect((await apply(services, consoleUser, row.id, { removal: true })).ok).toBe(true);
  const { rows } = await sql<{ name: string }>`select full_name as name from person where source_id = 'h1'`.execute(db);
  expect(rows[0]?.name).toBe(`${roster.rows.users[0]?.familyName}${roster.rows.users[0]?.givenName}`);
});

test('an opt-out between the comparison and the application is kept', async () => {
  const roster = structuredClone(bigger);
  const guardian = roster.rows.users.find((row) => row.sourcedId === 's1c1p1g1') as Record<string, string>;
  guardian.sms = '13900000009';
  const row = await staged(roster);
  await sql`update contact_point set opted_out_at = now() where person_id = (select id from person where source_id = 's1c1p1g1')
    and kind = 'sms'`.execute(db);
  const outcome = await apply(services, consoleUser, row.id, { removal: true });
  expect(outcome).toMatchObject({ ok: false, troubles: [{ key: 'directoryMoved' }] });
  expect((await apply(services, consoleUser, row.id, { removal: true })).ok).toBe(true);
  const { rows } = await sql<{ n: number }>`select count(*) as n from contact_point where opted_out_at is not null
    and person_id = (select id from person where source_id = 's1c1p1g1')`.execute(db);
  expect(rows[0]?.n).toBe(1);
});
