/** A main text and its translation, paragraph by paragraph, and what changed in the main text since it was translated. */
import { diffArrays } from 'diff';

/** Paragraphs of Markdown: what blank lines part, but for those inside a fence. */
export function paragraphsOf(text: string): string[] {
  const out: string[] = [];
  let lines: string[] = [];
  let fence = false;
  const close = () => {
    if (lines.length > 0) out.push(lines.join('\n'));
    lines = [];
  };
  for (const line of text.split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) fence = !fence;
    if (line.trim() === '' && !fence) close();
    else lines.push(line);
  }
  close();
  return out;
}

export interface Pair {
  /** Of the main text as it is now; null where a paragraph was taken out, or the translation has more of them. */
  main: string | null;
  /** As it was when it was translated, where that differs. */
  before: string | null;
  translation: string;
  change: 'same' | 'changed' | 'added' | 'removed';
}

/**
 * Pairs the main text with its translation. The translation was made paragraph for paragraph from `source`: its nth
 * belongs to the nth of that, and follows it to where that stands in the main text of today.
 */
export function pairsOf(source: string, main: string, translation: string): Pair[] {
  const [sources, translated] = [paragraphsOf(source), paragraphsOf(translation)];
  const pairs: Pair[] = [];
  let at = 0;
  let removed: number[] = [];
  const drop = () => {
    for (const index of removed) {
      const before = sources[index] as string;
      pairs.push({ main: null, before, translation: translated[index] ?? '', change: 'removed' });
    }
    removed = [];
  };
  for (const part of diffArrays(sources, paragraphsOf(main))) {
    if (part.removed) {
      removed.push(...part.value.map((_, index) => at + index));
      at += part.value.length;
      continue;
    }
    for (const paragraph of part.value) {
      if (!part.added) {
        drop();
        pairs.push({ main: paragraph, before: null, translation: translated[at] ?? '', change: 'same' });
        at += 1;
        continue;
      }
      const index = removed.shift();
      if (index === undefined) pairs.push({ main: paragraph, before: null, translation: '', change: 'added' });
      else {
        const before = sources[index] as string;
        pairs.push({ main: paragraph, before, translation: translated[index] ?? '', change: 'changed' });
      }
    }
  }
  drop();
  for (const more of translated.slice(sources.length)) {
    pairs.push({ main: null, before: null, translation: more, change: 'same' });
  }
  return pairs;
}

/** The text that edited paragraphs make; empty ones fall away. */
export function joined(paragraphs: readonly string[]): string {
  return paragraphs
    .map((paragraph) => paragraph.replace(/\r\n?/g, '\n').trim())
    .filter(Boolean)
    .join('\n\n');
}
