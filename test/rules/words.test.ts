/** Both languages, everywhere: every message in zh-CN and English, well-formed, with the same placeholders. */
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { features } from '../../src/features.ts';
import { frameWords } from '../../src/platform/http/words.ts';
import { type Catalogue, contentLanguages, languages } from '../../src/platform/i18n.ts';
import { sourcesBelow } from './sources.ts';

const catalogues: [string, Catalogue][] = [
  ['frame', frameWords.catalogue],
  ...features.map((feature): [string, Catalogue] => [feature.name, feature.words.catalogue]),
];

/** Names of the placeholders of an ICU message, also those inside plurals and choices. */
function placeholders(message: string): string[] {
  const names = new Set<string>();
  const walk = (elements: ReturnType<typeof parse>): void => {
    for (const element of elements) {
      if (element.type !== TYPE.literal && element.type !== TYPE.pound && 'value' in element) names.add(element.value);
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value);
      if ('children' in element) walk(element.children);
    }
  };
  walk(parse(message));
  return [...names].sort();
}

describe('words', () => {
  test.each(catalogues)('%s speaks both languages with the same placeholders', (_name, catalogue) => {
    expect(Object.keys(catalogue).length).toBeGreaterThan(4);
    for (const [key, message] of Object.entries(catalogue)) {
      for (const language of languages) expect(message[language]?.trim(), `${key} in ${language}`).toBeTruthy();
      expect(placeholders(message.en), key).toEqual(placeholders(message['zh-CN']));
    }
  });

  test('no message is the name of a language, which stands on pages of every language', () => {
    const names = new Set<string>(Object.values(contentLanguages));
    const alike = catalogues.flatMap(([name, catalogue]) =>
      Object.entries(catalogue)
        .filter(([, m]) => languages.some((language) => names.has(m[language])))
        .map(([key]) => `${name}.${key}`),
    );
    expect(alike).toEqual([]);
  });

  test('Chinese words are Chinese', () => {
    // Words that are the same in both languages: names, abbreviations, formats.
    const same = /^[\s\d{}A-Za-z0-9()#%.,:/·–—@+-]*$/;
    const odd = catalogues.flatMap(([name, catalogue]) =>
      Object.entries(catalogue)
        .filter(
          ([, m]) =>
            same.test(m['zh-CN']) &&
            /[a-z]{4,}/.test(
              m['zh-CN'].replace(/\{[^}]*\}/g, '').replace(/Belfry|Atom|Markdown|Excel|OneRoster|Word|Roster/g, ''),
            ),
        )
        .map(([key]) => `${name}.${key}`),
    );
    expect(odd).toEqual([]);
  });

  test('no page writes Chinese or English words outside messages.ts', () => {
    const pages = sourcesBelow('src').filter(
      (s) => /\/(pages|routes)([/.-])/.test(s.path) && !s.path.includes('.test.'),
    );
    expect(pages.length).toBeGreaterThan(8);
    const chinese = pages.filter((s) => /[\u4e00-\u9fff]/.test(s.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')));
    expect(chinese.map((s) => s.path)).toEqual([]);
    const bareText = pages.filter((s) =>
      /<(p|h1|h2|h3|li|th|td|a|button|label|span)\b[^>]*>\s*[A-Z][a-z]+ [a-z]+/.test(s.text),
    );
    expect(bareText.map((s) => s.path)).toEqual([]);
  });
});
