/** What is run on one PostgreSQL only is what asks none. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesWithoutServer } from '../support/reach.ts';
import { root } from './sources.ts';

test('on another PostgreSQL nothing is left out that speaks SQL to the run’s server', () => {
  const left = filesWithoutServer();
  const speaks = /\b(inject|testDatabase|cloneDatabase|startTemplateServer|startTestBelfry|testBelfry|\w*[sS]cene)\(/;
  const all = globSync(['src/**/*.test.{ts,tsx}', 'test/rules/*.test.ts'], { cwd: root });
  const speaking = all
    .filter((path) => path !== 'test/rules/reach.test.ts')
    .filter((path) => speaks.test(readFileSync(join(root, path), 'utf8')));
  expect(speaking.length).toBeGreaterThan(100);
  expect(left.filter((path) => speaking.includes(path))).toEqual([]);
  // Starts programs with a server of their own, the embedded one, whatever the run is told.
  expect(left).toContain('src/commands/command-line.test.ts');
});
