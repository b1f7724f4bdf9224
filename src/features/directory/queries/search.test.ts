import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Reach } from '#platform/access.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import {
  insertGuardianships,
  insertMemberships,
  insertPeople,
  longAgo,
  type MadeDistrict,
  makeDistrict,
  makeGuardianship,
  makePerson,
  makePupil,
} from '../factory.ts';
import { fillLetters } from '../letters.ts';
import type { SearchKey } from '../model/records.ts';
import type { Organisation } from '../model.ts';
import { pinyinOf } from '../names.ts';
import { searchOrganisations, searchPeople } from './search.ts';
import type { Bounds } from './within-reach.ts';

const { db } = await testDatabase();
const today = '2026-11-22';
let district: MadeDistrict;
/** In the first class of the first school: everybody whose name is looked for, by id. */
const pupils = new Map<number, string>();
const names = [
  '王芳',
  '王芳芳',
  '王方',
  '汪芳',
  '芳华',
  '欧阳芳',
  '王_芳',
  'Fang Wang',
  'Wendy Fox',
  '旺姆',
  '王%',
  '吴凡',
];

const reachOf = (...paths: string[]): Reach => ({ paths, brand: 'reach' });
const boundsOf = (organisation: { path: string }, ended = false): Bounds => ({
  reach: reachOf(organisation.path),
  today,
  ended,
});

async function all(bounds: Bounds, text: string, limit: number, within?: Organisation): Promise<string[]> {
  const found: string[] = [];
  let after: SearchKey | undefined;
  for (;;) {
    const page = await searchPeople(db, bounds, { text, within, after, limit });
    found.push(...page.filter((person) => pupils.has(person.id)).map((person) => person.name));
    if (page.length < limit) return found;
    after = page.at(-1)?.key;
  }
}

beforeAll(async () => {
  district = await makeDistrict(db, { pupilsPerClass: 0 });
  const [first] = district.schools[0]!.classes;
  const ids = await insertPeople(
    db,
    names.map((name) => ({ name })),
  );
  await insertMemberships(
    db,
    ids.map((personId) => ({
      personId,
      organisationId: first!.organisation.id,
      position: 'pupil' as const,
      startsOn: longAgo,
    })),
  );
  for (const [n, id] of ids.entries()) pupils.set(id, names[n] as string);
});

