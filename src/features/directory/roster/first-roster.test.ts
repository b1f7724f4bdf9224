/** The first roster of a whole city: indexes and foreign keys are set aside and put back, whatever happens. */
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { apply, consoleUser, stage } from './actions.ts';
import { filesOf, importFile, makeRoster, type Roster, rosterZip } from './fixture.ts';
import type { OnProgress } from './progress.ts';
import { directoryPrint } from './queries/print.ts';

const { db } = await testDatabase();
const services = testServices(db);
afterEach(() => sql`delete from service_process`.execute(db));

/** All indexes and foreign keys of the directory, as PostgreSQL words them. */
async function guards(): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select indexdef as line from pg_indexes where tablename in ('person', 'membership', 'guardianship', 'contact_point')
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where contype = 'f' and convalidated and conrelid in ('membership'::regclass, 'guardianship'::regclass, 'contact_point'::regclass)
    order by line`.execute(db);
  return rows.map(({ line }) => line);
}

/** Applies; the steps it went through. */
async function applied(roster: Roster, setAsideFrom: number, see: OnProgress = () => undefined): Promise<string[]> {
  const staged = await stage(services, consoleUser, importFile(rosterZip(filesOf(roster))));
  if (!staged.ok || staged.value.state !== 'ready') throw new Error('not ready');
  const steps: string[] = [];
  const outcome = await apply(
    services,
    consoleUser,
    staged.value.id,
    { removal: true },
    {
      setAsideFrom,
      progress: (now) => {
        if (now.step && steps.at(-1) !== now.step) steps.push(now.step);
        see(now);
      },
    },
  );
  expect(outcome.ok).toBe(true);
  return steps;
}

const count = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from guardianship`.execute(db)).rows[0]?.n;

test('not while somebody is served, and not when most people are there already', async () => {
  const before = await guards();
  await sql`insert into service_process (host, machine, process_id, role, job_pools) values ('h', 'm', 1, 'web', '{}')`.execute(
    db,
  );
  expect(await applied(makeRoster({ schools: 1, classes: 2, pupils: 5 }), 1)).not.toContain('indexes');
  await sql`delete from service_process`.execute(db);
  expect(await applied(makeRoster({ schools: 1, classes: 2, pupils: 6 }), 1)).not.toContain('indexes');
  expect(await guards()).toEqual(before);
});

test('while nobody is served, a roster many times as large comes in without indexes, and all of them are back', async () => {
  const before = await guards();
  expect(before.length).toBeGreaterThan(15);
  const steps = await applied(makeRoster({ schools: 3, classes: 4, pupils: 20 }), 20);
  expect(steps).toContain('indexes');
  expect(await guards()).toEqual(before);
  expect(await count()).toBeGreaterThan(200);
  await expect(
    sql`insert into membership (person_id, organisation_id, position, starts_on) values (999999, 1, 'staff', now())`.execute(
      db,
    ),
  ).rejects.toThrow(/foreign key/);
});

test('somebody who holds a table is not made to wait: it goes the ordinary way', async () => {
  const before = await guards();
  await db.transaction().execute(async (trx) => {
    await sql`select count(*) from person`.execute(trx);
    expect(await applied(makeRoster({ schools: 40, classes: 3, pupils: 20 }), 20)).not.toContain('indexes');
  });
  expect(await guards()).toEqual(before);
});

test('a comparison is made again as soon as anything that it read has changed', async () => {
  const print = () => db.transaction().execute((trx) => directoryPrint(trx, '2026-03-02'));
  const before = await print();
  expect(await print()).toBe(before);
  for (const change of [
    sql`update person set language = 'en' where id = (select min(id) from person)`,
    sql`delete from contact_point where id = (select min(id) from contact_point)`,
    sql`insert into roster_scheduled_class values ('class:other')`,
  ]) {
    const known = await print();
    await change.execute(db);
    expect(await print()).not.toBe(known);
  }
  expect(await db.transaction().execute((trx) => directoryPrint(trx, '2026-03-03'))).not.toBe(await print());
});
