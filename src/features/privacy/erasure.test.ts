/** Erasure: by two people, over all features, whole or not at all; it stays after an import and after a restore. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { cloneDatabase, testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { features } from '../../features.ts';
import { silentLog } from '../../platform/log.ts';
import { signLink } from '../delivery/feature.ts';
import { personalPath } from '../delivery/paths.ts';
import { apply, consoleUser, stage } from '../directory/console.ts';
import { makePerson, makePupil } from '../directory/factory.ts';
import { filesOf, importFile, makeRoster, rosterZip } from '../directory/roster/fixture.ts';
import { byAt, makePublished, movableClock } from '../notices/factory.ts';
import { keepTombstones } from '../operation/actions/tombstones.ts';
import { makeBackup, restore } from '../operation/feature.ts';
import { carryOut, eraseLongGone, proposeErasure } from './actions/erase.ts';
import { keepings } from './keepings.ts';
import { words } from './messages.ts';
import { erasePath, erasurePath, liftPath, requestsPath } from './paths.ts';

const database = await testDatabase();
const { db } = database;
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(db, { clock }), clock, ownerUrl: database.ownerUrl };
writeFileSync(join(services.config.dataDir, 'master-key'), `${Buffer.alloc(32, 7).toString('base64')}\n`);
const app = createApp(services);
const t = words('en');
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

async function ask(name: CastName, path: string, form?: Record<string, string>) {
  const cookie = await cookieOf(database, cast.members[name], clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'en' };
  const body = form && new URLSearchParams(form);
  const answer = await app.request(path, { method: form ? 'POST' : 'GET', headers, ...(body ? { body } : {}) });
  return { status: answer.status, text: await answer.text() };
}

const by = (name: CastName) => ({ accountId: cast.members[name].accountId, at: clock.now(), today: '2026-11-20' });
const one = async <T extends object>(query: ReturnType<typeof sql<T>>): Promise<T> =>
  (await query.execute(db)).rows[0] as T;

/** A guardian of a pupil at north with a message, an acknowledgement, a correction, a merged double, whose guardianship ended. */
async function formerGuardian(name: string): Promise<{ person: number; link: string; notice: number }> {
  const schoolClass = cast.north.classes[0]?.organisation.id as number;
  const { pupil } = await makePupil(db, { id: schoolClass }, { guardians: 0 });
  const person = await makePerson(db, { name });
  await sql`update person set source_id = ${`u-${name}`} where id = ${person}`.execute(db);
  await sql`insert into contact_point (person_id, kind, address) values (${person}, 'email', ${`${name}@family.example`})`.execute(
    db,
  );
  await sql`insert into guardianship (guardian_id, pupil_id, starts_on) values (${person}, ${pupil}, '2020-09-01')`.execute(
    db,
  );
  const made = await makePublished(services, {
    office: cast.district.id,
    author: byAt(cast.members['bureau.editor']),
    approver: byAt(cast.members['bureau.approver']),
    audience: [{ organisationId: cast.district.id, role: 'guardians' }],
    deadlineOn: '2026-11-27',
  });
  await sql`insert into delivery (message_id, person_id, organisation_id, contact_point_id, period, ready_at, district_id, channel, state)
    select m.id, ${person}, ${schoolClass}, (select max(id) from contact_point where person_id = ${person}), m.period, now(), m.district_id, 1, 2
    from message m where m.id = ${made.messageId} on conflict do nothing`.execute(db);
  await sql`insert into notice_acknowledgement (notice_id, person_id, organisation_id, means, acknowledged_on)
    values (${made.id}, ${person}, ${schoolClass}, 'link', '2026-11-20')`.execute(db);
  await sql`insert into correction (person_id, kind, value, proposed_at) values (${person}, 'sms', '13800000009', now())`.execute(
    db,
  );
  await sql`insert into direct_mail (address, language, subject, text_body, html_body)
    values (${`${name}@family.example`}, 'en', 's', 't', 'h')`.execute(db);
  const double = await makePerson(db, { name: `${name}-double` });
  await sql`update person set state = 'left', merged_into = ${person} where id = ${double}`.execute(db);
  await sql`insert into person_merge (kept_id, gone_id, account_id, done_at, moved)
    values (${person}, ${double}, ${cast.members['north.administrator'].accountId}, now(), '{}')`.execute(db);
  const link = personalPath(
    signLink(services.secrets, { messageId: made.messageId as number, personId: person, epoch: 0 }),
  );
  return { person, link, notice: made.id };
}

const endGuardianship = (person: number) =>
  sql`update guardianship set ends_on = '2026-11-19' where guardian_id = ${person}`.execute(db);

