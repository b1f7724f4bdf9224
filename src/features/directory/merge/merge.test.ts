import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { insertContactPoints, makeGuardianship, makeOrganisation, makePerson } from '../factory.ts';
import { audienceSize } from '../feature.ts';
import { paths } from '../paths.ts';
import { apply, consoleUser, stage } from '../roster/actions.ts';
import { filesOf, importFile, makeRoster, rosterZip } from '../roster/fixture.ts';
import { unreachablePath } from '../unreachable/paths.ts';
import { mergePaths } from './paths.ts';

const database = await testDatabase();
const other = await testDatabase();
const { db } = database;
const services = testServices(db);
const app = createApp(services);
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

async function ask(
  path: string,
  body?: Record<string, string>,
  as: CastName = 'north.administrator',
): Promise<Response> {
  const cookie = await cookieOf(database, cast.members[as], services.clock.now());
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'zh-CN' };
  return app.request(path, { method: body ? 'POST' : 'GET', headers, body: body && new URLSearchParams(body) });
}

const everything = async () => ({
  memberships: (await sql`select id, person_id, ends_on, ended_by from membership order by id`.execute(db)).rows,
  guardianships: (
    await sql`select id, guardian_id, pupil_id, ends_on, ended_by from guardianship order by id`.execute(db)
  ).rows,
  contacts: (await sql`select id, person_id, opted_out_at from contact_point order by id`.execute(db)).rows,
  people: (await sql`select id, state, merged_into, source_id from person order by id`.execute(db)).rows,
});

