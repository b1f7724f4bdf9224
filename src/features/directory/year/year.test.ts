import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cast, type CastName, cookieOf, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';
import { makeOrganisation, makePupil } from '../factory.ts';
import { audienceSize } from '../feature.ts';
import type { Organisation } from '../model.ts';
import { gradeIn, planYear, promotedName } from './model.ts';
import { yearPaths } from './paths.ts';

describe('names', () => {
  test.each([
    ['三年级（2）班', '四年级（2）班'],
    ['3年级2班', '4年级2班'],
    ['三(2)班', '四(2)班'],
    ['302班', '402班'],
    ['3.2', '4.2'],
    ['高一（3）班', '高二（3）班'],
    ['小班（1）', '中班（1）'],
    ['中一班', '大一班'],
    ['Grade 3 Class 2', 'Grade 4 Class 2'],
    ['启航班', '启航班'],
    ['2班', '2班'],
  ])('%s becomes %s', (before, after) => expect(promotedName(before)).toBe(after));

  test('grades', () => {
    expect(
      ['小班（1）', '大一班', '一年级', '九年级（1）班', '高三（2）班', '初二1班', 'Grade 7', '教研组'].map(gradeIn),
    ).toEqual([...[-2, 0, 1, 9, 12, 8, 7, null]]);
  });

  test('the leaving grade closes; what is in no grade stays', () => {
    const one = (id: number, name: string, gradeName = '') => ({
      id,
      name,
      gradeId: gradeName ? 1 : null,
      gradeName,
      parentId: 1,
      pupils: 0,
    });
    const rows = planYear([one(1, '五年级1班'), one(2, '六年级1班'), one(3, '特教班'), one(4, '1班', '五年级')], 6);
    expect(rows.map(({ leaves, newName, newGrade }) => [leaves, newName, newGrade])).toEqual([
      [false, '六年级1班', 6],
      [true, '六年级1班', null],
      [false, '特教班', null],
      [false, '1班', 6],
    ]);
  });
});

const database = await testDatabase();
const { db } = database;
const services = testServices(db);
const app = createApp(services);
let cast: Cast;
let school: Organisation;
const made: { five: Organisation[]; six: Organisation[] } = { five: [], six: [] };

beforeAll(async () => {
  cast = await makeCast(database);
  school = cast.north.organisation;
  // North's own classes of the cast stand in no grade and go up by their names or stay.
  for (const [key, name] of [
    ['five', '五年级'],
    ['six', '六年级'],
  ] as const) {
    const grade = await makeOrganisation(db, { kind: 'grade', name, parent: school });
    for (const n of [1, 2])
      made[key].push(await makeOrganisation(db, { kind: 'class', name: `${name}（${n}）班`, parent: grade }));
  }
  for (const one of [...made.five, ...made.six]) await makePupil(db, one, { guardians: 1 });
});

async function ask(path: string, body?: URLSearchParams, as: CastName = 'north.administrator'): Promise<Response> {
  const cookie = await cookieOf(database, cast.members[as], services.clock.now());
  return app.request(path, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': 'zh-CN' },
    body,
  });
}