/** Rows of every table that name any of these people, by the keys that the schema has to people. */
async function rowsAbout(ids: readonly number[]): Promise<string[]> {
  const keys = await sql<{ relation: string; column: string }>`
    select c.conrelid::regclass::text as relation, a.attname as column from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'person'::regclass`.execute(db);
  const found: string[] = [];
  for (const { relation, column } of keys.rows) {
    const { rows } = await sql`select from ${sql.table(relation)}
      where ${sql.ref(column)} = any (${[...ids]}::bigint[]) limit 1`.execute(db);
    if (rows.length > 0) found.push(`${relation}.${column}`);
  }
  return found.sort();
}

describe('by two people', () => {
  test('not while the person belongs here; then previewed, proposed, done by another', async () => {
    const { person, link, notice } = await formerGuardian('leila');
    const shown = await ask('north.administrator', erasePath(person));
    expect(shown.text).toContain('Guardian of');
    expect(shown.text).not.toContain(t('erasePropose'));
    const form = { reason: 'asked', marked: 'yes' };
    expect((await ask('north.administrator', erasePath(person), form)).text).toContain('still belongs here');
    await endGuardianship(person);
    expect((await ask('south.administrator', erasePath(person))).status).toBe(404);
    expect((await ask('north.administrator', erasePath(person))).text).toContain('Acknowledgements (the figures');
    expect((await ask('north.administrator', erasePath(person), { marked: 'yes' })).status).toBe(422);
    expect((await ask('north.administrator', erasePath(person), form)).status).toBe(303);
    expect((await ask('north.administrator', erasePath(person), form)).text).toContain(t('eraseThere'));
    const { id } = await one(sql<{ id: number }>`select id from erasure where person_id = ${person}`);
    expect((await ask('north.administrator', erasurePath(id), { act: 'confirm' })).text).toContain(
      'Another administrator',
    );
    expect((await ask('south.administrator', erasurePath(id), { act: 'confirm' })).status).toBe(404);
    const counts = () =>
      one(sql<{
        n: number;
      }>`select coalesce(sum(n), 0)::int as n from (select n from notice_acknowledgement_count where notice_id = ${notice}
        union all select n from notice_acknowledgement_delta where notice_id = ${notice}) c`);
    const before = await counts();
    const ids = (
      await sql<{ id: number }>`select id from person where id = ${person} or merged_into = ${person}`.execute(db)
    ).rows.map((row) => row.id);
    expect((await ask('bureau.administrator', erasurePath(id), { act: 'confirm' })).status).toBe(303);

    expect(await rowsAbout(ids)).toEqual(['erasure.person_id', 'person.merged_into']);
    const left = await one(sql<
      Record<string, unknown>
    >`select full_name, family_name, given_name, source_id, language, state,
      length(erased_mark) as mark, erased_on::text as day from person where id = ${person}`);
    expect(left).toEqual({
      full_name: '—',
      family_name: '',
      given_name: '',
      source_id: null,
      language: null,
      state: 'left',
      mark: 32,
      day: '2026-11-20',
    });
    expect((await sql`select from direct_mail where address like 'leila%'`.execute(db)).rows).toEqual([]);
    const rows = await sql`select contact_point_id from delivery where person_id = ${person}`.execute(db);
    expect(rows.rows.length).toBeGreaterThan(0);
    expect(rows.rows.every((row) => (row as { contact_point_id: unknown }).contact_point_id === null)).toBe(true);
    expect(await counts(), 'figures stay').toEqual(before);
    expect((await app.request(link)).status, 'links die at once').not.toBe(200);
    expect((await ask('north.administrator', erasePath(person))).status).toBe(404);
    expect((await ask('bureau.administrator', `/desk/directory?q=leila`)).text).not.toContain('leila@');
    const dump = await sql<{
      text: string;
    }>`select coalesce(string_agg(e::text, ''), '') as text from audit_event e`.execute(db);
    expect(dump.rows[0]?.text).not.toContain('leila');
  });

  test('a member of staff loses everything that signs in; the name stays for six months', async () => {
    const member = cast.members['south.safety_officer'];
    await sql`update membership set ends_on = '2026-11-01' where person_id = ${member.personId}`.execute(db);
    const cookie = await cookieOf(database, member, clock.now());
    await db.transaction().execute(async (trx) => {
      const proposed = await proposeErasure(trx, by('bureau.administrator'), {
        personId: member.personId,
        requestId: null,
        reason: 'purpose_ended',
        marked: false,
      });
      if (!proposed.ok) throw new Error(JSON.stringify(proposed));
      expect((await carryOut(trx, services, by('bureau.second_administrator'), proposed.value)).ok).toBe(true);
    });
    expect((await app.request('/desk/notices', { headers: { cookie } })).status).toBe(303);
    const account = await one(sql<Record<string, unknown>>`select login::text as login, email, password_hash, state,
      display_name = ${member.name} as named from account where id = ${member.accountId}`);
    expect(account).toMatchObject({
      login: `erased-${member.accountId}`,
      email: null,
      password_hash: null,
      state: 'disabled',
      named: true,
    });
    expect(
      (await sql`select from account_grant where account_id = ${member.accountId} and ended_at is null`.execute(db))
        .rows,
    ).toEqual([]);
    const names = keepings.flatMap((keeping) => keeping.rules).find((rule) => rule.kind === 'accounts.erased_names');
    await names?.forget?.(services, 100);
    expect(
      (await one(sql<{ n: string }>`select display_name as n from account where id = ${member.accountId}`)).n,
    ).toBe(member.name);
    clock.set('2027-06-01T01:00:00Z');
    await names?.forget?.(services, 100);
    clock.set('2026-11-20T01:00:00Z');
    expect(
      (await one(sql<{ n: string }>`select display_name as n from account where id = ${member.accountId}`)).n,
    ).toBe('—');
  });
});

