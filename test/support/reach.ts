/** Which test files ask for the run's server. The others say the same whatever PostgreSQL it is. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = join(import.meta.dirname, '../..');
const server = join(import.meta.dirname, 'server.ts');
const imports = new Map<string, string[]>();

function importsOf(file: string): string[] {
  const known = imports.get(file);
  if (known) return known;
  const text = readFileSync(file, 'utf8');
  const named = [...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s*'([.#][^']+)'/g)];
  const found = named
    .map(([, name = '']) => (name.startsWith('#') ? join(root, 'src', name.slice(1)) : resolve(dirname(file), name)))
    .filter((path) => /\.tsx?$/.test(path) && existsSync(path));
  imports.set(file, found);
  return found;
}

/** Through whatever files, and by imports of types too: rather one file too many. */
function reachesServer(file: string, seen = new Set<string>()): boolean {
  if (file === server) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  return importsOf(file).some((one) => reachesServer(one, seen));
}

/** The test files of rules and units that never ask for it, as paths from the root. */
export function filesWithoutServer(): string[] {
  const files = globSync(['src/**/*.test.{ts,tsx}', 'test/rules/*.test.ts'], { cwd: root });
  return files.filter((path) => !reachesServer(join(root, path))).sort();
}
