/** Places to fill in, and covers over a text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBlackened } from './model/blackened.ts';
import { filled, unknownVariables } from './model/template.ts';

test('places are filled in once: what is filled in is no place, and an unknown one stays', () => {
  const values = { number: '[[office]]', office: '安全股', category: '', received: '', due: '2026年8月1日' };
  expect(filled('[[number]]：[[office]]，[[due]]前，[[name]][[constructor]]', values)).toBe(
    '[[office]]：安全股，2026年8月1日前，[[name]][[constructor]]',
  );
  expect(unknownVariables('[[number]] [[name]] [[constructor]] [[name]] {due} [[]]')).toEqual([
    'name',
    'constructor',
    '',
  ]);
});

test('covering any stretch of any text is blackening it; changing a letter beside it is not', () => {
  const text = fc.string({ minLength: 3, maxLength: 60 }).filter((each) => !each.includes('■'));
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
      const from = a % whole.length;
      const until = from + 1 + (b % (whole.length - from));
      const covered = `${whole.slice(0, from)}■■■${whole.slice(until)}`;
      expect(isBlackened(whole, covered)).toBe(true);
      expect(isBlackened(whole, `${covered}\u0000x`)).toBe(false);
      expect(isBlackened(whole, whole), 'nothing is covered').toBe(false);
    }),
  );
  expect(isBlackened('abcabc', '■b■')).toBe(true);
  expect(isBlackened('abcabc', 'a■b■')).toBe(true);
  expect(isBlackened('abc', '■abc')).toBe(false);
  expect(isBlackened('abc', 'abc■')).toBe(false);
  expect(isBlackened('abc', 'ab■bc')).toBe(false);
  expect(isBlackened('你好张三', '你好■■■')).toBe(true);
  expect(isBlackened('你好张三', '您好■■■')).toBe(false);
});
