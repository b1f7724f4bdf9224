import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Counts,
  emailOf,
  fullNameOf,
  gradeName,
  isDay,
  kinds,
  languageOf,
  largeRemovals,
  mobileOf,
} from './model.ts';
import { holdsIdentityNumber, isSensitiveHeading, showable } from './sensitive.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An invented number of 18 digits with a right check digit. */
const identityNumber = fc
  .tuple(
    fc.constantFrom('110101', '513221', '440305', '820000'),
    fc.date({ min: new Date(-2e12), max: new Date(1.7e12), noInvalidDate: true }),
    fc.nat(999),
  )
  .map(([place, born, order]) => {
    const digits = `${place}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
    return `${digits}${'10X98765432'[sum % 11]}`;
  });

describe('identity numbers', () => {
  test('are found wherever they stand and however they are written', () => {
    const disguises = [
      (n: string) => n,
      (n: string) => `G${n}`,
      (n: string) => `身份证：${n}。`,
      (n: string) => `${n.slice(0, 6)} ${n.slice(6, 14)} ${n.slice(14)}`,
      (n: string) => `${n.slice(0, 6)}-${n.slice(6)}`,
      (n: string) => n.toLowerCase(),
      (n: string) => n.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    ];
    fc.assert(
      fc.property(identityNumber, fc.constantFrom(...disguises), (number, disguise) =>
        holdsIdentityNumber(disguise(number)),
      ),
    );
    expect(holdsIdentityNumber('513221670512001')).toBe(true);
  });

  test('a mistyped one counts where no identifier stands', () => {
    expect(holdsIdentityNumber('513221199001011234')).toBe(false);
    expect(holdsIdentityNumber('513221199001011234', true)).toBe(true);
    expect(holdsIdentityNumber('100000000000000001', true)).toBe(false);
  });

  test('other long ids are none', () => {
    for (const id of [
      '550e8400-e29b-41d4-a716-446655440000',
      '100000000000000001',
      '20260901000001',
      '13800000001',
      '9007199254740993',
    ]) {
      expect(holdsIdentityNumber(id), id).toBe(false);
    }
  });

  test('are never shown, not even with a wrong check digit', () => {
    fc.assert(fc.property(identityNumber, fc.nat(9), (number, digit) => showable(number.slice(0, 17) + digit) === ''));
    expect(showable('org:s-1.b@x')).toBe('org:s-1.b@x');
    expect(showable('王小明')).toBe('');
  });
});

test.each([
  '身份证号',
  '证件号码',
  '民族',
  '宗教信仰',
  '政治面貌',
  '健康状况',
  '血型',
  '残疾类型',
  'ethnicity',
  'hispanicOrLatinoEthnicity',
  'national_id',
  'Religion',
  'medicalNotes',
  'disability',
])('the heading %s is not read', (heading) => expect(isSensitiveHeading(heading)).toBe(true));
test.each(['班主任', 'metadata.language', 'dormitory', '校区', 'busRoute'])('the heading %s is harmless', (heading) =>
  expect(isSensitiveHeading(heading)).toBe(false),
);

test('names, grades, addresses, languages and days', () => {
  expect(fullNameOf('欧阳', '小明')).toBe('欧阳小明');
  expect(fullNameOf('Smith', 'Ann')).toBe('Ann Smith');
  expect([
    gradeName('07', '1班'),
    gradeName('11', '1班'),
    gradeName('2023级', '1班'),
    gradeName('7', 'Class A'),
  ]).toEqual(['七年级', '高二', '2023级', 'Grade 7']);
  expect(
    [
      '+86 138-0000-0001',
      '008613800000001',
      '１３８００００００01',
      '010-12345678',
      '+81 90 1234 5678',
      '12800000001',
    ].map(mobileOf),
  ).toEqual(['13800000001', '13800000001', '13800000001', null, '+819012345678', null]);
  expect([' Li@X.cn ', 'li@x', 'a b@x.cn', 'x@y.cn>'].map(emailOf)).toEqual(['li@x.cn', null, null, null]);
  expect(['zh-CN', '中文', 'English', '藏语', 'qxs', 'fr'].map(languageOf)).toEqual([
    'zh-CN',
    'zh-CN',
    'en',
    'bo',
    'qxs',
    null,
  ]);
  expect(['2026-02-28', '2026-02-29', '2028-02-29', '26-1-1', '2026-13-01'].map(isDay)).toEqual([
    true,
    false,
    true,
    false,
    false,
  ]);
});

test('over a fifth, not a fifth', () => {
  const counts = (left: number) =>
    Object.fromEntries(
      kinds.map((kind) => [kind, { added: 0, changed: 0, left: kind === 'people' ? left : 0, base: 100 }]),
    ) as Counts;
  expect(largeRemovals(counts(20))).toEqual([]);
  expect(largeRemovals(counts(21))).toEqual([{ kind: 'people', left: 21, base: 100, percent: 21 }]);
});
