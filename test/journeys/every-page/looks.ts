/** What a page must never show to a reader, found in its visible words. */
import type { Page } from 'playwright-core';
import { features } from '../../../src/features.ts';
import { frameWords } from '../../../src/platform/http/words.ts';
import type { Language } from '../../../src/platform/i18n.ts';

const catalogues = [frameWords.catalogue, ...features.map((feature) => feature.words.catalogue)];

/** Whole messages of the other language that differ from this one's: such a text on a page was not translated. */
function strangers(language: Language): Set<string> {
  const other = language === 'en' ? 'zh-CN' : 'en';
  const messages = catalogues.flatMap((catalogue) => Object.values(catalogue));
  const here = new Set(messages.map((message) => message[language]));
  return new Set(
    messages
      .filter((message) => !message[other].includes('{') && message[other].length > (other === 'en' ? 3 : 1))
      .map((message) => message[other])
      .filter((text) => !here.has(text)),
  );
}

const strange = { en: strangers('en'), 'zh-CN': strangers('zh-CN') };

/** Pieces of text on the page, without those that say that they are in another language, and without code. */
async function piecesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const own = document.documentElement.lang;
    const pieces: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim();
      if (!text || !parent || parent.closest('code, pre, script, option')) continue;
      if (parent.closest('[lang]')?.getAttribute('lang') !== own) continue;
      pieces.push(text);
    }
    return pieces;
  });
}

/** Words of the other language, keys instead of words, and holes. */
export async function oddWords(page: Page, language: Language): Promise<string[]> {
  const pieces = await piecesOf(page);
  if (pieces.length === 0) return ['no words at all'];
  // Names of people, schools and offices are data and stay as they are.
  const foreign = pieces.filter((text) => strange[language].has(text));
  const keys = pieces.filter(
    (text) =>
      /^(?:[a-z]+(?:_[a-z]+|[A-Z][a-z]+)+|[a-z_]+\.[a-z_]+)$/.test(text) && !/^(north|south|bureau)\./.test(text),
  );
  const holes = pieces.filter((text) => /undefined|\bNaN\b|\[object|\{\{?\w*\}?|\bnull\b|Invalid Date/.test(text));
  return [...new Set([...foreign, ...keys, ...holes])];
}
