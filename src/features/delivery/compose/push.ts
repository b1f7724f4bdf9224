/** A message as a browser shows it: subject, a few words, the office. No child is in it, as none is in a subject. */
import { cutToBytes } from '#platform/cut.ts';
import type { ContentRow } from '../queries/message-rows.ts';

/** A payload has at most 4,096 bytes with its encryption, and must hold an address of up to a thousand. */
const mostTitle = 400;
const mostText = 1_200;
/** Push services keep nothing longer than four weeks, and take no less than some seconds. */
const longestLife = 28 * 24 * 3600;
const shortestLife = 30;

export interface PushMessage {
  payload: string;
  /** A later message of the same topic takes the place of one that still waits at the service. */
  topic: string;
  /** Seconds for which the service keeps it for a browser that is away. */
  life: number;
  urgent: boolean;
}

/** `life` in milliseconds. An alert has no personal link: its text ends with the address of the public page. */
export function pushMessage(
  content: Pick<ContentRow, 'language' | 'subject' | 'short'>,
  given: { office: string; link: string; tag: string; alert: boolean; life: number },
): PushMessage {
  const { office, tag, alert } = given;
  const address = /https?:\/\/\S+$/.exec(content.short.trim())?.[0];
  const link = content.short.includes('{{link}}') ? given.link : (address ?? given.link);
  const payload = {
    title: cutToBytes(content.subject, mostTitle),
    body: bodyOf(content, office, address),
    ...{ link, tag, lang: content.language },
  };
  const life = Math.min(Math.max(Math.floor(given.life / 1000), shortestLife), longestLife);
  return { payload: JSON.stringify(payload), topic: tag, life, urgent: alert };
}

/** What the text message says besides its link, if that is more than the subject; then who says it. */
function bodyOf({ subject, short }: Pick<ContentRow, 'subject' | 'short'>, office: string, address?: string): string {
  const words = short
    .replace('{{link}}', '')
    .replace(address ?? '{{link}}', '')
    .trim();
  const rest = (words.startsWith(subject) ? words.slice(subject.length) : words).replace(/^[\s。.：:，,]+/, '').trim();
  const text = cutToBytes(rest, mostText);
  return [text, text.includes(office) ? '' : office].filter(Boolean).join('\n');
}
