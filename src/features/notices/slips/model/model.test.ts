/** Answers as they are read, and figures as they may be shown. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, plainName, readAnswers, sameAnswers } from './answer.ts';
import { covered, shownOf, type Tally } from './figures.ts';
import { missingLanguage, moved, nextKey, type Question, type Slip, wordedFor } from './slip.ts';

const question = (key: number, kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  ...{ key, kind, required: false, text: { 'zh-CN': `问题${key}` }, help: {} },
  ...more,
});
const read = (one: Question, ...given: string[]) => {
  const { answers, troubles } = readAnswers(
    { per: 'child', questions: [one] },
    () => given,
    () => false,
  );
  return troubles[0]?.key ?? answers[one.key];
};

describe('answers', () => {
  test('numbers: whole, within the bounds, also in full-width digits', () => {
    const number = question(1, 'number', { least: 0, most: 30 });
    expect(read(number, '１２')).toBe(12);
    expect(read(number, ' 30 ')).toBe(30);
    for (const wrong of ['1.5', '十', '1e3', '--1', '9999999999']) expect(read(number, wrong)).toBe('answerNumber');
    expect(read(number, '-1')).toBe('answerLeast');
    expect(read(number, '31')).toBe('answerMost');
  });

  test('days exist and lie within the bounds', () => {
    const date = question(1, 'date', { from: '2026-12-01', to: '2026-12-10' });
    expect(read(date, '2026-12-10')).toBe('2026-12-10');
    expect(read(date, '2026-02-30')).toBe('answerDate');
    expect(read(date, '10.12.2026')).toBe('answerDate');
    expect(read(date, '2026-12-11')).toBe('answerTo');
  });

  test('choices are places in the list, each once', () => {
    const options = [{ 'zh-CN': '甲' }, { 'zh-CN': '乙' }];
    expect(read(question(1, 'choices', { options }), '1', '0', '1')).toEqual([0, 1]);
    expect(read(question(1, 'choices', { options }), '0', '7')).toBe('answerChoices');
    expect(read(question(1, 'choice', { options }), '-1')).toBe('answerChoice');
    expect(read(question(1, 'consent'), 'perhaps')).toBe('answerConsent');
  });

  test('what is not required may stay empty, what is may not', () => {
    expect(read(question(1, 'text'), '  ')).toBeUndefined();
    expect(read(question(1, 'text', { required: true }), '  ')).toBe('answerText');
    expect(read(question(1, 'consent', { required: true }))).toBe('answerConsent');
    expect(read(question(1, 'file', { required: true }))).toBe('answerFile');
    expect(read(question(1, 'text'), '字'.repeat(501))).toBe('answerLong');
  });

  test('names are compared without blanks, points and case', () => {
    expect(plainName(' 扎西 · 次仁 ')).toBe(plainName('扎西次仁'));
    expect(plainName('Anna-Maria O’Neill')).toBe('annamariaoneill');
  });

  test('whether two guardians said the same', () => {
    const slip: Slip = { per: 'child', questions: [question(1, 'consent'), question(2, 'file')] };
    const answer = (value: string, files: Answer['files'] = []): Answer => ({
      ...{ id: 1, guardianId: 1, pupilId: 1, means: 'link', on: '2026-11-20', answers: { 1: value }, files },
    });
    expect(sameAnswers(slip, answer('agree'), answer('agree'))).toBe(true);
    expect(sameAnswers(slip, answer('agree'), answer('disagree'))).toBe(false);
    const file = { id: 1, question: 2, name: 'a.pdf', size: 1 };
    expect(sameAnswers(slip, answer('agree'), answer('agree', [file]))).toBe(false);
  });
});

describe('a slip', () => {
  test('questions move, keys are never used twice in a row, words fall back', () => {
    const list = [question(1, 'text'), question(2, 'text'), question(5, 'text')];
    expect(moved(list, 2, -1).map(({ key }) => key)).toEqual([2, 1, 5]);
    expect(moved(list, 1, -1).map(({ key }) => key)).toEqual([1, 2, 5]);
    expect(moved(list, 5, 1).map(({ key }) => key)).toEqual([1, 2, 5]);
    expect(nextKey(list)).toBe(6);
    expect(wordedFor({ 'zh-CN': '甲', en: '' }, 'en', 'zh-CN')).toBe('甲');
    expect(missingLanguage({ per: 'child', questions: list }, ['zh-CN', 'en'])).toBe('en');
  });
});

const consent = question(1, 'consent');
const tally = (agree: number, disagree: number): Tally => ({
  ...{ key: 1, n: agree + disagree, sum: null },
  values: [
    { value: 'agree', n: agree },
    { value: 'disagree', n: disagree },
  ],
});

describe('figures above the class', () => {
  test('none from 1 to 4, nor what would tell it', () => {
    const shown = shownOf(consent, tally(28, 2), 30, false);
    expect(shown.rows.map((row) => row.cell)).toEqual([{ show: 'least', n: 26 }, { show: 'few' }]);
    expect(shownOf(consent, tally(20, 10), 30, false).rows.map((row) => row.cell)).toEqual([
      { show: 'number', n: 20 },
      { show: 'number', n: 10 },
    ]);
    expect(shownOf(consent, tally(30, 0), 30, false).rows.map((row) => row.cell)).toEqual([
      { show: 'number', n: 30 },
      { show: 'number', n: 0 },
    ]);
    expect(shownOf(consent, tally(2, 1), 3, false)).toEqual({ n: { show: 'few' }, sum: null, rows: [] });
    expect(covered([4, 4]), 'nothing large to cover them').toBeUndefined();
  });

  test('sum and distribution are not shown together where one is covered', () => {
    const number = question(1, 'number', { least: 0, most: 3, required: true });
    const values = [
      { value: '0', n: 20 },
      { value: '3', n: 2 },
    ];
    expect(shownOf(number, { key: 1, n: 22, sum: 6, values }, 22, false)).toEqual({
      ...{ n: { show: 'number', n: 22 }, sum: 6, rows: [] },
    });
    expect(shownOf(number, { key: 1, n: 22, sum: 6, values }, 22, true).rows).toHaveLength(2);
  });

  test('property: from what is shown of parts and their sum, no part from 1 to 4 follows', () => {
    const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 })), {
      ...{ minLength: 2, maxLength: 5 },
    });
    fc.assert(
      fc.property(counts, (parts) => {
        const cells = covered(parts);
        const sum = parts.reduce((a, b) => a + b, 0);
        if (!cells) return;
        for (const [index, n] of parts.entries()) {
          if (n < 1 || n > 4) continue;
          expect(cells[index]?.show).toBe('few');
          // Another world with the same picture in which this part is another number.
          expect(others(cells, index, sum).size).toBeGreaterThan(1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** The values that a part can have in all worlds that give this picture. */
function others(cells: NonNullable<ReturnType<typeof covered>>, asked: number, sum: number): Set<number> {
  const least = (i: number) => {
    const cell = cells[i];
    return cell?.show === 'number'
      ? cell.n
      : cell?.show === 'few'
        ? 1
        : Math.max(5, cell?.show === 'least' ? cell.n : 5);
  };
  const most = (i: number) => {
    const cell = cells[i];
    return cell?.show === 'number' ? cell.n : cell?.show === 'few' ? 4 : sum;
  };
  const found = new Set<number>();
  for (let value = least(asked); value <= most(asked); value += 1) {
    const rest = cells.map((_, i) => i).filter((i) => i !== asked);
    const low = rest.reduce((total, i) => total + least(i), value);
    const high = rest.reduce((total, i) => total + most(i), value);
    if (low <= sum && high >= sum) found.add(value);
  }
  return found;
}
