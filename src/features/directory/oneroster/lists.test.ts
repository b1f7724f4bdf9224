import { expect, test } from 'vitest';
import { Lists } from './lists.ts';

const minute = 60_000;

test('a walk keeps its list, a new walk begins with a new one, and who waits asks once', async () => {
  const lists = new Lists();
  let asked = 0;
  const find = async () => [asked++];
  const [one, two] = await Promise.all([lists.keysOf('q', true, 0, find), lists.keysOf('q', true, 0, find)]);
  expect([one, two]).toEqual([[0], [0]]);
  expect(await lists.keysOf('q', false, 9 * minute, find)).toEqual([0]);
  expect(await lists.keysOf('q', true, 9 * minute, find)).toEqual([1]);
  expect(await lists.keysOf('other', false, 9 * minute, find)).toEqual([2]);
  expect(await lists.keysOf('q', false, 20 * minute, find)).toEqual([3]);
});

test('what failed is asked again', async () => {
  const lists = new Lists();
  await expect(lists.keysOf('q', true, 0, () => Promise.reject(new Error('no connection')))).rejects.toThrow(
    'no connection',
  );
  expect(await lists.keysOf('q', false, 1, async () => [7])).toEqual([7]);
});

test('the oldest make room', async () => {
  const lists = new Lists(10 * minute, 5);
  await lists.keysOf('a', true, 0, async () => [1, 2, 3]);
  await lists.keysOf('b', true, 1, async () => [4, 5, 6]);
  await Promise.resolve();
  expect(await lists.keysOf('b', false, 2, async () => [])).toEqual([4, 5, 6]);
  expect(await lists.keysOf('a', false, 3, async () => [9])).toEqual([9]);
});
