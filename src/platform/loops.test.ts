import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { hungTurns, inTurn, loopHealth } from './loops.ts';

test('a turn that does not end in time is told, and no longer when it has ended', async () => {
  let finish = (): void => undefined;
  const turn = inTurn('sealer', 5_000, () => new Promise<void>((resolve) => (finish = resolve)));
  const inSeconds = (seconds: number) => hungTurns(performance.now() + seconds * 1000);
  expect(inSeconds(4)).toEqual([]);
  expect(inSeconds(7)).toEqual(['sealer: has not finished a turn for 7 s']);
  expect(loopHealth()).toEqual([]);
  finish();
  await turn;
  expect(inSeconds(7)).toEqual([]);
});

test('a turn that throws has ended', async () => {
  await expect(inTurn('sealer', 0, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(hungTurns(performance.now() + 1000)).toEqual([]);
});
