/** How many text messages a text takes: 160 letters of the basic alphabet (153 in a series), else 70 (67). */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '^{}\\[~]|€\f';

export interface Segments {
  characters: number;
  segments: number;
  /** Characters that still fit into the last message. */
  spare: number;
}

/** Whether a text fits the basic alphabet (GSM-7); one other sign, such as a curly quote, and all of it counts as UCS-2. */
export function isBasic(text: string): boolean {
  return Array.from(text).every((sign) => basic.includes(sign) || extended.includes(sign));
}

/**
 * Counts as the networks do (3GPP 23.038 and 23.040): in the basic alphabet some signs count twice, else in units of
 * UTF-16. What counts twice is never divided between two messages of a series: it goes to the next one as a whole.
 */
export function smsSegments(text: string): Segments {
  const signs = Array.from(text);
  const plain = isBasic(text);
  const sizes = signs.map((sign) => (plain ? (basic.includes(sign) ? 1 : 2) : sign.length));
  const characters = sizes.reduce((sum, size) => sum + size, 0);
  const [single, series] = plain ? [160, 153] : [70, 67];
  if (characters <= single) return { characters, segments: 1, spare: single - characters };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > series) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { characters, segments, spare: series - used };
}
