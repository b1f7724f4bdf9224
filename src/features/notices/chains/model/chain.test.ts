import { describe, expect, test } from 'vitest';
import { approvalsAsFrozen, free, involved, reachOfAudience, type Seat, stepsFor } from './chain.ts';

const district: Seat = { id: 1, kind: 'district', name: '教育局', path: '1' };
const department: Seat = { id: 2, kind: 'department', name: '安全科', path: '1.2' };
const school: Seat = { id: 3, kind: 'school', name: '一中', path: '1.3' };
const other: Seat = { id: 4, kind: 'school', name: '二中', path: '1.4' };
const grade: Seat = { id: 5, kind: 'grade', name: '七年级', path: '1.3.5' };
const one: Seat = { id: 6, kind: 'class', name: '一班', path: '1.3.5.6' };
const two: Seat = { id: 7, kind: 'class', name: '二班', path: '1.3.5.7' };
const all = () => true;

test('how far an audience goes', () => {
  expect(reachOfAudience([[district, school, grade, one]])).toBe('one_class');
  expect(
    reachOfAudience([
      [district, school, grade, one],
      [district, school, grade, two],
    ]),
  ).toBe('one_school');
  expect(reachOfAudience([[district, school, grade]])).toBe('one_school');
  expect(reachOfAudience([[district, department]])).toBe('one_school');
  expect(
    reachOfAudience([
      [district, school],
      [district, other],
    ]),
  ).toBe('several_schools');
  expect(
    reachOfAudience([
      [district, school, grade, one],
      [district, department],
    ]),
  ).toBe('several_schools');
  expect(reachOfAudience([[district, school], [district]])).toBe('district');
});

describe('the steps of a rule', () => {
  const ids = (...of: Parameters<typeof stepsFor>) => stepsFor(...of).map((step) => step.organisation.id);

  test('a class has its school as office', () => {
    expect(ids(['office', 'bureau'], [district, school, grade, one], all)).toEqual([3, 1]);
    expect(ids(['office', 'school'], [district, school, grade, one], all), 'the same in other words').toEqual([3]);
    expect(ids(['school', 'school'], [district, school], all), 'two people of one place').toEqual([3, 3]);
  });

  test('what an office does not have falls away', () => {
    expect(ids(['school', 'bureau'], [district, department], all)).toEqual([1]);
    expect(ids(['school'], [district, department], all)).toEqual([]);
    expect(ids(['office', 'bureau'], [district], all)).toEqual([1]);
  });

  test('the bureau comes last where the last one does not answer for all', () => {
    const covers = (seat: Seat) => seat.kind === 'district';
    expect(ids(['office'], [district, department], covers)).toEqual([2, 1]);
    expect(ids(['bureau', 'office'], [district, department], covers)).toEqual([1, 2, 1]);
    expect(ids(['office', 'bureau'], [district, department], covers)).toEqual([2, 1]);
  });
});

test('nobody twice, neither themselves nor through another', () => {
  const taken = involved(
    [10],
    [
      { accountId: 11, principalId: 12 },
      { accountId: null, principalId: null },
    ],
  );
  const holders = [
    { accountId: 10, principalId: null },
    { accountId: 13, principalId: 12 },
    { accountId: 13, principalId: 14 },
    { accountId: 12, principalId: null },
  ];
  expect(free(holders, taken)).toEqual([{ accountId: 13, principalId: 14 }]);
});

test('one approval by whoever may is frozen as it always was', () => {
  const step = {
    position: 1,
    place: 'any' as const,
    organisationId: 1,
    organisation: '',
    path: '1',
    remindAfter: 1,
    since: null,
    approvedAt: null,
    accountId: 5,
    principalId: null,
    contentHash: null,
    people: null,
  };
  expect(approvalsAsFrozen([])).toBeUndefined();
  expect(approvalsAsFrozen([step])).toBeUndefined();
  expect(approvalsAsFrozen([{ ...step, place: 'bureau' }])).toEqual([[1, 'bureau', 1, 5, null]]);
});
