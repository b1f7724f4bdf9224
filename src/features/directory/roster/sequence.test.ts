/** Whatever rosters came before, the last one decides: applying them in turn equals a fresh import of the last. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Database } from '#platform/database/connect.ts';
import { cloneDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { apply, consoleUser, stage } from './actions.ts';
import { filesOf, importFile, makeRoster, type Roster, type Row, rosterZip } from './fixture.ts';
import { type Counts, changesNothing } from './model.ts';

/** Takes some people and classes out of a district and changes others, by numbers. */
function roster(numbers: readonly number[]): Roster {
  const made = makeRoster({ schools: 2, classes: 2, pupils: 3 });
  const { rows } = made;
  let at = 0;
  const pick = (most: number) => (numbers[at++ % numbers.length] as number) % most;
  const drop = (ids: Set<string>) => {
    const gone = (row: Row) =>
      [row.sourcedId, row.userSourcedId, row.classSourcedId, row.schoolSourcedId, row.orgSourcedId].some((id) =>
        ids.has(id ?? ''),
      );
    for (const list of Object.values(rows)) list.splice(0, list.length, ...list.filter((row) => !gone(row)));
    for (const row of rows.users) {
      row.agentSourcedIds = (row.agentSourcedIds ?? '')
        .split(',')
        .filter((id) => !ids.has(id))
        .join(',');
      if (ids.has(row.primaryOrgSourcedId ?? '')) row.primaryOrgSourcedId = '';
    }
  };
  const people = rows.users.map((row) => row.sourcedId as string);
  drop(new Set(people.filter(() => pick(5) === 0)));
  if (pick(3) === 0) drop(new Set([(rows.classes[pick(rows.classes.length)] as Row).sourcedId as string]));
  if (pick(4) === 0)
    drop(
      new Set([
        's2',
        ...rows.classes.filter((row) => row.schoolSourcedId === 's2').map((row) => row.sourcedId as string),
      ]),
    );
  for (const row of rows.users) {
    if (pick(6) === 0) row.givenName = '改';
    if (pick(6) === 0) row.sms = `1390000${String(1000 + pick(9000))}`;
    if (pick(6) === 0) row.email = `x${pick(50)}@mail.example`;
  }
  for (const row of rows.enrollments)
    if (pick(6) === 0) row.classSourcedId = (rows.classes[pick(rows.classes.length)] as Row).sourcedId as string;
  for (const row of rows.classes)
    if (pick(4) === 0) Object.assign(row, { grades: pick(2) ? '08' : '', title: `改${pick(9)}班` });
  if (pick(4) === 0)
    Object.assign(rows.orgs.find((row) => row.sourcedId === 's1') as Row, {
      parentSourcedId: rows.orgs.some((row) => row.sourcedId === 's2') ? 's2' : 'd',
    });
  if (pick(3) === 0) {
    rows.academicSessions.splice(1, 1);
    for (const row of rows.classes) row.termSourcedIds = '';
  }
  return made;
}

async function importInto(db: Database, one: Roster): Promise<Counts> {
  const services = testServices(db, { clock: { now: () => new Date('2026-11-02T04:00:00Z') } });
  const staged = await stage(services, consoleUser, importFile(rosterZip(filesOf(one))));
  if (!staged.ok || staged.value.state !== 'ready') throw new Error(`not ready: ${JSON.stringify(staged)}`);
  const applied = await apply(services, consoleUser, staged.value.id, { removal: true });
  if (!applied.ok) throw new Error(applied.troubles[0]?.key);
  return applied.value.counts as Counts;
}

/** What is in force, without the numbers that the database gave out. */
async function inForce(db: Database): Promise<unknown> {
  const list = async (query: ReturnType<typeof sql<{ said: string }>>) =>
    (await query.execute(db)).rows.map((row) => row.said);
  return {
    organisations:
      await list(sql`select concat_ws('|', o.source_id, o.kind, o.name, o.name_pinyin, p.source_id, nlevel(o.path)) as said
      from organisation o left join organisation p on p.id = o.parent_id where o.ended_on is null order by 1`),
    paths: await list(sql`select o.source_id as said from organisation o left join organisation p on p.id = o.parent_id
      where o.path <> coalesce(p.path || o.id::text, o.id::text::ltree)`),
    people: await list(
      sql`select concat_ws('|', source_id, full_name, name_pinyin) as said from person where state = 'active' order by 1`,
    ),
    memberships:
      await list(sql`select concat_ws('|', m.source_id, p.source_id, o.source_id, m.position) as said from membership m
      join person p on p.id = m.person_id join organisation o on o.id = m.organisation_id
      where m.ends_on is null or m.ends_on > '2026-11-02' order by 1`),
    guardianships: await list(sql`select concat_ws('|', a.source_id, b.source_id) as said from guardianship g
      join person a on a.id = g.guardian_id join person b on b.id = g.pupil_id
      where g.ends_on is null or g.ends_on > '2026-11-02' order by 1`),
    contacts: await list(sql`select concat_ws('|', p.source_id, c.kind, c.address, c.rank) as said from contact_point c
      join person p on p.id = c.person_id where p.state = 'active' order by 1`),
    terms:
      await list(sql`select concat_ws('|', a.source_id, a.kind, a.name, p.source_id) as said from academic_session a
      left join academic_session p on p.id = a.parent_id order by 1`),
  };
}

test('a sequence of rosters equals the last one alone, and the last one again changes nothing', {
  timeout: 120_000,
}, async () => {
  const numbers = fc.array(fc.nat(10_000), { minLength: 60, maxLength: 200 });
  const property = fc.asyncProperty(fc.array(numbers, { minLength: 2, maxLength: 4 }), async (sequence) => {
    const [turns, fresh] = [await cloneDatabase(), await cloneDatabase()];
    try {
      for (const one of sequence) await importInto(turns.db, roster(one));
      const last = roster(sequence.at(-1) as number[]);
      await importInto(fresh.db, last);
      expect(await inForce(turns.db)).toEqual(await inForce(fresh.db));
      expect(changesNothing(await importInto(turns.db, last))).toBe(true);
    } finally {
      await turns.drop();
      await fresh.drop();
    }
  });
  // On a busy machine fewer turns, never a false alarm.
  await fc.assert(property, { numRuns: 8, endOnFailure: true, interruptAfterTimeLimit: 60_000 });
});
