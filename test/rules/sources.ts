/** Reads the project's own sources for the tests of its rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Source {
  /** From the root, such as `src/features/notices/actions.ts`. */
  path: string;
  text: string;
  /** Imported modules: own ones as paths from the root, others by their package's name. */
  imports: string[];
}

/** All .ts and .tsx files below a folder, with what each imports. */
export function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      return { path: relative(root, file), text, imports: importsOf(text, file) };
    });
}

function importsOf(text: string, file: string): string[] {
  const found = [
    ...text.matchAll(/^\s*(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'/gm),
    ...text.matchAll(/\bimport\(\s*'([^']+)'/g),
  ];
  const bare = text.matchAll(/^\s*import\s+'([^']+)'/gm);
  return [...found, ...bare].map((match) => {
    const name = match[1] as string;
    if (name.startsWith('.')) return relative(root, resolve(dirname(file), name));
    const alias = /^#(features|platform|ui)\/(.*)$/.exec(name);
    return alias ? `src/${alias[1]}/${alias[2]}` : name;
  });
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