const today = () => new Date(services.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

describe('merging two records of one guardian', () => {
  let kept: number;
  let double: number;

  beforeEach(async () => {
    kept = await makePerson(db, { name: '扎西卓玛' });
    double = await makePerson(db, { name: '扎西卓玛', sourceId: `src-${Math.random()}` });
    const [first, second] = (cast.north.classes[0] as Cast['north']['classes'][number]).pupils as [number, number];
    await makeGuardianship(db, kept, first);
    await makeGuardianship(db, double, first);
    await makeGuardianship(db, double, second);
    await insertContactPoints(db, [
      { personId: kept, kind: 'email', address: 'zhuoma@example.org' },
      { personId: double, kind: 'email', address: 'zhuoma@example.org', optedOutAt: services.clock.now() },
      { personId: double, kind: 'sms', address: '13811112222' },
    ]);
  });

  test('is proposed, shown, done, and undone to the last row', async () => {
    const page = await (await ask(mergePaths.choose(kept))).text();
    expect(page).toContain(mergePaths.confirm(kept, double));
    const before = await everything();
    const preview = await (await ask(mergePaths.confirm(kept, double))).text();
    expect(preview).toContain('监护关系 1 项，联系方式 1 个');
    expect(await everything()).toEqual(before);
    expect((await ask(mergePaths.confirm(kept, double), {})).status).toBe(303);
    const { rows } =
      await sql`select pupil_id from guardianship where guardian_id = ${kept} and ends_on is null`.execute(db);
    expect(rows).toHaveLength(2);
    // The word that was given about the address goes along.
    const { rows: contacts } =
      await sql`select kind, opted_out_at is not null as out from contact_point where person_id = ${kept} order by kind`.execute(
        db,
      );
    expect(contacts).toEqual([
      { kind: 'email', out: true },
      { kind: 'sms', out: false },
    ]);
    const own = cast.north.classes[0]?.organisation.id as number;
    const size = await audienceSize(
      db,
      { include: [{ organisationId: own, role: 'guardians' }], exclude: [] },
      today(),
    );
    expect(size.people).toBeGreaterThan(0);
    const person = await (await ask(paths.person(kept))).text();
    const undo = /href="(\/desk\/directory\/merges\/\d+\/undo)"/.exec(person)?.[1] as string;
    expect((await ask(paths.restore(double), {})).status).not.toBe(303);
    expect((await ask(undo, {}, 'south.administrator')).status).toBe(404);
    expect((await ask(undo, {})).status).toBe(303);
    expect(await everything()).toEqual(before);
    expect(await (await ask(undo, {})).text()).toContain('已经撤销');
  });

  test('not across the reach, not with staff, not with oneself', async () => {
    const elsewhere = cast.south.classes[1]?.guardians[0] as number;
    expect((await ask(mergePaths.confirm(kept, elsewhere))).status).toBe(404);
    expect((await ask(mergePaths.confirm(kept, elsewhere), {})).status).toBe(404);
    expect((await ask(mergePaths.confirm(kept, kept), {})).status).toBe(404);
    expect((await ask(mergePaths.confirm(kept, double), {}, 'north.editor')).status).toBe(403);
    const staff = cast.members['north.editor'].personId;
    expect(await (await ask(mergePaths.confirm(kept, staff), {})).text()).toContain('教职工的记录不能并入');
  });
});

describe('a merge and the next roster', () => {
  test('the double doesn’t come back, and what it had stays with the one that was kept', async () => {
    const own = testServices(other.db);
    const zip = () => importFile(rosterZip(filesOf(makeRoster({ schools: 1, classes: 1, pupils: 4 }))));
    const imported = async () => {
      const staged = await stage(own, consoleUser, zip());
      if (!staged.ok) throw new Error('not staged');
      return staged.value;
    };
    const first = await imported();
    expect(first.state).toBe('ready');
    await apply(own, consoleUser, first.id, { removal: true });
    const { rows } = await sql<{ id: number; source_id: string }>`select p.id, p.source_id from person p
      join guardianship g on g.guardian_id = p.id order by p.source_id limit 2`.execute(other.db);
    const [kept, gone] = rows.map((row) => row.id) as [number, number];
    const { moveAll } = await import('./queries.ts');
    await other.db.transaction().execute((trx) => moveAll(trx, kept, gone, '2026-11-20', own.clock.now()));
    const again = await imported();
    expect(again.state).toBe('ready');
    expect(again.counts.people).toMatchObject({ added: 0, left: 0 });
    expect(again.counts.memberships).toMatchObject({ added: 0, left: 0 });
    expect(again.counts.guardianships).toMatchObject({ added: 0, left: 0 });
  });
});

describe('moving a pupil', () => {
  test('to another class at once; to another school only by the bureau; mistakes at the field', async () => {
    const [one, two] = cast.north.classes as [Cast['north']['classes'][number], Cast['north']['classes'][number]];
    const pupil = one.pupils[3] as number;
    const south = cast.south.classes[0]?.organisation.id as number;
    const classOf = async () =>
      (
        await sql<{
          id: number;
        }>`select organisation_id as id from membership where person_id = ${pupil} and ends_on is null`.execute(db)
      ).rows.map((row) => row.id);
    expect(await (await ask(paths.move(pupil), { classId: '', day: today() })).text()).toContain('请选择班级');
    expect(
      await (await ask(paths.move(pupil), { classId: String(one.organisation.id), day: today() })).text(),
    ).toContain('已经在这个班');
    expect((await ask(paths.move(pupil), { classId: String(south), day: today() })).status).toBe(422);
    expect((await ask(paths.move(pupil), { classId: String(two.organisation.id), day: 'x' })).status).toBe(422);
    expect(await classOf()).toEqual([one.organisation.id]);
    expect((await ask(paths.move(pupil), { classId: String(two.organisation.id), day: today() })).status).toBe(303);
    expect(await classOf()).toEqual([two.organisation.id]);
    expect(
      (await ask(paths.move(pupil), { classId: String(south), day: today() }, 'bureau.administrator')).status,
    ).toBe(303);
    expect(await classOf()).toEqual([south]);
    // From then on it is the other school's: the former one neither sees nor changes the pupil, nor the guardians.
    const { rows } = await sql<{
      id: number;
    }>`select guardian_id as id from guardianship where pupil_id = ${pupil}`.execute(db);
    expect(rows.length).toBeGreaterThan(0);
    for (const path of [paths.move(pupil), paths.person(pupil), ...rows.map(({ id }) => paths.person(id))])
      expect((await ask(path)).status, path).toBe(404);
    expect((await ask(paths.move(pupil), { classId: String(one.organisation.id), day: today() })).status).toBe(404);
    expect((await ask(paths.person(pupil), undefined, 'south.administrator')).status).toBe(200);
    // Whoever left has left from somewhere: the last school can take the mark back.
    expect((await ask(paths.leave(pupil), { day: today() }, 'south.administrator')).status).toBe(303);
    expect((await ask(paths.person(pupil))).status).toBe(404);
    expect((await ask(paths.restore(pupil), {}, 'south.administrator')).status).toBe(303);
  });
});

describe('choosing where a pupil moves', () => {
  const asBureau = (path: string) => ask(path, undefined, 'bureau.administrator');

  test('whoever answers for several schools chooses or finds the school first; a school sees its classes at once', async () => {
    const pupil = cast.north.classes[0]?.pupils[5] as number;
    const [north, south] = [cast.north.organisation, cast.south.organisation];
    const first = await (await asBureau(paths.move(pupil))).text();
    expect(first).toContain('本校转班');
    expect(first).toContain(paths.moveTo(pupil, north.id));
    expect(first).toContain(paths.moveTo(pupil, south.id));
    expect(first).not.toContain('name="classId"');
    const found = await (await asBureau(`${paths.move(pupil)}?find=${encodeURIComponent(south.name)}`)).text();
    expect(found).toContain(paths.moveTo(pupil, south.id));
    const none = await (await asBureau(`${paths.move(pupil)}?find=${encodeURIComponent('没有%的学校')}`)).text();
    expect(none).toContain('没有找到学校');
    const form = await (await asBureau(paths.moveTo(pupil, south.id))).text();
    const classOf = (one: { organisation: { id: number } } | undefined) => `<option value="${one?.organisation.id}"`;
    expect(form).toContain(classOf(cast.south.classes[0]));
    expect(form).not.toContain(classOf(cast.north.classes[0]));
    const own = await (await ask(paths.move(pupil))).text();
    expect(own).toContain(classOf(cast.north.classes[0]));
    // Another school's classes are not shown to a school, whatever the address says.
    const other = await (await ask(paths.moveTo(pupil, south.id))).text();
    expect(other).not.toContain(classOf(cast.south.classes[0]));
    for (const wrong of ['0', 'x', '999999999', String(cast.district.id)]) {
      const page = await asBureau(`${paths.move(pupil)}?school=${wrong}`);
      expect([page.status, (await page.text()).includes('本校转班')]).toEqual([200, true]);
    }
  });

  test('a district of more than two thousand classes has them all, a school at a time', async () => {
    const pupil = cast.north.classes[0]?.pupils[5] as number;
    const { id: school } = await makeOrganisation(db, { parent: cast.district, kind: 'school', name: '大校' });
    await sql`insert into organisation (parent_id, kind, name, path)
      select ${school}, 'class', '班' || n, (${cast.district.path} || '.' || ${school} || '.' || (900000 + n))::ltree
      from generate_series(1, 1500) n`.execute(db);
    const form = await (await asBureau(paths.moveTo(pupil, school))).text();
    expect(form).toContain('班1500<');
    expect(await (await asBureau(paths.moveTo(pupil, cast.south.organisation.id))).text()).toContain(
      `<option value="${cast.south.classes[0]?.organisation.id}"`,
    );
  });
});

describe('families whom nobody can reach', () => {
  test('are listed with what is missing, for a school and a class, not for the district', async () => {
    const two = cast.north.classes[1] as Cast['north']['classes'][number];
    const [a, b, c, d] = two.pupils as [number, number, number, number];
    await sql`delete from guardianship where pupil_id = ${a}`.execute(db);
    const guardians = async (pupil: number) =>
      (
        await sql<{ id: number }>`select guardian_id as id from guardianship where pupil_id = ${pupil}`.execute(db)
      ).rows.map((r) => r.id);
    await sql`delete from contact_point where person_id = any (${await guardians(b)})`.execute(db);
    await sql`update contact_point set bounced_at = now() where person_id = any (${await guardians(c)})`.execute(db);
    await sql`update contact_point set opted_out_at = now() where person_id = any (${await guardians(d)})`.execute(db);
    const html = await (await ask(unreachablePath(cast.north.organisation.id))).text();
    for (const words of ['没有监护人', '监护人没有联系方式', '地址有退信', '监护人已退订'])
      expect(html).toContain(words);
    expect((await ask(unreachablePath(two.organisation.id), undefined, 'north.teacher')).status).toBe(404);
    const own = cast.north.classes[0]?.organisation.id as number;
    expect((await ask(unreachablePath(own), undefined, 'north.teacher')).status).toBe(200);
    expect((await ask(unreachablePath(cast.district.id), undefined, 'bureau.administrator')).status).toBe(404);
    expect((await ask(unreachablePath(own), undefined, 'south.administrator')).status).toBe(404);
  });
});
