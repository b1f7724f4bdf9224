import { expect, test } from 'vitest';
import { hintsIn } from './hints.ts';

const found = (text: string) => hintsIn(text).map(({ kind, found: words }) => `${kind}: ${words}`);

test.each([
  ['请打 138 1234 5678 或 0837-2223456', ['phone: 138 1234 5678', 'phone: 0837-2223456']],
  ['联系 a.b@example.org', ['mail: a.b@example.org']],
  ['我叫丹增卓玛，家住克枯村三组', ['name: 丹增卓玛', 'place: 家住克枯村三组']],
  ['我是李明的爸爸', ['name: 李明']],
  ['本人张小燕。', ['name: 张小燕']],
  ['孩子在七年级（1）班，11月3日被打', ['class: 七年级（1）班', 'date: 11月3日']],
  ['初一3班，2026-11-03', ['class: 初一3班', 'date: 2026-11-03']],
  ['车牌川U·12345，微信号abc_12345', ['number: 微信号abc_12345', 'number: 川U·12345']],
  ['我是学校唯一的音乐教师', ['role: 唯一的音乐教师']],
  ['My name is Li Ming, class 3, on 3 November', ['name: Li Ming', 'class: class 3', 'date: 3 November']],
])('%s', (text, hints) => {
  expect(found(text)).toEqual(hints);
});

test.each([
  '我是一名家长，校车站点被水冲了',
  '我是学生，食堂的菜是凉的',
  '工资从去年起没有发',
  'The road to the school is broken.',
])('nothing in: %s', (text) => {
  expect(found(text)).toEqual([]);
});

test('a long text is read at once, and at most twenty are shown', () => {
  const text = `${'我是'.repeat(5000)}${'13812345678 '.repeat(500)}`;
  expect(hintsIn(text).length).toBe(1);
  expect(hintsIn(Array.from({ length: 60 }, (_, n) => `${(n % 12) + 1}月${(n % 28) + 1}日`).join('，')).length).toBe(
    20,
  );
});
