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

/** Counts as the networks do: in the basic alphabet some signs count twice, else in units of UTF-16. */
export function smsSegments(text: string): Segments {
  let septets = 0;
  let plain = true;
  for (const sign of text) {
    if (basic.includes(sign)) septets += 1;
    else if (extended.includes(sign)) septets += 2;
    else plain = false;
  }
  const characters = plain ? septets : text.length;
  const [single, series] = plain ? [160, 153] : [70, 67];
  const segments = characters <= single ? 1 : Math.ceil(characters / series);
  return { characters, segments, spare: (segments === 1 ? single : segments * series) - characters };
}
