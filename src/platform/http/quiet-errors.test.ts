import { expect, test } from 'vitest';
import { fixedClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { placeOf, QuietErrors } from './quiet-errors.ts';

test('errors are counted by their place, without words, and written together', () => {
  const lines: unknown[] = [];
  const log = { error: (line: unknown) => lines.push(line) } as unknown as Log;
  const quiet = new QuietErrors(log, fixedClock(new Date('2026-11-20T01:00:00Z')));
  for (let n = 0; n < 3; n += 1) quiet.note(new Error('李某 10.0.0.1\n    at fake (/x/src/secret.ts:1:1)'));
  quiet.note('no error');
  expect(lines).toEqual([]);
  quiet.write();
  expect(lines).toEqual([
    { place: 'elsewhere', times: 1 },
    { place: expect.stringMatching(/^platform\/http\/quiet-errors\.test\.ts:\d+$/), times: 3 },
  ]);
  quiet.write();
  expect(lines).toHaveLength(2);
});

test('a place is one of ours', () => {
  const error = new Error('x');
  error.stack =
    'Error: x\n    at a (node:internal/x:1:2)\n    at Object.b (/opt/belfry/src/features/voice/ask/files.ts:12:3)';
  expect(placeOf(error)).toBe('features/voice/ask/files.ts:12');
});
