/** Blacking out: nothing may be reworded, only covered. */
export const cover = '■■■';

/**
 * Whether `next` is `text` with stretches covered by ■ and nothing else changed: what stands between the covers stands
 * in the text in the same order, from its beginning to its end.
 */
export function isBlackened(text: string, next: string): boolean {
  const pieces = next.split(/■+/);
  if (pieces.length < 2) return false;
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  const until = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    // Under each cover is at least one character.
    const at = text.indexOf(piece, from + 1);
    if (at === -1 || at + piece.length > until) return false;
    from = at + piece.length;
  }
  return until > from;
}