test('killed in the middle, nothing has gone; the second try does it whole', async () => {
  const { person } = await formerGuardian('maya');
  await endGuardianship(person);
  const proposed = await db.transaction().execute((trx) =>
    proposeErasure(trx, by('north.administrator'), {
      personId: person,
      requestId: null,
      reason: 'asked',
      marked: true,
    }),
  );
  if (!proposed.ok) throw new Error('not proposed');
  const before = await rowsAbout([person]);
  await expect(
    db.transaction().execute(async (trx) => {
      await carryOut(trx, services, by('bureau.administrator'), proposed.value);
      // Everything is done and not committed: the power goes.
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
    }),
  ).rejects.toThrow();
  expect(await rowsAbout([person])).toEqual(before);
  expect((await one(sql<{ n: string }>`select full_name as n from person where id = ${person}`)).n).toBe('maya');
  const again = await db
    .transaction()
    .execute((trx) => carryOut(trx, services, by('bureau.administrator'), proposed.value));
  expect(again.ok).toBe(true);
  expect(await rowsAbout([person])).toEqual(['erasure.person_id', 'person.merged_into']);
  const twice = await db
    .transaction()
    .execute((trx) => carryOut(trx, services, by('bureau.administrator'), proposed.value));
  expect(twice).toMatchObject({ ok: false });
});

test('a hold on records about people keeps everybody', async () => {
  const { person } = await formerGuardian('nora');
  await endGuardianship(person);
  await sql`insert into retention_hold (kind, reason, until_on, proposed_by, proposed_at, confirmed_by, confirmed_at)
    values ('notices.replies', 'Letter of the court', '2027-01-31', ${cast.members['bureau.administrator'].accountId}, now(),
      ${cast.members['bureau.second_administrator'].accountId}, now())`.execute(db);
  const shown = await ask('north.administrator', erasePath(person), { reason: 'asked', marked: 'yes' });
  expect(shown.status).toBe(422);
  expect(shown.text).toContain('suspended for a lawsuit');
  await sql`delete from retention_hold`.execute(db);
});

test('whoever left long ago goes by retention, without a mark; whoever left lately stays', async () => {
  const schoolClass = { id: cast.north.classes[0]?.organisation.id as number };
  const made = [await makePupil(db, schoolClass), await makePupil(db, schoolClass)];
  const [old, late] = made.map(({ pupil }) => pupil) as [number, number];
  await sql`update person set created_at = '2020-01-01' where id in (${old}, ${late})`.execute(db);
  await sql`update membership set starts_on = '2020-09-01', ends_on = '2023-07-01' where person_id = ${old}`.execute(
    db,
  );
  await sql`update membership set starts_on = '2020-09-01', ends_on = '2026-07-01' where person_id = ${late}`.execute(
    db,
  );
  await sql`update guardianship set ends_on = '2023-07-01' where pupil_id in (${old}, ${late})`.execute(db);
  expect(await eraseLongGone(services, 100)).toBeGreaterThanOrEqual(1);
  const { rows } = await sql<{ id: number; gone: boolean; mark: Buffer | null }>`
    select id, erased_on is not null as gone, erased_mark as mark from person where id in (${old}, ${late}) order by id`.execute(
    db,
  );
  expect(rows).toEqual([
    { id: old, gone: true, mark: null },
    { id: late, gone: false, mark: null },
  ]);
  expect(await eraseLongGone(services, 100), 'twice is once').toBe(0);
});

