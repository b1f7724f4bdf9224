/** Periods of a school year, and how a school stands in them. */
import { describe, expect, test } from 'vitest';
import { appliesTo, type Drill, periodsOf, type Requirement, schoolYears, standingOf } from './model.ts';

const monthly: Requirement = {
  ...{ id: 1, code: 'x', texts: { 'zh-CN': '应急疏散演练', en: 'Evacuation' }, places: 'school', kinds: ['fire'] },
  ...{ per: 'month', times: 1, months: [9, 10, 11, 12, 1, 3, 4, 5, 6], source: { 'zh-CN': '依据', en: 'Source' } },
  ...{ from: '2014-02-22', endsOn: null },
};
const kept = [
  { id: 1, parentId: null, kind: 'school_year', name: '2026-2027学年', startsOn: '2026-09-01', endsOn: '2027-08-31' },
  { id: 3, parentId: 1, kind: 'term', name: '第二学期', startsOn: '2027-02-20', endsOn: '2027-07-10' },
  { id: 2, parentId: 1, kind: 'term', name: '第一学期', startsOn: '2026-09-01', endsOn: '2027-01-20' },
  { id: 4, parentId: null, kind: 'school_year', name: '2027-2028学年', startsOn: '2027-09-01', endsOn: '2028-08-31' },
];
const [year] = schoolYears(kept, '2026-11-20');
if (!year) throw new Error('no year');
const drill = (heldOn: string, more: Partial<Drill> = {}): Drill => ({
  ...{ organisationId: 1, kind: 'fire', heldOn, minutes: 10, pupils: null, staff: null, classes: null, found: '' },
  ...{ origin: { drillId: 1, madeBy: 1 }, withdrawn: null, ...more },
});

describe('school years', () => {
  test('those of the directory with their terms in order; one that has not begun is not shown', () => {
    expect(schoolYears(kept, '2026-11-20').map((one) => one.key)).toEqual(['2026']);
    expect(year.terms.map((term) => term.name)).toEqual(['第一学期', '第二学期']);
    expect(schoolYears(kept, '2027-09-01').map((one) => one.key)).toEqual(['2027', '2026']);
  });

  test('where none is kept, from September on', () => {
    expect(schoolYears([], '2026-08-31')).toMatchObject([{ key: '2025', name: '2025–2026', kept: false }]);
    expect(schoolYears([], '2026-09-01')).toMatchObject([
      { key: '2026', startsOn: '2026-09-01', endsOn: '2027-08-31' },
    ]);
  });
});

describe('periods', () => {
  test('months in which it is asked for, quarters and terms of the year', () => {
    const months = periodsOf(monthly, year);
    expect(months.map((one) => one.startsOn.slice(5, 7))).toEqual([
      '09',
      '10',
      '11',
      '12',
      '01',
      '03',
      '04',
      '05',
      '06',
    ]);
    expect(months[3]).toMatchObject({ startsOn: '2026-12-01', endsOn: '2026-12-31' });
    expect(periodsOf({ ...monthly, per: 'quarter' }, year).map((one) => one.endsOn)).toEqual([
      ...['2026-11-30', '2027-02-28', '2027-05-31', '2027-08-31'],
    ]);
    expect(periodsOf({ ...monthly, per: 'term' }, year).map((one) => one.name)).toEqual(['第一学期', '第二学期']);
    expect(periodsOf({ ...monthly, per: 'year' }, year)).toHaveLength(1);
    const [unkept] = schoolYears([], '2026-11-20');
    if (!unkept) throw new Error('no year');
    expect(periodsOf({ ...monthly, per: 'term' }, unkept).map((one) => one.startsOn)).toEqual([
      ...['2026-09-01', '2027-03-01'],
    ]);
  });

  test('nothing is asked before it holds, nor in the period in which it ended', () => {
    const first = (change: Partial<Requirement>) =>
      periodsOf({ ...monthly, ...change }, year).map((one) => one.startsOn);
    expect(first({ from: '2027-03-15' })[0]).toBe('2027-03-01');
    expect(first({ endsOn: '2026-11-20' })).toEqual(['2026-09-01', '2026-10-01']);
    expect(first({ endsOn: '2026-09-01' })).toEqual([]);
  });
});

describe('standing', () => {
  test('met, without a record, still to be held, later', () => {
    const standing = standingOf(
      monthly,
      year,
      [drill('2026-09-30'), drill('2026-10-02', { kind: 'food' })],
      '2026-11-20',
    );
    expect(standing.periods.slice(0, 4).map((one) => one.state)).toEqual(['met', 'none', 'due', 'later']);
    expect(standing).toMatchObject({ met: 1, begun: 3, none: 1, due: { endsOn: '2026-11-30' } });
  });

  test('what was struck out does not count; twice means twice', () => {
    const out = drill('2026-11-03', { withdrawn: { by: 1, reason: '误登记' } });
    expect(standingOf(monthly, year, [out], '2026-11-20').due).not.toBeNull();
    const twice = { ...monthly, times: 2 };
    expect(standingOf(twice, year, [drill('2026-11-03')], '2026-11-20').due).not.toBeNull();
    expect(standingOf(twice, year, [drill('2026-11-03'), drill('2026-11-04')], '2026-11-20').due).toBeNull();
  });

  test('kindergartens are known by their name', () => {
    expect(appliesTo({ places: 'school' }, { name: '青禾县第一小学' })).toBe(true);
    expect(appliesTo({ places: 'school' }, { name: '青禾县中心幼儿园' })).toBe(false);
    expect(appliesTo({ places: 'kindergarten' }, { name: '青禾县中心幼儿园' })).toBe(true);
    expect(appliesTo({ places: 'all' }, { name: '青禾县中心幼儿园' })).toBe(true);
  });
});