describe('search', () => {
  it.each([
    ['王芳', ['王芳', '王芳芳']],
    ['芳', ['芳华', '王芳', '王芳芳', '汪芳']],
    ['wangfang', ['汪芳', '王_芳', '王方', '王芳', '王芳芳']],
    ['Wang Fang', ['汪芳', '王_芳', '王方', '王芳', '王芳芳']],
    ['wf', ['王芳', '王方', '王_芳', '汪芳', '王芳芳', 'Wendy Fox', '吴凡']],
    ['ouyang', ['欧阳芳']],
    ['fang', ['Fang Wang', '芳华', '王芳', '王芳芳', '王方', '汪芳', '欧阳芳', '王_芳']],
    ['Fang Fang', ['王芳芳']],
    ['fangwang', ['Fang Wang']],
    ['王_', ['王_芳']],
    ['王%', ['王%']],
    ['不在', []],
    ['  ', []],
  ])('%s finds %j', async (text, expected) => {
    for (const place of [district.district, district.schools[0]!.organisation]) {
      const found = await all(boundsOf(place), text, 50);
      expect(found.sort()).toEqual([...expected].sort());
    }
  });

  it('finds by the given name in letters also who was entered before these were kept', async () => {
    await sql`update person set given_pinyin = null`.execute(db);
    expect(await all(boundsOf(district.district), 'fangfang', 50)).toEqual([]);
    // Nobody is lost whose letters are not worked out yet.
    expect(await all(boundsOf(district.district), 'Wang', 50)).toContain('王芳');
    expect(await fillLetters({ db })).toBeGreaterThan(names.length);
    expect(await fillLetters({ db })).toBe(0);
    expect(await all(boundsOf(district.district), 'fangfang', 50)).toEqual(['王芳芳']);
  });

  it('gives everybody once over all pages, whatever the page size and the reach', async () => {
    const prefix = fc.constantFrom('王', '芳', 'w', 'wa', 'wangf', 'f', 'fa', 'wf', '汪');
    await fc.assert(
      fc.asyncProperty(prefix, fc.integer({ min: 1, max: 6 }), fc.boolean(), async (text, limit, whole) => {
        const place = whole ? district.district : district.schools[0]!.organisation;
        const found = await all(boundsOf(place), text, limit);
        const expected = names.filter((name) => {
          const letters = pinyinOf(name);
          const given = [...name].slice(1).join('');
          const inGiven = text.length > 1 ? letters.given : '';
          return [name, given, letters.pinyin, letters.initials, inGiven].some((one) => one.startsWith(text));
        });
        expect(found.sort()).toEqual(expected.sort());
      }),
      { numRuns: 30 },
    );
  });

  it('keeps to the reach and to what has not ended, and names children of the reach only', async () => {
    const [north, south] = district.schools;
    const { pupil, guardians } = await makePupil(db, north!.classes[1]!.organisation, { name: '赵北北', guardians: 0 });
    expect(guardians).toEqual([]);
    const other = await makePupil(db, south!.classes[0]!.organisation, { name: '赵南南', guardians: 0 });
    const guardian = await makePerson(db, { name: '赵家长' });
    const former = await makePerson(db, { name: '赵前任' });
    await makeGuardianship(db, guardian, pupil);
    await makeGuardianship(db, guardian, other.pupil);
    await insertGuardianships(db, [{ guardianId: former, pupilId: pupil, startsOn: longAgo, endsOn: today }]);
    const seen = async (bounds: Bounds) =>
      (await searchPeople(db, bounds, { text: '赵', limit: 50 }))
        .filter((person) => person.id >= pupil)
        .map((person) => [person.name, person.guardianOf]);
    const inNorth = [
      ['赵北北', []],
      ['赵家长', ['赵北北']],
    ];
    expect(await seen(boundsOf(north!.organisation))).toEqual(expect.arrayContaining(inNorth));
    expect(await seen(boundsOf(north!.organisation))).toHaveLength(2);
    expect((await seen(boundsOf(north!.organisation, true))).map(([name]) => name).sort()).toEqual(
      ['赵北北', '赵家长', '赵前任'].sort(),
    );
    expect((await seen(boundsOf(north!.classes[0]!.organisation))).length).toBe(0);
    const whole = await seen(boundsOf(district.district));
    expect(whole.find(([name]) => name === '赵家长')?.[1]).toEqual(['赵北北', '赵南南']);
    expect(whole.some(([name]) => name === '赵前任')).toBe(false);
    // Narrowed to a school of the reach.
    const narrowed = async (within: Organisation) =>
      (await searchPeople(db, boundsOf(district.district), { text: '赵南', within, limit: 9 })).map((p) => p.name);
    expect(await narrowed(north!.organisation)).toEqual([]);
    expect(await narrowed(south!.organisation)).toEqual(['赵南南']);
  });

  it('finds schools by part of the name, pinyin and initials, within the reach', async () => {
    const found = async (text: string, place: { path: string }) =>
      (await searchOrganisations(db, boundsOf(place), text, 10)).map((organisation) => organisation.name);
    expect(await found('第二', district.district)).toEqual(['清溪县第二小学']);
    expect(await found('qingxixiandiyi', district.district)).toEqual(['清溪县第一小学']);
    expect(await found('qxx', district.district)).toEqual(['清溪县第一小学', '清溪县第二小学']);
    expect(await found('第二', district.schools[0]!.organisation)).toEqual([]);
    expect(await found('%', district.district)).toEqual([]);
  });
});
