/**
 * Search in published answers: each word of the query stands somewhere in the text, a Latin one at the beginning of a word
 * there. An index over short pieces of the text finds where that may be, the text itself decides. Pure.
 *
 * Pieces (grams) are 32-bit numbers: of Chinese and other scripts pairs of neighbouring characters, so that two of them are
 * found; of Latin words and numbers their beginnings of 3 to 8 signs, of which a word that is asked for needs one alone
 * (runs of three letters would be in nearly every text), and whole words of two.
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

/** What Latin words and numbers are made of, after folding: for patterns here and in SQL. */
export const latinSigns = 'a-z0-9ß-ʯḀ-ỿ';
const runs = new RegExp(`[${latinSigns}]+|[^${latinSigns} ]+`, 'gu');
const latin = new RegExp(`^[${latinSigns}]`, 'u');
const shortest = 3;
const longest = 8;

/** The pieces of a folded text or word, each once. */
export function gramsOf(text: string): number[] {
  const grams = new Set<number>();
  for (const [run] of text.matchAll(runs)) {
    if (latin.test(run) && run.length >= shortest) {
      for (let n = shortest; n <= Math.min(longest, run.length); n += 1) grams.add(beginning(run, n));
    } else {
      for (let i = 0; i + 1 < run.length; i += 1) grams.add((run.charCodeAt(i) << 16) | run.charCodeAt(i + 1));
    }
  }
  return [...grams];
}

/** Latin letters or digits so short that only a word of their own is meant: of "it" not "with". */
export function isShort(word: string): boolean {
  return word.length < shortest && [...word].every((sign) => latin.test(sign));
}

/** Begins with a Latin letter or a digit: a word of the text has to begin there, too. */
export function beginsLatin(word: string): boolean {
  return latin.test(word);
}

/**
 * The pieces that a text with this word has for certain; of beginnings the longest alone, which holds the others. Two
 * letters at its end may go on in the text: "网4g" is also in "网4gx".
 */
export function gramsAsked(word: string): number[] {
  if (isShort(word)) return gramsOf(word);
  const parts = [...word.matchAll(runs)].map(([run]) => run);
  return parts.flatMap((run, n) => {
    if (!latin.test(run)) return gramsOf(run);
    if (run.length >= shortest) return [beginning(run, Math.min(longest, run.length))];
    return n < parts.length - 1 ? gramsOf(run) : [];
  });
}

/** The first letters in 32 bits. That two beginnings share a number does no harm: the text decides. */
function beginning(run: string, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum = (Math.imul(sum, 31) + run.charCodeAt(i)) | 0;
  return sum;
}

/**
 * Marks of where in the order of publication a text stands, kept among its pieces: the stretch of 2^12 texts in which it
 * is, of 2^14 and so on, so that the index can be asked for one stretch. U+FFFF, their upper half, is in no text.
 */
export const smallestStretch = 12;
export const largestStretch = 20;
/** Each stretch is four of the next smaller ones. */
export const stretchStep = 2;

export function stretchMark(level: number, index: number): number {
  return (0xffff << 16) | ((level - smallestStretch) << 12) | (index & 0xfff);
}

/** One text in so many is a sample: where those stand that hold what is asked for tells how many do, and where. */
const sampled = 256;
export const sampleMark = (0xffff << 16) | 0xffff;

export function stretchMarks(seq: number): number[] {
  const marks: number[] = seq % sampled === 0 ? [sampleMark] : [];
  for (let level = smallestStretch; level <= largestStretch; level += stretchStep) {
    marks.push(stretchMark(level, Math.floor(seq / 2 ** level)));
  }
  return marks;
}

/** What the index keeps of a text that stands at this place in the order. */
export function indexed(text: string, seq: number): number[] {
  return [...gramsOf(text), ...stretchMarks(seq)];
}
