/**
 * Typed text, without what can't be seen: controls, direction overrides and zero-width signs could show a handler another
 * text than the one that was written, or carry a mark. Line breaks and tabs stay. Pure.
 */

// Joiners (U+200C, U+200D) go as well: no language of the district needs them, and an emoji without falls into its parts.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]/gu;

export interface Tidied {
  text: string;
  /** Signs that were taken out: the writer is told. */
  taken: number;
}

export function tidied(typed: string): Tidied {
  const lines = typed
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(/[\u2028\u2029]/g, '\n');
  let taken = 0;
  const text = lines.replace(unseen, (sign) => {
    if (sign === '\n' || sign === '\t') return sign;
    taken += 1;
    return '';
  });
  return { text: text.normalize('NFC').trim(), taken };
}

/** One line: breaks and runs of blanks become one blank. */
export function oneLine(typed: string): string {
  return tidied(typed).text.replace(/\s+/g, ' ');
}
