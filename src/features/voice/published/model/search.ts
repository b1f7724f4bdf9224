/**
 * Search in published answers: each word of the query stands somewhere in the text, in any script. An index over short
 * pieces of the text finds where that may be, the text itself decides. Pure.
 *
 * Pieces (grams) are 32-bit numbers: of Chinese and other scripts pairs of neighbouring characters, so that two of them are
 * found; of Latin letters and digits runs of three, since pairs of letters are in every text, and whole words of two.
 */

/** Same letters for the eye are the same for the search: width, case, blanks and signs don't count. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

const mostWords = 8;

/** The words that a query asks for; of English ones the stem before the ending of a plural. */
export function wordsOf(query: string): string[] {
  const words = folded(query.slice(0, 200)).split(' ').filter(Boolean).map(singular);
  return [...new Set(words)].slice(0, mostWords);
}

function singular(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  return word
    .replace(/ies$/, '')
    .replace(/(s|x|z|ch|sh)es$/, '$1')
    .replace(/([^su])s$/, '$1');
}

const runs = /[\p{Script=Latin}\p{Nd}]+|[^\p{Script=Latin}\p{Nd} ]+/gu;
const latin = /^[\p{Script=Latin}\p{Nd}]/u;

/** The pieces of a folded text or word, each once. */
export function gramsOf(text: string): number[] {
  const grams = new Set<number>();
  for (const [run] of text.matchAll(runs)) {
    if (latin.test(run) && run.length > 2) {
      for (let i = 0; i + 2 < run.length; i += 1) grams.add(mixed(run, i));
    } else {
      for (let i = 0; i + 1 < run.length; i += 1) grams.add((run.charCodeAt(i) << 16) | run.charCodeAt(i + 1));
    }
  }
  return [...grams];
}

/** Latin letters or digits so short that only a word of their own is meant: of "it" not "with". */
export function isShort(word: string): boolean {
  return word.length <= 2 && [...word].every((sign) => latin.test(sign));
}

/**
 * The pieces that a text with this word has for certain. Two letters at an end of it may belong to more letters there:
 * "4g网" is also in "54g网".
 */
export function gramsAsked(word: string): number[] {
  if (isShort(word)) return gramsOf(word);
  const parts = [...word.matchAll(runs)].map(([run]) => run);
  const certain = parts.filter((run, n) => run.length > 2 || !latin.test(run) || (n > 0 && n < parts.length - 1));
  return certain.flatMap(gramsOf);
}

/** Three letters in 32 bits. That two triples share a number does no harm: the text decides. */
function mixed(run: string, at: number): number {
  const first = Math.imul(run.charCodeAt(at), 0x9e3779b1);
  const second = Math.imul(run.charCodeAt(at + 1), 0x85ebca6b);
  return (first ^ ((second << 13) | (second >>> 19)) ^ Math.imul(run.charCodeAt(at + 2), 0xc2b2ae35)) | 0;
}

/**
 * Marks of where in the order of publication a text stands, kept among its pieces: the stretch of 2^14 texts in which it
 * is, of 2^15 and so on, so that the index can be asked for one stretch. U+FFFF, their upper half, is in no text.
 */
export const smallestStretch = 14;
export const largestStretch = 20;

export function stretchMark(level: number, index: number): number {
  return (0xffff << 16) | ((level - smallestStretch) << 13) | (index & 0x1fff);
}

export function stretchMarks(seq: number): number[] {
  const marks: number[] = [];
  for (let level = smallestStretch; level <= largestStretch; level += 1) {
    marks.push(stretchMark(level, Math.floor(seq / 2 ** level)));
  }
  return marks;
}

/** What the index keeps of a text that stands at this place in the order. */
export function indexed(text: string, seq: number): number[] {
  return [...gramsOf(text), ...stretchMarks(seq)];
}
