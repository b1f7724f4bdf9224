/** Fitting a text into a platform's limit: it is cut between characters, and a mark says that there is more. Pure. */

export const more = '……';

export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' });

/** At most so many bytes in UTF-8; what is left out leaves a mark. Signs that belong together stay together. */
export function cutToBytes(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  const room = most - bytesOf(more);
  if (room < 0) return '';
  let size = 0;
  let end = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    size += bytesOf(segment);
    if (size > room) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}${more}`;
}

/** At most so many characters, as platforms that count them do. */
export function cutToCharacters(text: string, most: number): string {
  const signs = Array.from(text);
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}
