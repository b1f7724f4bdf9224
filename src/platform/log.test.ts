import { expect, test } from 'vitest';
import { readableLine } from './log.ts';

test('a line for people: time, level, message, details', () => {
  const line = readableLine(JSON.stringify({ level: 40, time: Date.now(), msg: 'slow', ms: 12, where: { a: 1 } }));
  expect(line).toMatch(/^\d\d:\d\d:\d\d warn {2}slow ms=12 where=\{"a":1\}\n$/);
});

test('an error brings its stack', () => {
  const line = readableLine(
    JSON.stringify({ level: 50, time: 0, msg: 'failed', err: { stack: 'Error: x\n    at y' } }),
  );
  expect(line).toMatch(/ERROR failed\nError: x\n {4}at y\n$/);
});
