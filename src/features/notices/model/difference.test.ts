import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesBetween, differenceOf, nothingChanged } from './difference.ts';

const written = (parts: ReturnType<typeof differenceOf>) =>
  parts.map(({ kind, text }) => ({ same: text, added: `+${text}+`, removed: `-${text}-` })[kind]).join('');

test('Chinese by words, not by whole lines; Tibetan by syllables; English by words', () => {
  const chinese = differenceOf('家长会改在星期五下午召开。', '家长会改在星期六下午召开。', 'zh-CN');
  expect(chinese[0]).toMatchObject({ kind: 'same' });
  expect(chinese.at(-1)).toMatchObject({ kind: 'same' });
  expect(
    chinese
      .filter((part) => part.kind === 'removed')
      .map((part) => part.text)
      .join('').length,
  ).toBeLessThan(5);
  expect(written(differenceOf('at eight today', 'at nine today', 'en'))).toBe('at -eight-+nine+ today');
  expect(differenceOf('དགུན་ཁའི་དུས་ཚོད།', 'དབྱར་ཁའི་དུས་ཚོད།', 'bo').some((part) => part.kind === 'same')).toBe(true);
});

test('the same and the removed are the old text, the same and the added the new one', () => {
  const text = fc.string({
    unit: fc.constantFrom('通', '知', ' ', '\n', 'a', '。', '༄', 'b', '二', '十'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, text, fc.constantFrom('zh-CN', 'en', 'bo', 'qxs'), (before, after, language) => {
      const parts = differenceOf(before, after, language);
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('');
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
    }),
  );
});

test('files by content and name, the deadline, languages that come and go', () => {
  const text = { language: 'zh-CN' as const, title: '通知', body: '正文' };
  const before = { texts: [text], attachments: [{ name: 'a.pdf', sha256: '1' }], deadlineOn: null };
  expect(nothingChanged(changesBetween(before, before))).toBe(true);
  const after = {
    texts: [text, { language: 'en' as const, title: 'Notice', body: 'Text' }],
    attachments: [{ name: 'a.pdf', sha256: '2' }],
    deadlineOn: '2026-12-01',
  };
  expect(changesBetween(before, after)).toMatchObject({
    texts: [{ language: 'en' }],
    addedFiles: ['a.pdf'],
    removedFiles: ['a.pdf'],
    deadline: { before: null, after: '2026-12-01' },
  });
});

test('a long text is compared by lines', () => {
  const lines = Array.from({ length: 3000 }, (_, n) => `第${n}条 内容内容内容\n`);
  const parts = differenceOf(lines.join(''), lines.with(1500, '改了\n').join(''), 'zh-CN');
  expect(parts.map((part) => part.kind)).toEqual(['same', 'removed', 'added', 'same']);
});
