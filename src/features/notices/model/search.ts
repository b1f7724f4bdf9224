/** Search by pairs of neighbouring characters: works in any script, and with two Chinese characters. */

/** Same letters for the eye are the same for the search: width, case and blanks don't count. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}

/** The pairs of a text, each once. */
export function pairsOf(text: string): string[] {
  const pairs = new Set<string>();
  for (const word of folded(text).split(' ')) {
    const signs = Array.from(word);
    for (let i = 0; i + 1 < signs.length; i += 1) pairs.add(`${signs[i]}${signs[i + 1]}`);
  }
  return [...pairs];
}

/** The words that a search asks for, at most eight. */
export function wordsOf(query: string): string[] {
  return folded(query).split(' ').filter(Boolean).slice(0, 8);
}
