import { expect, test } from 'vitest';
import { daysGiven, filledIn, unfilled, variablesIn } from './template.ts';

test('what is to be filled in is found once, in its order, in any script', () => {
  expect(variablesIn('[[时间]]通知', '定于[[时间]]在[[地点]]举行，[[ཉི་མ།]] [not] [[]] [[a\nb]]')).toEqual([
    '时间',
    '地点',
    'ཉི་མ།',
  ]);
});

test('what is given is filled in, the rest keeps its mark', () => {
  const values = new Map([
    ['时间', '周五'],
    ['地点', ''],
  ]);
  expect(filledIn('[[时间]]在[[ 地点 ]]', values)).toBe('周五在[[ 地点 ]]');
  expect(filledIn('[[x]]', new Map([['x', '$& [[y]]']]))).toBe('$& [[y]]');
  expect(unfilled([{ title: 'a', body: '在[[地点]]' }])).toEqual(['地点']);
  expect(unfilled([{ title: 'a', body: '[链接](https://x)' }])).toEqual([]);
});

test('days to answer stay within what a template may give', () => {
  expect(daysGiven('2026-11-20', '2026-11-27')).toBe(7);
  expect(daysGiven('2026-11-20', '2026-11-01')).toBe(0);
  expect(daysGiven('2026-01-01', '2027-01-01')).toBe(180);
});
