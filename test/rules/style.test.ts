/** Rules of style that a machine can see (architecture.md, "Rules of style"). */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { features } from '../../src/features.ts';
import { isTest, root, sourcesBelow } from './sources.ts';

const sources = ['src', 'test', 'bench'].flatMap((folder) => sourcesBelow(folder));
const src = sources.filter((s) => s.path.startsWith('src/'));
const generated = 'src/platform/database/tables.ts';

describe('style', () => {
  test('the reader sees the project', () => expect(src.length).toBeGreaterThan(60));

  test('no file of over 400 lines', () => {
    const long = sources.filter((s) => s.path !== generated && s.text.split('\n').length > 400);
    expect(long.map((s) => s.path)).toEqual([]);
  });

  test('no names that say nothing', () => {
    const named = /(^|\/)(utils?|helpers?|misc|common|types)(\/|\.tsx?$)/;
    expect(sources.map((s) => s.path).filter((path) => named.test(path))).toEqual([]);
  });

  test('no default exports and no barrels', () => {
    const broken = src.filter((s) => /^export default\b/m.test(s.text) || /^export \* from/m.test(s.text));
    expect(broken.map((s) => s.path)).toEqual([]);
    expect(src.map((s) => s.path).filter((path) => /\/index\.tsx?$/.test(path))).toEqual([]);
  });

  test('no test returns early: what can’t be tried here is skipped where all can see it, with the reason', () => {
    const silent = sources.filter((s) => isTest(s.path) && /catch[^{]*\{[^}]*\breturn;/.test(s.text));
    expect(silent.map((s) => s.path)).toEqual([]);
  });

  test('no skipped or lone tests, nothing left open', () => {
    const own = 'test/rules/style.test.ts';
    const broken = sources.filter(
      (s) => s.path !== own && /\b(it|test|describe)\.(skip|only|todo)\(|\b(TODO|FIXME|XXX)\b/.test(s.text),
    );
    expect(broken.map((s) => s.path)).toEqual([]);
  });

  test('every feature has its README and is in the register', () => {
    for (const feature of features) {
      const readme = join(root, 'src/features', feature.name, 'README.md');
      expect(existsSync(readme), readme).toBe(true);
      expect(readFileSync(readme, 'utf8').length).toBeGreaterThan(400);
    }
  });

  test('no machine path, no host of a package registry in what is committed', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
    expect(files.length).toBeGreaterThan(100);
    const found = files
      .filter((f) => !/\.(png|jpg|pdf|woff2|ico)$/.test(f) && f !== 'test/rules/style.test.ts')
      .filter((f) => existsSync(join(root, f)))
      .filter((f) =>
        /registry\.npm|npmmirror|\/work\/(main|shared)|\/home\/\w+\//.test(readFileSync(join(root, f), 'utf8')),
      );
    expect(found).toEqual([]);
  });
});