test('after a restore of a backup from before, whoever was erased is erased again', { timeout: 90_000 }, async () => {
  const { person } = await formerGuardian('olga');
  await endGuardianship(person);
  const file = join(services.config.dataDir, 'before.belfry');
  await makeBackup(services, file, { by: 'console' });
  await db.transaction().execute(async (trx) => {
    const proposed = await proposeErasure(trx, by('north.administrator'), {
      personId: person,
      requestId: null,
      reason: 'asked',
      marked: true,
    });
    if (!proposed.ok) throw new Error('not proposed');
    await carryOut(trx, services, by('bureau.administrator'), proposed.value);
  });
  const mark = await one(sql<{ mark: Buffer }>`select erased_mark as mark from person where id = ${person}`);
  await keepTombstones(services);
  const target = await cloneDatabase();
  const { config } = services;
  const ground = { config, clock, log: silentLog(), appUrl: target.appUrl, ownerUrl: target.ownerUrl };
  const hooks = features.flatMap((feature) => feature.restored ?? []);
  await restore(ground, { file, replace: false, newKey: false, tombstoneFiles: [], hooks });
  const { rows } = await sql<{ name: string; mark: Buffer; epoch: number }>`
    select full_name as name, erased_mark as mark, link_epoch as epoch from person where id = ${person}`.execute(
    target.db,
  );
  expect(rows[0]?.name).toBe('—');
  expect(rows[0]?.mark.equals(mark.mark), 'the mark came with the tombstone').toBe(true);
  expect(rows[0]?.epoch).toBeGreaterThan(0);
  for (const table of ['contact_point', 'correction', 'notice_acknowledgement']) {
    const found = await sql`select from ${sql.table(table)} where person_id = ${person}`.execute(target.db);
    expect(found.rows, table).toEqual([]);
  }
  const everything = await sql<{ text: string }>`select string_agg(p::text, ' ') as text from person p`.execute(
    target.db,
  );
  expect(everything.rows[0]?.text).not.toContain('olga');
  await target.drop();
});

test('an import does not bring back whoever was erased on request, and says so; a person lifts it', {
  timeout: 90_000,
}, async () => {
  const other = await cloneDatabase();
  const imports = { ...testServices(other.db, { clock }), clock };
  const zip = () => importFile(rosterZip(filesOf(makeRoster({ schools: 1, classes: 1, pupils: 2 }))));
  const bring = async () => {
    const staged = await stage(imports, consoleUser, zip());
    if (!staged.ok) throw new Error(JSON.stringify(staged));
    const applied = await apply(imports, consoleUser, staged.value.id, { removal: true });
    if (!applied.ok) throw new Error(JSON.stringify(applied));
    return staged.value;
  };
  await bring();
  const guardian = await sql<{ id: number; source: string }>`
    select g.guardian_id as id, p.source_id as source from guardianship g join person p on p.id = g.guardian_id limit 1`.execute(
    other.db,
  );
  const { id, source } = guardian.rows[0] as { id: number; source: string };
  await sql`update guardianship set ends_on = starts_on where guardian_id = ${id}`.execute(other.db);
  await sql`insert into account (login, display_name) values ('one', 'one'), ('two', 'two')`.execute(other.db);
  const accounts = (await sql<{ id: number }>`select id from account order by id`.execute(other.db)).rows.map(
    (row) => row.id,
  );
  const act = (n: number) => ({ accountId: accounts[n] as number, at: clock.now(), today: '2026-11-20' });
  await other.db.transaction().execute(async (trx) => {
    const proposed = await proposeErasure(trx, act(0), {
      personId: id,
      requestId: null,
      reason: 'asked',
      marked: true,
    });
    if (!proposed.ok) throw new Error(JSON.stringify(proposed));
    const done = await carryOut(trx, imports, act(1), proposed.value);
    if (!done.ok) throw new Error(JSON.stringify(done));
  });
  const staged = await bring();
  const notes = JSON.stringify(staged.notes);
  expect(notes).toContain('erasedBefore');
  expect(notes).not.toContain('heldAtDesk');
  const there = async () => (await sql`select from person where source_id = ${source}`.execute(other.db)).rows.length;
  expect(await there(), 'not resurrected').toBe(0);
  const { liftMark, markKeyOf } = await import('../directory/feature.ts');
  const lift = (number: string) =>
    other.db.transaction().execute((trx) => liftMark(trx, markKeyOf(imports.config), number));
  expect(await lift('unknown')).toBe(false);
  expect(await lift(source)).toBe(true);
  await bring();
  expect(await there(), 'taken in anew').toBe(1);
  await other.drop();
});

test('the mark is lifted at the desk by its number, by the district only', async () => {
  expect((await ask('north.administrator', liftPath)).status).toBe(403);
  expect((await ask('bureau.administrator', liftPath, { source: '' })).status).toBe(422);
  expect((await ask('bureau.administrator', liftPath, { source: 'u-nobody' })).text).toContain('No erased person');
  expect((await ask('bureau.administrator', liftPath, { source: 'u-leila' })).status).toBe(303);
  expect((await ask('bureau.administrator', requestsPath())).status).toBe(200);
});
