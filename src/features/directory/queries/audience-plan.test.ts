import { type RawBuilder, sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#platform/database/connect.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import type { Audience } from '../model.ts';
import { type AudienceBounds, audienceMembers, audienceRows } from './audience.ts';
import { type LargeDistrict, makeLargeDistrict } from './large.ts';
import { anybodyRefuses } from './refusals.ts';
import { peopleStatement } from './search.ts';

const { db, ownerUrl } = await testDatabase();
const today = '2026-11-22';
const large = /^(person|membership|guardianship|contact_point)$/;
let made: LargeDistrict;

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Node[];
}

/** All steps of the plan as it was carried out. */
async function steps(audience: Audience, bounds?: AudienceBounds, refusable: string | null = null): Promise<Node[]> {
  return stepsOf(audienceRows(audience, today, ['email', 'sms'], bounds, { refusable }));
}

async function stepsOf(statement: RawBuilder<unknown>): Promise<Node[]> {
  const query = sql<{ 'QUERY PLAN': [{ Plan: Node }] }>`explain (analyze, timing off, format json) ${statement}`;
  const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  return flat((await query.execute(db)).rows[0]!['QUERY PLAN'][0].Plan);
}

const scansOf = (plan: Node[]) => plan.filter((step) => large.test(step['Relation Name'] ?? ''));
const readAll = (plan: Node[]) =>
  scansOf(plan)
    .filter((step) => step['Node Type'] === 'Seq Scan')
    .map((step) => step['Relation Name']);
const rowsRead = (plan: Node[]) =>
  scansOf(plan).reduce((sum, step) => sum + step['Actual Rows'] * step['Actual Loops'], 0);

beforeAll(async () => {
  // As the owner: it sets sequences, and makes the statistics that autovacuum would make.
  const owner = openDatabase(ownerUrl, { max: 1, applicationName: 'belfry test' });
  made = await makeLargeDistrict(owner, { pupils: 80_000 });
  expect(made.pupils + made.guardians).toBeGreaterThan(200_000);
  await sql`vacuum analyze person, membership, guardianship, contact_point, organisation`.execute(owner);
  await owner.destroy();
}, 240_000);

describe('the plans of an audience among 200,000 people', () => {
  const everybody = (): Audience => ({
    include: (['guardians', 'pupils', 'teachers', 'heads'] as const).map((role) => ({
      organisationId: made.districtId,
      role,
    })),
    exclude: [
      { organisationId: made.schoolId, role: 'guardians' },
      { organisationId: made.schoolId, role: 'pupils' },
    ],
  });

  it('a range of 10,000 ids reads that range and what belongs to it, and nothing else', async () => {
    for (const after of [made.pupils / 2, made.pupils + made.guardians / 2]) {
      const plan = await steps(everybody(), { after, upTo: after + 10_000 });
      expect(plan[0]!['Actual Rows']).toBeGreaterThan(5_000);
      expect(readAll(plan)).toEqual([]);
      expect(rowsRead(plan)).toBeLessThan(120_000);
    }
  });

  it('the first of one role after a cursor is looked up, however many follow', async () => {
    for (const role of ['guardians', 'pupils'] as const) {
      const audience: Audience = { include: [{ organisationId: made.districtId, role }], exclude: [] };
      const bounds = { after: 5, upTo: Number.MAX_SAFE_INTEGER };
      const first = sql`select person_id from (${audienceMembers(audience, today, bounds)}) a order by person_id limit 1`;
      const plan = await stepsOf(first);
      expect(plan[0]!['Actual Rows']).toBe(1);
      expect(readAll(plan)).toEqual([]);
      expect(rowsRead(plan)).toBeLessThan(100);
    }
  });

  it('a kind that a twentieth refuses costs one read of those who refuse something', async () => {
    const after = made.pupils + made.guardians / 2;
    const range = { after, upTo: after + 10_000 };
    expect(await anybodyRefuses(db, 'activity', range)).toBe(false);
    await sql`update person set refused_kinds = array['activity:email', 'activity:sms']
      where id > ${after} and id <= ${range.upTo} and id % 20 = 0`.execute(db);
    const owner = openDatabase(ownerUrl, { max: 1, applicationName: 'belfry test' });
    await sql`vacuum analyze person`.execute(owner);
    await owner.destroy();
    expect(await anybodyRefuses(db, 'activity', range)).toBe(true);
    expect(await anybodyRefuses(db, 'announcement', range)).toBe(false);
    const plain = rowsRead(await steps(everybody(), range));
    const plan = await steps(everybody(), range, 'activity');
    expect(readAll(plan)).toEqual([]);
    expect(plan.map((step) => step['Index Name'])).toContain('person_refusing');
    expect(rowsRead(plan)).toBeLessThan(plain + 6_000);
  });

  it('a claimed batch reads its people only', async () => {
    const personIds = Array.from({ length: 200 }, (_, n) => made.pupils + n * 97 + 5);
    const plan = await steps(everybody(), { personIds });
    expect(plan[0]!['Actual Rows']).toBeGreaterThan(150);
    expect(readAll(plan)).toEqual([]);
    expect(rowsRead(plan)).toBeLessThan(2_500);
  });

  it('one class without bounds starts at its members', async () => {
    const plan = await steps({ include: [{ organisationId: made.classId, role: 'guardians' }], exclude: [] });
    expect(plan[0]!['Actual Rows']).toBeGreaterThan(50);
    expect(readAll(plan)).toEqual([]);
    expect(rowsRead(plan)).toBeLessThan(1_000);
  });
});

it('a search by the given name in letters walks its index', async () => {
  const reach = { paths: [String(made.districtId)], brand: 'reach' } as const;
  const bounds = { reach, today, ended: false };
  const plan = await stepsOf(peopleStatement(bounds, bounds, false, { text: 'xiaoming', limit: 50 }));
  expect(plan[0]!['Actual Rows']).toBe(50);
  expect(plan.map((step) => step['Index Name'])).toContain('person_given_pinyin');
  expect(readAll(plan)).toEqual([]);
  expect(rowsRead(plan)).toBeLessThan(2_000);
});