/** The page's form as it stands. */
async function form(leaving = '6'): Promise<URLSearchParams> {
  const html = await (await ask(yearPaths.year(school.id, { leaving }))).text();
  const values = new URLSearchParams({ leaving });
  for (const [input] of html.matchAll(/<input[^>]* name="class\d+"[^>]*>/g)) {
    values.set(/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  return values;
}

const state = async () =>
  (
    await sql`select o.id, o.name, o.path::text as path, o.parent_id, o.ended_on, o.name_pinyin from organisation o
      where o.path <@ ${school.path}::ltree and o.kind <> 'grade' order by o.id`.execute(db)
  ).rows;
const memberships = async () =>
  (await sql`select id, organisation_id, ends_on, ended_by from membership order by id`.execute(db)).rows;

describe('the new school year', () => {
  test('is shown, refused with what is wrong, done as one, and taken back as one', async () => {
    const before = { state: await state(), memberships: await memberships() };
    const html = await (await ask(yearPaths.year(school.id))).text();
    expect(html).toContain('六年级（1）班');
    const values = await form();
    expect(await state()).toEqual(before.state);
    const [first, second] = made.five as [Organisation, Organisation];
    const same = new URLSearchParams(values);
    same.set(`class${first.id}`, '六年级（2）班');
    const refusedAnswer = await ask(yearPaths.year(school.id), same);
    expect(refusedAnswer.status).toBe(422);
    expect(await refusedAnswer.text()).toContain('不能有两个同名的班');
    const short = new URLSearchParams(values);
    short.delete(`class${second.id}`);
    expect(await (await ask(yearPaths.year(school.id), short)).text()).toContain('预览之后班级有了变化');
    expect(await state()).toEqual(before.state);

    values.set(`class${first.id}`, '六年级（向阳）班');
    expect((await ask(yearPaths.year(school.id), values)).status).toBe(303);
    const { rows } = await sql<{ name: string; grade: string; ended: string | null; pupils: number }>`
      select c.name, g.name as grade, c.ended_on as ended, (select count(*) from membership m
        where m.organisation_id = c.id and m.position = 'pupil' and m.ends_on is null) as pupils
      from organisation c join organisation g on g.id = c.parent_id and g.kind = 'grade'
      where g.path <@ ${school.path}::ltree order by c.id`.execute(db);
    const sixth = rows.filter((row) => row.grade === '六年级');
    expect(sixth.map(({ name, grade, ended, pupils }) => [name, grade, ended !== null, pupils])).toEqual([
      ['六年级（向阳）班', '六年级', false, 1],
      ['六年级（2）班', '六年级', false, 1],
      ['六年级（1）班', '六年级', true, 0],
      ['六年级（2）班', '六年级', true, 0],
    ]);
    const today = new Date(services.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    const audience = {
      include: [{ organisationId: (made.six[0] as Organisation).id, role: 'guardians' as const }],
      exclude: [],
    };
    expect((await audienceSize(db, audience, today)).people).toBe(0);

    const page = await (await ask(yearPaths.year(school.id))).text();
    expect(page).toContain('整体撤销这次升级');
    expect(await (await ask(yearPaths.year(school.id), await form())).text()).toContain('已经升级过');
    const undo = /href="([^"]*\/undo)"/.exec(page)?.[1] as string;
    expect((await ask(undo, new URLSearchParams(), 'south.administrator')).status).not.toBe(303);
    expect((await ask(undo, new URLSearchParams())).status).toBe(303);
    expect(await state()).toEqual(before.state);
    expect(await memberships()).toEqual(before.memberships);
    expect(await (await ask(undo, new URLSearchParams())).text()).toContain('已经撤销');
  });

  test('can’t be taken back when something depends on it, and says what', async () => {
    expect((await ask(yearPaths.year(school.id), await form())).status).toBe(303);
    const page = await (await ask(yearPaths.year(school.id))).text();
    const undo = /href="([^"]*\/undo)"/.exec(page)?.[1] as string;
    const { rows } = await sql<{
      id: number;
    }>`select person_id as id from membership where organisation_id = ${(made.six[0] as Organisation).id}
      and position = 'pupil' limit 1`.execute(db);
    await sql`insert into membership (person_id, organisation_id, position, starts_on)
      values (${rows[0]?.id}, ${cast.south.classes[0]?.organisation.id}, 'pupil', current_date)`.execute(db);
    await sql`update organisation set name = '六年级（换名）班' where id = ${(made.five[0] as Organisation).id}`.execute(
      db,
    );
    const html = await (await ask(undo, new URLSearchParams())).text();
    expect(html).toContain('已在别处就读');
    expect(html).toContain('六年级（换名）班');
  });

  test('another school and other roles find nothing', async () => {
    expect((await ask(yearPaths.year(school.id), undefined, 'south.administrator')).status).toBe(404);
    expect((await ask(yearPaths.year(school.id), await form(), 'south.administrator')).status).toBe(404);
    expect((await ask(yearPaths.year(school.id), undefined, 'north.editor')).status).toBe(403);
  });
});
