/** The guides name buttons, headings and addresses of the service: a guide that has rotted fails here. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { features } from '../../src/features.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { root } from './sources.ts';

const folder = join(root, 'docs/guides');
const guides = readdirSync(folder).filter((name) => name.endsWith('.md'));
/** Guides for people at the desk, in both languages. */
const forStaff = ['officer', 'school', 'class-teacher', 'incident-officer', 'case-handler', 'ombudsperson'];
const pictures = join(root, 'docs/pictures');
const mostBytes = 4 * 1024 * 1024;

const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
const all = (text: string, form: RegExp): string[] => [...text.matchAll(form)].map((match) => match[1] as string);
const patterns = features.flatMap((feature) => feature.routes.map((route) => route.path));

/** What stands on pages, in a language; of words with a placeholder those before it. */
function said(language: 'zh-CN' | 'en'): Set<string> {
  const texts = features.flatMap((feature) => Object.values(feature.words.catalogue).map((words) => words[language]));
  return new Set(texts.flatMap((text) => [text, text.replace(/\s*[（({].*$/s, '')]));
}

function isAddress(text: string): boolean {
  const parts = text.split('/');
  return patterns.some((pattern) => {
    const wanted = pattern.split('/');
    return wanted.length === parts.length && wanted.every((part, n) => part.startsWith(':') || part === parts[n]);
  });
}

test('each guide for staff is there in both languages, with the same sections and pictures', () => {
  for (const name of forStaff) {
    const [english, chinese] = [textOf(`${name}.md`), textOf(`${name}.zh-CN.md`)];
    expect(all(chinese, /^(#+) /gm), name).toEqual(all(english, /^(#+) /gm));
    const shown = (text: string) => all(text, /\]\(\.\.\/pictures\/guides\/([a-z-]+)-(?:en|zh)\.png\)/g);
    expect(shown(chinese), name).toEqual(shown(english));
    expect(shown(english).length, name).toBeGreaterThan(0);
  }
});

describe.each(guides)('%s', (name) => {
  const text = textOf(name);

  test('pictures and files that it names are there', () => {
    const missing = all(text, /\]\(([^)#:]+)[^):]*\)/g).filter((target) => !existsSync(join(folder, target)));
    expect(missing).toEqual([]);
  });

  test('addresses that it names are routes', () => {
    const named = all(text, /`(\/(?:desk|sign-in|account|notices|metrics)[^`\s]*)`/g);
    expect(named.filter((address) => !isAddress(address))).toEqual([]);
  });

  test('settings that it names can be set', () => {
    const named = [...new Set(all(text, /\b(BELFRY_[A-Z_]*[A-Z])\b/g))].filter((key) => key !== 'BELFRY_DATA');
    const unknown = named.filter((key) => {
      try {
        loadConfig({ dataDir: '/nonexistent', env: { [key]: 'x' } });
        return false;
      } catch (error) {
        return (error as Error).message.includes(`${key}: there is no such setting`);
      }
    });
    expect(unknown).toEqual([]);
  });
});

test.each(forStaff.flatMap((name) => [[`${name}.md`, 'en'] as const, [`${name}.zh-CN.md`, 'zh-CN'] as const]))(
  '%s: words in bold stand on pages',
  (name, language) => {
    const words = said(language);
    const bold = all(textOf(name), /\*\*([^*]+)\*\*/g);
    expect(bold.length).toBeGreaterThan(5);
    expect(bold.filter((label) => !words.has(label.trim()))).toEqual([]);
  },
);

test('all pictures together stay small', () => {
  const bytes = readdirSync(pictures, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(mostBytes);
});
