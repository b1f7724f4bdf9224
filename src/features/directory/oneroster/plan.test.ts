/** Plans of the roster service among 200,000 people: what is asked for by an id is looked up, whoever else there is. */
import { type RawBuilder, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#platform/database/connect.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { type LargeDistrict, makeLargeDistrict } from '../queries/large.ts';
import { type LargeCollection, readFilter } from './model.ts';
import { keysOf, rowOf, rowsByKeys } from './queries.ts';
import type { Below } from './queries-below.ts';
import { questionOf, scopeOfOne } from './queries-narrow.ts';

const { db, ownerUrl } = await testDatabase();
const today = '2026-11-22';
const order = { sort: null, descending: false };
let made: LargeDistrict;

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: Node[];
}

/** Rows that the plan gave, and those that it touched on its way in the large tables or compared in vain. */
async function cost(statement: RawBuilder<unknown>): Promise<{ rows: number; touched: number }> {
  const query = sql<{ 'QUERY PLAN': [{ Plan: Node }] }>`explain (analyze, timing off, format json) ${statement}`;
  const plan = (await query.execute(db)).rows[0]!['QUERY PLAN'][0].Plan;
  const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  const large = /^(person|membership|guardianship|contact_point)$/;
  const touched = flat(plan).reduce((sum, step) => {
    const vain = (step['Rows Removed by Filter'] ?? 0) + (step['Rows Removed by Join Filter'] ?? 0);
    const read = large.test(step['Relation Name'] ?? '') ? step['Actual Rows'] : 0;
    return sum + (read + vain) * step['Actual Loops'];
  }, 0);
  return { rows: plan['Actual Rows'], touched };
}

const scope = () => ({ today, paths: [String(made.districtId)] });

/** The first page as readPage makes it: the keys of all, and the rows of a hundred of them. */
async function listed(collection: LargeCollection, filter: string | null, below: readonly Below[] = []) {
  const read = filter === null ? null : readFilter(collection, filter);
  if (read && !read.ok) throw new Error(read.troubles[0]?.key);
  const asked = { scope: scope(), below, filter: read && read.value };
  const question = await questionOf(db, collection, asked);
  const found = keysOf(collection, question, order);
  const keys = ((await found.execute(db)).rows[0]?.keys ?? '').split(',').filter(Boolean).map(Number);
  const page = await cost(rowsByKeys(collection, scope(), keys.slice(0, 100)));
  return { rows: page.rows, total: keys.length, touched: Math.max((await cost(found)).touched, page.touched) };
}

beforeAll(async () => {
  // As the owner: it sets sequences, and makes the statistics that autovacuum would make.
  const owner = openDatabase(ownerUrl, { max: 1, applicationName: 'belfry test' });
  made = await makeLargeDistrict(owner, { pupils: 80_000 });
  await sql`update person set source_id = 'U' || id where id % 10 <> 0`.execute(owner);
  await sql`update membership set source_id = 'enrollment:E' || id where id % 10 <> 0`.execute(owner);
  await sql`update organisation set source_id = case kind when 'class' then 'class:C' else 'org:O' end || id`.execute(
    owner,
  );
  await sql`insert into membership (person_id, organisation_id, position, starts_on)
    select id, ${made.schoolId}, 'head', '2020-09-01' from person order by id desc limit 1`.execute(owner);
  await sql`vacuum analyze person, membership, guardianship, contact_point, organisation`.execute(owner);
  await owner.destroy();
}, 240_000);

const somebody = async () => {
  const { rows } = await sql<{ person: number; id: number; classId: number }>`
    select person_id as person, id, organisation_id as "classId" from membership
    where position = 'pupil' and id % 10 <> 0 and person_id % 10 <> 0 order by id offset 4000 limit 1`.execute(db);
  return rows[0]!;
};

test('one user, one enrolment, by the id of the roster and by ours', async () => {
  const { person, id } = await somebody();
  for (const [collection, sourcedId] of [
    ['users', `U${person}`],
    ['users', `belfry-p${person - (person % 10)}`],
    ['enrollments', `E${id}`],
  ] as const) {
    const narrowed = await scopeOfOne(db, collection, scope(), sourcedId);
    const { rows, touched } = await cost(rowOf(collection, narrowed, [], sourcedId));
    expect(rows, sourcedId).toBe(1);
    expect(touched, sourcedId).toBeLessThan(200);
  }
  expect((await cost(rowOf('users', await scopeOfOne(db, 'users', scope(), 'nobody'), [], 'nobody'))).touched).toBe(0);
});

test('filters by an id, whatever its case, and by what stands above', async () => {
  const { person, id, classId } = await somebody();
  const one = { rows: 1, total: 1 };
  expect(await listed('users', `sourcedId='u${person}'`)).toMatchObject(one);
  const found = await listed('users', `sourcedId='u${person}' AND status='active'`);
  expect(found.touched).toBeLessThan(200);
  const enrolled = await listed('enrollments', `user.sourcedId='U${person}'`);
  expect(enrolled).toMatchObject(one);
  expect(enrolled.touched).toBeLessThan(200);
  expect(await listed('enrollments', `sourcedId='e${id}'`)).toMatchObject(one);
  const ofClass = await listed('enrollments', `class.sourcedId='C${classId}'`);
  expect(ofClass).toMatchObject({ rows: 40, total: 40 });
  expect(ofClass.touched).toBeLessThan(2_000);
  const ofSchool = await listed('enrollments', null, [
    { kind: 'equal', column: 'schoolSourcedId', id: `O${made.schoolId}` },
  ]);
  expect(ofSchool).toMatchObject({ rows: 100, total: 800 });
  expect(ofSchool.touched).toBeLessThan(20_000);
  const pupils = await listed('users', null, [{ kind: 'usersOfClass', key: classId, position: 'student' }]);
  expect(pupils).toMatchObject({ rows: 40, total: 40 });
  expect(pupils.touched).toBeLessThan(5_000);
});

test('a role costs a few looks at everybody, not one of everybody for each', async () => {
  const people = made.pupils + made.guardians;
  const heads = await listed('users', "roles.role='principal'");
  expect(heads).toMatchObject({ rows: 1, total: 1 });
  expect(heads.touched).toBeLessThan(people);
  const students = await listed('users', "roles.role='student'");
  expect(students).toMatchObject({ rows: 100, total: made.pupils });
  expect(students.touched).toBeLessThan(4 * people);
  const others = await listed('users', "roles.role!='student'");
  expect(others.total).toBe(made.guardians);
  expect(others.touched).toBeLessThan(12 * people);
  const either = await listed('users', "roles.role='principal' OR familyName='没有'");
  expect(either).toMatchObject({ rows: 1, total: 1 });
  expect(either.touched).toBeLessThan(12 * people);
}, 120_000);
